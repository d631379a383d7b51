//! Whether everybody can be found: search words, keys of names and marks of candidates follow from what the
//! record vouches for. Whoever takes them away hides a case without touching it.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::TryStreamExt;
use kintrace_names::{Name, keys};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::{CHUNK, Finding, Kind};
use crate::entities::{hypothesis, missing_person, name_key, remains, search_word};
use crate::hypotheses::with_candidate;
use crate::{StoreError, rows, words};

/// Things that are not found by what their rows say, or are found by something else. (Names that somebody
/// has on lists only help to find, and are not looked at.)
pub(super) async fn findable(tx: &DatabaseTransaction) -> Result<Vec<Finding>, StoreError> {
    let mut wrong: BTreeSet<(Kind, String)> = BTreeSet::new();
    let (mut names, mut expected) = (BTreeMap::new(), BTreeMap::new());
    for row in missing_person::Entity::find().all(tx).await? {
        names.insert(row.id.clone(), row.name.clone());
        expected.insert(row.id.clone(), words::of_missing(&rows::missing(row)?));
    }
    wrong.extend(wrong_words(tx, Kind::MissingPerson, expected).await?);
    let mut expected = BTreeMap::new();
    for row in remains::Entity::find().all(tx).await? {
        expected.insert(row.id.clone(), words::of_remains(&rows::remains(row)?));
    }
    wrong.extend(wrong_words(tx, Kind::Remains, expected).await?);

    let ids: Vec<&String> = names.keys().collect();
    for chunk in ids.chunks(CHUNK) {
        let mut has: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        let found: Vec<(String, i64)> = name_key::Entity::find()
            .select_only()
            .columns([name_key::Column::Missing, name_key::Column::Key])
            .filter(name_key::Column::Source.eq(""))
            .filter(name_key::Column::Missing.is_in(chunk.iter().map(|id| id.as_str())))
            .into_tuple()
            .all(tx)
            .await?;
        for (id, key) in found {
            has.entry(id).or_default().push(key.cast_unsigned());
        }
        for id in chunk {
            let mut has = has.remove(*id).unwrap_or_default();
            has.sort_unstable();
            if has != keys::of_name(&Name::read(&names[*id])) {
                wrong.insert((Kind::MissingPerson, (*id).clone()));
            }
        }
    }

    for is in [true, false] {
        let with = with_candidate(hypothesis::Entity::find());
        let id = missing_person::Column::Id;
        let marked: Vec<String> = missing_person::Entity::find()
            .select_only()
            .column(id)
            .filter(missing_person::Column::Candidate.eq(is))
            .filter(if is { id.not_in_subquery(with) } else { id.in_subquery(with) })
            .into_tuple()
            .all(tx)
            .await?;
        wrong.extend(marked.into_iter().map(|id| (Kind::MissingPerson, id)));
    }
    let finding = |(kind, id): (Kind, String)| Finding {
        about: format!("{} {id}", kind.text()),
        problem: "what it is found by was changed behind the program's back".to_owned(),
    };
    Ok(wrong.into_iter().map(finding).collect())
}

/// Things whose words are not those that were expected, and things that are not there but have words.
async fn wrong_words(
    tx: &DatabaseTransaction,
    kind: Kind,
    mut expected: BTreeMap<String, BTreeSet<String>>,
) -> Result<Vec<(Kind, String)>, StoreError> {
    let mut wrong = BTreeSet::new();
    // One after the other: there are some ten for each thing.
    let mut rows =
        search_word::Entity::find().filter(search_word::Column::Kind.eq(kind.text())).stream(tx).await?;
    while let Some(row) = rows.try_next().await? {
        if !expected.get_mut(&row.thing).is_some_and(|words| words.remove(&row.word)) {
            wrong.insert(row.thing);
        }
    }
    wrong.extend(expected.into_iter().filter(|(_, missing)| !missing.is_empty()).map(|(id, _)| id));
    Ok(wrong.into_iter().map(|id| (kind, id)).collect())
}
