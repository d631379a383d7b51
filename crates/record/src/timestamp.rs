//! Timestamps of others on a checkpoint (RFC 3161): since when a tree has been so, by a clock that is
//! neither the office's nor a witness's.
//!
//! Stamped is [`Checkpoint::text`](crate::checkpoint::Checkpoint::text). Whether a reply is about this text
//! is checked here; whose signature it carries, and whether that holds, is said by any program for RFC 3161
//! and the authority's certificates, as `openssl ts -verify`.

use cms::cert::x509::spki::AlgorithmIdentifier;
use cms::signed_data::SignedData;
use der::asn1::{Int, OctetString};
use der::oid::ObjectIdentifier;
use der::{Decode, Encode};
use sha2::{Digest, Sha256};
use x509_tsp::{MessageImprint, TimeStampReq, TimeStampResp, TspVersion, TstInfo};

/// SHA-256 (RFC 5754).
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
/// What a reply holds (RFC 3161, 2.4.2).
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// Why there is no timestamp.
#[derive(Debug, thiserror::Error)]
pub enum TimestampError {
    /// Not the format.
    #[error("a reply of a timestamping authority was expected: {0}")]
    Malformed(String),
    /// The authority's refusal.
    #[error("the authority gives no timestamp: {0}")]
    Refused(String),
    /// A timestamp of something else.
    #[error("the timestamp is of something else")]
    OfSomethingElse,
}

impl From<der::Error> for TimestampError {
    fn from(e: der::Error) -> Self {
        Self::Malformed(e.to_string())
    }
}

fn imprint(text: &[u8]) -> Result<MessageImprint, TimestampError> {
    Ok(MessageImprint {
        hash_algorithm: AlgorithmIdentifier { oid: SHA_256, parameters: None },
        hashed_message: OctetString::new(Sha256::digest(text).to_vec())?,
    })
}

/// The nonce as a positive number.
fn number(nonce: [u8; 8]) -> Result<Int, TimestampError> {
    // DER has no zeros before a number; its first bit is its sign.
    let mut bytes = nonce;
    bytes[0] = bytes[0] & 0x7f | 0x40;
    Ok(Int::new(&bytes)?)
}

/// What is sent to an authority (`application/timestamp-query`); `nonce` is random.
///
/// # Errors
/// [`TimestampError::Malformed`], if DER can't hold it.
pub fn request(text: &[u8], nonce: [u8; 8]) -> Result<Vec<u8>, TimestampError> {
    let request = TimeStampReq {
        version: TspVersion::V1,
        message_imprint: imprint(text)?,
        req_policy: None,
        nonce: Some(number(nonce)?),
        cert_req: true,
        extensions: None,
    };
    Ok(request.to_der()?)
}

/// When a reply says that the text was there: seconds since 1970. `nonce` is the request's, where the reply
/// has just come.
///
/// # Errors
/// [`TimestampError`].
pub fn read(reply: &[u8], text: &[u8], nonce: Option<[u8; 8]>) -> Result<u64, TimestampError> {
    let reply = TimeStampResp::from_der(reply)?;
    let token = reply
        .time_stamp_token
        .ok_or_else(|| TimestampError::Refused(format!("status {:?}", reply.status.status)))?;
    let signed: SignedData = token.content.decode_as()?;
    let content = signed.encap_content_info;
    let info = content.econtent.filter(|_| content.econtent_type == TST_INFO);
    let info = info.ok_or_else(|| TimestampError::Malformed("there is no time in it".to_owned()))?;
    let info = TstInfo::from_der(info.decode_as::<OctetString>()?.as_bytes())?;
    let stamped = &info.message_imprint;
    if stamped.hash_algorithm.oid != SHA_256 || stamped.hashed_message != imprint(text)?.hashed_message {
        return Err(TimestampError::OfSomethingElse);
    }
    if let Some(nonce) = nonce
        && info.nonce != Some(number(nonce)?)
    {
        return Err(TimestampError::OfSomethingElse);
    }
    Ok(info.gen_time.to_unix_duration().as_secs())
}
