//! The pages of the registry: server-rendered HTML, a little htmx, one style sheet.
//!
//! One module a resource, named as its route. A handler asks the store, lets `matching` and `report`
//! compute and draw, and fills a template; it decides nothing about the domain itself. Nothing but the
//! sign-in page, the assets and the log (which holds no personal data) is shown to whoever is not signed in, and every form carries a token
//! that another site can't know.

mod about;
mod access;
mod account;
mod accounts;
mod assets;
mod controls;
mod cookies;
mod counted;
mod course;
mod custody_line;
mod documents;
mod doubts;
mod events;
mod family;
mod family_editor;
mod family_report;
mod faults;
mod find;
mod forms;
mod haplotypes;
mod history;
mod hypotheses;
mod identifications;
mod imports;
mod inclusion_powers;
mod institutions;
mod jobs;
mod join;
mod labels;
mod laboratory;
mod language;
mod lines;
mod lists;
mod map;
mod mergers;
mod missing_persons;
mod operators;
mod originals;
mod overview;
mod page;
mod papers;
mod passkeys;
mod progress;
mod receipt_check;
mod reconciliation;
mod record;
mod recover;
mod remains;
mod reports;
mod requests;
mod resume;
mod search_follower;
mod search_task;
mod session;
mod session_store;
mod sign_in;
mod time_line;
mod upload;
mod weighed;
mod whom_to_ask;

pub use access::routes;
pub use map::DetailedMap;
pub use operators::{Operators, log_line, tile_done};

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use kintrace_casework::Noun;
use kintrace_casework::document::DOCUMENTS;
use kintrace_matching::Settings;
use kintrace_policy::{Account, Role};
use kintrace_service::institutions::Institution;
use kintrace_service::passkeys::Passkeys;
use kintrace_service::record::Recorder;
use kintrace_service::sealing::SealingKey;
use kintrace_store::Store;
use kintrace_store::originals::Originals;
use kintrace_store::positions::{Cell, Spot, View};
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use counted::Counted;
use imports::Pending;
use inclusion_powers::PowerTask;
use overview::Totals;
use progress::Progress;
use search_task::SearchTask;
use session_store::Sessions;
use sign_in::Attempts;

/// What all handlers share.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) store: Store,
    pub(crate) settings: Settings,
    pub(crate) search: Arc<SearchTask>,
    pub(crate) powers: Arc<PowerTask>,
    pub(crate) attempts: Arc<Attempts>,
    pub(crate) pending: Arc<Pending>,
    pub(crate) progress: Arc<Counted<Progress>>,
    pub(crate) spots: Arc<Counted<Vec<Spot>>>,
    /// All things on maps, counted: for wide views.
    pub(crate) cells: Arc<Counted<Arc<Vec<Cell>>>>,
    /// How far the things on maps reach.
    pub(crate) extents: Arc<Counted<Option<View>>>,
    pub(crate) kinds: Arc<Counted<BTreeMap<Noun, u64>>>,
    pub(crate) totals: Arc<Counted<Totals>>,
    pub(crate) services: Services,
}

/// What is kept beside the database.
#[derive(Clone)]
pub struct Services {
    /// The log's key, and who signs.
    pub recorder: Arc<Recorder>,
    /// What opens protected witnesses' identities.
    pub identities: SealingKey,
    /// What opens the secrets of second factors.
    pub second_factors: SealingKey,
    /// Original files of evidence.
    pub originals: Originals,
    /// How people sign in.
    pub ways_in: WaysIn,
    /// A map of finer detail than the one that comes with the program.
    pub detailed_map: Option<DetailedMap>,
}

/// How people sign in, besides a password.
#[derive(Clone)]
pub struct WaysIn {
    /// Where browsers reach the pages: `https://registry.example`, without a path.
    pub address: String,
    /// Passkeys of that address; `None` where browsers have none (an IP address).
    pub passkeys: Option<Passkeys>,
    /// Institutions whose accounts are known.
    pub institutions: Vec<Institution>,
    /// Whether whoever works in an office has to have a second factor.
    pub second_factor_of_staff: bool,
}

impl WaysIn {
    /// Whether somebody without a second factor has to add one before anything else.
    fn owes(&self, account: &Account) -> bool {
        self.second_factor_of_staff && account.role != Role::FamilyMember
    }
}

/// Uploads may be this large: a region's profiles in one workbook are some tens of megabytes.
const LARGEST_UPLOAD: usize = 128 * 1024 * 1024;

/// How often the log is looked at, to sign what was added.
const PUBLISHING: Duration = Duration::from_secs(10);

/// How often what was written is put from the journal into the database's file. Often, so that little is flushed at a
/// time: a commit waits for the disk, and for whatever else is on its way there.
const SETTLING: Duration = Duration::from_secs(5);

