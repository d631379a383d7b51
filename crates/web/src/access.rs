//! The one place where it is asked who may see and do what.
//!
//! Each route of the office stands in [`routes`] with what it does to what; a route that does not is
//! served to nobody. Where one page shows several kinds of things, its handler asks [`SignedIn::may`] for
//! each, and leaves out what its reader may not see.

use std::sync::LazyLock;

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::Noun;
use kintrace_casework::document::DOCUMENTS;
use kintrace_policy::{Action, Kind};
use tower_sessions::Session;

use crate::App;
use crate::page::PageError;
use crate::papers::KINDS;
use crate::resume;
use crate::session::SignedIn;

/// Routes of single pages.
const PAGES: &[(Method, &str, Action, Kind)] = &[
    (Method::GET, "/", Action::Read, Kind::Overview),
    (Method::GET, "/missing-persons", Action::Read, Kind::MissingPerson),
    (Method::POST, "/missing-persons", Action::Read, Kind::MissingPerson),
    (Method::GET, "/missing-persons/new", Action::Create, Kind::MissingPerson),
    (Method::POST, "/missing-persons/new", Action::Create, Kind::MissingPerson),
    (Method::POST, "/missing-persons/duplicates", Action::Create, Kind::MissingPerson),
    (Method::GET, "/missing-persons/{id}", Action::Read, Kind::MissingPerson),
    (Method::GET, "/missing-persons/{id}/duplicates", Action::Read, Kind::MissingPerson),
    (Method::GET, "/missing-persons/{id}/duplicates/{other}", Action::Read, Kind::MissingPerson),
    (Method::POST, "/missing-persons/{id}/duplicates/{other}", Action::Create, Kind::Document(Noun::Case)),
    (Method::GET, "/remains", Action::Read, Kind::Remains),
    (Method::POST, "/remains", Action::Read, Kind::Remains),
    (Method::GET, "/remains/{id}", Action::Read, Kind::Remains),
    (Method::GET, "/remains/{id}/labels", Action::Read, Kind::Remains),
    (Method::GET, "/missing-persons/{id}/labels", Action::Read, Kind::Sample),
    (Method::GET, "/missing-persons/{id}/whom-to-ask", Action::Read, Kind::Sample),
    (Method::GET, "/inclusion-power", Action::Read, Kind::Sample),
    (Method::GET, "/missing-persons/{id}/family", Action::Create, Kind::Person),
    (Method::POST, "/missing-persons/{id}/family", Action::Create, Kind::Person),
    (Method::GET, "/hypotheses", Action::Read, Kind::Hypothesis),
    (Method::GET, "/hypotheses/{remains}/{missing}", Action::Read, Kind::Hypothesis),
    (Method::GET, "/hypotheses/{remains}/{missing}/file", Action::Read, Kind::Genotype),
    (
        Method::POST,
        "/hypotheses/{remains}/{missing}/propose",
        Action::Create,
        Kind::Document(Noun::Identification),
    ),
    (Method::GET, "/identifications/{id}/letter", Action::Read, Kind::Document(Noun::Identification)),
    (Method::POST, "/identifications/{id}/deeds", Action::Decide, Kind::Document(Noun::Identification)),
    (
        Method::POST,
        "/information-requests/{id}/reminders",
        Action::Create,
        Kind::Document(Noun::InformationRequest),
    ),
    (Method::GET, "/doubts", Action::Read, Kind::Doubt),
    (Method::GET, "/bodies", Action::Read, Kind::Doubt),
    (Method::GET, "/identification-doubts", Action::Read, Kind::IdentificationDoubt),
    (Method::POST, "/doubts", Action::Create, Kind::Document(Noun::Review)),
    (Method::GET, "/lists", Action::Read, Kind::List),
    (Method::POST, "/lists", Action::Create, Kind::List),
    (Method::GET, "/lists/{id}", Action::Read, Kind::List),
    (Method::GET, "/lists/{id}/file", Action::Read, Kind::List),
    (Method::GET, "/lists/{id}/rows/{row}", Action::Read, Kind::List),
    (Method::POST, "/lists/{id}/rows/{row}", Action::Decide, Kind::List),
    (Method::GET, "/imports", Action::Read, Kind::File),
    (Method::POST, "/imports", Action::Create, Kind::File),
    (Method::GET, "/imports/{key}", Action::Read, Kind::File),
    (Method::POST, "/imports/confirm", Action::Create, Kind::File),
    (Method::GET, "/receipts/{sequence}", Action::Read, Kind::Receipt),
    (Method::GET, "/receipts/{sequence}/file", Action::Read, Kind::Receipt),
    (Method::GET, "/search", Action::Read, Kind::Hypothesis),
    (Method::POST, "/search", Action::Compute, Kind::Hypothesis),
    (Method::GET, "/jobs", Action::Compute, Kind::Hypothesis),
    (Method::POST, "/missing-persons/{id}/invitations", Action::Create, Kind::Invitation),
    (Method::GET, "/account", Action::Read, Kind::Account),
    (Method::POST, "/account/password", Action::Create, Kind::Account),
    (Method::POST, "/account/codes", Action::Create, Kind::Account),
    (Method::POST, "/account/codes/new", Action::Create, Kind::Account),
    (Method::POST, "/account/factors/remove", Action::Create, Kind::Account),
    (Method::POST, "/account/passkeys", Action::Create, Kind::Account),
    (Method::POST, "/account/passkeys/new", Action::Create, Kind::Account),
    (Method::POST, "/account/institutions/{institution}", Action::Create, Kind::Account),
    (Method::POST, "/account/sessions/end", Action::Create, Kind::Account),
    (Method::GET, "/accounts", Action::Read, Kind::Recovery),
    (Method::POST, "/accounts", Action::Create, Kind::User),
    (Method::POST, "/accounts/end", Action::Create, Kind::User),
    (Method::POST, "/accounts/recoveries", Action::Create, Kind::Recovery),
    (Method::POST, "/accounts/recoveries/confirm", Action::Create, Kind::Recovery),
    (Method::GET, "/map", Action::Read, Kind::Document(Noun::Place)),
    (Method::GET, "/map/things", Action::Read, Kind::Document(Noun::Place)),
    (Method::GET, "/map/detail", Action::Read, Kind::Document(Noun::Place)),
    (Method::GET, "/family", Action::Read, Kind::Portal),
    (Method::GET, "/family/report/{step}", Action::Create, Kind::Portal),
    (Method::POST, "/family/report/{step}", Action::Create, Kind::Portal),
    (Method::GET, "/family/{id}", Action::Read, Kind::Portal),
    (Method::GET, "/family/{id}/ask", Action::Create, Kind::Portal),
    (Method::POST, "/family/{id}/ask", Action::Create, Kind::Portal),
    (Method::GET, "/family/{id}/consent", Action::Read, Kind::Portal),
    (Method::POST, "/family/{id}/consent", Action::Create, Kind::Portal),
    (Method::GET, "/family/{id}/contest", Action::Create, Kind::Portal),
    (Method::POST, "/family/{id}/contest", Action::Create, Kind::Portal),
    (Method::GET, "/family/{id}/file", Action::Read, Kind::Portal),
    (Method::GET, "/records", Action::Read, Kind::Overview),
    (Method::GET, "/progress", Action::Read, Kind::Overview),
    (Method::GET, "/find", Action::Read, Kind::Overview),
    (Method::POST, "/find", Action::Read, Kind::Overview),
    (Method::POST, "/find/{kind}", Action::Read, Kind::Overview),
    (Method::GET, "/laboratory-samples", Action::Read, Kind::LaboratorySample),
    (Method::GET, "/evidence/{id}/original", Action::Read, Kind::Document(Noun::Evidence)),
    (Method::POST, "/evidence/{id}/original", Action::Create, Kind::Document(Noun::Evidence)),
    (Method::POST, "/witnesses/{id}/identity", Action::Open, Kind::Document(Noun::Witness)),
];

