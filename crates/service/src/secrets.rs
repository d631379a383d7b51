//! Secrets that somebody else holds (a link, a browser), and what is kept of them.

use kintrace_record::hex;
use rand::RngCore;
use sha2::{Digest, Sha256};

/// A new secret: 128 random bits, in hexadecimal digits.
#[must_use]
pub fn secret() -> String {
    let mut bytes = [0; 16];
    rand::rng().fill_bytes(&mut bytes);
    hex(&bytes)
}

/// What is kept of a secret: its SHA-256, in hexadecimal digits. Whoever reads it can't use it.
#[must_use]
pub fn kept(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}
