//! Where things are, for maps: where people were last seen, places, sites.
//!
//! What a map shows follows from the things themselves and is written with them, one row a thing. A site whose
//! place is withheld has no row: what is not there is sent to nobody. (Whoever may see the place sees it on the
//! site's own page.) Where many things are in view, the database counts them in squares, and a map gets some
//! hundred numbers however large the registry is.

use std::collections::BTreeMap;

use kintrace_casework::geometry::{Geometry, Position};
use kintrace_casework::registry::MissingPerson;
use kintrace_casework::{Document, Noun};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use crate::entities::position;
use crate::record::Kind;
use crate::registry::upsert;
use crate::{Store, StoreError, UnitOfWork};

/// Units of the earth's width.
const WIDTH: f64 = 16_777_216.0;
/// Units of a [`Cell`]'s side: some two kilometres.
const CELL: i64 = 1024;
/// Web Mercator ends here.
const NORTHERNMOST: f64 = 85.051_128;
/// Ids a statement.
const CHUNK: usize = 1000;

/// Kinds of things that a map can show.
pub const KINDS: [Kind; 3] = [Kind::MissingPerson, Kind::Document(Noun::Place), Kind::Document(Noun::Site)];

/// A part of the earth, in degrees, and into how many squares its width is divided where it holds more things
/// than can be told apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Degrees east of its western edge.
    pub west: f64,
    /// Degrees north of its southern edge.
    pub south: f64,
    /// Degrees east of its eastern edge.
    pub east: f64,
    /// Degrees north of its northern edge.
    pub north: f64,
    /// Squares.
    pub squares: u32,
}

/// Something on a map, or how many things are in a square.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// What it is.
    pub kind: Kind,
    /// Its id; empty: several things.
    pub thing: String,
    /// How many things.
    pub count: u64,
    /// Shape and uncertainty; of several things their middle.
    pub position: Position,
}

/// How many things of a kind are in a small square of the earth.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What they are.
    pub kind: Kind,
    /// How many.
    pub count: u64,
    /// Their middle, in Web Mercator.
    x: f64,
    y: f64,
}

/// A view in Web Mercator: its edges, and the side of a square.
struct Edges {
    west: i64,
    east: i64,
    north: i64,
    south: i64,
    side: i64,
}

impl View {
    fn edges(&self) -> Edges {
        let (west, north) = mercator(self.north, self.west);
        let (east, south) = mercator(self.south, self.east);
        let side = Ord::max((east - west) / i64::from(Ord::max(self.squares, 1)), 1);
        Edges { west, east, north, south, side }
    }

    /// Whether its squares are so wide that they can be counted from cells.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.edges().side >= 2 * CELL
    }

    /// How many of the things in `cells` are in each of its squares. A cell counts where its things' middle is, so that
    /// at an edge a square may have those of two kilometres more or less.
    #[must_use]
    pub fn squares_of(&self, cells: &[Cell]) -> Vec<Spot> {
        let Edges { west, east, north, south, side } = self.edges();
        let mut squares: BTreeMap<(Kind, i64, i64), (u64, f64, f64)> = BTreeMap::new();
        for cell in cells {
            #[expect(clippy::cast_possible_truncation, reason = "between 0 and 2^24")]
            let (x, y) = (cell.x as i64, cell.y as i64);
            if (west..=east).contains(&x) && (north..=south).contains(&y) {
                let square = squares.entry((cell.kind, x / side, y / side)).or_default();
                let weight = cell.count as f64;
                *square = (square.0 + cell.count, square.1 + weight * cell.x, square.2 + weight * cell.y);
            }
        }
        let spots = squares
            .into_iter()
            .map(|((kind, ..), (count, x, y))| several(kind, count, x / count as f64, y / count as f64));
        by_count(spots.collect())
    }
}

