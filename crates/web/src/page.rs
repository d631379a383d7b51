//! What every page has in common: the frame around it, and what is shown when something goes wrong.

use std::borrow::Cow;

use askama::Template;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use kintrace_casework::{DateInterval, Problems};
use kintrace_language::{Argument, Language, Message, Said, numbers, problem};
use kintrace_policy::{Action, Kind};
use kintrace_report::dates;
use kintrace_service::ServiceError;
use kintrace_store::StoreError;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::language::Reader;
use crate::session::SignedIn;

/// The frame of a page for whoever is signed in.
pub(crate) struct Frame {
    /// Title of the page.
    pub(crate) title: String,
    /// Which entry of the navigation it belongs to.
    pub(crate) place: &'static str,
    /// Who is signed in.
    pub(crate) user: SignedIn,
    /// The language that it speaks.
    pub(crate) language: Language,
}

impl Frame {
    #[expect(clippy::needless_pass_by_value, reason = "a text, or a message that is said here")]
    pub(crate) fn new(title: impl ToString, place: &'static str, user: SignedIn) -> Self {
        Self { title: title.to_string(), place, language: user.language, user }
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

    /// Whether the reader is a relative, whose pages are in the families' room.
    pub(crate) fn is_family(&self) -> bool {
        self.sees("portal")
    }

    /// Whether the navigation's entry is the current one.
    pub(crate) fn at(&self, place: &str) -> bool {
        self.place == place
    }

    /// The languages that the page can be read in.
    #[expect(clippy::unused_self, reason = "a template asks its frame for everything")]
    pub(crate) fn languages(&self) -> [Language; 4] {
        Language::ALL
    }

    /// A message.
    pub(crate) fn say(&self, id: impl Into<Cow<'static, str>>) -> Said {
        self.language.say(id)
    }

    /// A word of a closed list.
    pub(crate) fn word(&self, text: &str) -> String {
        self.language.word(text)
    }

    /// A number as the language writes it.
    pub(crate) fn number(&self, number: impl Into<Argument>) -> String {
        match number.into() {
            Argument::Number(number) => numbers::number(self.language, number),
            _ => String::new(),
        }
    }

    /// A date as it is known; nothing if it is not.
    #[expect(clippy::ref_option, reason = "a template gives a reference to a member")]
    pub(crate) fn date(&self, date: &Option<DateInterval>) -> String {
        date.as_ref().map_or_else(String::new, |date| dates::known(self.language, date))
    }

    /// A date as it is known, or that it is not.
    #[expect(clippy::ref_option, reason = "a template gives a reference to a member")]
    pub(crate) fn date_or_unknown(&self, date: &Option<DateInterval>) -> String {
        if date.is_none() { self.say("not-known").to_string() } else { self.date(date) }
    }

    /// Which rows of a list are shown.
    pub(crate) fn shown(&self, pages: &Pages) -> String {
        let (from, to) = (pages.first_row(), pages.last_row());
        self.say("rows-of").with("from", from).with("to", to).with("total", pages.total).to_string()
    }
}

/// The frame of a page for everybody.
pub(crate) struct PublicFrame {
    /// Title of the page.
    pub(crate) title: String,
    /// The language that it speaks.
    pub(crate) language: Language,
}

impl PublicFrame {
    pub(crate) fn new(title: &'static str, Reader(language): Reader) -> Self {
        Self { title: language.say(title).to_string(), language }
    }

    /// The languages that the page can be read in.
    #[expect(clippy::unused_self, reason = "a template asks its frame for everything")]
    pub(crate) fn languages(&self) -> [Language; 4] {
        Language::ALL
    }

    /// A message.
    pub(crate) fn say(&self, id: &'static str) -> Said {
        self.language.say(id)
    }
}

/// Why a page can't be shown.
#[derive(Debug, Clone)]
pub(crate) enum PageError {
    /// Nobody is signed in.
    SignInFirst,
    /// There is no such thing.
    NotFound,
    /// The form does not come from our page.
    ForeignForm,
    /// What was sent can't be taken: why.
    Unreadable(Message),
    /// Something broke; for the log.
    Broken(String),
}

impl From<Problems> for PageError {
    /// The first of them: a page that has a form shows all beside it.
    fn from(problems: Problems) -> Self {
        let first = problems.0.first().map(|p| problem(&p.problem));
        Self::Unreadable(first.unwrap_or_else(|| Message::new("error-unreadable-text")))
    }
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
    frame: PublicFrame,
    text: String,
}

impl IntoResponse for PageError {
    /// Only the status: [`explain`] knows which language to speak.
    fn into_response(self) -> Response {
        let status = match &self {
            Self::SignInFirst => return Redirect::to("/sign-in").into_response(),
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Makes a page of what went wrong, in the reader's language.
pub(crate) async fn explain(reader: Reader, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let Some(error) = response.extensions_mut().remove::<PageError>() else { return response };
    let (title, text) = match error {
        PageError::NotFound | PageError::SignInFirst => ("error-not-found", "error-not-found-text"),
        PageError::ForeignForm => ("error-foreign-form", "error-foreign-form-text"),
        PageError::Unreadable(why) => {
            let frame = PublicFrame::new("error-unreadable", reader);
            let page = ErrorPage { text: reader.0.tell(&why), frame }.render().unwrap_or_default();
            return (response.status(), Html(page)).into_response();
        }
        PageError::Broken(what) => {
            // The text may name an id, never a person.
            tracing::error!("{what}");
            ("error-broken", "error-broken-text")
        }
    };
    let text = reader.0.say(text).to_string();
    let page = ErrorPage { frame: PublicFrame::new(title, reader), text }.render().unwrap_or_default();
    (response.status(), Html(page)).into_response()
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
    /// Of seconds since 1970.
    pub(crate) fn new(language: Language, seconds: i64) -> Self {
        Self::of(language, OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH))
    }

    /// Of a time as the record writes it (RFC 3339).
    pub(crate) fn read(language: Language, text: &str) -> Self {
        OffsetDateTime::parse(text, &Rfc3339).map_or_else(
            |_| Self { shown: text.to_owned(), machine: text.to_owned() },
            |at| Self::of(language, at),
        )
    }

    fn of(language: Language, at: OffsetDateTime) -> Self {
        let day = kintrace_language::dates::day(language, at.year(), at.month().into(), at.day());
        let time = format!("{:02}:{:02}", at.hour(), at.minute());
        Self {
            shown: language.say("moment").with("day", day).with("time", time).to_string(),
            machine: at.format(&Rfc3339).unwrap_or_default(),
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
