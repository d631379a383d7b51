//! The frequency table that ships with the program.
//!
//! 23 autosomal STR loci in a Norwegian population: Dupuy, Stenersen, Lu, Olaisen, *FSI: Genetics
//! Supplement Series* 4 (2013) e139, as distributed with the R packages forrel and Familias under the
//! name `NorwegianFrequencies`. It stands in until an office imports a table of its own population;
//! pages and reports name the table that was used.

use crate::frequency::FrequencyTable;

const TABLE: &str = include_str!("../data/norwegian.csv");

/// The table.
///
/// # Panics
/// If the table that was built in is damaged, which a test excludes.
#[must_use]
pub fn frequencies() -> FrequencyTable {
    let mut table = FrequencyTable::new("Norwegian population, Dupuy et al. 2013 (built in)");
    let mut locus = "";
    let mut alleles = Vec::new();
    for line in TABLE.lines().skip(1).chain(std::iter::once(",,")) {
        let mut cells = line.split(',');
        let (name, allele, frequency) =
            (cells.next().unwrap_or(""), cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        if name != locus && !locus.is_empty() {
            table.insert(locus, std::mem::take(&mut alleles)).expect("the built-in table is whole");
        }
        locus = name;
        if let Ok(frequency) = frequency.parse() {
            alleles.push((allele.to_owned(), frequency));
        }
    }
    table
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_whole() {
        let table = super::frequencies();
        assert_eq!(table.loci().count(), 23);
        assert!(table.loci().all(|(_, alleles)| alleles.len() >= 9));
    }
}
