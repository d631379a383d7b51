//! The log's key, its checkpoints, the witnesses that cosign them, and receipts.

use std::path::{Path, PathBuf};
use std::time::Duration;

use kintrace_record::checkpoint::{Checkpoint, CheckpointError, SecretKey, Use};
use kintrace_record::policy::{PolicyError, Refusal, Witness};
use kintrace_record::tree::Question;
use kintrace_record::witness::Request;
use kintrace_record::{Policy, Receipt, timestamp};
use kintrace_store::record::Timestamp;
use kintrace_store::{Store, StoreError};
use rand::Rng;

/// The log's secret key, in the folder of keys.
const KEY: &str = "record.key";
/// Whose cosignatures are wanted, in the same folder.
const POLICY: &str = "record-policy.txt";
/// A witness that does not answer in this time is asked again with the next checkpoint.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a checkpoint or a receipt was not made.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// A file of the folder of keys.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    /// A key that can't be read.
    #[error("{0}: {1}")]
    Key(String, CheckpointError),
    /// A policy that can't be read.
    #[error("{0}, {1}")]
    Policy(String, PolicyError),
    /// The store's refusal.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A timestamping authority gave none.
    #[error("no timestamp from {0}: {1}")]
    Timestamp(String, String),
    /// The computation was broken off.
    #[error("it was broken off: {0}")]
    BrokenOff(#[from] tokio::task::JoinError),
}

/// What came of asking a witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It signed.
    Signed,
    /// It has signed a larger tree than the log now has: the log was set back.
    LogIsBehind(u64),
    /// It refuses: what it says.
    Refused(String),
    /// It can't be reached: why.
    Silent(String),
}

/// A checkpoint that was made, and what each witness said.
#[derive(Debug)]
pub struct Published {
    /// With the cosignatures that came.
    pub checkpoint: Checkpoint,
    /// By the witness's name in the policy.
    pub answers: Vec<(String, Answer)>,
    /// Whether the policy's quorum was reached, and if not, why.
    pub quorum: Result<Vec<String>, Refusal>,
}

/// Signs the log.
#[derive(Debug)]
pub struct Recorder {
    store: Store,
    key: SecretKey,
    policy: Policy,
    /// One checkpoint at a time.
    turn: tokio::sync::Mutex<()>,
}

/// Reads or makes the log's key. A new key gets `name`, or one that nobody else has.
///
/// # Errors
/// The file can't be read or written, or is no key of a log.
pub fn key(folder: &Path, name: Option<&str>) -> Result<SecretKey, RecordError> {
    secret(&folder.join(KEY), Use::Log, name, "kintrace")
}

/// Reads a secret key from a file, or makes one that only its owner can read.
///
/// # Errors
/// The file can't be read or written, or is no such key.
pub fn secret(file: &Path, usage: Use, name: Option<&str>, default: &str) -> Result<SecretKey, RecordError> {
    let shown = file.display().to_string();
    let io = |e| RecordError::File(shown.clone(), e);
    let wrong = |e| RecordError::Key(shown.clone(), e);
    match std::fs::read_to_string(file) {
        Ok(text) => {
            let key = SecretKey::parse(&text).map_err(wrong)?;
            let as_asked = key.public().usage == usage && name.is_none_or(|n| n == key.public().name);
            as_asked.then_some(key).ok_or_else(|| {
                wrong(CheckpointError::Key(format!("a {usage:?} key by the name that was asked for")))
            })
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let mut rng = rand::rng();
            let name = name.map_or_else(|| format!("{default}-{:08x}", rng.random::<u32>()), str::to_owned);
            let key = SecretKey::new(&name, usage, &rng.random()).map_err(wrong)?;
            if let Some(folder) = file.parent() {
                std::fs::create_dir_all(folder).map_err(io)?;
            }
            write_secret(file, &key.to_text()).map_err(io)?;
            Ok(key)
        }
        Err(e) => Err(io(e)),
    }
}

/// Writes a new file that only its owner can read.
pub(crate) fn write_secret(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut made = options.open(file)?;
    writeln!(made, "{text}")?;
    made.sync_all()
}