/// Several things around a middle in Web Mercator.
fn several(kind: Kind, count: u64, x: f64, y: f64) -> Spot {
    let (latitude, longitude) = degrees(x, y);
    let position = Position { geometry: Some(Geometry::point(latitude, longitude)), uncertainty_m: None };
    Spot { kind, thing: String::new(), count, position }
}

/// The squares that hold most first.
fn by_count(mut squares: Vec<Spot>) -> Vec<Spot> {
    squares.sort_by_key(|spot| std::cmp::Reverse(spot.count));
    squares
}

/// Web Mercator of degrees.
fn mercator(latitude: f64, longitude: f64) -> (i64, i64) {
    let latitude = latitude.clamp(-NORTHERNMOST, NORTHERNMOST).to_radians();
    let x = (longitude + 180.0) / 360.0 * WIDTH;
    let y = (1.0 - latitude.tan().asinh() / std::f64::consts::PI) / 2.0 * WIDTH;
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 2^24")]
    let whole = |v: f64| v.clamp(0.0, WIDTH - 1.0) as i64;
    (whole(x), whole(y))
}

/// Degrees north and east of Web Mercator.
fn degrees(x: f64, y: f64) -> (f64, f64) {
    let latitude = (std::f64::consts::PI * (1.0 - 2.0 * y / WIDTH)).sinh().atan().to_degrees();
    (latitude, x / WIDTH * 360.0 - 180.0)
}

/// The middle of a geometry, degrees north and east.
fn middle(geometry: &Geometry) -> Option<(f64, f64)> {
    let corners = match geometry {
        Geometry::Point { coordinates: [east, north] } => return Some((*north, *east)),
        Geometry::Polygon { coordinates } => coordinates.first()?,
    };
    let ends = |i: usize| {
        let of = corners.iter().map(|c| c[i]);
        f64::midpoint(of.clone().fold(f64::INFINITY, f64::min), of.fold(f64::NEG_INFINITY, f64::max))
    };
    Some((ends(1), ends(0)))
}

/// The row of a thing at a position; `None` if it is nowhere.
pub(crate) fn row(kind: Kind, thing: &str, party: &str, position: &Position) -> Option<position::Model> {
    let (latitude, longitude) = middle(position.geometry.as_ref()?)?;
    let (x, y) = mercator(latitude, longitude);
    Some(position::Model {
        kind: kind.text().to_owned(),
        thing: thing.to_owned(),
        party: party.to_owned(),
        x,
        y,
        shape: serde_json::to_string(position).ok()?,
    })
}

/// Where a missing person was last seen.
pub(crate) fn of_missing(m: &MissingPerson) -> Option<position::Model> {
    row(Kind::MissingPerson, &m.id, &m.party, &m.position?.into())
}

/// Where a document says that it is: of places and of sites whose place is not withheld.
pub(crate) fn of_document(document: &Document) -> Option<position::Model> {
    of_state(document.reference.kind, &document.reference.id, &document.party, &document.state)
}

/// The same, of a document's state as it is stored.
pub(crate) fn of_state(noun: Noun, id: &str, party: &str, state: &Value) -> Option<position::Model> {
    if !KINDS.contains(&Kind::Document(noun)) || state.get("withheld_to").is_some() {
        return None;
    }
    let position = serde_json::from_value(state.get("position")?.clone()).ok()?;
    row(Kind::Document(noun), id, party, &position)
}

fn column(name: &'static str) -> Expr {
    Expr::col((Alias::new("positions"), Alias::new(name)))
}

impl Store {
    /// Things of some kinds that are somewhere, and that this store's party may see.
    fn positions(&self, kinds: &[Kind]) -> SelectStatement {
        let mut query = Query::select();
        query.from(Alias::new("positions"));
        query.and_where(column("kind").is_in(kinds.iter().map(|k| k.text())));
        if let Some(party) = self.party() {
            let shared = Query::select()
                .expr(Expr::val(1))
                .from(Alias::new("shares"))
                .and_where(Expr::col((Alias::new("shares"), Alias::new("kind"))).eq(column("kind")))
                .and_where(Expr::col((Alias::new("shares"), Alias::new("id"))).eq(column("thing")))
                .and_where(Expr::col((Alias::new("shares"), Alias::new("party"))).eq(party))
                .take();
            let own = column("party").is_in(["", party]);
            query.cond_where(Condition::any().add(own).add(Expr::exists(shared)));
        }
        query
    }

