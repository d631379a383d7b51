//! A PostgreSQL cluster of the tests' own.
//!
//! Real servers, from the system's binaries, in a temporary folder, reached by a socket in it: no port,
//! no password, nothing shared with a server that may run on the machine. One cluster for a test
//! program; each test makes a database in it. The server ends with the program, however that ends.

use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

/// The keeper's input, open until the program ends.
static INPUT: Mutex<Option<std::process::ChildStdin>> = Mutex::new(None);

/// A running server.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    binaries: PathBuf,
    databases: AtomicU32,
}

/// Where Debian, and most others, put the server's programs.
fn binaries() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|e| Some(e.ok()?.path().join("bin")))
        .filter(|p| p.join("initdb").exists())
        .collect();
    versions.sort();
    let on_path = || {
        let paths = std::env::var_os("PATH")?;
        std::env::split_paths(&paths).find(|p| p.join("initdb").exists() && p.join("postgres").exists())
    };
    versions.pop().or_else(on_path)
}

/// Whether the programs are there.
#[must_use]
pub fn is_installed() -> bool {
    binaries().is_some()
}

/// The user and group that the server runs as, where this program is root's: it refuses to be root.
fn other_user() -> Option<(u32, u32)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let uid = status.lines().find_map(|l| l.strip_prefix("Uid:"))?.split_whitespace().nth(1)?;
    if uid != "0" {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let find = |name: &str| {
        let line = users.lines().find(|l| l.starts_with(&format!("{name}:")))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    find("postgres").or_else(|| find("nobody"))
}

fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = other_user() {
        command.uid(user).gid(group);
    }
    command
}

impl Cluster {
    /// The program's cluster, started at the first call.
    ///
    /// # Panics
    /// If the server can't be started: a test without its database must fail.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    #[expect(clippy::zombie_processes, reason = "it outlives this program, to clean up after it")]
    fn start() -> Self {
        let binaries = binaries().expect("PostgreSQL's server: sudo apt-get install postgresql");
        let folder =
            tempfile::Builder::new().prefix("kintrace-postgres-").tempdir().expect("a folder").keep();
        if let Some((user, group)) = other_user() {
            std::os::unix::fs::chown(&folder, Some(user), Some(group)).expect("the folder given away");
        }
        let data = folder.join("data");
        let made = command(&binaries.join("initdb"))
            .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&data)
            .current_dir(&folder)
            .output()
            .expect("initdb runs");
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        // The shell waits for the end of its input, which comes when this program ends, even if it is
        // killed; then it stops the server and removes the folder.
        let script = r#""$1" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c autovacuum=off -c max_connections=200 >"$2/log" 2>&1 &
            server=$!; read -r line; kill -INT $server; wait $server; rm -rf "$2""#;
        let mut keeper = command(Path::new("/bin/sh"))
            .args(["-c", script, "sh"])
            .arg(binaries.join("postgres"))
            .arg(&folder)
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        *INPUT.lock().expect("not poisoned") = keeper.stdin.take();
        let cluster = Self { folder, binaries, databases: AtomicU32::new(0) };
        let begun = Instant::now();
        while !cluster.psql("postgres", "SELECT 1").is_ok_and(|o| o.trim() == "1") {
            let log = std::fs::read_to_string(cluster.folder.join("log")).unwrap_or_default();
            assert!(begun.elapsed() < Duration::from_mins(1), "the server does not answer: {log}");
            std::thread::sleep(Duration::from_millis(50));
        }
        cluster
    }

    /// A new, empty database: its URL.
    ///
    /// # Panics
    /// If the server refuses.
    pub fn database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.psql("postgres", &format!("CREATE DATABASE {name}")).expect("a database");
        self.url(&name)
    }

    /// Where the server keeps its files, in `data`.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn url(&self, name: &str) -> String {
        format!("postgres://postgres@localhost/{name}?host={}", self.folder.display())
    }

    /// Runs SQL behind the program's back, by `psql`, in the database of a URL or of that name; what it
    /// prints, unaligned.
    ///
    /// # Errors
    /// What `psql` says.
    pub fn psql(&self, database: &str, sql: &str) -> Result<String, String> {
        let path = database.strip_prefix("postgres://postgres@localhost/").unwrap_or(database);
        let name = path.split('?').next().unwrap_or(path);
        let mut child = command(&self.binaries.join("psql"))
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", name, "-h"])
            .arg(&self.folder)
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|e| e.to_string())?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(sql.as_bytes()).map_err(|e| e.to_string())?;
        }
        let done = child.wait_with_output().map_err(|e| e.to_string())?;
        if done.status.success() {
            Ok(String::from_utf8_lossy(&done.stdout).into_owned())
        } else {
            Err(String::from_utf8_lossy(&done.stderr).into_owned())
        }
    }
}
