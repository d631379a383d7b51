//! Every route as every role: what somebody may not see is not there.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use kintrace_casework::document::DOCUMENTS;
use kintrace_casework::import::MergeOptions;
use kintrace_casework::{Document, Noun};
use kintrace_interchange::detect::Source;
use kintrace_interchange::documents::tables as document_tables;
use kintrace_kinship::builtin;
use kintrace_matching::Settings;
use kintrace_policy::{Account, Action, Kind, Role, Thing};
use kintrace_service::imports::import;
use kintrace_service::passkeys::Passkeys;
use kintrace_service::record::Recorder;
use kintrace_service::sealing::{IDENTITIES, SECOND_FACTORS, SealingKey};
use kintrace_service::{accounts, lists, search};
use kintrace_simulation::records::Candidate;
use kintrace_simulation::{Scale, World};
use kintrace_store::Store;
use kintrace_store::originals::Originals;
use kintrace_web::{DetailedMap, Services, WaysIn, router, routes};
use tower::ServiceExt;

const PASSWORD: &str = "a password of the tests";
/// Names of missing persons, by the party that keeps their cases; the last is everybody's.
const NAMES: [(&str, &str); 3] =
    [("north", "Unmistakable Zzyzyx"), ("south", "Inimitable Qwyjibo"), ("", "Incomparable Xyzzyx")];
/// As pages show a genotype.
const GENOTYPE: &str = "<td>6, 9.3</td>";

