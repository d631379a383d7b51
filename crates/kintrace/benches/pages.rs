//! Every page of a registry of 100,000 cases, at 200 requests a second: how long a reader waits.
//!
//! The real binary serves the pages in a process of its own, on this machine's loopback; the cores are shared
//! with this tool. Requests begin at their times whether or not those before them were answered, and a time is
//! counted from when the request was due, so that a stall is not hidden by a tool that waits (*coordinated
//! omission*). Pages are found by following links from the overview, so each that a supervisor can reach is
//! asked for, always other things of its kind.
//!
//! The region is simulated and imported once, into `target/bench-pages`; `KINTRACE_BENCH_CASES` says how many
//! missing persons it has.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hdrhistogram::Histogram;
use kintrace_store::Store;
use kintrace_store::hypotheses::{Hypothesis, Search};
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

const PASSWORD: &str = "a password of the benchmark";
/// Requests a second.
const RATE: u32 = 200;
/// How long, in seconds.
const SECONDS: u32 = 300;
/// Readers at once: sessions, and threads that ask.
const READERS: usize = 32;
/// Addresses of one route that are asked for in turn.
const KNOWN: usize = 400;

fn main() -> Result<()> {
    let binary = Path::new(env!("CARGO_BIN_EXE_kintrace"));
    // `cargo test --benches` only asks whether it runs.
    let test = std::env::args().any(|a| a == "--test");
    let cases = std::env::var("KINTRACE_BENCH_CASES").ok().map(|n| n.parse()).transpose()?;
    let cases: usize = cases.unwrap_or(if test { 60 } else { 100_000 });
    let seconds = if test { 2 } else { SECONDS };
    let folder = binary.ancestors().nth(2).context("a target folder was expected")?.join("bench-pages");
    let data = folder.join(format!("{cases}"));
    if !data.join("ready").exists() {
        prepare(binary, &data, cases)?;
    }
    warm(&data)?;
    let server = Server::start(binary, &data)?;
    let reader = Reader::sign_in(&server.address)?;
    let start = Instant::now();
    let addresses = follow(&reader)?;
    let known: usize = addresses.values().map(Vec::len).sum();
    println!(
        "{cases} cases: {known} addresses of {} routes found in {:.0?}",
        addresses.len(),
        start.elapsed()
    );
    let measured = ask(&reader, &addresses, seconds)?;
    report(&measured, seconds);
    Ok(())
}

/// Reads the database's file once, as a server's has been read that was not started a minute ago: what is measured is
/// pages, not how long the disk takes for what nobody has asked for yet.
fn warm(data: &Path) -> Result<()> {
    std::io::copy(&mut std::fs::File::open(data.join("kintrace.sqlite"))?, &mut std::io::sink())?;
    Ok(())
}

/// Simulates a region, imports it, and writes hypotheses as a search would: the true pairs, and as many false.
fn prepare(binary: &Path, data: &Path, cases: usize) -> Result<()> {
    if data.exists() {
        std::fs::remove_dir_all(data)?;
    }
    let files = data.join("files");
    let run = |arguments: &[&str], input: &str| -> Result<()> {
        let start = Instant::now();
        let mut child = Command::new(binary)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .context("kintrace can't be started")?;
        child.stdin.take().context("standard input")?.write_all(input.as_bytes())?;
        if !child.wait()?.success() {
            bail!("kintrace {} failed", arguments.join(" "));
        }
        println!("kintrace {} in {:.0?}", arguments[0], start.elapsed());
        Ok(())
    };
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let (out, registry, records) = (text(&files), text(data), text(&files.join("records")));
    let (missing, remains) = (cases.to_string(), (cases / 2).to_string());
    run(&["simulate", "--missing", &missing, "--remains", &remains, "--seed", "3", "--out", &out], "")?;
    run(&["import", "--data", &registry, &out, &records], "")?;
    let add = ["user", "add", "reader", "--role", "supervisor", "--data", &registry];
    run(&add, &format!("{PASSWORD}\n"))?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(hypotheses(data, &files, cases))?;
    std::fs::write(data.join("ready"), "")?;
    Ok(())
}

