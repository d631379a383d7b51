//! Where things are: what a map gets is what a plain reading of everything gives, and nothing that is withheld.

use kintrace_casework::geometry::{Geometry, Position};
use kintrace_casework::party::Wording;
use kintrace_casework::site::Site;
use kintrace_casework::statement::Statement;
use kintrace_casework::{Day, Document, Noun, Reference, Sound, Thing};
use kintrace_store::Store;
use kintrace_store::positions::{KINDS, Spot, View};
use kintrace_store::record::Kind;

use crate::fixture::{Place, filled};

fn document<T: Thing>(thing: T) -> Document {
    Document::of(&Sound::new(thing).expect("its rules hold"))
}

/// A site on a grid, of one of three holders; every seventh is withheld.
fn site(number: u32) -> Site {
    let (east, north) = (40.0 + f64::from(number % 20) * 0.31, 36.0 + f64::from(number / 20) * 0.27);
    Site {
        id: format!("SG{number:03}"),
        party: ["", "north", "south"][number as usize % 3].to_owned(),
        names: vec![Wording { language: "en".to_owned(), text: "Orchard".to_owned() }],
        position: Position { geometry: Some(Geometry::point(north, east)), uncertainty_m: Some(50.0) },
        withheld_to: if number.is_multiple_of(7) { vec!["somebody".to_owned()] } else { Vec::new() },
        ..Site::default()
    }
}

async fn put(store: &Store, documents: &[Document]) {
    let work = store.begin("field team").await.expect("begun");
    work.put(documents).await.expect("written");
    work.commit().await.expect("committed");
}

const SITES: &[Kind] = &[Kind::Document(Noun::Site)];

fn ids(spots: &[Spot]) -> Vec<&str> {
    spots.iter().map(|s| s.thing.as_str()).collect()
}

pub(crate) async fn a_map_gets_what_a_plain_reading_gives(place: Place) {
    let store = filled(&place).await;
    let sites: Vec<Site> = (0..400).map(site).collect();
    put(&store, &sites.iter().cloned().map(document).collect::<Vec<_>>()).await;
    for party in ["", "north", "south"] {
        let seen = store.seen_by(party);
        for (west, south, wide) in [(39.0, 35.0, 10.0), (41.0, 37.0, 2.0), (44.2, 39.1, 0.7), (0.0, 0.0, 1.0)]
        {
            let view = View { west, south, east: west + wide, north: south + wide, squares: 8 };
            let expected: Vec<&str> = sites
                .iter()
                .filter(|s| {
                    s.withheld_to.is_empty() && (party.is_empty() || ["", party].contains(&&*s.party))
                })
                .filter(|s| {
                    let Some(Geometry::Point { coordinates: [east, north] }) = s.position.geometry else {
                        return false;
                    };
                    (west..west + wide).contains(&east) && (south..south + wide).contains(&north)
                })
                .map(|s| s.id.as_str())
                .collect();
            let single = seen.spots(SITES, &view, 1000).await.expect("asked");
            assert_eq!(ids(&single), expected, "{party:?} {view:?}");
            if expected.len() > 1 {
                let squares = seen.spots(SITES, &view, 1).await.expect("asked");
                assert!(squares.len() <= 81 && squares.iter().all(|s| s.thing.is_empty()));
                let counted: u64 = squares.iter().map(|s| s.count).sum();
                assert_eq!(counted, expected.len() as u64, "{party:?} {view:?}");
            }
            // Counted from cells that are smaller than the distance of two sites: the same squares.
            if view.is_wide() {
                let cells = seen.cells(SITES).await.expect("asked");
                let squares = seen.spots(SITES, &view, 0).await.expect("asked");
                assert_eq!(view.squares_of(&cells), squares, "{party:?} {view:?}");
            }
        }
    }
    let extent = store.extent(SITES).await.expect("asked").expect("somewhere");
    assert!(
        (extent.east - (40.0 + 19.0 * 0.31)).abs() < 1e-4 && (extent.south - 36.0).abs() < 1e-4,
        "{extent:?}"
    );
    assert_eq!(store.extent(&[]).await.expect("asked"), None);
}

pub(crate) async fn what_becomes_withheld_or_is_erased_leaves_the_map(place: Place) {
    let store = filled(&place).await;
    let whole = View { west: -180.0, south: -85.0, east: 180.0, north: 85.0, squares: 4 };
    let there = async || {
        let found = store.spots(SITES, &whole, 100).await.expect("asked");
        found.into_iter().map(|s| s.thing).collect::<Vec<_>>()
    };
    let open = Site { withheld_to: Vec::new(), ..site(1) };
    put(&store, &[document(open.clone())]).await;
    assert_eq!(there().await, ["SG001"]);
    put(&store, &[document(Site { withheld_to: vec!["somebody".to_owned()], ..open.clone() })]).await;
    assert_eq!(there().await, [""; 0]);
    put(&store, &[document(open.clone())]).await;
    put(&store, &[document(Site { position: Position::default(), ..open.clone() })]).await;
    assert_eq!(there().await, [""; 0], "nobody knows any more where it is");

    // What is said about it is counted for those who see it.
    put(&store, &[document(open.clone())]).await;
    let about = vec![Reference::new(Noun::Site, "SG001")];
    let said = |id: &str, party: &str| {
        document(Statement {
            id: id.to_owned(),
            party: party.to_owned(),
            witness: "W1".to_owned(),
            taken_by: "interviewer".to_owned(),
            taken: Some(Day::new(2024, 5, 6)),
            text: "There.".to_owned(),
            about: about.clone(),
            ..Statement::default()
        })
    };
    put(&store, &[said("ST1", "north"), said("ST2", "south"), said("ST3", "south")]).await;
    for (party, count) in [("", 3), ("north", 1), ("south", 2)] {
        let counted = store.seen_by(party).referring(Noun::Statement, Noun::Site, &["SG001"]).await;
        assert_eq!(counted.expect("counted").get("SG001"), Some(&count), "{party}");
    }
    let missing = store.spots(&KINDS[..1], &whole, 100).await.expect("asked");
    assert!(missing.iter().all(|s| s.kind == Kind::MissingPerson));
}
