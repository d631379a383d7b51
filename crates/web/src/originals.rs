//! `/evidence/{id}/original`: the file itself, in and out, bit for bit.

use axum::extract::{Multipart, Path};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::{Noun, Reference};
use kintrace_language::Message;
use kintrace_service::originals::OriginalError;

use crate::documents::path;
use crate::page::PageError;
use crate::session::{Office, SignedIn};
use crate::upload::Upload;

impl From<OriginalError> for PageError {
    fn from(e: OriginalError) -> Self {
        match e {
            OriginalError::Desk(e) => e.into(),
            OriginalError::Originals(e) => Self::Broken(e.to_string()),
        }
    }
}

/// `GET /evidence/{id}/original`: to be saved, and not shown in the browser: it may be anything.
pub(crate) async fn give(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (original, bytes) = user.desk(&app).original(&id, &app.services.originals).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        // The file's own name may name people; its hash does not.
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", original.sha256)),
    ];
    Ok((headers, bytes).into_response())
}

/// `POST /evidence/{id}/original`
pub(crate) async fn keep(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response, PageError> {
    let mut sent = Upload::read(form).await?;
    user.check(sent.text("token"))?;
    let Some(file) = sent.files.pop() else {
        return Err(PageError::Unreadable(Message::new("choose-a-file")));
    };
    user.desk(&app).keep_original(&id, &file.name, file.bytes, &app.services.originals).await?;
    Ok(Redirect::to(&path(&Reference::new(Noun::Evidence, id))).into_response())
}