/// Reads a policy file.
///
/// # Errors
/// The file can't be read, or a line is wrong.
pub fn policy(file: &Path) -> Result<Policy, RecordError> {
    let shown = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|e| RecordError::File(shown.clone(), e))?;
    Policy::parse(&text).map_err(|e| RecordError::Policy(shown, e))
}

impl Recorder {
    /// Reads the key and the policy of a folder; makes a key if there is none. Without a policy, no
    /// witness is asked.
    ///
    /// # Errors
    /// A file that can't be read, or is not what it should be.
    pub fn open(store: Store, folder: &Path) -> Result<Self, RecordError> {
        let key = key(folder, None)?;
        let file: PathBuf = folder.join(POLICY);
        let mut policy = if file.exists() { policy(&file)? } else { Policy::default() };
        // The log trusts itself, whether its policy says so or not.
        if !policy.logs.contains(key.public()) {
            policy.logs.push(key.public().clone());
        }
        Ok(Self { store, key, policy, turn: tokio::sync::Mutex::default() })
    }

    /// The log's key.
    #[must_use]
    pub fn key(&self) -> &SecretKey {
        &self.key
    }

    /// Whose signatures are needed.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Signs the log as it is now, asks all witnesses at once, and keeps the checkpoint with the
    /// cosignatures that came.
    ///
    /// # Errors
    /// The store's refusal. A witness that does not sign is no error, but an answer.
    pub async fn publish(&self) -> Result<Published, RecordError> {
        let _turn = self.turn.lock().await;
        let mut checkpoint = self.store.sign_checkpoint(&self.key).await?;
        let mut asked = tokio::task::JoinSet::new();
        for (at, witness) in self.policy.witnesses.iter().enumerate() {
            if let Some(url) = witness.url.clone() {
                let (store, key) = (self.store.clone(), witness.key.clone());
                let note = checkpoint.to_string();
                let last = self.store.checkpoint().await?;
                let signed = |c: &Checkpoint| c.signed_at(&key).is_ok_and(|t| t.is_some());
                let old = last.filter(|(c, _)| signed(c)).map_or(0, |(c, _)| c.head.size());
                asked.spawn(async move { (at, ask(&store, url, &note, old).await) });
            }
        }
        let mut answers = Vec::new();
        while let Some(done) = asked.join_next().await {
            let (at, answer) = done?;
            let Witness { name, key, .. } = &self.policy.witnesses[at];
            let answer = match answer? {
                Ok(lines) if checkpoint.add_signatures(&lines, std::slice::from_ref(key)) > 0 => {
                    Answer::Signed
                }
                Ok(_) => Answer::Refused("its signature does not hold".to_owned()),
                Err(answer) => answer,
            };
            answers.push((at, name.clone(), answer));
        }
        answers.sort_by_key(|(at, ..)| *at);
        self.store.keep_checkpoint(&checkpoint).await?;
        let quorum = self.policy.check(&checkpoint);
        let answers = answers.into_iter().map(|(_, name, answer)| (name, answer)).collect();
        Ok(Published { checkpoint, answers, quorum })
    }

    /// Asks a timestamping authority (RFC 3161) for its timestamp of the log as it is now, and keeps it:
    /// the number of leaves, and when (seconds since 1970).
    ///
    /// # Errors
    /// The store's refusal, or [`RecordError::Timestamp`].
    pub async fn timestamp(&self, authority: &str) -> Result<(u64, u64), RecordError> {
        let checkpoint = self.publish().await?.checkpoint;
        let text = String::from_utf8_lossy(checkpoint.text()).into_owned();
        let no = |why: String| RecordError::Timestamp(authority.to_owned(), why);
        let nonce: [u8; 8] = rand::rng().random();
        let query = timestamp::request(text.as_bytes(), nonce).map_err(|e| no(e.to_string()))?;
        let url = authority.to_owned();
        let reply = tokio::task::spawn_blocking(move || stamp(&url, &query)).await?.map_err(no)?;
        let time = timestamp::read(&reply, text.as_bytes(), Some(nonce)).map_err(|e| no(e.to_string()))?;
        let size = checkpoint.head.size();
        self.store.keep_timestamp(Timestamp { size, authority: authority.to_owned(), text, reply }).await?;
        Ok((size, time))
    }

