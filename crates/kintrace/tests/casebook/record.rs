//! The log and its witnesses, as programs beside each other.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::{json, kintrace, refused, testdata, text};

/// A program that serves, ended with the test.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a service; its address is the line that begins with `http://`.
fn serve(arguments: &[&str]) -> Server {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kintrace"))
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let address = lines.find_map(|l| l.ok().filter(|l| l.starts_with("http://"))).expect("an address");
    // What it prints later must not block it.
    std::thread::spawn(move || lines.for_each(drop));
    Server { child, address }
}

/// `GET`, by hand: status and body.
pub(crate) fn get(address: &str, path: &str) -> (u16, Vec<u8>) {
    let host = address.strip_prefix("http://").expect("an address");
    let mut stream = TcpStream::connect(host).expect("connected");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("asked");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("answered");
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("headers") + 4;
    let status = String::from_utf8_lossy(&answer[9..12]).parse().expect("a status");
    (status, answer[end..].to_vec())
}

fn import(data: &str, folder: &Path, ids: std::ops::Range<u32>) {
    let file = folder.join("more.csv");
    let rows: Vec<String> = ids.map(|i| format!("M{i},Elçin Dağlı {i},male,1970")).collect();
    std::fs::write(&file, format!("missing,name,sex,born\n{}", rows.join("\n"))).expect("written");
    text(&["import", "--data", data, &file.display().to_string()]);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("made");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("copied");
        }
    }
}

/// A service that answers each request's body with another; its address.
fn answering(answer: impl Fn(&[u8]) -> Vec<u8> + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream);
            let mut length = 0;
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) <= 2 {
                    break;
                }
                if let Some(n) = line.to_lowercase().strip_prefix("content-length:") {
                    length = n.trim().parse().unwrap_or(0);
                }
            }
            let mut body = vec![0; length];
            let _ = reader.read_exact(&mut body);
            let body = answer(&body);
            let mut stream = reader.into_inner();
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(&[head.as_bytes(), &body].concat());
        }
    });
    format!("http://{address}")
}

/// Takes any checkpoint and signs nothing that holds.
fn liar() -> String {
    answering(|_| format!("— liar.example {}\n", "A".repeat(100)).into_bytes())
}

/// A timestamping authority, as OpenSSL is one: its certificate's file, and its address.
fn authority(folder: &Path) -> (PathBuf, String) {
    const CONFIG: &str = "[req]\ndistinguished_name = name\nx509_extensions = stamps\nprompt = no\n\
        [name]\nCN = Authority of a test\n\
        [stamps]\nextendedKeyUsage = critical, timeStamping\n\
        [tsa]\ndefault_tsa = test\n[test]\nserial = serial\nsigner_digest = sha256\ndigests = sha256\n\
        default_policy = 1.2.3.4.1\naccuracy = secs:1\ness_cert_id_alg = sha256\n";
    std::fs::write(folder.join("tsa.cnf"), CONFIG).expect("written");
    std::fs::write(folder.join("serial"), "01").expect("written");
    let make = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -config tsa.cnf -keyout tsa.key -out tsa.pem";
    openssl(folder, make);
    let at = folder.to_owned();
    let address = answering(move |query| {
        std::fs::write(at.join("query.tsq"), query).expect("written");
        openssl(
            &at,
            "ts -reply -config tsa.cnf -queryfile query.tsq -signer tsa.pem -inkey tsa.key -out reply.tsr",
        );
        std::fs::read(at.join("reply.tsr")).expect("a reply")
    });
    (folder.join("tsa.pem"), address)
}

