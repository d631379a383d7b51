//! The command as scripts call it: exit codes, JSON, files.

mod operators;
mod packages;
mod record;
mod workers;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn kintrace(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kintrace")).args(arguments).output().expect("started")
}

fn testdata(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata").join(name).display().to_string()
}

fn json(arguments: &[&str]) -> Value {
    let output = kintrace(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// What a command prints.
fn text(arguments: &[&str]) -> String {
    let output = kintrace(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refused(arguments: &[&str], code: i32) -> String {
    let output = kintrace(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn lr_gives_the_promised_fields() {
    let result = json(&["lr", &testdata("kinship-cases.json"), "--json"]);
    let case = &result["cases"][0];
    assert_eq!(case["id"], "child-of-father-01");
    assert!((case["log10_lr"].as_f64().unwrap() - 4.194_289_583_782_47).abs() < 1e-8);
    for field in ["reference_log10_likelihood", "joint_log10_likelihood", "per_locus_log10_lr"] {
        assert!(case[field]["TH01"].is_number(), "{field}");
    }
    let result = json(&["lr", &testdata("familias/trio.fam"), "--json"]);
    let pedigree = &result["pedigrees"][0];
    assert_eq!(pedigree["name"], "related");
    assert!((pedigree["log10_lr"].as_f64().unwrap() - 2.5_f64.log10()).abs() < 1e-9);
    assert!(pedigree["per_locus_log10_lr"]["L1"].is_number());
}

#[test]
fn power_gives_the_promised_fields() {
    let run = |seed: &str| json(&["power", &testdata("power-cases.json"), "--json", "--seed", seed]);
    let result = run("1");
    let case = &result["cases"][0];
    assert_eq!(case["id"], "child-of-father-01");
    assert!((case["exclusion_power"].as_f64().unwrap() - 0.999_999_122_007_017).abs() < 1e-8);
    assert!(case["exclusion_power_per_locus"]["TH01"].is_number());
    assert!(case["expected_mismatching_loci"].is_number());
    assert_eq!(case["simulated"]["n"], 1000);
    for field in ["mean_log10_lr", "sd_log10_lr"] {
        assert!(case["simulated"][field].is_number(), "{field}");
    }
    assert!(case["simulated"]["inclusion_power"]["1e4"].as_f64().unwrap() > 0.99);
    assert_eq!(run("1"), result, "the same seed draws the same");
    assert_ne!(run("2"), result);
}

#[test]
fn joint_gives_the_promised_fields() {
    let result = json(&["joint", &testdata("dvi-cases.json"), "--json"]);
    let case = &result["cases"][0];
    assert_eq!(case["id"], "dvi-01");
    assert!(case["pairwise_log10_lr"][0]["log10_lr"].is_number());
    assert!(case["pairing_posterior"].as_array().unwrap().iter().any(|row| row["missing"].is_null()));
    assert_eq!(case["top"][0]["assignment"]["V5"], "*");
    for field in ["dropped_mass", "seconds"] {
        assert!(case[field].is_number(), "{field}");
    }
    let result = json(&["joint", &testdata("familias/dvi.fam"), "--json"]);
    assert_eq!(result["cases"][0]["id"], "dvi.fam");
}

#[test]
fn import_match_and_simulate_work_together() {
    let folder = tempfile::tempdir().expect("folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (data, files) = (path("data"), path("files"));
    let made = kintrace(&[
        "simulate",
        "--missing",
        "20",
        "--remains",
        "12",
        "--seed",
        "2",
        "--out",
        &files,
        "--evaluate",
    ]);
    assert!(made.status.success());
    let said = String::from_utf8_lossy(&made.stdout);
    for part in ["named rightly", "DNA alone", "without age", "without teeth"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let plot = std::fs::read_to_string(Path::new(&files).join("evaluation/calibration.svg")).expect("drawn");
    assert!(plot.contains("<title>What was said with a probability"), "{plot}");
    let dry = kintrace(&["import", "--data", &data, "--dry-run", &files]);
    assert!(String::from_utf8_lossy(&dry.stdout).contains("nothing was changed"));
    assert_eq!(json(&["match", "--data", &data, "--json"])["hypotheses"], Value::Array(Vec::new()));
    assert!(kintrace(&["import", "--data", &data, &files]).status.success());
    let found = json(&["match", "--data", &data, "--json"]);
    let first = &found["hypotheses"][0];
    for field in ["log10_lr_dna", "log10_lr", "posterior"] {
        assert!(first[field].is_number(), "{field}");
    }
    assert!(first["remains"].is_string() && first["missing"].is_string());
    // What is multiplied adds up.
    let lines = first["lines"].as_array().expect("lines");
    assert!(lines.len() > 2, "{first}");
    let other: f64 = lines.iter().filter_map(|line| line["log10_lr"].as_f64()).sum();
    let sum = first["log10_lr_dna"].as_f64().expect("a number") + other;
    assert!((sum - first["log10_lr"].as_f64().expect("a number")).abs() < 1e-9, "{first}");
    assert!(lines.iter().all(|line| line["posterior_without"].is_number()), "{first}");
    let (all, dna) = (found["seconds"].as_f64(), found["dna_seconds"].as_f64());
    assert!(dna.is_some_and(|dna| dna > 0.0) && dna < all, "{dna:?} of {all:?}");
    let again = kintrace(&["import", "--data", &data, &files]);
    assert!(String::from_utf8_lossy(&again.stdout).contains("nothing new"));
    // What each family's DNA can do, whoever would be helped most first.
    let powers = json(&["power", "--data", &data, "--json"]);
    let rows = powers["missing"].as_array().expect("rows");
    let missing: BTreeSet<&str> = rows.iter().filter_map(|row| row["missing"].as_str()).collect();
    assert!(missing.len() == rows.len() && !rows.is_empty(), "{rows:?}");
    let gain = |row: &Value| {
        row["ask"]["enough"].as_f64().unwrap_or_default() - row["now"]["enough"].as_f64().unwrap_or_default()
    };
    let asked: Vec<&Value> = rows.iter().filter(|row| !row["ask"].is_null()).collect();
    assert!(asked.len() > 5 && asked.windows(2).all(|w| gain(w[0]) >= gain(w[1]) - 1e-9), "{asked:?}");
    for row in rows.iter().filter(|row| !row["now"].is_null() && !row["ask"].is_null()) {
        assert!(row["ask"]["mean_log10_lr"].as_f64() >= row["now"]["mean_log10_lr"].as_f64(), "{row}");
    }
}

#[test]
fn bad_input_is_told_by_file_and_row_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("folder");
    let data = folder.path().join("data").display().to_string();
    let wrong = folder.path().join("wrong.csv");
    std::fs::write(&wrong, "missing,name,sex\nM1,A,male\nM1,B,male\n").expect("written");
    let told = refused(&["import", "--data", &data, &wrong.display().to_string()], 1);
    assert!(told.contains("wrong.csv, row 3, column missing, \"M1\""), "{told}");
    assert_eq!(json(&["match", "--data", &data, "--json"])["hypotheses"], Value::Array(Vec::new()));
    let told = refused(&["lr", "nowhere.json"], 1);
    assert!(told.contains("nowhere.json"), "{told}");
    let told = refused(&["joint", &testdata("kinship-cases.json")], 1);
    assert!(told.contains("dvi-cases/1"), "{told}");
    refused(&["lr"], 2);
    refused(&["match", "--theta", "2"], 2);
}

#[test]
fn every_command_explains_itself_with_an_example() {
    for command in ["demo", "serve", "import", "match", "lr", "joint", "power", "names", "link", "simulate"] {
        let help = kintrace(&[command, "--help"]);
        assert!(String::from_utf8_lossy(&help.stdout).contains("Example: kintrace"), "{command}");
    }
    let help = kintrace(&["user", "add", "--help"]);
    assert!(String::from_utf8_lossy(&help.stdout).contains("Example: kintrace"));
}

#[test]
fn accounts_need_a_long_password_and_a_name_of_their_own() {
    use std::io::Write;
    let folder = tempfile::tempdir().expect("folder");
    let data = folder.path().join("data");
    let add = |password: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kintrace"))
            .args(["user", "add", "aygun", "--role", "supervisor", "--data"])
            .arg(&data)
            .stdin(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .expect("started");
        writeln!(child.stdin.take().expect("input"), "{password}").expect("typed");
        let output = child.wait_with_output().expect("ended");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, told) = add("short");
    assert_eq!(code, Some(1));
    assert!(told.contains("at least 12 characters"), "{told}");
    assert_eq!(add("a long enough password").0, Some(0));
    let (code, told) = add("another long password");
    assert_eq!(code, Some(1));
    assert!(told.contains("exists already"), "{told}");
}

/// The process is killed at many moments of an import: all of it is there, or nothing.
#[test]
fn a_crash_at_any_moment_leaves_the_data_whole() {
    let folder = tempfile::tempdir().expect("folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let files = path("files");
    assert!(kintrace(&["simulate", "--missing", "60", "--remains", "30", "--out", &files]).status.success());
    let whole = {
        let output = kintrace(&["import", "--data", &path("undisturbed"), "--dry-run", &files]);
        String::from_utf8_lossy(&output.stdout).lines().last().map(str::to_owned).expect("a summary")
    };
    for moment in 1..=12 {
        let data = path(&format!("data{moment}"));
        let mut child = Command::new(env!("CARGO_BIN_EXE_kintrace"))
            .args(["import", "--data", &data, &files])
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("started");
        std::thread::sleep(std::time::Duration::from_millis(moment * 25));
        let _ = child.kill();
        child.wait().expect("ended");
        let output = kintrace(&["import", "--data", &data, "--dry-run", &files]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let told =
            String::from_utf8_lossy(&output.stdout).lines().last().map(str::to_owned).expect("a summary");
        assert!(told == whole || told.contains("nothing new"), "after {moment}: {told}");
    }
}

#[test]
fn names_gives_the_promised_fields_in_order() {
    let result = json(&["names", &testdata("name-pairs.json"), "--json"]);
    for which in ["same", "different"] {
        assert_eq!(result[which].as_array().unwrap().len(), 180, "{which}");
        assert!(result[which].as_array().unwrap().iter().all(Value::is_number));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let wrong = folder.path().join("wrong.json");
    std::fs::write(&wrong, r#"{"format":"name-pairs/2"}"#).expect("written");
    assert!(refused(&["names", wrong.to_str().unwrap()], 1).contains("name-pairs/1 was expected"));
}

#[test]
fn link_writes_pairs_one_to_one_and_persons_where_lists_repeat() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (a, b) = (testdata("two-lists/list-a.csv"), testdata("two-lists/list-b.csv"));
    let done = kintrace(&["link", &a, &b, "--out", &path("pairs.csv")]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(done.stdout.is_empty());
    let pairs = std::fs::read_to_string(path("pairs.csv")).expect("written");
    assert!(pairs.starts_with("a,b,probability\n"), "{pairs:.60}");
    assert!(pairs.lines().count() > 2_000);
    let persons = path("persons.csv");
    let done =
        kintrace(&["link", &b, &b, "--several", "--clusters", &persons, "--out", &path("several.csv")]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let persons = std::fs::read_to_string(persons).expect("written");
    assert!(persons.starts_with("person,list,id\n"));
    // Every row of both lists is somebody.
    assert_eq!(persons.lines().count(), 1 + 2 * 3_250);
    let nothing = path("nothing.csv");
    std::fs::write(&nothing, "x,y\n1,2\n").expect("written");
    assert!(refused(&["link", &a, &nothing, "--out", &path("none.csv")], 1).contains("no column of names"));
    assert!(!folder.path().join("none.csv").exists());
    refused(&["link", &a], 2);
}
