//! Every route as every role: what somebody may not see is not there.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use kintrace_casework::import::MergeOptions;
use kintrace_interchange::detect::Source;
use kintrace_matching::Settings;
use kintrace_policy::{Action, Kind, Role, may};
use kintrace_service::record::Recorder;
use kintrace_service::{accounts, import, lists, search};
use kintrace_store::Store;
use kintrace_web::{ROUTES, router};
use tower::ServiceExt;

const PASSWORD: &str = "a password of the tests";
const NAME: &str = "Unmistakable Zzyzyx";
/// As pages show a genotype.
const GENOTYPE: &str = "<td>6, 9.3</td>";

fn file(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// An office with a case that has something of everything.
async fn office() -> (tempfile::TempDir, Router) {
    let folder = tempfile::tempdir().expect("folder");
    let store = Store::open(folder.path()).await.expect("opened");
    let tables = vec![
        file("missing.csv", &format!("missing,family,person,name,sex\nM1,F1,P1,{NAME},male\n")),
        file(
            "pedigree.csv",
            "family,person,father,mother,sex\nF1,P1,P2,P3,male\nF1,P2,,,male\nF1,P3,,,female\n",
        ),
        file("remains.csv", "remains,site,sex\nB1,S1,male\n"),
        file("samples.csv", "sample,person,remains,kind\nX1,P2,,buccal swab\nX2,,B1,femur\n"),
        file(
            "profiles.csv",
            "sample,locus,allele1,allele2\nX1,TH01,6,9.3\nX1,D13S317,11,12\nX2,TH01,6,9.3\nX2,D13S317,11,12\n",
        ),
    ];
    import(&store, tables, MergeOptions::default(), false, None).await.expect("imported");
    search(&store, Settings::default(), "", |_| {}, || {}).await.expect("searched");
    let list = file("list.csv", &format!("name,born\n{NAME},\n"));
    lists::receive(&store, list, "A list", None).await.expect("received");
    for role in Role::ALL {
        accounts::add(&store, &role.text().replace(' ', "-"), PASSWORD, role.text()).await.expect("added");
    }
    let recorder = Recorder::open(store.clone(), &folder.path().join("keys")).expect("a key");
    (folder, router(store, Settings::default(), Arc::new(recorder)))
}

async fn ask(
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
    let cookie = response.headers().get(header::SET_COOKIE).and_then(|c| c.to_str().ok()).unwrap_or_default();
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    (status, cookie, String::from_utf8_lossy(&body).into_owned())
}

async fn sign_in(app: &Router, role: Role) -> String {
    let form = format!("name={}&password={}", role.text().replace(' ', "-"), PASSWORD.replace(' ', "+"));
    let (status, cookie, _) = ask(app, &Method::POST, "/sign-in", "", &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{role:?}");
    cookie
}

/// An address of a route, about things that are there.
fn address(route: &str, list: &str) -> String {
    match route {
        "/missing-persons/{id}" => "/missing-persons/M1".to_owned(),
        "/remains/{id}" => "/remains/B1".to_owned(),
        "/imports/{key}" => "/imports/0".to_owned(),
        other => other
            .replace("{remains}", "B1")
            .replace("{missing}", "M1")
            .replace("{id}", list)
            .replace("{row}", "0")
            .replace("{sequence}", "0"),
    }
}

#[tokio::test]
async fn every_route_as_every_role() {
    let (_folder, app) = office().await;
    // The list's id is in the address of its page.
    let supervisor = sign_in(&app, Role::Supervisor).await;
    let (_, _, page) = ask(&app, &Method::GET, "/lists", &supervisor, "").await;
    let list =
        page.split("href=\"/lists/").nth(1).and_then(|r| r.split('"').next()).expect("a list").to_owned();
    for (method, route, ..) in ROUTES {
        let path = address(route, &list);
        let (status, ..) = ask(&app, method, &path, "", "").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{method} {path} without sign-in");
    }
    for role in Role::ALL {
        let cookie = sign_in(&app, role).await;
        for (method, route, action, kind) in ROUTES {
            let path = address(route, &list);
            let (status, _, body) = ask(&app, method, &path, &cookie, "").await;
            let permitted = may("", role, *action, *kind);
            assert_eq!(
                status != StatusCode::NOT_FOUND,
                permitted,
                "{method} {path} as {}: {status}",
                role.text()
            );
            if !permitted {
                continue;
            }
            // Forms without their token change nothing; everything else is a page.
            let filter = *action == Action::Read && *method == Method::POST;
            let refused = status.is_client_error() || filter && status == StatusCode::SEE_OTHER;
            assert!(
                if *method == Method::POST { refused } else { status == StatusCode::OK },
                "{method} {path}: {status}"
            );
            let sees = |kind: Kind| may("", role, Action::Read, kind);
            let leaks = |text: &str| body.contains(text);
            let about = format!("{path} as {}", role.text());
            assert!(sees(Kind::MissingPerson) || !leaks(NAME), "a name on {about}");
            assert!(sees(Kind::Genotype) || !leaks(GENOTYPE), "a genotype on {about}");
            assert!(sees(Kind::Hypothesis) || !leaks("/hypotheses"), "a hypothesis on {about}");
            assert!(sees(Kind::Remains) || !leaks("href=\"/remains"), "remains on {about}");
            assert!(sees(Kind::List) || !leaks("/lists"), "a list on {about}");
        }
    }
    // The test can fail: who may see them, does.
    let analyst = sign_in(&app, Role::Analyst).await;
    let (_, _, page) = ask(&app, &Method::GET, "/missing-persons/M1", &analyst, "").await;
    assert!(page.contains(NAME) && page.contains(GENOTYPE) && page.contains("/hypotheses/B1/M1"), "{page}");
}

/// What the log serves is for everybody.
#[tokio::test]
async fn the_log_is_public_and_says_nothing_of_anybody() {
    let (_folder, app) = office().await;
    let (status, ..) = ask(&app, &Method::GET, "/record/checkpoint", "", "").await;
    assert_eq!(status, StatusCode::NOT_FOUND, "nothing is signed yet");
    let registrar = sign_in(&app, Role::Registrar).await;
    let (status, _, receipt) = ask(&app, &Method::GET, "/receipts/0/file", &registrar, "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(receipt.starts_with("c2sp.org/tlog-proof@v1\n"), "{receipt}");
    let (status, _, checkpoint) = ask(&app, &Method::GET, "/record/checkpoint", "", "").await;
    assert_eq!(status, StatusCode::OK);
    let size = checkpoint.lines().nth(1).expect("a size");
    let path = format!("/record/tile/entries/000.p/{size}");
    let (status, _, leaves) = ask(&app, &Method::GET, &path, "", "").await;
    assert_eq!(status, StatusCode::OK);
    for said in [NAME, "M1", "X1", "9.3"] {
        assert!(!leaves.contains(&format!("\"{said}")), "{said}");
    }
}