    /// What of some kinds is in view: each thing, if there are no more than `most`; else how many are in each
    /// square. Things of which the middle is beyond an edge are not in view.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn spots(&self, kinds: &[Kind], view: &View, most: u64) -> Result<Vec<Spot>, StoreError> {
        let Edges { west, east, north, south, side } = view.edges();
        let mut query = self.positions(kinds);
        query.and_where(column("x").between(west, east)).and_where(column("y").between(north, south));
        let squares = self.counted(&query, side).await?;
        if squares.iter().map(|s| s.count).sum::<u64>() > most {
            return Ok(by_count(squares.into_iter().map(|c| several(c.kind, c.count, c.x, c.y)).collect()));
        }
        query.columns(["kind", "thing", "shape"].map(Alias::new));
        let mut found = Vec::new();
        for row in self.db.query_all(&query).await? {
            let (kind, thing, shape): (String, String, String) =
                (row.try_get("", "kind")?, row.try_get("", "thing")?, row.try_get("", "shape")?);
            let Some(kind) = Kind::read(&kind) else { continue };
            let position = serde_json::from_str(&shape).map_err(|e| StoreError::Damaged {
                table: "positions",
                id: thing.clone(),
                problem: e.to_string(),
            })?;
            found.push(Spot { kind, thing, count: 1, position });
        }
        found.sort_by(|a, b| (a.kind, &a.thing).cmp(&(b.kind, &b.thing)));
        Ok(found)
    }

    /// All things of some kinds that are somewhere, counted in cells: what squares of wide views are counted from
    /// ([`View::squares_of`]). A hundred thousand things on an island are some thousand cells.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn cells(&self, kinds: &[Kind]) -> Result<Vec<Cell>, StoreError> {
        self.counted(&self.positions(kinds), CELL).await
    }

    /// What a query finds, counted in squares of a side.
    async fn counted(&self, query: &SelectStatement, side: i64) -> Result<Vec<Cell>, StoreError> {
        let mut query = query.clone();
        let (column_of, row_of) = (column("x").div(side), column("y").div(side));
        query
            .expr_as(column("kind"), Alias::new("kind"))
            .expr_as(Expr::cust("COUNT(*)"), Alias::new("count"))
            .expr_as(Expr::cust("CAST(AVG(x) AS DOUBLE PRECISION)"), Alias::new("middle_x"))
            .expr_as(Expr::cust("CAST(AVG(y) AS DOUBLE PRECISION)"), Alias::new("middle_y"))
            .add_group_by([column("kind"), column_of, row_of]);
        let mut found = Vec::new();
        for row in self.db.query_all(&query).await? {
            let (kind, count): (String, i64) = (row.try_get("", "kind")?, row.try_get("", "count")?);
            let (x, y): (f64, f64) = (row.try_get("", "middle_x")?, row.try_get("", "middle_y")?);
            let Some(kind) = Kind::read(&kind) else { continue };
            found.push(Cell { kind, count: u64::try_from(count).unwrap_or(0), x, y });
        }
        Ok(found)
    }

    /// The part of the earth that the things of some kinds lie in; `None` if there are none.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn extent(&self, kinds: &[Kind]) -> Result<Option<View>, StoreError> {
        let mut query = self.positions(kinds);
        query.exprs([column("x").min(), column("x").max(), column("y").min(), column("y").max()]);
        let Some(row) = self.db.query_one(&query).await? else { return Ok(None) };
        let mut ends = [0.0; 4];
        for (i, end) in ends.iter_mut().enumerate() {
            let Some(found) = row.try_get_by_index::<Option<i64>>(i)? else { return Ok(None) };
            *end = found as f64;
        }
        let [west, east, north, south] = ends;
        let ((north, west), (south, east)) = (degrees(west, north), degrees(east, south));
        Ok(Some(View { west, south, east, north, squares: 1 }))
    }

    /// How many things of a kind refer to each of some others; none are counted that this store's party does
    /// not see.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn referring(
        &self,
        noun: Noun,
        to: Noun,
        ids: &[&str],
    ) -> Result<BTreeMap<String, u64>, StoreError> {
        let mut counted = BTreeMap::new();
        for chunk in ids.chunks(CHUNK) {
            let link = |name: &'static str| Expr::col((Alias::new("links"), Alias::new(name)));
            let mut seen = Query::select();
            seen.column(Alias::new("id")).from(Alias::new(crate::documents::table_name(noun)));
            self.within_scope(noun, &mut seen);
            let mut query = Query::select();
            query
                .expr_as(link("to_id"), Alias::new("to_id"))
                .expr_as(Expr::cust("COUNT(DISTINCT links.id)"), Alias::new("count"))
                .from(Alias::new("links"))
                .and_where(link("kind").eq(noun.text()))
                .and_where(link("to_kind").eq(to.text()))
                .and_where(link("to_id").is_in(chunk.iter().copied()))
                .and_where(link("id").in_subquery(seen))
                .add_group_by([link("to_id")]);
            for row in self.db.query_all(&query).await? {
                let (id, count): (String, i64) = (row.try_get("", "to_id")?, row.try_get("", "count")?);
                counted.insert(id, u64::try_from(count).unwrap_or(0));
            }
        }
        Ok(counted)
    }
}