/// How long requests under way may take when the process is told to stop.
const DRAINING: Duration = Duration::from_secs(20);

/// The whole application. Without [`serve`], no search begins by itself.
pub fn router(store: Store, settings: Settings, services: Services) -> Router {
    of_app(App::new(store, settings, services))
}

impl App {
    fn new(store: Store, settings: Settings, services: Services) -> Self {
        Self {
            search: Arc::new(SearchTask::default()),
            powers: Arc::new(PowerTask::default()),
            attempts: Arc::new(Attempts::default()),
            pending: Arc::new(Pending::default()),
            progress: Arc::new(Counted::default()),
            spots: Arc::new(Counted::default()),
            cells: Arc::new(Counted::default()),
            extents: Arc::new(Counted::default()),
            kinds: Arc::new(Counted::default()),
            totals: Arc::new(Counted::default()),
            store,
            settings,
            services,
        }
    }
}

fn of_app(app: App) -> Router {
    let sessions = SessionManagerLayer::new(Sessions(app.store.clone()))
        .with_name("kintrace")
        .with_secure(true)
        .with_http_only(true)
        .with_same_site(SameSite::Strict)
        // The browser forgets it when it is closed; how long it is good is the store's to say.
        .with_expiry(Expiry::OnSessionEnd);
    let fixed = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    let mut office = Router::new();
    for noun in DOCUMENTS {
        let slug = noun.slug();
        office = office
            .route(&format!("/{slug}"), get(documents::list))
            .route(&format!("/{slug}/new"), get(forms::new).post(forms::create))
            .route(&format!("/{slug}/{{id}}"), get(documents::show))
            .route(&format!("/{slug}/{{id}}/edit"), get(forms::edit).post(forms::change));
    }
    for noun in papers::KINDS {
        office = office.route(&format!("/{}/{{id}}/paper", noun.slug()), get(papers::of_document));
    }
    let office = office
        .route("/identifications/{id}/letter", get(papers::letter))
        .route("/information-requests/{id}/reminders", post(requests::ask_again))
        .route("/records", get(documents::index))
        .route("/progress", get(progress::show))
        .route("/jobs", get(jobs::show))
        .route("/find", get(find::show).post(find::search))
        .route("/find/{kind}", post(find::suggest))
        .route("/witnesses/{id}/identity", post(documents::open_identity))
        .route("/evidence/{id}/original", get(originals::give).post(originals::keep))
        .route("/laboratory-samples", get(laboratory::list))
        .route("/", get(overview::show))
        .route("/missing-persons", get(missing_persons::list).post(missing_persons::filter))
        .route("/missing-persons/new", get(reports::new).post(reports::create))
        .route("/missing-persons/duplicates", post(reports::likely))
        .route("/missing-persons/{id}", get(missing_persons::show))
        .route("/remains", get(remains::list).post(remains::filter))
        .route("/remains/{id}", get(remains::show))
        .route("/missing-persons/{id}/family", get(family_editor::show).post(family_editor::take))
        .route("/missing-persons/{id}/duplicates", get(mergers::list))
        .route("/missing-persons/{id}/duplicates/{other}", get(mergers::compare).post(mergers::decide))
        .route("/remains/{id}/labels", get(labels::of_remains))
        .route("/missing-persons/{id}/labels", get(labels::of_family))
        .route("/hypotheses", get(hypotheses::list))
        .route("/hypotheses/{remains}/{missing}", get(hypotheses::show))
        .route("/hypotheses/{remains}/{missing}/file", get(hypotheses::file))
        .route("/hypotheses/{remains}/{missing}/propose", post(identifications::propose))
        .route("/identifications/{id}/deeds", post(identifications::deed))
        .route("/missing-persons/{id}/whom-to-ask", get(whom_to_ask::show))
        .route("/inclusion-power", get(inclusion_powers::list))
        .route("/identification-doubts", get(doubts::of_identifications))
        .route("/doubts", get(doubts::list).post(doubts::review))
        .route("/bodies", get(doubts::of_bodies))
        .route("/lists", get(lists::index).post(lists::upload))
        .route("/lists/{id}", get(lists::show))
        .route("/lists/{id}/file", get(lists::file))
        .route("/lists/{id}/rows/{row}", get(lists::row).post(lists::decide))
        .route("/imports", get(imports::show).post(imports::upload))
        .route("/imports/{key}", get(imports::preview))
        .route("/imports/confirm", post(imports::confirm))
        .route("/receipts/{sequence}", get(record::receipt))
        .route("/receipts/{sequence}/file", get(record::receipt_file))
        .route("/missing-persons/{id}/invitations", post(join::invite))
        .route("/account", get(account::show))
        .route("/account/password", post(account::password))
        .route("/account/codes", post(account::add_codes))
        .route("/account/codes/new", post(account::new_codes))
        .route("/account/factors/remove", post(account::remove_factor))
        .route("/account/passkeys", post(passkeys::add))
        .route("/account/passkeys/new", post(passkeys::begin_adding))
        .route("/account/institutions/{institution}", post(institutions::connect))
        .route("/account/sessions/end", post(account::end_sessions))
        .route("/accounts", get(accounts::list).post(accounts::propose))
        .route("/accounts/end", post(accounts::end))
        .route("/accounts/recoveries", post(accounts::ask))
        .route("/accounts/recoveries/confirm", post(accounts::confirm))
        .route("/family", get(family::home))
        .route("/family/report/{step}", get(family_report::show).post(family_report::send))
        .route("/family/{id}", get(family::show))
        .route("/family/{id}/ask", get(family::ask_form).post(family::ask))
        .route("/family/{id}/consent", get(family::consent).post(family::decide_consent))
        .route("/family/{id}/contest", get(family::contest_form).post(family::contest))
        .route("/family/{id}/file", get(family::file))
        .route("/map", get(map::show))
        .route("/map/things", get(map::things))
        .route("/map/detail", get(map::detail))
        .route("/search", get(search_task::status).post(search_task::start))
        .route_layer(from_fn_with_state(app.clone(), access::guard));
    Router::new()
        .merge(office)
        .route("/about", get(about::show))
        .route("/about/statistics", get(papers::of_statistics))
        .route("/sign-in", get(sign_in::show).post(sign_in::sign_in))
        .route("/sign-in/passkey", post(passkeys::sign_in))
        .route("/sign-in/passkey/challenge", post(passkeys::challenge))
        .route("/sign-in/with/{institution}", get(institutions::go))
        .route("/sign-in/back", get(institutions::come_back))
        .route("/sign-in/second", get(sign_in::second).post(sign_in::sign_in_second))
        .route("/resume", get(resume::show))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/join", get(join::show).post(join::open))
        .route("/join/{link}", get(join::show_invited).post(join::open_invited))
        .route("/recover/{link}", get(recover::show).post(recover::recover))
        .layer(DefaultBodyLimit::max(LARGEST_UPLOAD))
        .layer(fixed(header::CACHE_CONTROL, "no-store"))
        .layer(sessions)
        .route("/assets/{file}", get(assets::serve))
        .route("/receipts/check", get(receipt_check::show))
        .route("/record/checkpoint", get(record::checkpoint))
        .route("/record/tile/{*path}", get(record::tile))
        .route("/language", post(language::choose))
        .fallback(page::not_found)
        .layer(from_fn(page::explain))
        .layer(fixed(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
             connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "same-origin"))
        .layer(CompressionLayer::new())
        .layer(from_fn(operators::observe))
        .with_state(app)
}

