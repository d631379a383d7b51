//! Where things are, for maps.

use kintrace_casework::Noun;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text};
use serde_json::Value;

use super::m0002_lists::keyed;
use super::m0005_documents::index;
use crate::documents::table_name;
use crate::entities::position;
use crate::positions::{of_state, row};
use crate::record::Kind;
use crate::rows;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0010_positions"
    }
}

/// Rows a statement.
const CHUNK: usize = 500;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = ["kind", "thing", "party", "shape"].map(|c| text(c).take()).into_iter();
        let columns = columns.chain(["x", "y"].map(|c| big_integer(c).take()));
        manager.create_table(keyed("positions", columns.collect(), &["kind", "thing"])).await?;
        // Counting in squares reads nothing but this index.
        manager.create_index(index("positions", &["kind", "party", "x", "y"])).await?;
        let db = manager.get_connection();
        let select = |table: &str, columns: &[&'static str]| {
            let columns = columns.iter().map(|c| Alias::new(*c));
            Query::select().columns(columns).from(Alias::new(table)).take()
        };
        let mut placed = Vec::new();
        let of = ["id", "party", "latitude", "longitude", "radius_km"];
        for found in db.query_all(&select("missing_persons", &of)).await? {
            let (id, party): (String, String) = (found.try_get("", "id")?, found.try_get("", "party")?);
            let number = |name: &str| found.try_get::<Option<f64>>("", name);
            let seen = rows::position(number("latitude")?, number("longitude")?, number("radius_km")?);
            placed.extend(seen.and_then(|p| row(Kind::MissingPerson, &id, &party, &p.into())));
        }
        for noun in [Noun::Place, Noun::Site] {
            for found in db.query_all(&select(&table_name(noun), &["id", "party", "state"])).await? {
                let (id, party): (String, String) = (found.try_get("", "id")?, found.try_get("", "party")?);
                let state: String = found.try_get("", "state")?;
                let state: Value = serde_json::from_str(&state).unwrap_or_default();
                placed.extend(of_state(noun, &id, &party, &state));
            }
        }
        for chunk in placed.chunks(CHUNK) {
            let mut insert = Query::insert();
            insert.into_table(Alias::new("positions"));
            insert.columns(["kind", "thing", "party", "x", "y", "shape"].map(Alias::new));
            for position::Model { kind, thing, party, x, y, shape } in chunk.iter().cloned() {
                insert.values_panic([
                    kind.into(),
                    thing.into(),
                    party.into(),
                    x.into(),
                    y.into(),
                    shape.into(),
                ]);
            }
            db.execute(&insert).await?;
        }
        Ok(())
    }
}