impl UnitOfWork {
    /// Replaces the positions of things of a kind: of `changed` all, by `rows`.
    pub(crate) async fn remember_positions(
        &self,
        kind: Kind,
        changed: &[&str],
        rows: impl Iterator<Item = position::Model>,
    ) -> Result<(), StoreError> {
        if !KINDS.contains(&kind) {
            return Ok(());
        }
        self.forget_positions(kind, changed).await?;
        let rows = rows.map(|row| position::ActiveModel {
            kind: Set(row.kind),
            thing: Set(row.thing),
            party: Set(row.party),
            x: Set(row.x),
            y: Set(row.y),
            shape: Set(row.shape),
        });
        let key = [position::Column::Kind, position::Column::Thing];
        upsert::<position::Entity, _>(self, rows.collect(), &key).await
    }

    /// Forgets where things of a kind are.
    pub(crate) async fn forget_positions(&self, kind: Kind, things: &[&str]) -> Result<(), StoreError> {
        for chunk in things.chunks(CHUNK) {
            position::Entity::delete_many()
                .filter(position::Column::Kind.eq(kind.text()))
                .filter(position::Column::Thing.is_in(chunk.iter().copied()))
                .exec(&self.tx)
                .await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mercator_and_back() {
        for (latitude, longitude) in [(0.0, 0.0), (40.4, 46.9), (-33.9, 151.2), (84.0, -179.0)] {
            let (x, y) = mercator(latitude, longitude);
            let (north, east) = degrees(x as f64 + 0.5, y as f64 + 0.5);
            assert!(
                (north - latitude).abs() < 1e-4 && (east - longitude).abs() < 1e-4,
                "{latitude} {longitude}"
            );
        }
        assert_eq!(mercator(90.0, 180.0), (16_777_215, 0));
    }

    #[test]
    fn the_middle_of_an_area_is_that_of_its_box() {
        let ring = vec![[10.0, 40.0], [12.0, 40.0], [12.0, 44.0], [10.0, 40.0]];
        assert_eq!(middle(&Geometry::Polygon { coordinates: vec![ring] }), Some((42.0, 11.0)));
    }
}
