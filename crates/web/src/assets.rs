//! Style sheet, script and fonts, embedded in the binary.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/assets"]
struct Assets;

/// An asset that stands in a page itself.
pub(crate) fn text(file: &str) -> String {
    Assets::get(file).map(|asset| String::from_utf8_lossy(&asset.data).into_owned()).unwrap_or_default()
}

/// `GET /assets/{file}`
pub(crate) async fn serve(Path(file): Path<String>) -> Response {
    match Assets::get(&file) {
        Some(asset) => {
            let kind = asset.metadata.mimetype().to_owned();
            // Fonts never change under their name; the rest is asked for again after an update.
            let kept = if kind.contains("font") { "public, max-age=31536000" } else { "no-cache" };
            ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept.to_owned())], asset.data)
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
