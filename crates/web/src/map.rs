//! `/map`: where people were last seen, places, sites; and small maps on the pages of things that are
//! somewhere.
//!
//! What is sent is what the reader may see and the map has in view. A site whose place is withheld is in none
//! of it: its place is on its own page, for those who may see it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::PathBuf;
use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::{Query, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kintrace_casework::geometry::{Geometry, Position};
use kintrace_casework::registry::MissingPerson;
use kintrace_casework::site::{Place, Site};
use kintrace_casework::{Document, Noun, Reference};
use kintrace_language::Language;
use kintrace_policy::{Action, Kind};
use kintrace_store::positions::{KINDS, Spot, View};
use kintrace_store::record::Kind as Recorded;
use serde::Deserialize;
use serde_json::{Value, json};
use tower::ServiceExt;
use tower_http::services::ServeFile;

use crate::App;
use crate::documents::{named, path, several_called, state};
use crate::page::{Frame, PageError, html};
use crate::session::{Office, SignedIn};

/// As many things are told apart; if there are more in view, they are counted in squares.
const MOST: u64 = 300;
/// Into more squares nobody looks.
const SQUARES: u32 = 24;

/// What of the kinds that a map can show somebody may read.
fn kinds(user: &SignedIn) -> Vec<Recorded> {
    let may = |kind: &Recorded| match kind {
        Recorded::Document(noun) => user.may(Action::Read, Kind::Document(*noun)),
        _ => user.may(Action::Read, Kind::MissingPerson),
    };
    KINDS.into_iter().filter(may).collect()
}

/// An office's own map, of finer detail than the one that comes with the program.
#[derive(Debug, Clone)]
pub struct DetailedMap {
    file: PathBuf,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    /// PMTiles, in the layers of Protomaps' basemap.
    Tiles,
    /// GeoJSON, whose features have a `kind`: `land`, `lake`, `river`.
    Drawing,
}

impl DetailedMap {
    /// A map in a file: PMTiles, or one GeoJSON `FeatureCollection` whose features have the `kind` `land`, `lake` or
    /// `river`.
    ///
    /// # Errors
    /// The file can't be read, or is neither.
    pub fn open(file: PathBuf) -> std::io::Result<Self> {
        let mut start = [0; 7];
        File::open(&file)?.read_exact(&mut start)?;
        let form = if start == *b"PMTiles" {
            Form::Tiles
        } else {
            let map: Value = serde_json::from_reader(BufReader::new(File::open(&file)?))?;
            if map["type"] != "FeatureCollection" {
                let expected = "PMTiles, or a FeatureCollection of GeoJSON, was expected";
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, expected));
            }
            Form::Drawing
        };
        Ok(Self { file, form })
    }
}

/// How the pages' script draws the map of finer detail, if there is one.
fn drawn(app: &App) -> Option<&'static str> {
    app.services.detailed_map.as_ref().map(|map| match map.form {
        Form::Tiles => "tiles",
        Form::Drawing => "drawing",
    })
}

/// A kind of things, in the legend.
struct Legend {
    slug: &'static str,
    name: String,
    path: String,
}

/// A small map on a page: the thing's place, which stands in the page itself, and what is around it.
pub(crate) struct Map {
    /// As GeoJSON.
    pub(crate) shape: String,
    /// How a map of finer detail is drawn, if there is one.
    pub(crate) detail: Option<&'static str>,
}

impl Map {
    /// The map of a thing; `None` if it is nowhere.
    fn of(app: &App, slug: &str, title: &str, position: &Position) -> Option<Self> {
        let properties = json!({"kind": slug, "title": title, "own": true});
        let shape = feature(position, properties)?.to_string();
        Some(Self { shape, detail: drawn(app) })
    }

    /// The map of where somebody was last seen.
    pub(crate) fn of_missing(app: &App, missing: &MissingPerson) -> Option<Self> {
        Self::of(app, slug_of(Recorded::MissingPerson), &missing.name, &missing.position?.into())
    }

