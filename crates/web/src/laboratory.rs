//! `/laboratory-samples`: barcodes and seals, and nobody's name.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use kintrace_store::laboratory::LaboratorySample;

use crate::documents::WhichPage;
use crate::page::{Frame, PageError, Pages, html};
use crate::session::{Office, SignedIn};

const PAGE: u64 = 100;

#[derive(Template)]
#[template(path = "laboratory_samples.html")]
struct SamplesPage {
    frame: Frame,
    rows: Vec<LaboratorySample>,
    pages: Pages,
}

/// `GET /laboratory-samples`
pub(crate) async fn list(
    Office(app): Office,
    user: SignedIn,
    Query(which): Query<WhichPage>,
) -> Result<Response, PageError> {
    let (rows, total) = app.store.laboratory_samples(which.page, PAGE).await?;
    html(&SamplesPage {
        frame: Frame::new(user.language.say("samples"), "laboratory-samples", user),
        rows,
        pages: Pages { page: which.page, size: PAGE, total },
    })
}
