//! Searches in tiles, and workers beside each other as programs.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use kintrace_test_postgres::Cluster;
use serde_json::Value;

use crate::{json, refused, text};

/// A worker, ended with the test.
struct Worker(Child);

impl Worker {
    fn start(name: &str, database: &[&str], more: &[&str]) -> Self {
        let started = Command::new(env!("CARGO_BIN_EXE_kintrace"))
            .args([&["worker", "--name", name], database, more].concat())
            // Two cores are less than four workers with two threads each.
            .env("RAYON_NUM_THREADS", "1")
            .stdout(Stdio::null())
            .spawn();
        Self(started.expect("started"))
    }

    fn signal(&self, signal: &str) {
        let told = Command::new("kill").args([signal, &self.0.id().to_string()]).status().expect("told");
        assert!(told.success());
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An invented region in a database.
fn filled(folder: &std::path::Path, database: &[&str], missing: &str, remains: &str) {
    let files = folder.join("files").display().to_string();
    text(&["simulate", "--missing", missing, "--remains", remains, "--seed", "7", "--out", &files]);
    text(&[&["import"], database, &[files.as_str()]].concat());
}

fn start(database: &[&str], missing: &str, remains: &str) {
    let cut = ["--threshold", "2", "--missing", missing, "--remains", remains];
    text(&[&["jobs", "start"], database, &cut[..]].concat());
}

fn searches(database: &[&str]) -> Vec<Value> {
    let told = json(&[&["jobs", "--json"], database].concat());
    told["searches"].as_array().expect("searches").clone()
}

fn pairs(database: &[&str], search: &Value) -> Value {
    let number = search["search"].to_string();
    let told = json(&[&["jobs", "pairs", "--json", "--search", &number], database].concat());
    assert_eq!(told["is_done"], true);
    told["pairs"].clone()
}

/// Four workers on PostgreSQL, one of which is killed in the middle of a tile.
#[test]
fn nothing_is_lost_with_a_worker_that_is_killed_and_nothing_is_there_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let (cluster, url) = (Cluster::shared(), Cluster::shared().database());
    let data = folder.path().join("registry").display().to_string();
    let database = ["--data", &data, "--database-url", &url];
    filled(folder.path(), &database, "300", "200");
    // One process, one tile.
    start(&database, "1000", "1000");
    text(&[&["worker", "--until-done"], &database[..]].concat());
    start(&database, "20", "10");
    let ask = |sql: &str| cluster.psql(&url, sql).expect("psql").trim().to_owned();
    let count = |sql: &str| ask(sql).parse::<u64>().expect("a number");
    let mut workers: Vec<Worker> =
        (0..4).map(|n| Worker::start(&format!("worker-{n}"), &database, &["--until-done"])).collect();
    let begun = Instant::now();
    let wait = |what: &str| {
        assert!(begun.elapsed() < Duration::from_mins(2), "{what}");
        std::thread::sleep(Duration::from_millis(10));
    };
    while count("SELECT count(*) FROM tiles WHERE search = 2 AND done IS NOT NULL") < 20 {
        wait("nobody does anything");
    }
    // It is stopped, and seen to be in the middle of a tile; then it is killed.
    let killed = workers.remove(2);
    let open = "SELECT count(*) FROM tiles WHERE search = 2 AND worker = 'worker-2' AND done IS NULL";
    loop {
        killed.signal("-STOP");
        // What it has sent may still arrive.
        std::thread::sleep(Duration::from_millis(50));
        if count(open) == 1 {
            break;
        }
        killed.signal("-CONT");
        wait("it is never in the middle of a tile");
    }
    killed.signal("-KILL");
    for mut worker in workers {
        assert!(worker.0.wait().expect("ended").success());
    }
    let both = searches(&database);
    let (four, one) = (&both[0], &both[1]);
    assert_eq!(
        (&four["tiles"], &four["done"], &four["failed"]),
        (&300.into(), &300.into(), &0.into()),
        "{four}"
    );
    assert!(four["begun_again"].as_u64().is_some_and(|n| n >= 1), "{four}");
    assert!(four["pairs_per_second"].as_f64().is_some_and(|rate| rate > 0.0), "{four}");
    assert_eq!(four["pairs"], one["pairs"]);
    let found = pairs(&database, four);
    assert!(found.as_array().is_some_and(|pairs| pairs.len() > 50), "{found}");
    assert_eq!(found, pairs(&database, one));
    // Each tile had one job, and all are done.
    let jobs = "SELECT count(*) || ' ' || count(DISTINCT idempotency_key) FROM apalis.jobs WHERE idempotency_key LIKE '2/%'";
    assert_eq!(ask(jobs), "300 300");
}

/// In a folder, while others write; told to stop, a worker finishes its tile.
#[test]
fn a_worker_of_a_folder_finishes_its_tile_when_it_is_told_to_stop() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("registry").display().to_string();
    let database = ["--data", &data];
    filled(folder.path(), &database, "60", "40");
    start(&database, "1000", "1000");
    start(&database, "10", "10");
    let mut worker = Worker::start("steady", &database, &[]);
    let begun = Instant::now();
    while searches(&database)[0]["done"].as_u64() == Some(0) {
        assert!(begun.elapsed() < Duration::from_mins(1));
    }
    worker.signal("-TERM");
    assert!(worker.0.wait().expect("ended").success());
    let now = &searches(&database)[0];
    assert_eq!(now["under_way"], 0, "{now}");
    text(&[&["worker", "--until-done"], &database[..]].concat());
    let both = searches(&database);
    assert_eq!((&both[0]["done"], &both[0]["begun_again"]), (&24.into(), &0.into()));
    assert_eq!(pairs(&database, &both[0]), pairs(&database, &both[1]));
    text(&["jobs", "forget", "--data", &data, "--search", "2"]);
    assert_eq!(searches(&database).len(), 1);
    for what in ["pairs", "forget"] {
        assert!(refused(&["jobs", what, "--data", &data, "--search", "2"], 1).contains("no such search"));
    }
}
