//! `/information-requests/{id}/reminders`: whoever was asked is asked again.

use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::information_request::InformationRequest;
use kintrace_casework::{Document, Noun, Reference, Sound};
use kintrace_service::desk::DeskError;
use kintrace_service::today;

use crate::documents::{TokenForm, path};
use crate::page::PageError;
use crate::session::{Office, SignedIn};

/// Whether whoever was asked may be asked again today: it was sent before today, is not answered, and nobody has asked
/// again today.
pub(crate) fn can_be_asked_again(document: &Document) -> bool {
    if document.reference.kind != Noun::InformationRequest {
        return false;
    }
    document.thing::<InformationRequest>().is_ok_and(|request| {
        let last = request.reminders.last().copied().or(request.sent);
        !request.is_answered() && last.is_some_and(|last| last < today())
    })
}

/// `POST /information-requests/{id}/reminders`: that it was asked again today is written down.
pub(crate) async fn ask_again(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<TokenForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let desk = user.desk(&app);
    let noun = Noun::InformationRequest;
    let seen = desk.version(noun, &id).await?;
    let document = desk.read(noun, &id).await?.filter(can_be_asked_again).ok_or(PageError::NotFound)?;
    let mut request = document.thing::<InformationRequest>().map_err(DeskError::from)?.into_draft();
    request.reminders.push(today());
    let state = Document::of(&Sound::new(request).map_err(DeskError::from)?).state;
    desk.write(noun, state, seen).await?;
    Ok(Redirect::to(&path(&Reference::new(noun, id))).into_response())
}
