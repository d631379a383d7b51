//! The page that checks receipts: one file that needs nobody, not even this server.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use base64::prelude::{BASE64_STANDARD, Engine};
use kintrace_casework::Noun;
use kintrace_language::{Language, slug};
use sha2::{Digest, Sha256};

use crate::App;
use crate::assets;
use crate::language::Reader;
use crate::page::{PageError, PublicFrame, html};

#[derive(Template)]
#[template(path = "receipt_check.html")]
struct CheckPage {
    frame: PublicFrame,
    /// What its script says, as JSON.
    messages: String,
    security: &'static str,
    style: &'static str,
    script: &'static str,
    policy: String,
}

static STYLE: LazyLock<String> = LazyLock::new(|| assets::text("receipts.css"));
static SCRIPT: LazyLock<String> = LazyLock::new(|| assets::text("receipts.js"));

/// Only what stands in the page runs, and nothing leaves it; the page itself says so, so that this holds
/// for the saved file as well.
static SECURITY: LazyLock<String> = LazyLock::new(|| {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text));
    let (script, style) = (hash(&SCRIPT), hash(&STYLE));
    format!(
        "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; img-src data:; \
         form-action 'none'; base-uri 'none'"
    )
});

/// Messages that the script says, with what they name.
const MESSAGES: &[(&str, &[&str])] = &[
    ("what", &[]),
    ("why", &[]),
    ("change-adopted", &[]),
    ("change-changed", &[]),
    ("change-created", &[]),
    ("change-erased", &[]),
    ("change-read", &[]),
    ("change-removed", &[]),
    ("check-entry", &[]),
    ("check-entry-of", &["number", "entries", "log"]),
    ("check-holds", &[]),
    ("check-holds-not", &[]),
    ("check-none-asked", &[]),
    ("check-recorded", &[]),
    ("check-text-is", &[]),
    ("check-text-not-compared", &[]),
    ("check-the-text", &[]),
    ("check-what", &["kind", "change", "version"]),
    ("check-witnesses", &[]),
    ("refused-checkpoint", &[]),
    ("refused-checkpoint-signatures", &[]),
    ("refused-damaged", &[]),
    ("refused-group-number", &[]),
    ("refused-leaf", &[]),
    ("refused-log-key", &[]),
    ("refused-log-unknown", &["log"]),
    ("refused-log-unsigned", &["log"]),
    ("refused-name-in-use", &["name"]),
    ("refused-nonce", &[]),
    ("refused-not-above", &["name"]),
    ("refused-not-in-record", &[]),
    ("refused-other-text", &[]),
    ("refused-policy-line", &["line", "problem"]),
    ("refused-policy-quorum", &[]),
    ("refused-policy-word", &[]),
    ("refused-receipt", &[]),
    ("refused-signature", &["name"]),
    ("refused-signature-below", &[]),
    ("refused-witness-key", &[]),
    ("refused-witnesses", &["names"]),
];

/// The script's messages in a language, where what they name stands as `{name}`; with kinds of things.
fn messages(language: Language) -> String {
    let named = MESSAGES.iter().map(|(id, names)| {
        let said = names.iter().fold(language.say(*id), |said, name| said.with(name, format!("{{{name}}}")));
        ((*id).to_owned(), said.to_string())
    });
    let nouns = Noun::ALL.iter().map(|noun| {
        let id = format!("noun-{}", slug(noun.text()));
        let said = language.say(id.clone()).to_string();
        (id, said)
    });
    let all: BTreeMap<String, String> = named.chain(nouns).collect();
    // What closes a script can't stand in one.
    serde_json::to_string(&all).unwrap_or_default().replace('<', "\\u003c")
}

/// `GET /receipts/check`: for everybody; it holds public keys and nothing of the registry.
pub(crate) async fn show(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    let mut response = html(&CheckPage {
        frame: PublicFrame::new("check-a-receipt", reader),
        messages: messages(reader.0),
        security: &SECURITY,
        style: &STYLE,
        script: &SCRIPT,
        policy: app.services.recorder.policy().to_string(),
    })?;
    let security = format!("{}; frame-ancestors 'none'", *SECURITY);
    let security = HeaderValue::from_str(&security).map_err(|e| PageError::Broken(e.to_string()))?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, security);
    Ok(response)
}