    /// A receipt for a leaf: under the last checkpoint if that has it with its quorum, else under a new
    /// one. `None` if there is no such leaf.
    ///
    /// # Errors
    /// The store's refusal.
    pub async fn receipt(&self, sequence: u64) -> Result<Option<Receipt>, RecordError> {
        if let Some((kept, _)) = self.store.checkpoint().await?
            && kept.head.size() > sequence
            && self.policy.check(&kept).is_ok()
        {
            return Ok(self.store.receipt(sequence, kept).await?);
        }
        let published = self.publish().await?;
        Ok(self.store.receipt(sequence, published.checkpoint).await?)
    }

    /// Publishes a checkpoint whenever the log has grown, for ever; looks every `pause`.
    pub async fn keep_publishing(&self, pause: Duration) {
        let mut last: Option<u64> = None;
        loop {
            match self.publish_if_grown(last).await {
                Ok(size) => last = Some(size),
                Err(e) => tracing::error!("no checkpoint: {e}"),
            }
            tokio::time::sleep(pause).await;
        }
    }

    async fn publish_if_grown(&self, last: Option<u64>) -> Result<u64, RecordError> {
        let size = self.store.record_size().await?;
        if last == Some(size) {
            return Ok(size);
        }
        let published = self.publish().await?;
        for (name, answer) in &published.answers {
            match answer {
                Answer::Signed => {}
                Answer::LogIsBehind(seen) => {
                    tracing::error!(
                        "witness {name} has signed a log of {seen} leaves, and this one has {size}: it was set back"
                    );
                }
                Answer::Refused(why) => tracing::error!("witness {name} does not sign: {why}"),
                Answer::Silent(why) => tracing::warn!("witness {name} can't be reached: {why}"),
            }
        }
        // Witnesses that were silent are asked again.
        Ok(if published.quorum.is_ok() { published.checkpoint.head.size() } else { u64::MAX })
    }
}

/// Asks one witness; once more if it has seen another size than we thought.
async fn ask(
    store: &Store,
    url: String,
    note: &str,
    old: u64,
) -> Result<Result<String, Answer>, RecordError> {
    let mut old = old;
    for _ in 0..2 {
        let Ok(checkpoint) = Checkpoint::parse(note) else { break };
        let size = checkpoint.head.size();
        if old > size {
            return Ok(Err(Answer::LogIsBehind(old)));
        }
        let proof =
            if old == size { Vec::new() } else { store.prove(Question::Consistency { size, old }).await? };
        let body = Request { old, proof, checkpoint }.to_body();
        let url = format!("{url}/add-checkpoint");
        let answer = tokio::task::spawn_blocking(move || post(&url, &body)).await?;
        match answer {
            Ok((200, lines)) => return Ok(Ok(lines)),
            Ok((409, size)) if size.trim().parse::<u64>().is_ok_and(|seen| seen != old) => {
                old = size.trim().parse().unwrap_or(0);
            }
            Ok((status, text)) => {
                let text: String = text.chars().take(200).collect();
                return Ok(Err(Answer::Refused(format!("{status} {}", text.trim()))));
            }
            Err(why) => return Ok(Err(Answer::Silent(why))),
        }
    }
    Ok(Err(Answer::Refused("it has seen another tree of this size".to_owned())))
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false);
    config.build().into()
}

/// Asks a timestamping authority (RFC 3161, 3.4).
fn stamp(url: &str, query: &[u8]) -> Result<Vec<u8>, String> {
    let asked = agent().post(url).content_type("application/timestamp-query").send(query);
    let mut answer = asked.map_err(|e| e.to_string())?;
    if answer.status() != 200 {
        return Err(format!("it answered {}", answer.status()));
    }
    // With all its certificates, a reply has some kilobytes.
    answer.body_mut().with_config().limit(256 * 1024).read_to_vec().map_err(|e| e.to_string())
}

fn post(url: &str, body: &str) -> Result<(u16, String), String> {
    let mut answer = agent().post(url).content_type("text/plain").send(body).map_err(|e| e.to_string())?;
    // A signature line has some two hundred bytes.
    let text =
        answer.body_mut().with_config().limit(64 * 1024).read_to_string().map_err(|e| e.to_string())?;
    Ok((answer.status().as_u16(), text))
}
