//! Style sheet, script and fonts, embedded in the binary.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/assets"]
struct Assets;

/// An asset that stands in a page itself.
pub(crate) fn text(file: &str) -> String {
    Assets::get(file).map(|asset| String::from_utf8_lossy(&asset.data).into_owned()).unwrap_or_default()
}

/// `GET /assets/{file}`. A browser that has it already is told that it has not changed: a map is a megabyte.
pub(crate) async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = Assets::get(&file) else { return StatusCode::NOT_FOUND.into_response() };
    let tag = format!("\"{}\"", kintrace_record::hex(&asset.metadata.sha256_hash()[..16]));
    let kind = asset.metadata.mimetype().to_owned();
    // Fonts never change under their name; the rest is asked for again after an update.
    let kept = if kind.contains("font") { "public, max-age=31536000" } else { "no-cache" };
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok());
    // What was compressed on its way has a weak tag: the same content in another form.
    let is_known = known.flat_map(|v| v.split(',')).any(|v| v.trim().trim_start_matches("W/") == tag);
    let told = [(header::CACHE_CONTROL, kept.to_owned()), (header::ETAG, format!("W/{tag}"))];
    if is_known {
        (StatusCode::NOT_MODIFIED, told).into_response()
    } else {
        (told, [(header::CONTENT_TYPE, kind)], asset.data).into_response()
    }
}