/// Serves the pages until the process is told to stop; requests under way are finished then, if they don't take longer
/// than 20 s, and what was written is put from the journal into the database's file. A search that runs is given
/// up: it writes nothing before it has ended, and whoever starts it again has lost its time only.
///
/// # Errors
/// The address can't be listened on.
pub async fn serve(
    listener: tokio::net::TcpListener,
    store: Store,
    settings: Settings,
    services: Services,
    operators: Option<Operators>,
) -> std::io::Result<()> {
    let publisher = Arc::clone(&services.recorder);
    tokio::spawn(async move { publisher.keep_publishing(PUBLISHING).await });
    let settled = store.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(SETTLING).await;
            settle(&settled).await;
        }
    });
    if let Some(operators) = operators {
        operators.spawn(store.clone());
    }
    let app = App::new(store.clone(), settings, services);
    tokio::spawn(search_follower::follow(app.clone()));
    let app = of_app(app).into_make_service_with_connect_info::<SocketAddr>();
    let (begin, begun) = tokio::sync::oneshot::channel();
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        stopped().await;
        tracing::info!("stopping: requests under way are finished");
        // Nobody waits for it only if nothing is served any more.
        let _ = begin.send(());
    });
    let drained = async move {
        if begun.await.is_ok() {
            tokio::time::sleep(DRAINING).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    let ended = tokio::select! {
        ended = serving => ended,
        () = drained => {
            tracing::warn!("requests that took longer than {} s were given up", DRAINING.as_secs());
            Ok(())
        }
    };
    settle(&store).await;
    tracing::info!("stopped");
    ended
}

/// Puts what was written from the journal into the database's file.
async fn settle(store: &Store) {
    if let Err(e) = store.settle().await {
        tracing::warn!("the journal stays as it is: {e}");
    }
}

/// When the process is told to stop (`SIGTERM`, Ctrl-C).
pub async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}
