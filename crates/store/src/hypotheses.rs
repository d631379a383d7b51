//! What a search found.

use std::collections::BTreeMap;

use kintrace_casework::Noun;
use sea_orm::sea_query::{Expr, Func, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, Set,
};

use serde_json::Value;

use crate::entities::{hypothesis, link, missing_person, remains, search};
use crate::missing_persons::CANDIDATE;
use crate::record::{Kind, Touch};
use crate::{Store, StoreError, UnitOfWork, now};

/// A hypothesis: these remains are that missing person.
#[derive(Debug, Clone, PartialEq)]
pub struct Hypothesis {
    /// Remains id.
    pub remains: String,
    /// Missing person's id.
    pub missing: String,
    /// log10 LR of the DNA; minus infinity if it excludes.
    pub log10_lr_dna: f64,
    /// log10 LR of all evidence.
    pub log10_lr: f64,
    /// Joint posterior.
    pub posterior: f64,
    /// What each line of evidence says, as the search wrote it; null if it said nothing.
    pub lines: Value,
    /// The posterior from other points of view, as the search wrote it; null if it said nothing.
    pub views: Value,
}

impl From<hypothesis::Model> for Hypothesis {
    fn from(h: hypothesis::Model) -> Self {
        Self {
            remains: h.remains,
            missing: h.missing,
            log10_lr_dna: h.log10_lr_dna.unwrap_or(f64::NEG_INFINITY),
            log10_lr: h.log10_lr.unwrap_or(f64::NEG_INFINITY),
            posterior: h.posterior,
            lines: read(h.lines.as_deref()),
            views: read(h.views.as_deref()),
        }
    }
}

/// JSON of a column; null where there is none.
fn read(text: Option<&str>) -> Value {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// A search and what it was computed with.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// Version of the engine.
    pub engine: String,
    /// Missing persons compared.
    pub missing: u64,
    /// Remains compared.
    pub remains: u64,
    /// Prior: people outside the registry.
    pub outside: f64,
    /// θ.
    pub theta: f64,
    /// Bound on the posterior probability left out.
    pub dropped_mass: f64,
    /// Largest standard error, where sampled.
    pub standard_error: f64,
    /// How the dead lie, as it was learned: what shares of them, from how many pairs; null where it was not.
    pub places: Value,
    /// How many people the remains are of, as far as their bones and DNA say; null where it was not looked at.
    pub people: Value,
    /// What male and maternal lines of the registry are worth; null where it was not looked at.
    pub lineages: Value,
    /// How long it took.
    pub seconds: f64,
    /// How many leaves the record had when the registry was read: what came later is not in it. `None` where that is not
    /// known.
    pub leaves: Option<u64>,
}

impl UnitOfWork {
    /// Whether something was searched yet.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn has_searched(&self) -> Result<bool, StoreError> {
        Ok(search::Entity::find().count(&self.tx).await? > 0)
    }

    /// Replaces all hypotheses by those of a new search.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn replace_hypotheses(&self, done: &Search, found: &[Hypothesis]) -> Result<(), StoreError> {
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let search = search::ActiveModel {
            finished: Set(now()),
            engine: Set(done.engine.clone()),
            missing: Set(count(done.missing)),
            remains: Set(count(done.remains)),
            outside: Set(done.outside),
            theta: Set(done.theta),
            dropped_mass: Set(done.dropped_mass),
            standard_error: Set(done.standard_error),
            places: Set((!done.places.is_null()).then(|| done.places.to_string())),
            people: Set((!done.people.is_null()).then(|| done.people.to_string())),
            lineages: Set((!done.lineages.is_null()).then(|| done.lineages.to_string())),
            seconds: Set(done.seconds),
            leaves: Set(done.leaves.map(count)),
            ..Default::default()
        }
        .insert(&self.tx)
        .await?;
        self.touch(Kind::Search, search.id.to_string(), Touch::New);
        self.touch(Kind::Hypotheses, "all", Touch::Written);
        hypothesis::Entity::delete_many().exec(&self.tx).await?;
        let finite = |x: f64| x.is_finite().then_some(x);
        for chunk in found.chunks(1000) {
            let rows = chunk.iter().map(|h| hypothesis::ActiveModel {
                remains: Set(h.remains.clone()),
                missing: Set(h.missing.clone()),
                log10_lr_dna: Set(finite(h.log10_lr_dna)),
                log10_lr: Set(finite(h.log10_lr)),
                posterior: Set(h.posterior),
                lines: Set((!h.lines.is_null()).then(|| h.lines.to_string())),
                views: Set((!h.views.is_null()).then(|| h.views.to_string())),
                search: Set(search.id),
            });
            hypothesis::Entity::insert_many(rows).exec_without_returning(&self.tx).await?;
        }
        self.mark_candidates().await
    }

    /// Notes who has a hypothesis that counts as a candidate, where that changed.
    async fn mark_candidates(&self) -> Result<(), StoreError> {
        for is in [true, false] {
            let with = with_candidate(hypothesis::Entity::find());
            let has = missing_person::Column::Id;
            missing_person::Entity::update_many()
                .col_expr(missing_person::Column::Candidate, Expr::value(is))
                .filter(missing_person::Column::Candidate.eq(!is))
                .filter(if is { has.in_subquery(with) } else { has.not_in_subquery(with) })
                .exec(&self.tx)
                .await?;
        }
        Ok(())
    }
}

/// Ids of the missing persons who have a candidate among some hypotheses.
pub(crate) fn with_candidate(among: Select<hypothesis::Entity>) -> SelectStatement {
    among
        .select_only()
        .column(hypothesis::Column::Missing)
        .filter(hypothesis::Column::Posterior.gte(CANDIDATE))
        .into_query()
}

