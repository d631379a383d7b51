//! What whoever runs a server needs: metrics, a log that names nobody, and a server that stops when it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::record::{Server, get};

/// The pages, and where the metrics are.
fn serve(data: &str) -> (Server, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kintrace"))
        .args(["serve", "--data", data, "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0"])
        .env("KINTRACE_LOG", "info")
        .env("KINTRACE_LOG_FORMAT", "json")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let mut next = || lines.next().expect("a line").expect("read");
    let (address, metrics) = (next(), next().trim_end_matches("/metrics").to_owned());
    (Server { child, address }, metrics)
}

#[cfg(unix)]
#[test]
fn a_server_says_how_it_is_names_nobody_and_finishes_what_it_has_begun() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut server, metrics) = serve(&folder.path().join("registry").display().to_string());
    let pages = server.address.clone();
    assert_eq!(get(&pages, "/sign-in").0, 200);
    get(&pages, "/missing-persons/M00017?name=Elchin");
    get(&pages, "/M00017/nowhere");
    assert_eq!(get(&metrics, "/health").0, 200);
    let told = String::from_utf8(get(&metrics, "/metrics").1).expect("text");
    for line in [
        r#"kintrace_requests_total{method="GET",route="/sign-in",status="200"} 1"#,
        r#"kintrace_requests_total{method="GET",route="none",status="404"} 1"#,
        r#"kintrace_request_seconds_count{route="/missing-persons/{id}"} 1"#,
        "kintrace_requests_in_flight 0",
    ] {
        assert!(told.lines().any(|l| l == line), "{line} in\n{told}");
    }
    assert!(!told.contains("M00017"), "{told}");
    // The pages themselves say nothing of it.
    assert_eq!(get(&pages, "/metrics").0, 404);

    // Half a request; then it is told to stop; then the other half.
    let host = pages.strip_prefix("http://").expect("an address");
    let mut request = TcpStream::connect(host).expect("connected");
    let form = "name=somebody&password=something";
    let head = "Content-Type: application/x-www-form-urlencoded\r\nConnection: close";
    write!(
        request,
        "POST /sign-in HTTP/1.1\r\nHost: {host}\r\n{head}\r\nContent-Length: {}\r\n\r\n",
        form.len()
    )
    .expect("asked");
    request.write_all(&form.as_bytes()[..10]).expect("sent");
    let under_way = "kintrace_requests_in_flight 1";
    while !String::from_utf8_lossy(&get(&metrics, "/metrics").1).contains(under_way) {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let told = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().expect("told");
    assert!(told.success());
    // It takes no others.
    while TcpStream::connect(host).is_ok() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    request.write_all(&form.as_bytes()[10..]).expect("sent");
    let mut answer = String::new();
    request.read_to_string(&mut answer).expect("answered");
    assert!(answer.starts_with("HTTP/1.1 ") && answer.contains("</html>"), "{answer}");
    assert!(server.child.wait().expect("ended").success());

    let mut log = String::new();
    server.child.stderr.take().expect("piped").read_to_string(&mut log).expect("read");
    let lines: Vec<Value> =
        log.lines().filter(|l| l.starts_with('{')).map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let of = |route: &str| lines.iter().any(|l| l["route"] == route && l["milliseconds"].is_number());
    assert!(of("/sign-in") && of("/missing-persons/{id}") && of("none"), "{log}");
    assert!(!log.contains("M00017") && !log.contains("Elchin") && !log.contains("somebody"), "{log}");
    assert_eq!(lines.last().map(|l| &l["message"]), Some(&Value::from("stopped")), "{log}");
}
