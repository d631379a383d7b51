//! Trees, tiles and proofs.

use std::collections::BTreeMap;

use kintrace_record::tree::{
    Asked, Edge, Question, Tiles, extends, includes, leaf_hash, parse_path, tile_path,
};
use kintrace_record::{Change, Hash, Leaf, canonical, commitment};
use proptest::prelude::*;

/// A log's tree with all of its tiles.
fn grown(size: u64) -> (Edge, Tiles) {
    let mut edge = Edge::default();
    for i in 0..size {
        edge.push(&format!("leaf {i}"));
    }
    let mut tiles: BTreeMap<_, _> = edge.take_complete().into_iter().collect();
    tiles.extend(edge.incomplete());
    (edge, Tiles(tiles))
}

/// RFC 6962, 2.1: split at the largest power of two below n.
fn by_definition(leaves: &[Hash]) -> Hash {
    match leaves.len() {
        0 => tlog_empty(),
        1 => leaves[0],
        n => {
            let k = 1 << (usize::BITS - 1 - (n - 1).leading_zeros());
            node(by_definition(&leaves[..k]), by_definition(&leaves[k..]))
        }
    }
}

fn node(left: Hash, right: Hash) -> Hash {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left.0);
    hash.update(right.0);
    Hash(hash.finalize().into())
}

fn tlog_empty() -> Hash {
    use sha2::{Digest, Sha256};
    Hash(Sha256::digest([]).into())
}

#[test]
fn the_root_is_that_of_the_standard() {
    for size in [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 1000] {
        let (edge, _) = grown(size);
        let leaves: Vec<Hash> = (0..size).map(|i| leaf_hash(&format!("leaf {i}"))).collect();
        assert_eq!(edge.root(), by_definition(&leaves), "{size}");
        assert_eq!(edge.size(), size);
    }
}

#[test]
fn an_edge_is_read_from_its_tiles_and_goes_on() {
    let (edge, _) = grown(70_000);
    let tiles: BTreeMap<u8, Vec<u8>> =
        edge.incomplete().into_iter().map(|((level, _), bytes)| (level, bytes)).collect();
    let mut again = Edge::from_tiles(70_000, &tiles).unwrap();
    assert_eq!(again.root(), edge.root());
    again.push("leaf 70000");
    assert_eq!(again.root(), grown(70_001).0.root());
    assert_eq!(Edge::from_tiles(70_001, &tiles), Err(0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn proofs_hold_for_what_is_there_and_for_nothing_else(size in 1_u64..1500, a in 0_u64..1500, b in 0_u64..1500) {
        let (edge, tiles) = grown(size);
        let (index, old) = (a % size, b % (size + 1));
        let leaf = leaf_hash(&format!("leaf {index}"));
        let proof = Question::Inclusion { size, index }.answer(&tiles).unwrap();
        prop_assert!(includes(&proof, size, edge.root(), index, leaf));
        prop_assert!(!includes(&proof, size, edge.root(), index, leaf_hash("another")));
        if size > 1 {
            prop_assert!(!includes(&proof, size, edge.root(), (index + 1) % size, leaf));
        }
        let root = Question::Root { size: old }.answer(&tiles).unwrap()[0];
        prop_assert_eq!(root, grown(old).0.root());
        let proof = Question::Consistency { size, old }.answer(&tiles).unwrap();
        prop_assert!(extends(&proof, size, edge.root(), old, root));
        if old > 0 {
            prop_assert!(!extends(&proof, size, edge.root(), old, leaf_hash("another root")));
        }
        // The tiles that were asked for are enough.
        let question = Question::Consistency { size, old };
        let few = Tiles(question.tiles().into_iter().map(|id| (id, tiles.0[&id].clone())).collect());
        prop_assert_eq!(question.answer(&few).unwrap(), proof);
    }

    #[test]
    fn paths_are_read_as_they_are_written(level in 0_u8..8, number in 0_u64..5_000_000, width in 1_usize..257) {
        let path = tile_path((level, number), width);
        prop_assert_eq!(parse_path(path.strip_prefix("tile/").unwrap()), Some(Asked::Tile((level, number), width)));
    }

    #[test]
    fn a_leaf_is_canonical_json(sequence in 0_u64..1 << 50, version in 1_u64..100, erased: bool) {
        let leaf = Leaf {
            actor: commitment(&[1], "registrar"),
            change: if erased { Change::Erased } else { Change::Changed },
            commitment: (!erased).then(|| commitment(&[2], "{}")),
            kind: "missing person".to_owned(),
            sequence,
            thing: "00ff".to_owned(),
            time: "2026-11-24T10:00:00Z".to_owned(),
            version,
        };
        prop_assert_eq!(leaf.canonical(), canonical(&leaf).unwrap());
        prop_assert_eq!(Leaf::parse(&leaf.canonical()).unwrap(), leaf);
    }
}

#[test]
fn addresses_that_no_tile_has() {
    for path in
        ["0/1", "0/0001", "0/x000/001", "9/000", "0/000.p/256", "0/000.p/0", "entries", "entries/-01", "0/"]
    {
        assert_eq!(parse_path(path), None, "{path}");
    }
    assert_eq!(parse_path("entries/x001/234.p/5"), Some(Asked::Entries(1234, 5)));
}