impl Store {
    /// Hypotheses of which this store's party may see both sides.
    pub(crate) fn visible_hypotheses(&self) -> Select<hypothesis::Entity> {
        let query = hypothesis::Entity::find();
        if self.party().is_none() {
            return query;
        }
        let missing = self.visible_missing().select_only().column(missing_person::Column::Id).into_query();
        let remains = self.visible_remains().select_only().column(remains::Column::Id).into_query();
        query
            .filter(hypothesis::Column::Missing.in_subquery(missing))
            .filter(hypothesis::Column::Remains.in_subquery(remains))
    }

    /// The last search, with when it finished (seconds since 1970).
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn last_search(&self) -> Result<Option<(Search, i64)>, StoreError> {
        let last = search::Entity::find().order_by_desc(search::Column::Id).one(&self.db).await?;
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        Ok(last.map(|s| {
            let search = Search {
                engine: s.engine,
                missing: count(s.missing),
                remains: count(s.remains),
                outside: s.outside,
                theta: s.theta,
                dropped_mass: s.dropped_mass,
                standard_error: s.standard_error,
                places: read(s.places.as_deref()),
                people: read(s.people.as_deref()),
                lineages: read(s.lineages.as_deref()),
                seconds: s.seconds,
                leaves: s.leaves.map(count),
            };
            (search, s.finished)
        }))
    }

    /// Hypotheses by posterior, best first, and how many there are in all; those of one missing person or of one set
    /// of remains, or all.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn hypotheses(
        &self,
        of: Of<'_>,
        least: f64,
        page: u64,
        size: u64,
    ) -> Result<(Vec<Hypothesis>, u64), StoreError> {
        let mut query = self.visible_hypotheses().filter(hypothesis::Column::Posterior.gte(least));
        query = match of {
            Of::All => query,
            Of::Missing(id) => query.filter(hypothesis::Column::Missing.eq(id)),
            Of::Remains(id) => query.filter(hypothesis::Column::Remains.eq(id)),
        };
        let rows = query
            .clone()
            .order_by_desc(hypothesis::Column::Posterior)
            .order_by_asc(hypothesis::Column::Remains)
            .order_by_asc(hypothesis::Column::Missing)
            .offset(page * size)
            .limit(size)
            .all(&self.db)
            .await?;
        // If there are fewer than asked for, these are the last.
        let mut total = page * size + rows.len() as u64;
        if rows.len() as u64 == size || rows.is_empty() && page > 0 {
            total = query.count(&self.db).await?;
        }
        Ok((rows.into_iter().map(Hypothesis::from).collect(), total))
    }

    /// Hypotheses of at least a posterior whose remains nobody has proposed to be anybody yet, best first, and
    /// how many there are.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn hypotheses_to_propose(
        &self,
        least: f64,
        size: u64,
    ) -> Result<(Vec<Hypothesis>, u64), StoreError> {
        let proposed = link::Entity::find()
            .select_only()
            .column(link::Column::ToId)
            .filter(link::Column::Kind.eq(Noun::Identification.text()))
            .filter(link::Column::ToKind.eq(Noun::Remains.text()))
            .into_query();
        let query = self
            .visible_hypotheses()
            .filter(hypothesis::Column::Posterior.gte(least))
            .filter(hypothesis::Column::Remains.not_in_subquery(proposed));
        let rows = query
            .clone()
            .order_by_desc(hypothesis::Column::Posterior)
            .order_by_asc(hypothesis::Column::Remains)
            .limit(size)
            .all(&self.db)
            .await?;
        // If there are fewer than asked for, these are all.
        let mut total = rows.len() as u64;
        if total == size {
            total = query.count(&self.db).await?;
        }
        Ok((rows.into_iter().map(Hypothesis::from).collect(), total))
    }

    /// The best posterior of each id that has a hypothesis; `side` is the column that holds the ids.
    pub(crate) async fn best_posteriors(
        &self,
        side: hypothesis::Column,
        ids: Vec<String>,
    ) -> Result<BTreeMap<String, f64>, StoreError> {
        let mut best: BTreeMap<String, f64> = BTreeMap::new();
        for h in self.visible_hypotheses().filter(side.is_in(ids)).all(&self.db).await? {
            let id = if matches!(side, hypothesis::Column::Missing) { h.missing } else { h.remains };
            let entry = best.entry(id).or_insert(0.0);
            *entry = entry.max(h.posterior);
        }
        Ok(best)
    }

    /// How many hypotheses have a posterior in each range `[from, to)`; in one question, as it stands on pages that ask
    /// many.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn count_hypotheses(&self, ranges: &[(f64, f64)]) -> Result<Vec<u64>, StoreError> {
        let mut query = Query::select();
        for &(from, to) in ranges {
            let of_range = self
                .visible_hypotheses()
                .filter(hypothesis::Column::Posterior.gte(from))
                .filter(hypothesis::Column::Posterior.lt(to))
                .select_only()
                .expr(Func::count(Expr::col((hypothesis::Entity, hypothesis::Column::Posterior))))
                .into_query();
            query.expr(Expr::SubQuery(None, Box::new(of_range.into())));
        }
        let Some(row) = self.db.query_one(&query).await? else { return Ok(Vec::new()) };
        let count = |i| Ok(u64::try_from(row.try_get_by_index::<i64>(i)?).unwrap_or(0));
        (0..ranges.len()).map(count).collect()
    }
}

/// Whose hypotheses.
#[derive(Debug, Clone, Copy)]
pub enum Of<'a> {
    /// Everybody's.
    All,
    /// A missing person's.
    Missing(&'a str),
    /// Those of remains.
    Remains(&'a str),
}
