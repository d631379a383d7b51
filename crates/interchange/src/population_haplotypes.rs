//! Haplotypes of a population: a table as laboratories publish it, a row a person, with columns for loci of the Y
//! chromosome or for mitochondrial DNA (`mtDNA` with `range`, or `HV1`, `HV2`, `HV3`). The first column, `sample`, is what
//! the person is called in the table; it is not kept.

use std::collections::BTreeMap;

use kintrace_casework::{Fault, Faults, locus_name};
use kintrace_kinship::Profile;

use crate::detect::{Source, read_all};

/// Reads profiles of what is handed down one line, a person each.
///
/// # Errors
/// Faults by row and column; loci of both parents are none of these, and a file of something else is refused.
pub fn population_haplotypes(source: &Source) -> Result<Vec<Profile>, Faults> {
    let batch = read_all(std::slice::from_ref(source))?;
    let mut faults = batch.faults;
    if batch.readings.is_empty() && faults.is_empty() {
        let expected =
            "a table of haplotypes was expected: sample, and loci of the Y chromosome (DYS…) or mtDNA";
        return Err(Faults::of_file(&source.name, expected));
    }
    let mut profiles: BTreeMap<String, Profile> = BTreeMap::new();
    for reading in batch.readings {
        let of_mothers = || locus_name::mitochondrial(&reading.locus).map(str::to_owned);
        let Some(locus) = locus_name::y_chromosomal(&reading.locus).or_else(of_mothers) else {
            faults.push(Fault {
                file: reading.origin.file.to_string(),
                row: reading.origin.row,
                column: reading.column,
                value: reading.locus,
                expected: "a locus of the Y chromosome (DYS…) or mtDNA was expected".to_owned(),
            });
            continue;
        };
        profiles.entry(reading.sample).or_default().insert(locus, reading.alleles);
    }
    if faults.is_empty() { Ok(profiles.into_values().collect()) } else { Err(Faults(faults)) }
}
