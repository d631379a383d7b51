//! `/remains/{id}/labels`, `/missing-persons/{id}/labels`: labels to print for bags and tubes. A code holds the
//! number that stands beside it and nothing else: who finds a tube learns nobody's name.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kintrace_policy::{Action, Kind};
use kintrace_report::qr_code;

use crate::documents::urlencode;
use crate::page::{Frame, PageError, html};
use crate::session::{Office, SignedIn};

struct Label {
    number: String,
    kind: String,
    seal: String,
    code: String,
}

#[derive(Template)]
#[template(path = "labels.html")]
struct LabelsPage {
    frame: Frame,
    back: String,
    labels: Vec<Label>,
}

impl Label {
    fn new(number: &str, kind: &str, seal: &str) -> Option<Self> {
        let (number, kind, seal) = (number.to_owned(), kind.to_owned(), seal.to_owned());
        Some(Self { code: qr_code::draw(&number)?, number, kind, seal })
    }
}

/// `GET /remains/{id}/labels`: the remains and their samples.
pub(crate) async fn of_remains(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let file = app.store.remains_file(&id).await?.ok_or(PageError::NotFound)?;
    let own = Label::new(&file.remains.id, &user.language.say("remains").to_string(), "");
    let sees = user.may(Action::Read, Kind::Sample);
    let samples = file.samples.iter().filter(|_| sees);
    let samples = samples.filter_map(|(s, _)| Label::new(&s.id, &s.kind, &s.seal));
    page(user, "remains", format!("/remains/{}", urlencode(&id)), own.into_iter().chain(samples))
}

/// `GET /missing-persons/{id}/labels`: the samples of the family.
pub(crate) async fn of_family(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let file = app.store.missing_file(&id).await?.ok_or(PageError::NotFound)?;
    let samples = file.samples.iter().filter_map(|(s, _)| Label::new(&s.id, &s.kind, &s.seal));
    let back = format!("/missing-persons/{}", urlencode(&id));
    page(user, "missing-persons", back, samples)
}

fn page(
    user: SignedIn,
    place: &'static str,
    back: String,
    labels: impl Iterator<Item = Label>,
) -> Result<Response, PageError> {
    html(&LabelsPage {
        labels: labels.collect(),
        back,
        frame: Frame::new(user.language.say("labels"), place, user),
    })
}
