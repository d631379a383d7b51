//! The page that checks receipts: one file that needs nobody, not even this server.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

use crate::App;
use crate::assets;
use crate::page::{PageError, html};

#[derive(Template)]
#[template(path = "receipt_check.html")]
struct CheckPage {
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

/// `GET /receipts/check`: for everybody; it holds public keys and nothing of the registry.
pub(crate) async fn show(State(app): State<App>) -> Result<Response, PageError> {
    let mut response = html(&CheckPage {
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
