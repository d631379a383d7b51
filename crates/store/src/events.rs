//! What happened in an office, for people: its diary.

use kintrace_language::Message;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
};

use crate::entities::{event, user};
use crate::record::{Kind, Touch};
use crate::{Store, StoreError, UnitOfWork, now};

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Happened {
    /// Seconds since 1970.
    pub time: i64,
    /// By which account; empty: at the command line.
    pub by: String,
    /// What: a message, which every reader is told in the own language.
    pub what: Message,
}

impl Store {
    /// What happened lately, newest first; for a party, what its own accounts did.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn events(&self, most: u64) -> Result<Vec<Happened>, StoreError> {
        let mut query = event::Entity::find();
        if let Some(party) = self.party() {
            let own = user::Entity::find().select_only().column(user::Column::Name);
            let own = own.filter(user::Column::Party.eq(party)).into_query();
            query = query.filter(event::Column::By.in_subquery(own));
        }
        let found = query.order_by_desc(event::Column::Id).limit(most).all(&self.db).await?;
        // Earlier versions wrote a text, in English.
        let message = |text: String| {
            serde_json::from_str(&text)
                .unwrap_or_else(|_| Message::new("diary-as-written").with("text", text))
        };
        let happened = |e: event::Model| Happened { time: e.time, by: e.by, what: message(e.summary) };
        Ok(found.into_iter().map(happened).collect())
    }
}

impl UnitOfWork {
    /// Writes down that something happened; `kind` says of what kind it was.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn event(&self, kind: &str, what: &Message) -> Result<(), StoreError> {
        let event = event::ActiveModel {
            time: Set(now()),
            kind: Set(kind.to_owned()),
            by: Set(self.by.clone()),
            summary: Set(serde_json::to_string(what).unwrap_or_default()),
            ..Default::default()
        }
        .insert(&self.tx)
        .await?;
        self.touch(Kind::Event, event.id.to_string(), Touch::New);
        Ok(())
    }
}
