//! The Merkle tree over the leaves (RFC 6962, 2.1), kept as tiles of 256 hashes (C2SP tlog-tiles).
//!
//! Tile *n* of level *k* holds 256 hashes of complete subtrees of 256^k leaves each. To grow, a log
//! needs its right edge only: the last, incomplete tile of each level ([`Edge`]).

use std::collections::{BTreeMap, BTreeSet};

use tlog_tiles::{Error, Hash, HashReader, Tile};

/// Hashes of a full tile.
pub const WIDTH: usize = 256;
/// log₂ of the width.
const HEIGHT: u8 = 8;

/// A tile by level and number.
pub type TileId = (u8, u64);

/// The hash of a leaf.
#[must_use]
pub fn leaf_hash(leaf: &str) -> Hash {
    tlog_tiles::record_hash(leaf.as_bytes())
}

/// The right edge of a tree: enough to add leaves and to know the root.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edge {
    /// The incomplete tile of each level, from the leaves up.
    levels: Vec<Vec<Hash>>,
    /// Tiles that were completed since [`Edge::take_complete`].
    complete: Vec<(TileId, Vec<u8>)>,
}

impl Edge {
    /// The edge of a tree of `size` leaves, from its incomplete tiles' bytes, by level.
    ///
    /// # Errors
    /// The first level whose tile has not the length that the size asks for.
    pub fn from_tiles(size: u64, tiles: &BTreeMap<u8, Vec<u8>>) -> Result<Self, u8> {
        let mut levels = Vec::new();
        let mut rest = size;
        let mut level = 0_u8;
        while rest > 0 {
            let width = usize::try_from(rest % WIDTH as u64).unwrap_or(0);
            let bytes = tiles.get(&level).map_or(&[][..], |t| &t[..]);
            if bytes.len() != width * 32 {
                return Err(level);
            }
            levels.push(hashes(bytes));
            rest /= WIDTH as u64;
            level += 1;
        }
        Ok(Self { levels, complete: Vec::new() })
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: &str) {
        let mut hash = leaf_hash(leaf);
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            self.levels[level].push(hash);
            if self.levels[level].len() < WIDTH {
                return;
            }
            // The number of the tile is how many leaves are to its left, in tiles of its level.
            let number = self.size_from(level + 1);
            let bytes = bytes(&self.levels[level]);
            hash = Tile::subtree_hash(&bytes);
            self.complete.push(((u8::try_from(level).unwrap_or(u8::MAX), number), bytes));
            self.levels[level].clear();
        }
    }

    /// Leaves in complete tiles of the levels from `level` on, in units of its subtrees.
    fn size_from(&self, level: usize) -> u64 {
        self.levels.iter().skip(level).rev().fold(0, |n, tile| n * WIDTH as u64 + tile.len() as u64)
    }

    /// How many leaves there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size_from(0)
    }

    /// The root. Of an empty tree: the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut root: Option<Hash> = None;
        for tile in &self.levels {
            let mut end = tile.len();
            while end > 0 {
                let width = 1 << end.trailing_zeros();
                let left = Tile::subtree_hash(&bytes(&tile[end - width..end]));
                root = Some(root.map_or(left, |right| tlog_tiles::node_hash(left, right)));
                end -= width;
            }
        }
        root.unwrap_or(tlog_tiles::EMPTY_HASH)
    }

    /// Tiles that were completed since the last call.
    pub fn take_complete(&mut self) -> Vec<(TileId, Vec<u8>)> {
        std::mem::take(&mut self.complete)
    }

    /// The incomplete tiles, as bytes.
    #[must_use]
    pub fn incomplete(&self) -> Vec<(TileId, Vec<u8>)> {
        let mut tiles = Vec::new();
        for (level, tile) in self.levels.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
            let id = (u8::try_from(level).unwrap_or(u8::MAX), self.size_from(level + 1));
            tiles.push((id, bytes(tile)));
        }
        tiles
    }
}

fn bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|h| h.0).collect()
}

fn hashes(bytes: &[u8]) -> Vec<Hash> {
    bytes.chunks_exact(32).map(|c| Hash(c.try_into().unwrap_or_default())).collect()
}

/// Path of a tile below the log's prefix: `tile/0/x001/234`, `tile/1/000.p/7`.
#[must_use]
pub fn tile_path((level, number): TileId, width: usize) -> String {
    format!("tile/{level}/{}", numbered(number, width))
}

/// Path of a bundle of leaves: `tile/entries/000.p/12`.
#[must_use]
pub fn entries_path(number: u64, width: usize) -> String {
    format!("tile/entries/{}", numbered(number, width))
}

fn numbered(mut number: u64, width: usize) -> String {
    let mut text = format!("{:03}", number % 1000);
    while number >= 1000 {
        number /= 1000;
        text = format!("x{:03}/{text}", number % 1000);
    }
    if width == WIDTH { text } else { format!("{text}.p/{width}") }
}

/// What a path below `tile/` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Hashes.
    Tile(TileId, usize),
    /// Leaves.
    Entries(u64, usize),
}

