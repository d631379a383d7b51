//! Passkeys: what a telephone, a computer or a key on a ring signs in with by itself (W3C Web Authentication,
//! level 3).
//!
//! A passkey asks its owner for a finger, a face or a PIN, and answers this site and no other, so it is both
//! factors at once. Kept are its public part and how often it was used: whoever reads the database can't sign
//! in with it. It names its account itself; nobody is asked for a name, so nobody learns who has a passkey.

use kintrace_language::Message;
use kintrace_store::second_factors::SecondFactor;
use kintrace_store::{Store, StoreError};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::now;

/// The kind of factors that are passkeys.
pub const PASSKEY: &str = "passkey";

/// Why a passkey was not added or looked at.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// The address of the pages.
    #[error(
        "{0:?} is no address for passkeys: https:// and a name was expected (http:// for localhost), and no IP address"
    )]
    Address(String),
    /// What the browser sent is no answer to what was asked, or not of a passkey that is known here.
    #[error("another passkey was expected")]
    Wrong,
    /// A challenge, or a passkey that is kept, can't be read or written.
    #[error("a passkey can't be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// The library's refusal to begin.
    #[error(transparent)]
    Ceremony(#[from] WebauthnError),
    /// The store's refusal.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What passkeys of one site are asked with.
#[derive(Debug, Clone)]
pub struct Passkeys {
    webauthn: Webauthn,
}

/// What a browser is asked, and what has to be kept on this side until it answers.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// For `navigator.credentials`, as JSON.
    pub asked: Value,
    /// Kept where the browser can't change it, and used once.
    pub state: String,
}

impl Passkeys {
    /// Passkeys of the pages at an address, such as `https://registry.example`.
    ///
    /// # Errors
    /// [`PasskeyError::Address`]: browsers have passkeys for names and not for IP addresses.
    pub fn at(address: &str) -> Result<Self, PasskeyError> {
        let wrong = || PasskeyError::Address(address.to_owned());
        let origin = Url::parse(address).map_err(|_| wrong())?;
        let name = origin.domain().ok_or_else(wrong)?.to_owned();
        let builder = WebauthnBuilder::new(&name, &origin).map_err(|_| wrong())?.rp_name("Kintrace");
        Ok(Self { webauthn: builder.build().map_err(|_| wrong())? })
    }

    /// Asks a browser for a new passkey of an account.
    ///
    /// # Errors
    /// [`PasskeyError`].
    pub async fn begin_adding(&self, store: &Store, account: &str) -> Result<Challenge, PasskeyError> {
        let factors = store.second_factors(account).await?;
        let mut known = Vec::new();
        for factor in factors.iter().filter(|f| f.kind == PASSKEY) {
            known.push(serde_json::from_str::<Passkey>(&factor.secret)?.cred_id().clone());
        }
        let handle = handle(account);
        let (asked, state) =
            self.webauthn.start_passkey_registration(handle, account, account, Some(known))?;
        let mut asked = serde_json::to_value(asked)?;
        // It is to be found without a name being typed.
        if let Some(selection) = asked.pointer_mut("/publicKey/authenticatorSelection") {
            selection["residentKey"] = json!("required");
            selection["requireResidentKey"] = json!(true);
        }
        Ok(Challenge { asked, state: serde_json::to_string(&state)? })
    }

