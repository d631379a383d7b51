//! What a browser holds besides its session.

use axum::http::{HeaderMap, HeaderValue, Response, header};

/// A year, in seconds.
const YEAR: i64 = 365 * 24 * 60 * 60;

/// The value of a cookie, if the browser sends one of this name.
pub(crate) fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|c| c.to_str().ok());
    let mut pairs = cookies.flat_map(|c| c.split(';')).filter_map(|c| c.trim().split_once('='));
    pairs.find(|(n, _)| *n == name).map(|(_, value)| value.to_owned())
}

/// Has the browser keep a cookie for a year, out of reach of scripts; `same_site`: `Strict` or `Lax`.
pub(crate) fn keep<B>(response: &mut Response<B>, name: &str, value: &str, same_site: &str) {
    keep_for(response, name, value, same_site, YEAR);
}

/// The same for a number of seconds.
pub(crate) fn keep_for<B>(
    response: &mut Response<B>,
    name: &str,
    value: &str,
    same_site: &str,
    seconds: i64,
) {
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; Secure; SameSite={same_site}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
