//! The record: the log as anybody may read it (C2SP tlog-tiles), and receipts for who is signed in.
//!
//! The log holds no personal data: checkpoint and tiles are public, so that witnesses and anybody else
//! can check that nothing was changed.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kintrace_record::tree::{Asked, WIDTH, entries, parse_path};
use kintrace_report::qr_code;

use crate::App;
use crate::page::{Frame, Moment, PageError, html};
use crate::session::SignedIn;

/// `GET /record/checkpoint`: the last checkpoint, with its cosignatures.
pub(crate) async fn checkpoint(State(app): State<App>) -> Result<Response, PageError> {
    let (checkpoint, _) = app.store.checkpoint().await?.ok_or(PageError::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], checkpoint.to_string()).into_response())
}

/// `GET /record/tile/{path}`: hashes, or leaves.
pub(crate) async fn tile(State(app): State<App>, Path(path): Path<String>) -> Result<Response, PageError> {
    // What no checkpoint has is not served: until it is signed, nobody could tell that it was changed.
    let (checkpoint, _) = app.store.checkpoint().await?.ok_or(PageError::NotFound)?;
    let size = checkpoint.head.size();
    let (body, width) = match parse_path(&path).ok_or(PageError::NotFound)? {
        Asked::Tile((level, number), width) => {
            let leaves = (WIDTH as u64).checked_pow(u32::from(level) + 1);
            let child = (WIDTH as u64).pow(u32::from(level));
            let first = leaves.and_then(|n| n.checked_mul(number));
            let within = first.and_then(|f| f.checked_add(child.checked_mul(width as u64)?));
            if within.is_none_or(|end| end > size) {
                return Err(PageError::NotFound);
            }
            (app.store.record_tile((level, number), width).await?.ok_or(PageError::NotFound)?, width)
        }
        Asked::Entries(number, width) => {
            let from = number.checked_mul(WIDTH as u64).ok_or(PageError::NotFound)?;
            if from.checked_add(width as u64).is_none_or(|end| end > size) {
                return Err(PageError::NotFound);
            }
            let leaves = app.store.leaves(from, width as u64).await?;
            (entries(leaves.iter().map(String::as_str)), width)
        }
    };
    let mut response =
        (StatusCode::OK, [(header::CONTENT_TYPE, "application/octet-stream")], body).into_response();
    // A full tile never changes.
    let caching = if width == WIDTH { "public, max-age=31536000, immutable" } else { "public, max-age=60" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    Ok(response)
}

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage {
    frame: Frame,
    sequence: u64,
    time: String,
    text: String,
    code: Option<String>,
    quorum: Option<Vec<String>>,
    log: String,
}

/// `GET /receipts/{sequence}`: the receipt of a leaf.
pub(crate) async fn receipt(
    State(app): State<App>,
    user: SignedIn,
    Path(sequence): Path<u64>,
) -> Result<Response, PageError> {
    let receipt =
        app.services.recorder.receipt(sequence).await.map_err(|e| PageError::Broken(e.to_string()))?;
    let receipt = receipt.ok_or(PageError::NotFound)?;
    let checked = receipt.check(app.services.recorder.policy());
    let leaf = kintrace_record::Leaf::parse(&receipt.leaf).map_err(|e| PageError::Broken(e.to_string()))?;
    let text = receipt.to_string();
    html(&ReceiptPage {
        time: Moment::read(user.language, &leaf.time).shown,
        frame: Frame::new(
            user.language.say("receipt-heading").with("number", sequence.to_string()),
            "",
            user,
        ),
        sequence,
        code: qr_code::draw(&text),
        quorum: checked.ok().map(|(_, signed)| signed),
        log: receipt.checkpoint.head.origin().to_owned(),
        text,
    })
}

/// `GET /receipts/{sequence}/file`: the same as a file.
pub(crate) async fn receipt_file(
    State(app): State<App>,
    _user: SignedIn,
    Path(sequence): Path<u64>,
) -> Result<Response, PageError> {
    let receipt =
        app.services.recorder.receipt(sequence).await.map_err(|e| PageError::Broken(e.to_string()))?;
    let receipt = receipt.ok_or(PageError::NotFound)?;
    let disposition = format!("attachment; filename=\"receipt-{sequence}.tlog-proof\"");
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, receipt.to_string()).into_response())
}
