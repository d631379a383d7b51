//! `/recover/{link}`: a new password, with the link and the code that two members of the staff gave.

use std::net::SocketAddr;

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_service::accounts::{AccountError, SHORTEST_PASSWORD};
use kintrace_service::recovery;
use serde::Deserialize;

use crate::App;
use crate::language::Reader;
use crate::page::{PageError, PublicFrame, html};

#[derive(Template)]
#[template(path = "recover.html")]
struct RecoverPage {
    frame: PublicFrame,
    link: String,
    message: String,
}

/// `GET /recover/{link}`
pub(crate) async fn show(reader: Reader, Path(link): Path<String>) -> Result<Response, PageError> {
    html(&RecoverPage { frame: PublicFrame::new("recovery", reader), link, message: String::new() })
}

#[derive(Deserialize)]
pub(crate) struct RecoverForm {
    code: String,
    password: String,
}

/// `POST /recover/{link}`
pub(crate) async fn recover(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    reader: Reader,
    Path(link): Path<String>,
    Form(form): Form<RecoverForm>,
) -> Result<Response, PageError> {
    let refuse = |id: &'static str| {
        let frame = PublicFrame::new("recovery", reader);
        let message = frame.say(id).with("least", SHORTEST_PASSWORD).to_string();
        html(&RecoverPage { frame, link: link.clone(), message })
    };
    if !app.attempts.allow_from(from.ip(), "link") {
        return refuse("sign-in-too-often");
    }
    match recovery::recover(&app.store, &link, &form.code, &form.password).await {
        Ok(true) => Ok(Redirect::to("/sign-in").into_response()),
        Ok(false) => refuse("link-and-code-wrong"),
        Err(AccountError::Short) => refuse("password-short"),
        Err(e) => Err(PageError::Broken(e.to_string())),
    }
}
