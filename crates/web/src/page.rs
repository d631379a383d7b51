//! What every page has in common: the frame around it, and what is shown when something goes wrong.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use kintrace_policy::{Action, Kind};
use kintrace_service::ServiceError;
use kintrace_store::StoreError;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

use crate::session::SignedIn;

/// The frame of a page.
pub(crate) struct Frame {
    /// Title of the page.
    pub(crate) title: String,
    /// Which entry of the navigation it belongs to.
    pub(crate) place: &'static str,
    /// Who is signed in.
    pub(crate) user: SignedIn,
}

impl Frame {
    pub(crate) fn new(title: impl Into<String>, place: &'static str, user: SignedIn) -> Self {
        Self { title: title.into(), place, user }
    }

    /// Whether the reader may see a kind of thing.
    pub(crate) fn sees(&self, kind: &str) -> bool {
        Kind::read(kind).is_some_and(|kind| self.user.may(Action::Read, kind))
    }

    /// Whether the reader may do something: `create list`, `decide list`, `compute hypothesis`.
    pub(crate) fn may(&self, what: &str) -> bool {
        let Some((action, kind)) = what.split_once(' ') else { return false };
        let action = Action::ALL.into_iter().find(|a| a.text() == action);
        action.zip(Kind::read(kind)).is_some_and(|(action, kind)| self.user.may(action, kind))
    }

    /// Whether the navigation's entry is the current one.
    pub(crate) fn at(&self, place: &str) -> bool {
        self.place == place
    }
}

/// Why a page can't be shown.
#[derive(Debug)]
pub(crate) enum PageError {
    /// Nobody is signed in.
    SignInFirst,
    /// There is no such thing.
    NotFound,
    /// The form does not come from our page.
    ForeignForm,
    /// What was sent can't be read.
    Unreadable(String),
    /// Something broke.
    Broken(String),
}

impl From<StoreError> for PageError {
    fn from(e: StoreError) -> Self {
        Self::Broken(e.to_string())
    }
}

impl From<ServiceError> for PageError {
    fn from(e: ServiceError) -> Self {
        Self::Broken(e.to_string())
    }
}

impl From<askama::Error> for PageError {
    fn from(e: askama::Error) -> Self {
        Self::Broken(e.to_string())
    }
}

impl From<tower_sessions::session::Error> for PageError {
    fn from(e: tower_sessions::session::Error) -> Self {
        Self::Broken(e.to_string())
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    heading: &'static str,
    text: String,
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, heading, text) = match self {
            Self::SignInFirst => return Redirect::to("/sign-in").into_response(),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "There is nothing here",
                "The address may be mistyped, or what it named is no longer here.".to_owned(),
            ),
            Self::ForeignForm => (
                StatusCode::FORBIDDEN,
                "This form is no longer valid",
                "You may have signed in again since you opened it. Go back, reload the page, and send it once \
                 more. Nothing was changed."
                    .to_owned(),
            ),
            Self::Unreadable(what) => (StatusCode::BAD_REQUEST, "What was sent can't be read", what),
            Self::Broken(what) => {
                // The text may name an id, never a person.
                tracing::error!("{what}");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong on our side",
                    "Nothing was changed. Try again; if it happens again, tell the administrator what you did."
                        .to_owned(),
                )
            }
        };
        let page = ErrorPage { heading, text }.render().unwrap_or_default();
        (status, Html(page)).into_response()
    }
}

/// Any other address.
pub(crate) async fn not_found() -> PageError {
    PageError::NotFound
}

/// A filled template as a response.
pub(crate) fn html(page: &impl Template) -> Result<Response, PageError> {
    Ok(Html(page.render()?).into_response())
}

/// A time as people read it, and as machines do.
pub(crate) struct Moment {
    pub(crate) shown: String,
    pub(crate) machine: String,
}

impl Moment {
    pub(crate) fn new(seconds: i64) -> Self {
        let time = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let format = format_description!("[day padding:none] [month repr:long] [year], [hour]:[minute] UTC");
        Self {
            shown: time.format(&format).unwrap_or_default(),
            machine: time.format(&Rfc3339).unwrap_or_default(),
        }
    }
}

/// Pages of a list.
pub(crate) struct Pages {
    /// The current one, from 0.
    pub(crate) page: u64,
    /// Rows on a page.
    pub(crate) size: u64,
    /// Rows in all.
    pub(crate) total: u64,
}

impl Pages {
    pub(crate) fn first_row(&self) -> u64 {
        if self.total == 0 { 0 } else { self.page * self.size + 1 }
    }

    pub(crate) fn last_row(&self) -> u64 {
        ((self.page + 1) * self.size).min(self.total)
    }

    pub(crate) fn previous(&self) -> Option<u64> {
        self.page.checked_sub(1)
    }

    pub(crate) fn next(&self) -> Option<u64> {
        (self.last_row() < self.total).then_some(self.page + 1)
    }
}
