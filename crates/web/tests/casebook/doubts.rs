//! What DNA says of a family that the family does not know: told to who compares DNA, decided with a reason, gone from
//! the next comparison. And a comparison as a file, computed again.

use std::fmt::Write;

use axum::http::{Method, StatusCode};
use kintrace_casework::import::MergeOptions;
use kintrace_casework::review::Review;
use kintrace_interchange::reference_cases::kinship_cases;
use kintrace_kinship::{LN_10, builtin};
use kintrace_matching::Settings;
use kintrace_policy::Role;
use kintrace_service::imports::import;
use kintrace_service::search;
use kintrace_store::Store;
use serde_json::Value;

use crate::access::{ask, file, office, sign_in, token};

/// The same full profile for several samples.
async fn typed_alike(store: &Store, samples: &[&str]) {
    let mut rows = "sample,locus,allele1,allele2\n".to_owned();
    for sample in samples {
        for (locus, alleles) in builtin::frequencies().loci() {
            let (a, b) = (&alleles[alleles.len() / 3].0, &alleles[alleles.len() / 2].0);
            writeln!(rows, "{sample},{locus},{a},{b}").expect("written");
        }
    }
    let tables = vec![file("profiles.csv", &rows)];
    import(store, tables, MergeOptions::default(), false, None, None).await.expect("imported");
    searched(store).await;
}

async fn searched(store: &Store) {
    search(store, Settings::default(), "", |_| {}, || {}).await.expect("searched");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_doubt_is_told_to_the_analyst_alone_and_what_is_decided_counts() {
    let office = office().await;
    let app = &office.app;
    // Bones of two people in one tube: what was read is kept, and told.
    let mixed = "sample,locus,allele1,allele2,allele3\nX3,TH01,6,7,9.3\nX3,D13S317,11,12,13\n";
    let tables = vec![file("mixed.csv", mixed)];
    import(&office.store, tables, MergeOptions::default(), false, None, None).await.expect("imported");
    // A relative of one family and one of another.
    typed_alike(&office.store, &["X1", "X4"]).await;
    let analyst = sign_in(app, Role::Analyst, "").await;
    let (status, _, page) = ask(app, &Method::GET, "/doubts", &analyst, "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Two samples look like one person’s") && page.contains("X1, X4"), "{page}");
    assert!(page.contains("The sample is of several people") && page.contains("D13S317, TH01"), "{page}");
    // Who sees one of the families only is not told; nor is anybody who does not compare DNA.
    let of_party = sign_in(app, Role::Analyst, "north").await;
    let (_, _, nothing) = ask(app, &Method::GET, "/doubts", &of_party, "").await;
    assert!(!nothing.contains("X4"), "{nothing}");
    for role in Role::ALL.into_iter().filter(|r| *r != Role::Analyst) {
        let cookie = sign_in(app, role, "").await;
        let (status, ..) = ask(app, &Method::GET, "/doubts", &cookie, "").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{role:?}");
        let (_, _, pair) = ask(app, &Method::GET, "/hypotheses/B1/M1", &cookie, "").await;
        assert!(!pair.contains("Before you rely on the numbers"), "{role:?}: {pair}");
    }
    let (_, _, pair) = ask(app, &Method::GET, "/hypotheses/B1/M1", &analyst, "").await;
    assert!(pair.contains("Before you rely on the numbers"), "{pair}");
    // The analyst sets both samples aside: a form begins with what it is about, and asks why.
    let form = format!("token={}&doubt=one-person+X1+X4&decision=samples+set+aside", token(&page));
    let (status, _, _) = ask(app, &Method::POST, "/doubts", &analyst, &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let about = "/reviews/new?step=1&about=sample%2FX1";
    let (_, _, page) = ask(app, &Method::GET, about, &analyst, "").await;
    assert!(page.contains("value=\"X1\"") && page.contains("value=\"X4\""), "{page}");
    let write = |reason: &str| {
        format!(
            "token={}&seen=0&about=sample%2FX1&step=0&go=write&id=RV-9&decision=samples+set+aside&reason={reason}&by=analyst&on=3.2.2026",
            token(&page)
        )
    };
    let (status, _, refused) = ask(app, &Method::POST, "/reviews/new", &analyst, &write("")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "without a reason nothing is decided: {refused}");
    let (status, _, written) =
        ask(app, &Method::POST, "/reviews/new", &analyst, &write("Tubes+mistaken+for+each+other")).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{written}");
    let review = office.store.find::<Review>("RV-9").await.expect("a store").expect("written");
    assert_eq!(review.samples, ["X1", "X4"]);
    searched(&office.store).await;
    let (_, _, page) = ask(app, &Method::GET, "/doubts", &analyst, "").await;
    assert!(!page.contains("X1, X4"), "{page}");
    // The page of the pair compares no more than the search does.
    let (_, _, pair) = ask(app, &Method::GET, "/hypotheses/B1/M1", &analyst, "").await;
    assert!(!pair.contains("Before you rely on the numbers"), "{pair}");
    // The supervisor, who sees all else, does not see why.
    let supervisor = sign_in(app, Role::Supervisor, "").await;
    let (status, ..) = ask(app, &Method::GET, "/reviews/RV-9", &supervisor, "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_as_a_file_gives_the_same_number_again() {
    let office = office().await;
    typed_alike(&office.store, &["X1", "X2"]).await;
    let analyst = sign_in(&office.app, Role::Analyst, "").await;
    let (status, _, text) = ask(&office.app, &Method::GET, "/hypotheses/B1/M1/file", &analyst, "").await;
    assert_eq!(status, StatusCode::OK);
    let said: Value = serde_json::from_str(&text).expect("JSON");
    let said = said["cases"][0]["log10_lr_dna"].as_f64().expect("a number");
    let case = kinship_cases("file", &text).expect("a case").remove(0);
    let again = case.likelihood_ratio().ln_lr() / LN_10;
    assert!(said > 3.0 && (said - again).abs() < 1e-9, "{said} {again}");
    assert!(!text.contains("Zzyzyx"), "ids stand in it, and no names");
}
