//! `kintrace witness`: follows logs, and cosigns what only adds to what it has seen (C2SP tlog-witness).
//!
//! It knows nothing of any registry: it holds a key, and for each log the last checkpoint that it signed.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kintrace_record::checkpoint::{Checkpoint, PublicKey, SecretKey, Use};
use kintrace_record::hex;
use kintrace_record::witness::{Refusal, Request, Seen, decide};
use kintrace_service::record::secret;
use sha2::{Digest, Sha256};

use super::block_on;
use super::record::head;
use super::serve::bind;

/// A request is some kilobytes.
const LARGEST_REQUEST: usize = 64 * 1024;

#[derive(clap::Args)]
#[command(
    after_help = "Example: kintrace witness --data witness --name north.example/witness --log KEY --listen 127.0.0.1:8090"
)]
pub(crate) struct Arguments {
    /// The witness's folder: its key, and what it has seen.
    #[arg(long, default_value = "kintrace-witness", value_name = "DIR")]
    data: PathBuf,
    /// The witness's name, for a new key: an address without its scheme is usual.
    #[arg(long)]
    name: Option<String>,
    /// Public key of a log to follow, as `kintrace record key` prints it there; any number.
    #[arg(long, value_name = "KEY")]
    log: Vec<String>,
    /// Address and port; put a server with TLS in front if others reach it over a network.
    #[arg(long, default_value = "127.0.0.1:8090", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Print the witness's public key, and stop.
    #[arg(long)]
    key: bool,
}

struct Witness {
    key: SecretKey,
    logs: Vec<PublicKey>,
    folder: PathBuf,
    /// Looking and remembering are one step.
    turn: Mutex<()>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let key =
        secret(&arguments.data.join("witness.key"), Use::Witness, arguments.name.as_deref(), "witness")?;
    if arguments.key {
        println!("{}", key.public());
        return Ok(());
    }
    let logs = arguments
        .log
        .iter()
        .map(|text| {
            PublicKey::parse(text)
                .ok()
                .filter(|k| k.usage == Use::Log)
                .with_context(|| format!("--log {text}: a log's public key was expected"))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    anyhow::ensure!(!logs.is_empty(), "a log to follow was expected: --log KEY");
    let folder = arguments.data.join("seen");
    std::fs::create_dir_all(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
    let witness = Arc::new(Witness { key, logs, folder, turn: Mutex::default() });
    for log in &witness.logs {
        match witness.seen(&log.name)? {
            Some(checkpoint) => println!("has signed {}", head(&checkpoint)),
            None => println!("follows {}, and has signed nothing of it yet", log.name),
        }
    }
    block_on(async move {
        let listener = bind(arguments.listen).await?;
        println!("{}", witness.key.public());
        println!("http://{}", listener.local_addr()?);
        let app = Router::new()
            .route("/", get(about))
            .route("/add-checkpoint", post(add_checkpoint))
            .layer(axum::extract::DefaultBodyLimit::max(LARGEST_REQUEST))
            .with_state(witness);
        axum::serve(listener, app).await?;
        Ok(())
    })
}

/// `GET /`: the witness's key, and the last checkpoint of each log that it signed, for who wants to compare.
async fn about(State(witness): State<Arc<Witness>>) -> Response {
    let seen = witness.logs.iter().filter_map(|log| witness.seen(&log.name).ok().flatten());
    let notes: Vec<String> =
        std::iter::once(format!("{}\n", witness.key.public())).chain(seen.map(|c| c.to_string())).collect();
    let text = notes.join("\n");
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// `POST /add-checkpoint`
async fn add_checkpoint(State(witness): State<Arc<Witness>>, body: Bytes) -> Response {
    let answer = tokio::task::spawn_blocking(move || witness.answer(&String::from_utf8_lossy(&body))).await;
    match answer {
        Ok(Ok(line)) => line.into_response(),
        Ok(Err(Answer::Refused(refusal))) => {
            tracing::warn!("not signed: {refusal}");
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST);
            match refusal {
                Refusal::Conflict(size) => {
                    (status, [(header::CONTENT_TYPE, "text/x.tlog.size")], format!("{size}\n"))
                        .into_response()
                }
                other => (status, format!("{other}\n")).into_response(),
            }
        }
        Ok(Err(Answer::Broken(e))) => {
            tracing::error!("not signed: {e:#}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

enum Answer {
    Refused(Refusal),
    Broken(anyhow::Error),
}

impl Witness {
    fn file(&self, origin: &str) -> PathBuf {
        self.folder.join(hex(&Sha256::digest(origin.as_bytes())))
    }

    /// The last checkpoint of a log that was signed.
    fn seen(&self, origin: &str) -> anyhow::Result<Option<Checkpoint>> {
        let file = self.file(origin);
        match std::fs::read_to_string(&file) {
            // A witness that has forgotten what it saw must not sign: the file must be right.
            Ok(text) => Ok(Some(Checkpoint::parse(&text).with_context(|| file.display().to_string())?)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e).with_context(|| file.display().to_string()),
        }
    }

    fn answer(&self, body: &str) -> Result<String, Answer> {
        let request = Request::parse(body).map_err(Answer::Refused)?;
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let origin = request.checkpoint.head.origin().to_owned();
        let seen = self.seen(&origin).map_err(Answer::Broken)?;
        let seen = seen.map(|c| Seen { size: c.head.size(), root: *c.head.hash() });
        decide(&request, &self.logs, seen.as_ref()).map_err(Answer::Refused)?;
        let time = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
        let broken = |e: anyhow::Error| Answer::Broken(e);
        let line = request.checkpoint.cosign(&self.key, time).map_err(|e| broken(e.into()))?;
        let mut kept = request.checkpoint;
        kept.add_signatures(&line, std::slice::from_ref(self.key.public()));
        // Remembered, on disk, before it is said.
        write(&self.file(&origin), &kept.to_string()).map_err(|e| broken(e.into()))?;
        Ok(line)
    }
}

/// Replaces a file as a whole.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let new = file.with_extension("new");
    let mut made = std::fs::File::create(&new)?;
    made.write_all(text.as_bytes())?;
    made.sync_all()?;
    std::fs::rename(&new, file)?;
    if let Some(folder) = file.parent() {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