async fn hypotheses(data: &Path, files: &Path, cases: usize) -> Result<()> {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let truth = std::fs::read_to_string(files.join("truth.csv"))?;
    let mut found = Vec::new();
    for (remains, missing) in truth.lines().skip(1).filter_map(|line| line.split_once(',')) {
        let someone = format!("M{:05}", rng.random_range(1..=cases));
        for missing in BTreeSet::from([missing.to_owned(), someone]).into_iter().filter(|m| !m.is_empty()) {
            let (remains, posterior) = (remains.to_owned(), rng.random::<f64>() / 2.0);
            found.push(Hypothesis {
                remains,
                missing,
                log10_lr_dna: 4.0,
                log10_lr: 5.0,
                posterior,
                lines: Value::Null,
                views: Value::Null,
            });
        }
    }
    let search = Search {
        engine: "bench".to_owned(),
        missing: cases as u64,
        remains: cases as u64 / 2,
        outside: cases as f64,
        theta: 0.0,
        dropped_mass: 0.0,
        standard_error: 0.0,
        places: Value::Null,
        people: Value::Null,
        lineages: Value::Null,
        seconds: 1.0,
        leaves: None,
    };
    let store = Store::open(data).await?;
    let work = store.begin("bench").await?;
    work.replace_hypotheses(&search, &found).await?;
    work.commit().await?;
    Ok(())
}

struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(binary: &Path, data: &Path) -> Result<Self> {
        let data: PathBuf = data.to_owned();
        let mut child = Command::new(binary)
            .args(["serve", "--listen", "127.0.0.1:0", "--second-factor", "optional", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .context("kintrace can't be started")?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("standard output")?).read_line(&mut line)?;
        Ok(Self { child, address: line.trim().to_owned() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing of value is lost.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody who is signed in.
struct Reader {
    agent: ureq::Agent,
    address: String,
    cookie: String,
}

impl Reader {
    fn sign_in(address: &str) -> Result<Self> {
        let config = ureq::Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .max_idle_connections(2 * READERS)
            .max_idle_connections_per_host(2 * READERS)
            .timeout_global(Some(Duration::from_mins(1)));
        let agent: ureq::Agent = config.build().into();
        let form = [("name", "reader"), ("password", PASSWORD)];
        let answer = agent.post(format!("{address}/sign-in")).send_form(form)?;
        let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|c| c.to_str().ok());
        let cookies: Vec<&str> = cookies.filter_map(|c| c.split(';').next()).collect();
        if answer.status() != 303 {
            bail!("signing in was answered with {}", answer.status());
        }
        Ok(Self { agent, address: address.to_owned(), cookie: cookies.join("; ") })
    }

    /// The page at an address, as the browser asks for it; its status, and how many bytes came.
    fn get(&self, path: &str) -> Result<(u16, Vec<u8>)> {
        let asked = self.agent.get(format!("{}{path}", self.address)).header("cookie", &self.cookie);
        let mut answer = asked.call().with_context(|| path.to_owned())?;
        let body = answer.body_mut().with_config().limit(64 * 1024 * 1024).read_to_vec()?;
        Ok((answer.status().as_u16(), body))
    }
}

/// What a page is called in the table: its address, with ids and numbers left out.
fn route(path: &str) -> Option<String> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    // Papers and files are not pages; nothing is signed out, and no language chosen.
    let apart =
        ["paper", "letter", "file", "original", "statistics", "sign-out", "sign-in", "assets", "language"];
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    if parts.iter().any(|p| apart.contains(p)) {
        return None;
    }
    let fixed = ["new", "edit", "family", "labels", "duplicates", "rows", "history", "check"];
    let shown = parts
        .iter()
        .enumerate()
        .map(|(i, part)| if i == 0 || fixed.contains(part) { (*part).to_owned() } else { "…".to_owned() });
    let asked: Vec<&str> =
        query.split('&').filter_map(|q| q.split('=').next()).filter(|q| !q.is_empty()).collect();
    let asked = if asked.is_empty() { String::new() } else { format!("?{}", asked.join("&")) };
    Some(format!("/{}{asked}", shown.collect::<Vec<_>>().join("/")))
}

/// Follows links from the overview, until enough addresses of each route are known.
fn follow(reader: &Reader) -> Result<BTreeMap<String, Vec<String>>> {
    let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut waiting = VecDeque::from(["/".to_owned()]);
    let mut looked: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(path) = waiting.pop_front() {
        let Some(route) = route(&path) else { continue };
        let of_route = known.entry(route.clone()).or_default();
        if of_route.len() < KNOWN {
            of_route.push(path.clone());
        }
        // A few of each are enough to find what they lead to.
        let looked = looked.entry(route).or_default();
        *looked += 1;
        if *looked > 12 {
            continue;
        }
        let (status, body) = reader.get(&path)?;
        if status != 200 {
            bail!("{path} was answered with {status}");
        }
        let body = String::from_utf8_lossy(&body).into_owned();
        for link in body.split("href=\"/").skip(1).filter_map(|rest| rest.split('"').next()) {
            let link = link.split('#').next().unwrap_or_default().replace("&amp;", "&");
            let link = format!("/{link}");
            if seen.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
    }
    // What a map asks for while somebody moves it, from the whole region to a village.
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    for wide in [3.0, 1.0, 0.1] {
        let views = (0..KNOWN).map(|_| {
            let (west, south) = (rng.random_range(46.0..47.6), rng.random_range(39.0..40.5));
            let (east, north) = (west + wide, south + wide);
            format!("/map/things?west={west:.4}&south={south:.4}&east={east:.4}&north={north:.4}&squares=16")
        });
        known.insert(format!("/map/things, {wide} degrees"), views.collect());
    }
    Ok(known)
}

/// What was measured of a route.
struct Measured {
    times: Histogram<u64>,
    bytes: u64,
    faults: u64,
}

fn ask(
    reader: &Reader,
    addresses: &BTreeMap<String, Vec<String>>,
    seconds: u32,
) -> Result<BTreeMap<String, Measured>> {
    // Each route as often as each other, in an order that nobody can expect.
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    let mut routes: Vec<&String> = addresses.keys().collect();
    let count = usize::try_from(RATE * seconds)?;
    let mut plan: Vec<(&String, &String)> = Vec::with_capacity(count + routes.len());
    while plan.len() < count {
        routes.shuffle(&mut rng);
        for route in &routes {
            plan.extend(addresses[*route].choose(&mut rng).map(|address| (*route, address)));
        }
    }
    plan.truncate(count);
    let measured = Arc::new(Mutex::new(BTreeMap::<String, Measured>::new()));
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let Some((route, address)) = plan.get(i) else { return };
                    let due = start + Duration::from_secs(1) * u32::try_from(i).unwrap_or(0) / RATE;
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let answer = reader.get(address);
                    let waited = u64::try_from(due.elapsed().as_micros()).unwrap_or(u64::MAX);
                    let mut measured = measured.lock().expect("no thread has panicked");
                    let of_route = measured.entry((*route).clone()).or_insert_with(|| Measured {
                        times: Histogram::new(3).expect("three digits"),
                        bytes: 0,
                        faults: 0,
                    });
                    of_route.times.record(waited).expect("it grows");
                    match answer {
                        Ok((200, body)) => of_route.bytes += body.len() as u64,
                        _ => of_route.faults += 1,
                    }
                }
            });
        }
    });
    let measured = Arc::into_inner(measured).context("all threads have ended")?;
    measured.into_inner().map_err(|_| anyhow::anyhow!("a thread has panicked"))
}