pub(crate) fn file(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn account_name(role: Role, party: &str) -> String {
    format!("{}{party}", role.text().replace(' ', "-"))
}

pub(crate) struct Office {
    pub(crate) app: Router,
    pub(crate) store: Store,
    documents: Vec<Document>,
    _folder: tempfile::TempDir,
}

/// An office with a case of each party that has something of everything, and documents of every kind.
pub(crate) async fn office() -> Office {
    let folder = tempfile::tempdir().expect("folder");
    let store = Store::open(folder.path()).await.expect("opened");
    let keys = folder.path().join("keys");
    let identities = SealingKey::in_folder(&keys, IDENTITIES).expect("a key");
    let second_factors = SealingKey::in_folder(&keys, SECOND_FACTORS).expect("a key");
    let [north, south, all] = NAMES.map(|(_, name)| name);
    let mut tables = vec![
        file(
            "missing.csv",
            &format!(
                "missing,family,person,name,sex,party\nM1,F1,P1,{north},male,north\n\
                 M2,F2,Q1,{south},male,south\nM3,F3,O1,{all},male,\n"
            ),
        ),
        file(
            "pedigree.csv",
            "family,person,father,mother,sex\nF1,P1,P2,P3,male\nF1,P2,,,male\nF1,P3,,,female\n\
             F2,Q1,Q2,Q3,male\nF2,Q2,,,male\nF2,Q3,,,female\nF3,O1,O2,O3,male\nF3,O2,,,male\nF3,O3,,,female\n",
        ),
        file("remains.csv", "remains,site,sex,party\nB1,S1,male,\nB2,S1,male,south\n"),
        file(
            "samples.csv",
            "sample,person,remains,kind\nX1,P2,,buccal swab\nX2,,B1,femur\nX3,,B2,femur\nX4,Q2,,swab\n",
        ),
        file(
            "profiles.csv",
            "sample,locus,allele1,allele2\nX1,TH01,6,9.3\nX1,D13S317,11,12\nX2,TH01,6,9.3\nX2,D13S317,11,12\n\
             X3,TH01,6,9.3\nX3,D13S317,11,12\nX4,TH01,6,9.3\nX4,D13S317,11,12\n",
        ),
    ];
    // The rest of a region, for documents of every kind; its missing persons are not what this is about.
    let scale = Scale { missing: 130, remains: 60, seed: 11 };
    let world = World::simulate(scale, &builtin::frequencies()).divided();
    let mut documents = world.records(&|identity| identities.seal(identity).ok()).expect("sound");
    let found: Vec<Candidate> = world
        .truth()
        .filter_map(|(remains, missing)| {
            let (remains, missing, engine) = (remains.to_owned(), missing?.to_owned(), "test".to_owned());
            Some(Candidate { remains, missing, log10_lr_dna: 9.0, log10_lr: 9.0, posterior: 1.0, engine })
        })
        .collect();
    let region =
        world.tables().into_iter().filter(|(name, _)| !["profiles.csv", "frequencies.csv"].contains(name));
    tables.extend(region.map(|(name, text)| file(&format!("region-{name}"), &text)));
    tables.extend(document_tables(&documents).iter().map(|(name, text)| file(name, text)));
    import(&store, tables, MergeOptions::default(), false, None, None).await.expect("imported");
    let identified = world.identifications(&found).expect("sound");
    let tables = document_tables(&identified).iter().map(|(name, text)| file(name, text)).collect();
    import(&store, tables, MergeOptions::default(), false, None, None).await.expect("imported");
    documents.retain(|d| identified.iter().all(|i| i.reference != d.reference));
    documents.extend(identified);
    search(&store, Settings::default(), "", |_| {}, || {}).await.expect("searched");
    for (party, name) in NAMES {
        let list = file("list.csv", &format!("name,born\n{name},\n"));
        let by = Account { party: party.to_owned(), ..Account::new("registrar", Role::Registrar) };
        lists::receive(&store, list, &format!("A list of {party}"), Some(&by)).await.expect("received");
    }
    for party in ["", "north", "south"] {
        for role in Role::ALL {
            let mut account =
                Account { party: party.to_owned(), ..Account::new(account_name(role, party), role) };
            if role == Role::FamilyMember {
                account.cases.insert(if party == "south" { "M2" } else { "M1" }.to_owned());
            }
            accounts::add(&store, &account, PASSWORD).await.expect("added");
        }
    }
    let recorder = Arc::new(Recorder::open(store.clone(), &keys).expect("a key"));
    let originals = Originals::in_folder(&folder.path().join("originals")).expect("a folder");
    let map = folder.path().join("region.pmtiles");
    std::fs::write(&map, "PMTiles").expect("a map");
    let app = router(
        store.clone(),
        Settings::default(),
        Services {
            recorder,
            identities,
            second_factors,
            originals,
            ways_in: ways_in(),
            detailed_map: Some(DetailedMap::open(map).expect("a map")),
        },
    );
    Office { app, store, documents, _folder: folder }
}

/// No second factor is asked for, so that every account can be walked with its password.
fn ways_in() -> WaysIn {
    let address = "http://localhost:8080".to_owned();
    let passkeys = Some(Passkeys::at(&address).expect("an address"));
    WaysIn { address, passkeys, institutions: Vec::new(), second_factor_of_staff: false }
}

pub(crate) async fn ask(
    app: &Router,
    method: &Method,
    path: &str,
    cookie: &str,
    body: &str,
) -> (StatusCode, String, String) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .extension(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4000))))
        .body(Body::from(body.to_owned()))
        .expect("a request");
    let response = app.clone().oneshot(request).await.expect("answered");
    let status = response.status();
    let cookies = response.headers().get_all(header::SET_COOKIE).into_iter().filter_map(|c| c.to_str().ok());
    let pairs: Vec<&str> = cookies.filter_map(|c| c.split(';').next()).collect();
    let cookie = pairs.join("; ");
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    (status, cookie, String::from_utf8_lossy(&body).into_owned())
}