    /// The map of a document that is somewhere: a place, a site.
    pub(crate) fn of_document(app: &App, language: Language, document: &Document) -> Option<Self> {
        let position = serde_json::from_value(document.state.get("position")?.clone()).ok()?;
        let title = named(language, &document.reference);
        Self::of(app, slug_of(Recorded::Document(document.reference.kind)), &title, &position)
    }
}

/// What features call a kind.
fn slug_of(kind: Recorded) -> &'static str {
    match kind {
        Recorded::Document(Noun::Place) => "place",
        Recorded::Document(Noun::Site) => "site",
        _ => "missing-person",
    }
}

fn feature(position: &Position, mut properties: Value) -> Option<Value> {
    let geometry: &Geometry = position.geometry.as_ref()?;
    if let Some(m) = position.uncertainty_m {
        properties["uncertainty"] = json!(m);
    }
    Some(json!({"type": "Feature", "geometry": geometry, "properties": properties}))
}

#[derive(Template)]
#[template(path = "map.html")]
struct MapPage {
    frame: Frame,
    legend: Vec<Legend>,
    /// West, south, east, north; empty: nothing is anywhere.
    extent: String,
    detail: Option<&'static str>,
}

/// `GET /map`
pub(crate) async fn show(Office(app): Office, user: SignedIn) -> Result<Response, PageError> {
    let language = user.language;
    let kinds = kinds(&user);
    let mut extent = String::new();
    let (store, of) = (app.store.clone(), kinds.clone());
    let key = format!("{} {kinds:?}", user.account.party);
    let (found, _) = app.extents.get(&key, || async move { store.extent(&of).await }).await?;
    if let Some(view) = found {
        let _ = write!(extent, "{:.3},{:.3},{:.3},{:.3}", view.west, view.south, view.east, view.north);
    }
    let legend = kinds.into_iter().map(|kind| match kind {
        Recorded::Document(noun) => Legend {
            slug: slug_of(kind),
            name: several_called(language, noun),
            path: format!("/{}", noun.slug()),
        },
        _ => Legend {
            slug: slug_of(kind),
            name: language.say("map-last-seen").to_string(),
            path: "/missing-persons".to_owned(),
        },
    });
    html(&MapPage {
        legend: legend.collect(),
        extent,
        detail: drawn(&app),
        frame: Frame::new(language.say("map"), "map", user),
    })
}

/// Which part of the earth is in view.
#[derive(Deserialize)]
pub(crate) struct InView {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
    squares: u32,
}

/// `GET /map/things`: what is in view, as GeoJSON (RFC 7946).
pub(crate) async fn things(
    Office(app): Office,
    user: SignedIn,
    Query(asked): Query<InView>,
) -> Result<Response, PageError> {
    let InView { west, south, east, north, squares } = asked;
    let whole = |degrees: f64, most: f64| if degrees.is_finite() { degrees.clamp(-most, most) } else { 0.0 };
    let view = View {
        west: whole(west, 180.0),
        south: whole(south, 90.0),
        east: whole(east, 180.0),
        north: whole(north, 90.0),
        squares: squares.clamp(1, SQUARES),
    };
    let kinds = kinds(&user);
    let spots = in_view(&app, &user.account.party, kinds, view).await?;
    let said = Said::about(&app, &user, &spots).await?;
    let features: Vec<Value> = spots.iter().filter_map(|spot| said.feature(&user, spot)).collect();
    Ok(Json(json!({"type": "FeatureCollection", "features": features})).into_response())
}

/// What of some kinds a party sees in a view: each thing, or how many are in each square.
async fn in_view(app: &App, party: &str, kinds: Vec<Recorded>, view: View) -> Result<Vec<Spot>, PageError> {
    let eyes = format!("{party} {kinds:?}");
    let store = app.store.clone();
    if view.is_wide() {
        let (store, kinds) = (store.clone(), kinds.clone());
        let (cells, _) =
            app.cells.get(&eyes, || async move { store.cells(&kinds).await.map(Arc::new) }).await?;
        let squares = view.squares_of(&cells);
        if squares.iter().map(|square| square.count).sum::<u64>() > MOST {
            return Ok(squares);
        }
    }
    let key = format!("{eyes} {view:?}");
    Ok(app.spots.get(&key, || async move { store.spots(&kinds, &view, MOST).await }).await?.0)
}

