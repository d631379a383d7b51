//! One module a subcommand.

pub(crate) mod backup;
pub(crate) mod bench;
pub(crate) mod demo;
pub(crate) mod doubts;
pub(crate) mod erase;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod jobs;
pub(crate) mod joint;
pub(crate) mod link;
pub(crate) mod lr;
pub(crate) mod r#match;
pub(crate) mod names;
pub(crate) mod package;
pub(crate) mod power;
pub(crate) mod record;
pub(crate) mod serve;
pub(crate) mod simulate;
pub(crate) mod user;
pub(crate) mod verify;
pub(crate) mod verify_package;
pub(crate) mod verify_receipt;
pub(crate) mod witness;
pub(crate) mod worker;

use std::path::{Path, PathBuf};

use anyhow::Context;
use kintrace_interchange::{Faults, encoding, familias};
use kintrace_store::Store;
use kintrace_store::originals::Originals;

/// Where the registry lives.
#[derive(clap::Args, Clone)]
pub(crate) struct DataArguments {
    /// The folder of the registry; made if it isn't there.
    #[arg(long, value_name = "DIR", default_value = "kintrace-data")]
    pub(crate) data: PathBuf,
    /// The database, instead of the one in the folder: `postgres://…` or `sqlite://…`.
    #[arg(long, env = "KINTRACE_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
    /// The folder of secret keys and of the record's policy, instead of `keys` in the registry's.
    #[arg(long, env = "KINTRACE_KEYS", value_name = "DIR")]
    pub(crate) keys: Option<PathBuf>,
    /// Where original files of evidence are kept, instead of `originals` in the registry's folder: a folder,
    /// or `s3://BUCKET` (address and keys in `AWS_ENDPOINT`, `AWS_REGION`, `AWS_ACCESS_KEY_ID` and
    /// `AWS_SECRET_ACCESS_KEY`).
    #[arg(long, env = "KINTRACE_ORIGINALS", value_name = "PLACE")]
    pub(crate) originals: Option<String>,
}

impl DataArguments {
    /// The folder of secret keys.
    pub(crate) fn keys(&self) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| self.data.join("keys"))
    }

    /// Where original files are kept.
    pub(crate) fn originals(&self) -> anyhow::Result<Originals> {
        Ok(match self.originals.as_deref() {
            None => Originals::in_folder(&self.data.join("originals"))?,
            Some(place) => match place.strip_prefix("s3://") {
                Some(bucket) => Originals::in_bucket(bucket.trim_end_matches('/'))?,
                None => Originals::in_folder(Path::new(place))?,
            },
        })
    }

    /// Opens the registry, bringing its tables up to date.
    pub(crate) async fn open(&self) -> anyhow::Result<Store> {
        let store = match &self.database_url {
            Some(url) => Store::connect(url).await,
            None => Store::open(&self.data).await,
        };
        store.with_context(|| format!("the registry in {} can't be opened", self.data.display()))
    }
}

/// Runs asynchronous work to its end.
pub(crate) fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(work);
    // Nothing of what still runs beside it is waited for: it has not written yet what it works out.
    runtime.shutdown_background();
    done
}

/// A cases file: JSON, or Familias'.
pub(crate) enum Cases {
    Json(String),
    Familias(familias::FamiliasFile),
}

pub(crate) fn read_cases(path: &Path) -> anyhow::Result<(String, Cases)> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| Faults::of_file(&name, format!("can't be read: {e}")))?;
    let text = encoding::decode(&bytes);
    let cases = if familias::is_familias(&text) {
        Cases::Familias(familias::FamiliasFile::parse(&name, &text)?)
    } else {
        Cases::Json(text.into_owned())
    };
    Ok((name, cases))
}