pub(crate) async fn sign_in(app: &Router, role: Role, party: &str) -> String {
    let form = format!("name={}&password={}", account_name(role, party), PASSWORD.replace(' ', "+"));
    let (status, cookie, _) = ask(app, &Method::POST, "/sign-in", "", &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{role:?} of {party:?}");
    cookie
}

/// An address of a route, about things that are there and are everybody's, as far as there are some.
fn address(office: &Office, route: &str, list: &str) -> String {
    let slug = route.split('/').nth(1).unwrap_or_default();
    let document = office.documents.iter().find(|d| d.reference.kind.slug() == slug && d.party.is_empty());
    let document = document.or_else(|| office.documents.iter().find(|d| d.reference.kind.slug() == slug));
    match route {
        "/missing-persons/{id}" => "/missing-persons/M3".to_owned(),
        "/remains/{id}" => "/remains/B1".to_owned(),
        "/remains/{id}/labels" => "/remains/B1/labels".to_owned(),
        "/missing-persons/{id}/duplicates" => "/missing-persons/M3/duplicates".to_owned(),
        "/missing-persons/{id}/duplicates/{other}" => "/missing-persons/M1/duplicates/M3".to_owned(),
        "/missing-persons/{id}/family" => "/missing-persons/M3/family".to_owned(),
        "/missing-persons/{id}/labels" => "/missing-persons/M3/labels".to_owned(),
        "/missing-persons/{id}/whom-to-ask" => "/missing-persons/M3/whom-to-ask".to_owned(),
        "/find/{kind}" => "/find/site".to_owned(),
        "/missing-persons/{id}/invitations" => "/missing-persons/M3/invitations".to_owned(),
        "/family/report/{step}" => "/family/report/who".to_owned(),
        family if family.starts_with("/family/") => family.replace("{id}", "M1"),
        "/imports/{key}" => "/imports/0".to_owned(),
        "/map/things" => "/map/things?west=-180&south=-85&east=180&north=85&squares=4".to_owned(),
        other => other
            .replace("{remains}", "B1")
            .replace("{missing}", "M3")
            .replace("{id}", document.map_or(list, |d| &d.reference.id))
            .replace("{row}", "0")
            .replace("{sequence}", "0"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_as_every_role() {
    let office = office().await;
    let app = &office.app;
    // The list's id is in the address of its page.
    let supervisor = sign_in(app, Role::Supervisor, "").await;
    let (_, _, page) = ask(app, &Method::GET, "/lists", &supervisor, "").await;
    let list =
        page.split("href=\"/lists/").nth(1).and_then(|r| r.split('"').next()).expect("a list").to_owned();
    for (method, route, ..) in routes() {
        let path = address(&office, route, &list);
        let (status, ..) = ask(app, method, &path, "", "").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{method} {path} without sign-in");
    }
    for role in Role::ALL {
        let account = Account::new("", role);
        let cookie = sign_in(app, role, "").await;
        for (method, route, action, kind) in routes() {
            let path = address(&office, route, &list);
            let (status, _, body) = ask(app, method, &path, &cookie, "").await;
            let permitted = account.may(*action, *kind);
            if role == Role::FamilyMember && route == "/" {
                assert_eq!(status, StatusCode::SEE_OTHER, "families begin on pages of their own");
                continue;
            }
            // A relative sees single things only; who sees one may ask for its form, and get none.
            let may_be_absent = role == Role::FamilyMember
                || *method == Method::POST
                || route.ends_with("/edit")
                || route.ends_with("/original");
            let there = status != StatusCode::NOT_FOUND;
            assert!(
                there == permitted || !there && may_be_absent,
                "{method} {path} as {}: {status}",
                role.text()
            );
            if !there {
                continue;
            }
            // Forms without their token change nothing; everything else is a page.
            let filter = *action == Action::Read && *method == Method::POST;
            let refused = status.is_client_error() || filter && status == StatusCode::SEE_OTHER;
            assert!(
                if *method == Method::POST { refused } else { status == StatusCode::OK },
                "{method} {path}: {status}"
            );
            let sees = |kind: Kind| account.may(Action::Read, kind);
            let leaks = |text: &str| body.contains(text);
            let about = format!("{path} as {}", role.text());
            let named = NAMES.iter().any(|(_, name)| leaks(name));
            // A family's pages are about the own person.
            assert!(sees(Kind::MissingPerson) || *kind == Kind::Portal || !named, "a name on {about}");
            assert!(sees(Kind::Genotype) || !leaks(GENOTYPE), "a genotype on {about}");
            assert!(sees(Kind::Hypothesis) || !leaks("\"/hypotheses"), "a hypothesis on {about}");
            assert!(sees(Kind::Remains) || !leaks("href=\"/remains"), "remains on {about}");
            assert!(sees(Kind::List) || !leaks("\"/lists"), "a list on {about}");
            for noun in DOCUMENTS {
                let link = format!("href=\"/{}/", noun.slug());
                assert!(sees(Kind::Document(noun)) || !leaks(&link), "{} on {about}", noun.text());
            }
        }
    }
    // The test can fail: who may see them, does.
    let analyst = sign_in(app, Role::Analyst, "").await;
    let (_, _, page) = ask(app, &Method::GET, "/missing-persons/M1", &analyst, "").await;
    assert!(
        page.contains(NAMES[0].1) && page.contains(GENOTYPE) && page.contains("/hypotheses/B1/M1"),
        "{page}"
    );
}

/// The same role of the other party: what one holds is not there for the other, on no page.
#[tokio::test(flavor = "multi_thread")]
async fn every_page_as_the_same_role_of_the_other_party() {
    let office = office().await;
    let app = &office.app;
    let mut foreign_seen = 0;
    for role in Role::ALL {
        for (own, other) in [("north", "south"), ("south", "north")] {
            let cookie = sign_in(app, role, own).await;
            let mut account = Account { party: own.to_owned(), ..Account::new("", role) };
            if role == Role::FamilyMember {
                account.cases.insert(if own == "south" { "M2" } else { "M1" }.to_owned());
            }
            let name_of_other = NAMES.iter().find(|(party, _)| *party == other).expect("named").1;
            let name_of_own = NAMES.iter().find(|(party, _)| *party == own).expect("named").1;
            let mut named = false;
            for path in [
                "/",
                "/missing-persons",
                "/missing-persons/M1",
                "/missing-persons/M2",
                "/missing-persons/M3",
                "/remains",
                "/remains/B1",
                "/remains/B2",
                "/hypotheses",
                "/hypotheses/B1/M1",
                "/hypotheses/B1/M2",
                "/hypotheses/B2/M1",
                "/hypotheses/B2/M2",
                "/lists",
                "/records",
                "/imports",
                "/laboratory-samples",
            ] {
                let (status, _, body) = ask(app, &Method::GET, path, &cookie, "").await;
                assert!(!body.contains(name_of_other), "{path} as {} of {own}", role.text());
                assert!(!body.contains(&format!("A list of {other}")), "{path} as {} of {own}", role.text());
                named |= body.contains(name_of_own);
                let foreign = if other == "south" { ["/M2", "/B2"] } else { ["/M1", "/M1"] };
                if foreign.iter().any(|f| path.contains(f)) {
                    assert_eq!(status, StatusCode::NOT_FOUND, "{path} as {} of {own}", role.text());
                }
            }
            assert_eq!(named, account.may(Action::Read, Kind::MissingPerson), "{} of {own}", role.text());
            // Two documents of each kind and party.
            for noun in DOCUMENTS {
                for party in ["", "north", "south", "house", "laboratory"] {
                    let of_both = |d: &&Document| d.reference.kind == noun && d.party == party;
                    for document in office.documents.iter().filter(of_both).take(2) {
                        let path = format!("/{}/{}", noun.slug(), document.reference.id);
                        let (status, ..) = ask(app, &Method::GET, &path, &cookie, "").await;
                        let permitted = account.may_to(Action::Read, &Thing::from(document));
                        let expected = if permitted { StatusCode::OK } else { StatusCode::NOT_FOUND };
                        assert_eq!(status, expected, "{path} as {} of {own}", role.text());
                        foreign_seen += usize::from(permitted && party == other);
                    }
                }
            }
        }
    }
    assert!(foreign_seen > 0, "what was shared is seen");
}

/// The token of a page's forms.
pub(crate) fn token(page: &str) -> &str {
    page.split("name=\"token\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("a token")
}

/// A form that two people have open: the second keeps what was typed, and sees the difference.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_which_somebody_else_was_quicker() {
    let office = office().await;
    let app = &office.app;
    let (registrar, supervisor) =
        (sign_in(app, Role::Registrar, "").await, sign_in(app, Role::Supervisor, "").await);
    let place = office.documents.iter().find(|d| d.reference.kind == Noun::Place).expect("a place");
    let path = format!("/places/{}/edit", place.reference.id);
    let send = async |cookie: &str, language: &str, name: &str| {
        let (_, _, page) = ask(app, &Method::GET, &path, cookie, "").await;
        let form = format!(
            "token={}&seen=1&step=0&go=write&kind=settlement&names[0].language={language}&names[0].text={name}",
            token(&page)
        );
        ask(app, &Method::POST, &path, cookie, &form).await
    };
    assert_eq!(send(&registrar, "en", "First").await.0, StatusCode::SEE_OTHER);
    let (status, _, page) = send(&supervisor, "en", "Second").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("has changed this meanwhile") && page.contains("First"), "{page}");
    assert!(page.contains("value=\"Second\""), "what was typed is there: {page}");
    // A fault, too, keeps it, and says where it is.
    let (_, _, page) = send(&supervisor, "no+language", "Second").await;
    assert!(page.contains("Names, 1, Language") && page.contains("value=\"no language\""), "{page}");
    // Also after having left.
    let (_, _, page) = ask(app, &Method::GET, &path, &supervisor, "").await;
    assert!(page.contains("value=\"no language\"") && page.contains("You began this earlier"), "{page}");
    assert_eq!(send(&supervisor, "en", "Second").await.0, StatusCode::SEE_OTHER);
    let (_, _, page) = ask(app, &Method::GET, &path, &supervisor, "").await;
    assert!(page.contains("value=\"Second\"") && !page.contains("You began this earlier"), "{page}");
}

/// A witness's identity is sealed before anything is kept, and is on no page.
#[tokio::test(flavor = "multi_thread")]
async fn an_identity_that_is_typed_is_kept_sealed() {
    let office = office().await;
    let app = &office.app;
    let cookie = sign_in(app, Role::Interviewer, "").await;
    let path = "/witnesses/new";
    let (_, _, page) = ask(app, &Method::GET, path, &cookie, "").await;
    let token = token(&page).to_owned();
    let send = async |fields: &str| {
        ask(app, &Method::POST, path, &cookie, &format!("token={token}&seen=0&{fields}")).await
    };
    assert_eq!(send("step=0&go=next&id=W-9&protection=protected").await.0, StatusCode::SEE_OTHER);
    let kept = send("step=1&keep=yes&sealed_identity=Somebody+by+name&readers[0]=aygun&contact=aygun").await;
    assert_eq!(kept.0, StatusCode::NO_CONTENT);
    let draft = office.store.draft(Role::Interviewer.text(), "witnesses/new/").await.expect("a draft");
    let draft = serde_json::to_string(&draft).expect("JSON");
    assert!(!draft.contains("Somebody") && draft.contains("AGE ENCRYPTED FILE"), "{draft}");
    let (_, _, page) = ask(app, &Method::GET, "/witnesses/new?step=1", &cookie, "").await;
    assert!(!page.contains("Somebody") && !page.contains("AGE ENCRYPTED"), "{page}");
    assert_eq!(send("step=1&go=write&readers[0]=aygun&contact=aygun").await.0, StatusCode::SEE_OTHER);
    let witness = office.store.document(Noun::Witness, "W-9").await.expect("a store").expect("a witness");
    assert!(witness.is_protected);
}

/// What the log serves is for everybody.
#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_public_and_says_nothing_of_anybody() {
    let office = office().await;
    let app = &office.app;
    let (status, ..) = ask(app, &Method::GET, "/record/checkpoint", "", "").await;
    assert_eq!(status, StatusCode::NOT_FOUND, "nothing is signed yet");
    let registrar = sign_in(app, Role::Registrar, "").await;
    let (status, _, receipt) = ask(app, &Method::GET, "/receipts/0/file", &registrar, "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(receipt.starts_with("c2sp.org/tlog-proof@v1\n"), "{receipt}");
    let (status, _, checkpoint) = ask(app, &Method::GET, "/record/checkpoint", "", "").await;
    assert_eq!(status, StatusCode::OK);
    let size = checkpoint.lines().nth(1).expect("a size");
    let size: usize = size.parse().expect("a number");
    let mut leaves = String::new();
    let whole = (0..size / 256).map(|n| format!("{n:03}"));
    for tile in whole.chain([format!("{:03}.p/{}", size / 256, size % 256)]) {
        let path = format!("/record/tile/entries/{tile}");
        let (status, _, part) = ask(app, &Method::GET, &path, "", "").await;
        assert_eq!(status, StatusCode::OK, "{path}");
        leaves += &part;
    }
    for said in [NAMES[0].1, "M1", "X1", "9.3"] {
        assert!(!leaves.contains(&format!("\"{said}")), "{said}");
    }
}
