//! Files in the name of an account.

use kintrace_casework::Noun;
use kintrace_casework::import::MergeOptions;
use kintrace_policy::{Account, Role};
use kintrace_service::ServiceError;
use kintrace_service::imports::import;
use kintrace_store::Store;

use crate::world::{Region, sources};

async fn put(
    store: &Store,
    account: &Account,
    files: &[(&str, &str)],
    dry_run: bool,
) -> Result<usize, ServiceError> {
    let files = sources(files.iter().map(|(name, text)| (*name, (*text).to_owned())).collect());
    let merged = import(store, files, MergeOptions::default(), dry_run, Some(account), None).await?;
    Ok(merged.changes.len())
}

fn of_north(role: Role) -> Account {
    Account { party: "north".to_owned(), ..Account::new("x", role) }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_party_puts_in_is_its_own() {
    let region = Region::new().await;
    let registrar = of_north(Role::Registrar);
    let missing = "missing,name,sex\nN1,Somebody New,male\n";
    let case = "case,steps\nN1,\"[{\"\"to\"\":\"\"registered\"\",\"\"on\"\":\"\"2026-11-01\"\",\"\"by\"\":\"\"x\"\"}]\"\n";
    let files = [("missing.csv", missing), ("cases.csv", case)];
    put(&region.store, &registrar, &files, true).await.expect("would do");
    assert!(!region.store.registry().await.expect("read").missing.contains_key("N1"), "a dry run");
    put(&region.store, &registrar, &files, false).await.expect("done");
    assert_eq!(region.store.registry().await.expect("read").missing["N1"].party, "north");
    let case = region.store.document(Noun::Case, "N1").await.expect("read").expect("there");
    assert_eq!((case.party.as_str(), case.status.as_str()), ("north", "registered"));
    // The same again changes nothing.
    assert_eq!(put(&region.store, &registrar, &files, false).await.expect("done"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_party_holds_is_not_changed() {
    let region = Region::new().await;
    let registrar = of_north(Role::Registrar);
    let foreign = &region.one(Noun::Case, |d| d.party == "south").reference.id;
    let before = region.store.registry().await.expect("read");
    let person = &before.missing[foreign].person;
    for (name, text) in [
        ("missing.csv", format!("missing,name\n{foreign},Another Name\n")),
        ("missing.csv", "missing,name,party\nN2,Somebody New,south\n".to_owned()),
        ("relatives.csv", format!("missing,person,relation\n{foreign},NEW1,sister\n")),
        ("samples.csv", format!("sample,person,kind\nNEW1,{person},tooth\n")),
        ("cases.csv", format!("case,party,circumstances\n{foreign},north,\"not so\"\n")),
        (
            "claims.csv",
            "claim,party,subject,property,value,source\nQ1,south,place/PL01,name,X,list/L1\n".to_owned(),
        ),
    ] {
        let refused = put(&region.store, &registrar, &[(name, &text)], false).await;
        assert!(matches!(&refused, Err(ServiceError::Faults(_))), "{text}: {refused:?}");
    }
    assert_eq!(region.store.registry().await.expect("read"), before);
    // Nor in somebody else's name, nor what is for another role.
    let step = "case,steps\nN1,\"[{\"\"to\"\":\"\"registered\"\",\"\"on\"\":\"\"2026-11-01\"\",\"\"by\"\":\"\"y\"\"}]\"\n";
    let files = [("missing.csv", "missing,name\nN1,Somebody New\n"), ("cases.csv", step)];
    let refused = put(&region.store, &registrar, &files, false).await.expect_err("refused").to_string();
    assert!(refused.contains("their own name"), "{refused}");
    let site = "site,names,kind\nSX,en: Field,grave\n";
    let refused = put(&region.store, &registrar, &[("sites.csv", site)], false).await;
    assert!(matches!(refused, Err(ServiceError::Forbidden(_))), "{refused:?}");
    put(&region.store, &of_north(Role::FieldTeam), &[("sites.csv", site)], false).await.expect("done");
}

/// All or nothing, and each fault says where, what and what was expected.
#[tokio::test(flavor = "multi_thread")]
async fn faults_of_documents_are_named_and_nothing_is_written() {
    let region = Region::new().await;
    let before = region.store.record_size().await.expect("counted");
    let files = sources(vec![
        ("missing.csv", "missing,name\nN1,Somebody New\n".to_owned()),
        (
            "statements.csv",
            "statement,witness,taken_by,taken,text,about\n\
             A1,W99,x,2022-10-05,I saw them,missing person/N1\n\
             A2,W01,x,in autumn,I saw them,\n\
             A3,W01,x,2022-10-05,,site\n\
             A1,W01,x,2022-10-05,again,\n"
                .to_owned(),
        ),
        ("sites.csv", "site,names,kind,position\nQ2,en: Field,palace,\n".to_owned()),
    ]);
    let told = async |files| {
        let refused = import(&region.store, files, MergeOptions::default(), false, None, None).await;
        let Err(ServiceError::Faults(faults)) = refused else { panic!("{refused:?}") };
        faults.0.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let mut all = told(files).await;
    // A cell that can't be read.
    let files =
        sources(vec![("sites.csv", "site,names,kind\nQ1,Field,grave\nQ2,en: Field,palace\n".to_owned())]);
    all.extend(told(files).await);
    // A column that is not known.
    let files = sources(vec![("sites.csv", "site,names,kind,colour\nQ1,en: Field,grave,red\n".to_owned())]);
    all.extend(told(files).await);
    assert_eq!(region.store.record_size().await.expect("counted"), before);
    insta::assert_snapshot!(all.join("\n"));
}
