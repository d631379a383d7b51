//! Sessions in the registry's database, so that they outlive the program, can be listed and ended.

use async_trait::async_trait;
use kintrace_service::secrets::kept;
use kintrace_store::Store;
use kintrace_store::sessions::Session as Row;
use time::{Duration, OffsetDateTime};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Session, SessionStore};

use crate::session::{self, DEVICE};

/// A session that nobody uses ends after this time, in seconds: a working day.
const STAYS: i64 = 8 * 60 * 60;

/// The sessions of a registry.
#[derive(Debug, Clone)]
pub(crate) struct Sessions(pub(crate) Store);

/// The id under which a session is kept; empty if the browser has none.
pub(crate) fn id_of(session: &Session) -> String {
    session.id().map(|id| kept(&id.to_string())).unwrap_or_default()
}

fn broken(e: impl std::fmt::Display) -> Error {
    Error::Backend(e.to_string())
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // Of 2^128 ids, two are never the same; but it costs nothing to look.
        while self.load(&record.id).await?.is_some() {
            record.id = Id::default();
        }
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let now = OffsetDateTime::now_utc().unix_timestamp();
        let row = Row {
            id: kept(&record.id.to_string()),
            account: session::account_of(&record.data).unwrap_or_default(),
            device: record.data.get(DEVICE).and_then(|d| d.as_str()).unwrap_or_default().to_owned(),
            data: serde_json::to_string(&record.data).map_err(|e| Error::Encode(e.to_string()))?,
            began: now,
            seen: now,
            expires: now + STAYS,
        };
        self.0.keep_session(row).await.map_err(broken)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(row) = self.0.session(&kept(&id.to_string()), STAYS).await.map_err(broken)? else {
            return Ok(None);
        };
        let data = serde_json::from_str(&row.data).map_err(|e| Error::Decode(e.to_string()))?;
        let expiry_date = OffsetDateTime::now_utc() + Duration::seconds(STAYS);
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.end_session(&kept(&id.to_string())).await.map_err(broken)
    }
}