/// Reads a path as [`tile_path`] and [`entries_path`] write it, without the leading `tile/`.
#[must_use]
pub fn parse_path(path: &str) -> Option<Asked> {
    let (first, rest) = path.split_once('/')?;
    let (number, width) = match rest.split_once(".p/") {
        Some((number, width)) => (number, width.parse().ok().filter(|w| (1..WIDTH).contains(w))?),
        None => (rest, WIDTH),
    };
    let parts: Vec<&str> = number.split('/').collect();
    let mut n = 0_u64;
    for (i, part) in parts.iter().enumerate() {
        let digits = if i + 1 < parts.len() { part.strip_prefix('x')? } else { part };
        if digits.len() != 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        n = n.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    let asked = if first == "entries" {
        Asked::Entries(n, width)
    } else {
        Asked::Tile((first.parse().ok().filter(|l| *l < 8)?, n), width)
    };
    // One address a tile: no leading zeroes.
    let again = match asked {
        Asked::Tile(id, width) => tile_path(id, width),
        Asked::Entries(n, width) => entries_path(n, width),
    };
    (again.strip_prefix("tile/") == Some(path)).then_some(asked)
}

/// A bundle of leaves as it is served: each with its length before it.
#[must_use]
pub fn entries<'a>(leaves: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let mut bundle = Vec::new();
    for leaf in leaves {
        bundle.extend(u16::try_from(leaf.len()).unwrap_or(u16::MAX).to_be_bytes());
        bundle.extend(leaf.as_bytes());
    }
    bundle
}

/// Tiles that were fetched, for proofs.
#[derive(Debug, Default)]
pub struct Tiles(pub BTreeMap<TileId, Vec<u8>>);

impl HashReader for Tiles {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        indexes
            .iter()
            .map(|index| {
                let tile = Tile::from_index(HEIGHT, *index);
                let bytes = self.0.get(&(tile.level(), tile.level_index())).ok_or(Error::InvalidTile)?;
                let wanted = bytes.get(..tile.width() as usize * 32).ok_or(Error::InvalidTile)?;
                tile.hash_at_index(wanted, *index)
            })
            .collect()
    }
}

/// Writes down which tiles a computation needs.
struct Needed(std::cell::RefCell<BTreeSet<TileId>>);

impl HashReader for Needed {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        let tiles = indexes.iter().map(|index| {
            let tile = Tile::from_index(HEIGHT, *index);
            (tile.level(), tile.level_index())
        });
        self.0.borrow_mut().extend(tiles);
        Ok(vec![tlog_tiles::EMPTY_HASH; indexes.len()])
    }
}

/// Something that is proved of a tree from its tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The root of the first `size` leaves.
    Root {
        /// Leaves.
        size: u64,
    },
    /// Leaf `index` is in the tree of `size` leaves (RFC 6962, 2.1.1).
    Inclusion {
        /// Leaves.
        size: u64,
        /// The leaf, from 0.
        index: u64,
    },
    /// The tree of `size` leaves begins with that of `old` leaves (RFC 6962, 2.1.2).
    Consistency {
        /// Leaves now.
        size: u64,
        /// Leaves then.
        old: u64,
    },
}

impl Question {
    /// Tiles that [`Question::answer`] will need.
    #[must_use]
    pub fn tiles(self) -> BTreeSet<TileId> {
        let needed = Needed(std::cell::RefCell::default());
        let _ = self.read(&needed);
        needed.0.into_inner()
    }

    /// The hashes that prove it; the root alone for [`Question::Root`].
    ///
    /// # Errors
    /// A tile that is missing, or numbers that ask for nothing.
    pub fn answer(self, tiles: &Tiles) -> Result<Vec<Hash>, Error> {
        self.read(tiles)
    }

    fn read<R: HashReader>(self, reader: &R) -> Result<Vec<Hash>, Error> {
        match self {
            Self::Root { size: 0 } => Ok(vec![tlog_tiles::EMPTY_HASH]),
            Self::Root { size } => Ok(vec![tlog_tiles::tree_hash(size, reader)?]),
            Self::Inclusion { size, index } => tlog_tiles::prove_record(size, index, reader),
            Self::Consistency { old: 0, .. } => Ok(Vec::new()),
            Self::Consistency { size, old } => tlog_tiles::prove_tree(size, old, reader),
        }
    }
}

/// Whether `proof` shows that the leaf with this hash is the `index`-th of the tree.
#[must_use]
pub fn includes(proof: &Vec<Hash>, size: u64, root: Hash, index: u64, leaf: Hash) -> bool {
    index < size && tlog_tiles::check_record(proof, size, root, index, leaf).is_ok()
}

/// Whether `proof` shows that the tree begins with the older one. Every tree begins with the empty one.
#[must_use]
pub fn extends(proof: &Vec<Hash>, size: u64, root: Hash, old: u64, old_root: Hash) -> bool {
    match old {
        0 => proof.is_empty(),
        _ if old == size => proof.is_empty() && root == old_root,
        _ => old < size && tlog_tiles::check_tree(proof, size, root, old, old_root).is_ok(),
    }
}
