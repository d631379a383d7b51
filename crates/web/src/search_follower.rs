//! Searches that begin by themselves: a relative's sample is typed in, a consent taken back, an examiner sets a sample
//! aside, and what was found is no longer what would be found. The record says that something was written, whoever wrote
//! it and from whichever program; then a search begins, as soon as nobody goes on writing. So does one with each day, since a
//! consent may end with a date.

use std::time::{Duration, Instant};

use kintrace_casework::Day;
use kintrace_service::{is_search_due, today};
use kintrace_store::StoreError;

use crate::App;
use crate::search_task::SearchTask;

/// How often the record is looked at.
const LOOKING: Duration = Duration::from_secs(1);

/// How long a search waits for a moment in which nothing was written between two looks.
const PATIENCE: Duration = Duration::from_secs(30);

/// What was seen of the record.
#[derive(Default)]
struct Seen {
    /// How many leaves it had at the last look.
    size: u64,
    /// Up to how many leaves, and on which day, a search would find nothing else than the last one did.
    compared: (u64, Option<Day>),
    /// Since when it would.
    due: Option<Instant>,
}

impl Seen {
    /// Looks at the record; gives whether a search should begin.
    async fn look(&mut self, app: &App) -> Result<bool, StoreError> {
        let size = app.store.record_size().await?;
        let is_quiet = size == self.size;
        self.size = size;
        let now = (size, Some(today()));
        if now == self.compared || !app.search.is_free() {
            return Ok(false);
        }
        if !is_search_due(&app.store, self.compared.0).await? {
            (self.compared, self.due) = (now, None);
            return Ok(false);
        }
        let due = *self.due.get_or_insert_with(Instant::now);
        Ok(is_quiet || due.elapsed() > PATIENCE)
    }
}

/// Follows the record as long as the program runs.
pub(crate) async fn follow(app: App) {
    let mut seen = Seen::default();
    loop {
        tokio::time::sleep(LOOKING).await;
        match seen.look(&app).await {
            Ok(true) => {
                SearchTask::start(&app, None);
                seen.due = None;
            }
            Ok(false) => {}
            Err(e) => tracing::error!("whether a search is due can't be seen: {e}"),
        }
    }
}