/// What is known of the things in view besides where they are.
#[derive(Default)]
struct Said {
    names: BTreeMap<String, String>,
    documents: BTreeMap<(Noun, String), Document>,
    /// How many of a kind refer to a thing.
    referring: BTreeMap<(Noun, Noun, String), u64>,
}

/// What is said about places and sites.
const SOURCES: [Noun; 3] = [Noun::Statement, Noun::Claim, Noun::Incident];

impl Said {
    async fn about(app: &App, user: &SignedIn, spots: &[Spot]) -> Result<Self, PageError> {
        let of = |kind: Recorded| -> Vec<String> {
            let single = spots.iter().filter(|s| s.kind == kind && !s.thing.is_empty());
            single.map(|s| s.thing.clone()).collect()
        };
        let names = app.store.missing_names(of(Recorded::MissingPerson)).await?;
        let mut found = Self { names, ..Self::default() };
        for noun in [Noun::Place, Noun::Site] {
            let ids = of(Recorded::Document(noun));
            for document in app.store.those(noun, &ids).await? {
                found.documents.insert((noun, document.reference.id.clone()), document);
            }
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            for source in SOURCES.into_iter().filter(|n| user.may(Action::Read, Kind::Document(*n))) {
                for (id, count) in app.store.referring(source, noun, &ids).await? {
                    found.referring.insert((source, noun, id), count);
                }
            }
        }
        Ok(found)
    }

    fn feature(&self, user: &SignedIn, spot: &Spot) -> Option<Value> {
        let language = user.language;
        let mut properties = json!({"kind": slug_of(spot.kind), "count": spot.count});
        if spot.thing.is_empty() {
            return feature(&spot.position, properties);
        }
        let mut lines: Vec<String> = Vec::new();
        if let Recorded::Document(noun) = spot.kind {
            let to = Reference::new(noun, &spot.thing);
            let document = self.documents.get(&(noun, spot.thing.clone()))?;
            let wordings = match noun {
                Noun::Place => document.thing::<Place>().ok()?.into_draft().names,
                _ => document.thing::<Site>().ok()?.into_draft().names,
            };
            let name = wordings.iter().find(|n| n.language == language.tag()).or(wordings.first());
            properties["title"] = json!(name.map_or_else(|| named(language, &to), |n| n.text.clone()));
            properties["path"] = json!(path(&to));
            lines.push(state(language, document));
            for source in SOURCES {
                if let Some(count) = self.referring.get(&(source, noun, spot.thing.clone())) {
                    lines.push(format!("{}: {count}", several_called(language, source)));
                }
            }
        } else {
            properties["title"] = json!(self.names.get(&spot.thing).unwrap_or(&spot.thing));
            properties["path"] = json!(path(&Reference::new(Noun::MissingPerson, &spot.thing)));
            lines.push(language.say("map-last-seen").to_string());
        }
        if let Some(m) = spot.position.uncertainty_m {
            let km = kintrace_language::numbers::number(language, (m / 100.0).round() / 10.0);
            lines.push(language.say("map-within-km").with("km", km).to_string());
        }
        properties["lines"] = json!(lines);
        feature(&spot.position, properties)
    }
}

/// `GET /map/detail`: the office's own map of finer detail, in the parts that a browser asks for.
pub(crate) async fn detail(State(app): State<App>, request: Request) -> Result<Response, PageError> {
    let map = app.services.detailed_map.clone().ok_or(PageError::NotFound)?;
    let served = ServeFile::new(map.file).oneshot(request).await;
    let mut response = served.map_err(|e| PageError::Broken(e.to_string()))?.map(axum::body::Body::new);
    let media_type = match map.form {
        Form::Tiles => "application/vnd.pmtiles",
        Form::Drawing => "application/geo+json",
    };
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(media_type));
    Ok(response.into_response())
}