fn openssl(folder: &Path, arguments: &str) -> String {
    let done = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output();
    let done = done.expect("openssl: sudo apt-get install openssl");
    let said = [done.stdout, done.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(done.status.success(), "openssl {arguments}: {said}");
    said
}

struct Region {
    folder: tempfile::TempDir,
    data: String,
    log: String,
}

impl Region {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let data = folder.path().join("region").display().to_string();
        import(&data, folder.path(), 0..3);
        let log = text(&["record", "key", "--data", &data, "--name", "kintrace.example/region"]);
        Self { folder, data, log: log.trim().to_owned() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn witness(&self, name: &str) -> (Server, String) {
        let folder = self.path(name).display().to_string();
        let key = text(&["witness", "--data", &folder, "--name", &format!("{name}.example"), "--key"]);
        let server = serve(&["witness", "--data", &folder, "--log", &self.log, "--listen", "127.0.0.1:0"]);
        (server, key.trim().to_owned())
    }

    fn policy(&self, witnesses: &[(&str, &str, &str)], quorum: &str) -> String {
        let lines: Vec<String> =
            witnesses.iter().map(|(name, key, url)| format!("witness {name} {key} {url}")).collect();
        let policy = format!("log {}\n{}\n{quorum}\n", self.log, lines.join("\n"));
        let file = Path::new(&self.data).join("keys/record-policy.txt");
        std::fs::write(&file, policy).expect("written");
        file.display().to_string()
    }
}

#[test]
fn two_witnesses_sign_what_grows_and_notice_what_was_set_back() {
    let region = Region::new();
    let (north, north_key) = region.witness("north");
    let (south, south_key) = region.witness("south");
    let policy = region.policy(
        &[("north", &north_key, &north.address), ("south", &south_key, &south.address)],
        "group both all north south\nquorum both",
    );
    let data = region.data.as_str();
    let first = text(&["record", "checkpoint", "--data", data]);
    assert!(first.contains("— north.example ") && first.contains("— south.example "), "{first}");
    let verified = json(&["verify", "--data", data, "--policy", &policy, "--json"]);
    assert_eq!(verified["findings"].as_array().map(Vec::len), Some(0), "{verified}");
    assert_eq!(verified["witnesses"], serde_json::json!(["north", "south"]));

    // Yesterday's copy, kept by somebody.
    let yesterday = region.path("yesterday");
    copy(Path::new(data), &yesterday);
    import(data, region.folder.path(), 3..300);
    text(&["record", "checkpoint", "--data", data]);

    // A receipt is checked with nothing but the policy.
    let receipt = text(&["record", "receipt", "--data", data, "missing person", "M7"]);
    let file = region.path("receipt.tlog-proof");
    std::fs::write(&file, &receipt).expect("written");
    let file = file.display().to_string();
    let held = json(&["verify-receipt", &file, "--policy", &policy, "--json"]);
    assert_eq!(
        (held["kind"].as_str(), held["witnesses"].as_array().map(Vec::len)),
        (Some("missing person"), Some(2))
    );
    let history = json(&["record", "history", "--data", data, "missing person", "M7"]);
    let state = region.path("state.json");
    std::fs::write(&state, history["state"].as_str().expect("a state")).expect("written");
    let state = state.display().to_string();
    let nonce = history["nonce"].as_str().expect("a nonce");
    text(&["verify-receipt", &file, "--policy", &policy, "--state", &state, "--nonce", nonce]);
    let other = nonce.replacen(&nonce[..1], if nonce.starts_with('0') { "1" } else { "0" }, 1);
    let told =
        refused(&["verify-receipt", &file, "--policy", &policy, "--state", &state, "--nonce", &other], 1);
    assert!(told.contains("not this text"), "{told}");

    // The registry is set back to yesterday: sound in itself, but the witnesses remember.
    let seen = String::from_utf8(get(&north.address, "/").1).expect("text");
    let note = region.path("seen.txt");
    std::fs::write(&note, seen.split_once("\n\n").expect("a checkpoint").1).expect("written");
    let note = note.display().to_string();
    let yesterday = yesterday.display().to_string();
    text(&["verify", "--data", &yesterday]);
    let told = String::from_utf8(kintrace(&["verify", "--data", &yesterday, "--checkpoint", &note]).stdout)
        .expect("text");
    assert!(told.contains("leaves, the log only"), "{told}");
    let told = refused(&["record", "checkpoint", "--data", &yesterday], 1);
    assert!(told.contains("this one was set back"), "{told}");
    // It grows again, to another future: a fork.
    import(&yesterday, region.folder.path(), 500..1000);
    let told = refused(&["record", "checkpoint", "--data", &yesterday], 1);
    assert!(told.contains("422"), "{told}");
    let told = String::from_utf8(kintrace(&["verify", "--data", &yesterday, "--checkpoint", &note]).stdout)
        .expect("text");
    assert!(told.contains("it was forked or changed"), "{told}");
    // The true one goes on.
    text(&["verify", "--data", data, "--policy", &policy, "--checkpoint", &note]);
}

#[test]
fn a_witness_that_lies_does_not_count() {
    let region = Region::new();
    let (honest, key) = region.witness("honest");
    let liar_key = text(&[
        "witness",
        "--data",
        &region.path("liar").display().to_string(),
        "--name",
        "liar.example",
        "--key",
    ]);
    let policy = region.policy(
        &[("honest", &key, &honest.address), ("liar", liar_key.trim(), &liar())],
        "group both all honest liar\nquorum both",
    );
    let told = refused(&["record", "checkpoint", "--data", &region.data], 1);
    assert!(told.contains("liar does not sign: its signature does not hold"), "{told}");
    assert!(told.contains("these witnesses have signed: honest"), "{told}");
    let told = kintrace(&["verify", "--data", &region.data, "--policy", &policy]);
    assert_eq!(told.status.code(), Some(1));
}

/// A backup of yesterday is sound, and the witness notices all the same.
#[test]
fn a_backup_of_yesterday_is_noticed_by_a_witness() {
    let region = Region::new();
    let (north, key) = region.witness("north");
    region.policy(&[("north", &key, &north.address)], "quorum north");
    let data = region.data.as_str();
    let passphrase = region.path("passphrase.txt");
    std::fs::write(&passphrase, "correct horse battery staple\n").expect("written");
    let passphrase = passphrase.display().to_string();
    let file = region.path("yesterday.age").display().to_string();
    text(&["backup", "--data", data, "--passphrase-file", &passphrase, &file]);
    let bytes = std::fs::read(&file).expect("read");
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    import(data, region.folder.path(), 3..40);
    text(&["record", "checkpoint", "--data", data]);
    let restored = region.path("restored").display().to_string();
    let told = text(&["restore", "--data", &restored, "--passphrase-file", &passphrase, &file]);
    assert!(told.contains("Restored and verified"), "{told}");
    // The same log, by its key, and behind what the witness has signed.
    assert_eq!(text(&["record", "key", "--data", &restored]).trim(), region.log);
    let told = refused(&["record", "checkpoint", "--data", &restored], 1);
    assert!(told.contains("this one was set back"), "{told}");
    let wrong = region.path("wrong.txt");
    std::fs::write(&wrong, "another passphrase altogether\n").expect("written");
    let empty = region.path("empty").display().to_string();
    let wrong = wrong.display().to_string();
    refused(&["restore", "--data", &empty, "--passphrase-file", &wrong, &file], 1);
}

#[test]
fn somebody_is_erased_and_everything_else_verifies() {
    let region = Region::new();
    let data = region.data.as_str();
    refused(&["erase", "--data", data, "--missing", "M1", "--confirm", "M2"], 1);
    refused(&["erase", "--data", data, "--missing", "M9", "--confirm", "M9"], 1);
    text(&["erase", "--data", data, "--missing", "M1", "--confirm", "M1"]);
    let verified = json(&["verify", "--data", data, "--json"]);
    assert_eq!(verified["findings"].as_array().map(Vec::len), Some(0), "{verified}");
    assert_eq!(verified["erased"], 2, "the case and the person");
    let bytes = std::fs::read(Path::new(data).join("kintrace.sqlite")).expect("read");
    let holds = |name: &str| bytes.windows(name.len()).any(|w| w == name.as_bytes());
    assert!(!holds("Dağlı 1") && holds("Dağlı 2"));
}

/// What the pages serve of the log, read by Go's own packages (where Go is there).
/// Another's clock says since when the log has been so; OpenSSL says whose signature that is.
#[test]
fn an_authority_says_since_when_the_log_has_been_so() {
    let region = Region::new();
    let tsa = region.path("tsa");
    std::fs::create_dir(&tsa).expect("made");
    let (certificate, address) = authority(&tsa);
    let out = region.path("timestamps");
    let stamp =
        ["record", "timestamp", &address, "--data", &region.data, "--out", out.to_str().expect("text")];
    let said = text(&stamp);
    assert!(said.starts_with("7 leaves, 20"), "{said}");
    import(&region.data, region.folder.path(), 3..9);
    text(&stamp);
    for (size, number) in [("7", 1), ("20", 2)] {
        let verify =
            format!("ts -verify -data {size}.txt -in {size}-{number}.tsr -CAfile {}", certificate.display());
        assert!(openssl(&out, &verify).contains("Verification: OK"));
    }
    let verified = json(&["verify", "--data", &region.data, "--json"]);
    assert_eq!(verified["timestamped_leaves"], 20);

    // What was stamped is what the log must begin with; a stamp of something else is none.
    let database = Path::new(&region.data).join("kintrace.sqlite");
    let sql = |sql: &str| {
        let done = Command::new("sqlite3").arg(&database).arg(sql).output().expect("sqlite3");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    sql(
        "UPDATE record_timestamps SET reply = (SELECT reply FROM record_timestamps WHERE size = 20) WHERE size = 7",
    );
    let refusal = kintrace(&["verify", "--data", &region.data]);
    let said = String::from_utf8_lossy(&refusal.stdout);
    assert!(said.contains("timestamp of 7 leaves: the timestamp is of something else"), "{said}");
    sql(
        "UPDATE record_timestamps SET text = replace(text, char(10) || '7' || char(10), char(10) || '6' || char(10))",
    );
    let refusal = kintrace(&["verify", "--data", &region.data]);
    let said = String::from_utf8_lossy(&refusal.stdout);
    assert!(said.contains("timestamp of 7 leaves: the log does not begin with what was stamped"), "{said}");

    let nonsense = answering(|_| b"good afternoon".to_vec());
    let refusal = refused(&["record", "timestamp", &nonsense, "--data", &region.data], 1);
    assert!(refusal.contains("a reply of a timestamping authority was expected"), "{refusal}");
}

#[test]
fn go_reads_the_log() {
    let region = Region::new();
    import(&region.data, region.folder.path(), 3..600);
    text(&["record", "checkpoint", "--data", &region.data]);
    let office = serve(&["serve", "--data", &region.data, "--listen", "127.0.0.1:0"]);
    let out = region.path("log");
    let fetch = |path: &str| {
        let (status, body) = get(&office.address, &format!("/record/{path}"));
        assert_eq!(status, 200, "{path}");
        let file = out.join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, &body).expect("written");
        body
    };
    let note = String::from_utf8(fetch("checkpoint")).expect("text");
    let size: usize = note.lines().nth(1).expect("a size").parse().expect("a number");
    assert!(size > 1024, "{size}");
    for number in 0..size.div_ceil(256) {
        let width = (size - number * 256).min(256);
        let end = if width == 256 { String::new() } else { format!(".p/{width}") };
        for kind in ["0", "entries"] {
            fetch(&format!("tile/{kind}/{number:03}{end}"));
        }
    }
    fetch(&format!("tile/1/000.p/{}", size / 256));
    // Nothing beyond what was signed, and nothing else.
    for path in
        [format!("tile/0/{:03}.p/{}", size / 256, size % 256 + 1), "tile/2/000".into(), "tile/0/0".into()]
    {
        assert_eq!(get(&office.address, &format!("/record/{path}")).0, 404, "{path}");
    }
    // Debian's package golang-golang-x-mod-dev puts the sources here.
    if Command::new("go").arg("version").output().is_err()
        || !Path::new("/usr/share/gocode/src/golang.org/x/mod").exists()
    {
        eprintln!(
            "Go and golang.org/x/mod are not there: skipped (apt-get install golang-go golang-golang-x-mod-dev)"
        );
        return;
    }
    let read = Command::new("go")
        .args(["run", &testdata("record/verify.go"), &out.display().to_string(), &region.log])
        .env("GO111MODULE", "off")
        .env("GOPATH", "/usr/share/gocode")
        .env("GOCACHE", region.path("go-cache"))
        .output()
        .expect("started");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    assert_eq!(String::from_utf8_lossy(&read.stdout).trim(), size.to_string());
}