    /// Adds a passkey to an account; `name`: what its owner calls it.
    ///
    /// # Errors
    /// [`PasskeyError::Wrong`] if the browser's answer is none to the challenge; nothing was changed.
    pub async fn add(
        &self,
        store: &Store,
        account: &str,
        name: &str,
        state: &str,
        answer: &str,
    ) -> Result<(), PasskeyError> {
        let state: PasskeyRegistration = serde_json::from_str(state)?;
        let answer: RegisterPublicKeyCredential =
            serde_json::from_str(answer).map_err(|_| PasskeyError::Wrong)?;
        let passkey = self.webauthn.finish_passkey_registration(&answer, &state);
        let passkey = passkey.map_err(|_| PasskeyError::Wrong)?;
        let id = kintrace_record::hex(passkey.cred_id());
        // Of 2^128 ids no two are the same, unless somebody wants them to be.
        if store.second_factor(PASSKEY, &id).await?.is_some() {
            return Err(PasskeyError::Wrong);
        }
        let factor = SecondFactor {
            account: account.to_owned(),
            kind: PASSKEY.to_owned(),
            id,
            name: name.trim().chars().take(60).collect(),
            secret: serde_json::to_string(&passkey)?,
            added: now(),
            used: now(),
        };
        let work = store.begin(account).await?;
        work.add_second_factor(factor).await?;
        work.event("user", &Message::new("diary-passkey-added")).await?;
        work.commit().await?;
        Ok(())
    }

    /// Asks a browser to sign in with whichever passkey of this site it has.
    ///
    /// # Errors
    /// [`PasskeyError`].
    pub fn begin(&self) -> Result<Challenge, PasskeyError> {
        let (asked, state) = self.webauthn.start_discoverable_authentication()?;
        let mut asked = serde_json::to_value(asked)?;
        // Somebody has pressed a button: the browser asks at once, and not beside a field.
        if let Some(members) = asked.as_object_mut() {
            members.remove("mediation");
        }
        Ok(Challenge { asked, state: serde_json::to_string(&state)? })
    }

    /// Whose passkey has answered a challenge.
    ///
    /// # Errors
    /// [`PasskeyError::Wrong`] if it is not known here, or the answer is none to the challenge.
    pub async fn who(&self, store: &Store, state: &str, answer: &str) -> Result<String, PasskeyError> {
        let state: DiscoverableAuthentication = serde_json::from_str(state)?;
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| PasskeyError::Wrong)?;
        let named = self.webauthn.identify_discoverable_authentication(&answer);
        let (whose, id) = named.map_err(|_| PasskeyError::Wrong)?;
        let factor = store.second_factor(PASSKEY, &kintrace_record::hex(id)).await?;
        let factor = factor.filter(|f| handle(&f.account) == whose).ok_or(PasskeyError::Wrong)?;
        let mut passkey: Passkey = serde_json::from_str(&factor.secret)?;
        let result = self.webauthn.finish_discoverable_authentication_v2(&answer, state, &passkey);
        let result = result.map_err(|_| PasskeyError::Wrong)?;
        passkey.update_credential(&result);
        let secret = serde_json::to_string(&passkey)?;
        // Two sign-ins within a second are two as well.
        let used = now().max(factor.used + 1);
        if store.use_second_factor(&factor, used, Some(&secret)).await? {
            Ok(factor.account)
        } else {
            Err(PasskeyError::Wrong)
        }
    }
}

/// What a passkey knows its account by: nothing that tells a name to whoever holds the key.
fn handle(account: &str) -> Uuid {
    let hash: [u8; 32] = Sha256::digest(format!("kintrace passkey\0{account}")).into();
    Uuid::from_slice(&hash[..16]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_of_a_name_with_tls_or_of_this_machine() {
        assert!(Passkeys::at("https://registry.example").is_ok());
        assert!(Passkeys::at("http://localhost:8080").is_ok());
        assert!(matches!(Passkeys::at("https://192.0.2.7"), Err(PasskeyError::Address(_))));
        assert!(matches!(Passkeys::at("registry.example"), Err(PasskeyError::Address(_))));
    }

    #[test]
    fn a_browser_is_asked_for_whichever_passkey_it_has() {
        let challenge = Passkeys::at("https://registry.example").and_then(|p| p.begin()).expect("asked");
        assert_eq!(challenge.asked["publicKey"]["rpId"], "registry.example");
        assert_eq!(challenge.asked["publicKey"]["allowCredentials"], json!([]));
        assert_eq!(challenge.asked["publicKey"]["userVerification"], "required");
        assert!(challenge.asked.get("mediation").is_none());
    }
}
