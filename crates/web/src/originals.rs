//! `/evidence/{id}/original`: the file itself, in and out, bit for bit.

use axum::extract::{Multipart, Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::evidence::Evidence;
use kintrace_casework::{Document, Noun, Reference};
use kintrace_language::Message;
use kintrace_service::originals::OriginalError;
use serde::Deserialize;

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

/// Pictures that every browser shows, and that can hold no script.
const PICTURES: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/// A picture on the page of a piece of evidence, shown when somebody asks for it.
pub(crate) struct Picture {
    /// What it shows, in words.
    pub(crate) description: String,
    /// Whether it may show remains or violence.
    pub(crate) is_covered: bool,
}

impl Picture {
    /// Of a document; `None` if it is no evidence, or its original no picture.
    pub(crate) fn of(document: &Document) -> Option<Self> {
        let evidence = document.thing::<Evidence>().ok()?.into_draft();
        let original = evidence.original?;
        PICTURES
            .contains(&original.media_type.as_str())
            .then_some(Self { description: evidence.description, is_covered: evidence.covered })
    }
}

/// Whether the original is wanted as a picture on a page.
#[derive(Deserialize)]
pub(crate) struct HowGiven {
    #[serde(default)]
    shown: bool,
}

/// `GET /evidence/{id}/original`: to be saved, and not shown in the browser, since it may be anything; a picture is
/// shown to who asks for it. That it was given is on record.
pub(crate) async fn give(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
    Query(how): Query<HowGiven>,
) -> Result<Response, PageError> {
    let (original, bytes) = user.desk(&app).original(&id, &app.services.originals).await?;
    if how.shown && PICTURES.contains(&original.media_type.as_str()) {
        return Ok(([(header::CONTENT_TYPE, original.media_type)], bytes).into_response());
    }
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
