//! What is handed down one line only, as the page of a pair and its file give it.

use kintrace_kinship::AllelePair;
use kintrace_matching::LineReading;
use kintrace_store::missing_persons::File;
use serde_json::{Map, Value, json};

use crate::hypotheses::name_in;

/// A locus of one line.
pub(crate) struct HaplotypeRow {
    pub(crate) locus: String,
    pub(crate) remains: String,
    pub(crate) relatives: String,
}

/// Everything that was read, in one cell.
pub(crate) fn alleles(pair: &AllelePair) -> String {
    pair.alleles().collect::<Vec<_>>().join(", ")
}

/// Readings with the relatives' names.
pub(crate) fn rows(readings: &[LineReading], file: &File) -> Vec<HaplotypeRow> {
    let row = |reading: &LineReading| {
        let relatives = reading.relatives.iter();
        let relatives: Vec<String> =
            relatives.map(|(id, pair)| format!("{} ({})", name_in(file, id), alleles(pair))).collect();
        HaplotypeRow {
            locus: reading.locus.clone(),
            remains: reading.remains.as_ref().map(alleles).unwrap_or_default(),
            relatives: relatives.join("; "),
        }
    };
    readings.iter().map(row).collect()
}

/// Readings by id and locus; ids stand in it, and no names.
pub(crate) fn json(readings: &[LineReading]) -> Value {
    let mut of: Map<String, Value> = Map::new();
    let mut put = |id: &str, locus: &str, pair: &AllelePair| {
        let read = of.entry(id).or_insert_with(|| json!({}));
        read[locus] = json!(pair.alleles().collect::<Vec<_>>());
    };
    for LineReading { locus, remains, relatives } in readings {
        for (id, pair) in relatives {
            put(id, locus, pair);
        }
        if let Some(pair) = remains {
            put("remains", locus, pair);
        }
    }
    Value::Object(of)
}
