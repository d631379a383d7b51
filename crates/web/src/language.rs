//! Which language a page speaks: the one that its reader chose on some page, or the first that the browser
//! asks for.

use axum::Form;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_language::Language;
use serde::Deserialize;

use crate::cookies;

/// The cookie with what somebody chose. It says nothing about anybody else.
const COOKIE: &str = "language";

/// Whoever reads a page, signed in or not: the language to speak.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader(pub(crate) Language);

impl Reader {
    /// By the headers of a request.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let chosen = cookies::read(headers, COOKIE).and_then(|tag| Language::read(&tag));
        let asked = || {
            let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
            Language::preferred(header.unwrap_or_default())
        };
        Self(chosen.unwrap_or_else(asked))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}

#[derive(Deserialize)]
pub(crate) struct LanguageForm {
    language: String,
}

/// `POST /language`: remembers a choice, and shows the page again on which it was made. Nothing but the
/// language is changed by it, so another site's form could do no harm.
pub(crate) async fn choose(headers: HeaderMap, Form(form): Form<LanguageForm>) -> Response {
    let from = headers.get(header::REFERER).and_then(|value| value.to_str().ok()?.parse::<Uri>().ok());
    // Only the path: a page of ours.
    let back = from.as_ref().and_then(|uri| uri.path_and_query()).map_or("/", |path| path.as_str());
    let back = if back.starts_with("//") { "/" } else { back };
    let mut response = Redirect::to(back).into_response();
    if let Some(language) = Language::read(&form.language) {
        cookies::keep(&mut response, COOKIE, language.tag(), "Lax");
    }
    response
}