/// A route with what it does to what.
pub(crate) type Route = (Method, String, Action, Kind);

static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let pages = PAGES
        .iter()
        .map(|(method, route, action, kind)| (method.clone(), (*route).to_owned(), *action, *kind));
    let documents = DOCUMENTS.into_iter().flat_map(|noun| {
        let (slug, kind) = (noun.slug(), Kind::Document(noun));
        // Who sees a thing may ask for its form: whether they may sign, answer or change it is decided for
        // the thing itself, at the desk.
        [
            (Method::GET, format!("/{slug}"), Action::Read, kind),
            (Method::GET, format!("/{slug}/new"), Action::Create, kind),
            (Method::POST, format!("/{slug}/new"), Action::Create, kind),
            (Method::GET, format!("/{slug}/{{id}}"), Action::Read, kind),
            (Method::GET, format!("/{slug}/{{id}}/edit"), Action::Read, kind),
            (Method::POST, format!("/{slug}/{{id}}/edit"), Action::Read, kind),
        ]
    });
    let papers = KINDS.into_iter().map(|noun| {
        (Method::GET, format!("/{}/{{id}}/paper", noun.slug()), Action::Read, Kind::Document(noun))
    });
    pages.chain(documents).chain(papers).collect()
});

/// Method, route, what is done to what. `HEAD` counts as `GET`.
#[must_use]
pub fn routes() -> &'static [(Method, String, Action, Kind)] {
    &ROUTES
}

/// What a request does to what; `None` if the route is not in the table.
fn asked(method: &Method, route: &str) -> Option<(Action, Kind)> {
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    routes().iter().find(|(m, r, ..)| m == method && *r == route).map(|(.., action, kind)| (*action, *kind))
}

/// Lets a request through if whoever is signed in may do what it asks for; else there is nothing. Families
/// begin on pages of their own.
pub(crate) async fn guard(
    State(app): State<App>,
    route: MatchedPath,
    session: Session,
    user: Result<SignedIn, PageError>,
    mut request: Request,
    next: Next,
) -> Response {
    let user = match user {
        Ok(user) => user,
        Err(PageError::SignInFirst) => return resume::keep(&app, &session, request).await,
        Err(e) => return e.into_response(),
    };
    if user.owes && route.as_str() != "/account" && !route.as_str().starts_with("/account/") {
        return Redirect::to("/account").into_response();
    }
    match asked(request.method(), route.as_str()) {
        Some((action, kind)) if user.may(action, kind) => {
            request.extensions_mut().insert(user);
            next.run(request).await
        }
        _ if route.as_str() == "/" && user.may(Action::Read, Kind::Portal) => {
            Redirect::to("/family").into_response()
        }
        _ => PageError::NotFound.into_response(),
    }
}
