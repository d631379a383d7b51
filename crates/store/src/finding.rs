//! Members of families and samples, for whoever searches everything.

use std::collections::BTreeMap;

use kintrace_casework::registry::Subject;
use sea_orm::sea_query::{Condition, ExprTrait};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use crate::entities::{missing_person, person, remains, sample};
use crate::record::Kind;
use crate::{Store, StoreError, rows};

/// A member of a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPerson {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// One of the family's missing, on whose page the family is.
    pub missing: String,
}

impl Store {
    /// Members of families whose missing this store's party may see.
    pub(crate) fn visible_persons(&self) -> Select<person::Entity> {
        let families = self.visible_missing().select_only().column(missing_person::Column::Family);
        person::Entity::find().filter(person::Column::Family.in_subquery(families.into_query()))
    }

    /// The first members of families with words beginning with each of `words`, in order of name, and how
    /// many there are.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn find_persons(&self, words: &str, size: u64) -> Result<(Vec<FoundPerson>, u64), StoreError> {
        let having = self.having(Kind::Person, words).await?;
        let query = self.visible_persons().filter(having.condition(person::Entity));
        let total = query.clone().count(&self.db).await?;
        let found = query
            .order_by_asc(person::Column::Name)
            .order_by_asc(person::Column::Id)
            .limit(size)
            .all(&self.db)
            .await?;
        let families: Vec<&str> = found.iter().map(|p| p.family.as_str()).collect();
        let missing: BTreeMap<String, String> = self
            .visible_missing()
            .filter(missing_person::Column::Family.is_in(families))
            .order_by_desc(missing_person::Column::Id)
            .all(&self.db)
            .await?
            .into_iter()
            .map(|m| (m.family, m.id))
            .collect();
        let found = found.into_iter().map(|p| FoundPerson {
            missing: missing.get(&p.family).cloned().unwrap_or_default(),
            id: p.id,
            name: p.name,
        });
        Ok((found.collect(), total))
    }

    /// The first samples whose barcode begins so, with what they are of.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn find_samples(
        &self,
        beginning: &str,
        size: u64,
    ) -> Result<Vec<(String, Subject)>, StoreError> {
        let beginning = beginning.trim();
        if beginning.is_empty() {
            return Ok(Vec::new());
        }
        let of_persons = self.visible_persons().select_only().column(person::Column::Id).into_query();
        let of_remains = self.visible_remains().select_only().column(remains::Column::Id).into_query();
        let visible = Condition::any()
            .add(
                sample::Column::SubjectKind.eq("person").and(sample::Column::Subject.in_subquery(of_persons)),
            )
            .add(
                sample::Column::SubjectKind
                    .eq("remains")
                    .and(sample::Column::Subject.in_subquery(of_remains)),
            );
        let found = sample::Entity::find()
            .filter(visible)
            .filter(sample::Column::Id.gte(beginning))
            .filter(sample::Column::Id.lt(format!("{beginning}\u{10FFFF}")))
            .order_by_asc(sample::Column::Id)
            .limit(size)
            .all(&self.db)
            .await?;
        found.into_iter().map(|s| rows::sample(s).map(|s| (s.id, s.subject))).collect()
    }
}