fn report(measured: &BTreeMap<String, Measured>, seconds: u32) {
    let ms = |times: &Histogram<u64>, q: f64| times.value_at_quantile(q) as f64 / 1000.0;
    println!("{:>8} {:>8} {:>8} {:>8} {:>7}  page", "times", "p50 ms", "p99 ms", "most ms", "kB");
    let mut all = Histogram::<u64>::new(3).expect("three digits");
    let mut lines: Vec<_> = measured.iter().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.1.times.value_at_quantile(0.99)));
    let mut faults = 0;
    for (route, m) in lines {
        all.add(&m.times).expect("of one range");
        faults += m.faults;
        let kilobytes = m.bytes as f64 / 1000.0 / (m.times.len() - m.faults).max(1) as f64;
        let (p50, p99, most) = (ms(&m.times, 0.5), ms(&m.times, 0.99), ms(&m.times, 1.0));
        println!("{:>8} {p50:>8.1} {p99:>8.1} {most:>8.1} {kilobytes:>7.1}  {route}", m.times.len());
    }
    let (p50, p99, most) = (ms(&all, 0.5), ms(&all, 0.99), ms(&all, 1.0));
    println!("{:>8} {p50:>8.1} {p99:>8.1} {most:>8.1}          all of them", all.len());
    println!("{RATE} requests a second for {seconds} s; {faults} were not answered with a page");
}
