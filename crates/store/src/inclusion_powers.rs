//! What families' DNA can do to find their missing, as it was last worked out.
//!
//! It follows from what is stored, so the record does not hold it.

use std::collections::BTreeMap;

use kintrace_casework::inclusion_power::Reach;
use kintrace_casework::registry::Person;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select, Set,
};

use crate::entities::{inclusion_power, missing_person, person};
use crate::missing_persons::{Filter, restricted};
use crate::{Store, StoreError, UnitOfWork, rows};

/// Mean and standard deviation of the log10 LR of a missing person's own profile.
pub type MeanAndSd = (f64, f64);

/// What a family's DNA can do for a missing person, and whom to ask first.
#[derive(Debug, Clone, PartialEq)]
pub struct InclusionPower {
    /// The missing person.
    pub missing: String,
    /// With what was read; `None` if nobody of the family gave DNA.
    pub now: Option<MeanAndSd>,
    /// How probable it is that this is enough.
    pub enough: f64,
    /// Whose DNA would help most, and with whom it would be so much; `None` if there is nobody to ask.
    pub best: Option<(String, MeanAndSd)>,
    /// By how much more probable it would be enough then.
    pub gain: f64,
}

impl InclusionPower {
    /// How far the DNA reaches.
    #[must_use]
    pub fn reach(&self) -> Reach {
        Reach::of(self.now.map(|_| self.enough))
    }
}

impl From<inclusion_power::Model> for InclusionPower {
    fn from(m: inclusion_power::Model) -> Self {
        let with = m.mean_with.zip(m.sd_with);
        Self {
            missing: m.missing,
            now: m.mean.zip(m.sd),
            enough: m.enough,
            best: m.person.zip(with),
            gain: m.gain,
        }
    }
}

impl UnitOfWork {
    /// Replaces all that was worked out before.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn replace_inclusion_powers(&self, powers: &[InclusionPower]) -> Result<(), StoreError> {
        inclusion_power::Entity::delete_many().exec(&self.tx).await?;
        for chunk in powers.chunks(1000) {
            let rows = chunk.iter().map(|p| {
                let with = p.best.as_ref().map(|(_, with)| *with);
                inclusion_power::ActiveModel {
                    missing: Set(p.missing.clone()),
                    reach: Set(p.reach().text().to_owned()),
                    mean: Set(p.now.map(|n| n.0)),
                    sd: Set(p.now.map(|n| n.1)),
                    enough: Set(p.enough),
                    person: Set(p.best.as_ref().map(|b| b.0.clone())),
                    mean_with: Set(with.map(|w| w.0)),
                    sd_with: Set(with.map(|w| w.1)),
                    gain: Set(p.gain),
                }
            });
            inclusion_power::Entity::insert_many(rows).exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }

    /// Forgets what was worked out for a missing person, or names a person.
    pub(crate) async fn forget_inclusion_powers(&self, id: &str) -> Result<(), StoreError> {
        let named = Condition::any()
            .add(inclusion_power::Column::Missing.eq(id))
            .add(inclusion_power::Column::Person.eq(id));
        inclusion_power::Entity::delete_many().filter(named).exec(&self.tx).await?;
        Ok(())
    }
}

impl Store {
    /// Members of families by id, as far as this store's party may see them.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn persons_by_id(&self, ids: Vec<String>) -> Result<BTreeMap<String, Person>, StoreError> {
        let found = self.visible_persons().filter(person::Column::Id.is_in(ids)).all(&self.db).await?;
        found.into_iter().map(|p| rows::person(p).map(|p| (p.id.clone(), p))).collect()
    }

    /// Of whom this store's party may see and for whom no candidate is known.
    fn sought_powers(&self) -> Select<inclusion_power::Entity> {
        let sought = restricted(self, &Filter { has_candidate: Some(false), ..Filter::default() });
        let ids = sought.select_only().column(missing_person::Column::Id);
        inclusion_power::Entity::find().filter(inclusion_power::Column::Missing.in_subquery(ids.into_query()))
    }

    /// How many missing persons for whom no candidate is known there are of each reach.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn count_inclusion_powers(&self) -> Result<BTreeMap<Reach, u64>, StoreError> {
        let counted = self
            .sought_powers()
            .select_only()
            .column(inclusion_power::Column::Reach)
            .column_as(inclusion_power::Column::Missing.count(), "count")
            .group_by(inclusion_power::Column::Reach)
            .into_tuple::<(String, i64)>()
            .all(&self.db)
            .await?;
        let read = |(reach, n): (String, i64)| Some((Reach::read(&reach)?, u64::try_from(n).ok()?));
        Ok(counted.into_iter().filter_map(read).collect())
    }

    /// A page (from 0) of those of one reach for whom no candidate is known, whom a further relative would help most first; and
    /// how many there are.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn inclusion_powers(
        &self,
        reach: Reach,
        page: u64,
        size: u64,
    ) -> Result<(Vec<InclusionPower>, u64), StoreError> {
        let of_reach = self.sought_powers().filter(inclusion_power::Column::Reach.eq(reach.text()));
        let total = of_reach.clone().count(&self.db).await?;
        let rows = of_reach
            .order_by_desc(inclusion_power::Column::Gain)
            .order_by_asc(inclusion_power::Column::Missing)
            .offset(page.saturating_mul(size))
            .limit(size)
            .all(&self.db)
            .await?;
        Ok((rows.into_iter().map(Into::into).collect(), total))
    }
}
