//! What takes long to count: it is counted again beside the pages, and readers get the last count meanwhile.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use kintrace_store::StoreError;
use time::OffsetDateTime;

/// A count is good for so many times as long as it took: counting takes at most about one part in a hundred of a
/// program's time, and what is quick to count is always counted anew.
const GOOD_FOR: u32 = 100;
/// So many counts are kept: of those who ask for others, the oldest goes.
const MOST: usize = 256;
/// What takes less is counted for every reader.
const QUICK: Duration = Duration::from_millis(5);

/// Counts by a key: whose eyes they are for.
#[derive(Debug)]
pub(crate) struct Counted<V>(Mutex<HashMap<String, Held<V>>>);

impl<V> Default for Counted<V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

#[derive(Debug, Clone)]
struct Held<V> {
    value: V,
    /// Seconds since 1970, for readers.
    at: i64,
    since: Instant,
    took: Duration,
    /// Whether it is being counted again.
    again: bool,
}

impl<V: Clone + Send + 'static> Counted<V> {
    /// The last count and when it was, or a new one.
    ///
    /// # Errors
    /// Why it can't be counted, if nobody has counted it yet.
    pub(crate) async fn get<F>(
        self: &Arc<Self>,
        key: &str,
        count: impl FnOnce() -> F + Send,
    ) -> Result<(V, i64), StoreError>
    where
        F: Future<Output = Result<V, StoreError>> + Send + 'static,
    {
        let held = self.0.lock().ok().and_then(|mut held| {
            let held = held.get_mut(key)?;
            let due = held.since.elapsed() > held.took * GOOD_FOR && !held.again;
            held.again |= due;
            Some((held.clone(), due))
        });
        match held {
            Some((held, _)) if held.took <= QUICK => {}
            Some((held, due)) => {
                if due {
                    let (counted, key, counting) = (Arc::clone(self), key.to_owned(), count());
                    tokio::spawn(async move {
                        if let Err(e) = counted.count(key, counting).await {
                            tracing::warn!("{e}");
                        }
                    });
                }
                return Ok((held.value, held.at));
            }
            None => {}
        }
        self.count(key.to_owned(), count()).await
    }

    async fn count(
        &self,
        key: String,
        counting: impl Future<Output = Result<V, StoreError>>,
    ) -> Result<(V, i64), StoreError> {
        let start = Instant::now();
        let counted = counting.await;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match counted {
            Err(e) => {
                if let Some(held) = all.get_mut(&key) {
                    held.again = false;
                }
                Err(e)
            }
            Ok(value) => {
                let at = OffsetDateTime::now_utc().unix_timestamp();
                let took = start.elapsed();
                let new = Held { value: value.clone(), at, since: Instant::now(), took, again: false };
                if all.len() >= MOST && !all.contains_key(&key) {
                    let oldest = all.iter().min_by_key(|(_, held)| held.since).map(|(key, _)| key.clone());
                    oldest.and_then(|oldest| all.remove(&oldest));
                }
                all.insert(key, new);
                Ok((value, at))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// What takes long is counted once for all who ask, and not for every pair of eyes at once.
    #[tokio::test]
    async fn what_takes_long_is_counted_once() {
        let counted = Arc::new(Counted::<u64>::default());
        let times = Arc::new(AtomicU64::new(0));
        let mut last = 0;
        for _ in 0..10 {
            let times = Arc::clone(&times);
            let count = || async move {
                tokio::time::sleep(Duration::from_millis(150)).await;
                Ok(times.fetch_add(1, Ordering::SeqCst) + 1)
            };
            (last, _) = counted.get("north", count).await.expect("counted");
        }
        assert_eq!((last, times.load(Ordering::SeqCst)), (1, 1));
        let (other, _) = counted.get("south", || async { Ok(7) }).await.expect("counted");
        assert_eq!(other, 7, "another's eyes see another count");
        for i in 0..2 * MOST {
            counted.get(&i.to_string(), || async { Ok(0) }).await.expect("counted");
        }
        assert_eq!(counted.0.lock().expect("not poisoned").len(), MOST);
    }
}
