//! Panels of SNPs: the same engine with two alleles, at as many loci as there are.

use std::fmt::Write;

use kintrace_interchange::detect::Source;
use kintrace_matching::{Described, Settings, case, search};

use crate::imported;

/// Numbers that look drawn, the same each time.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / f64::from(1_u32 << 31)
    }
}

/// Families of whom a brother is missing and a sister gave DNA, all brothers found, a tenth of their loci unread.
fn files(loci: usize, families: usize) -> Vec<Source> {
    let mut draws = Draws(11);
    let frequencies: Vec<f64> = (0..loci).map(|_| 0.1 + 0.8 * draws.next()).collect();
    let mut table = "locus,allele,frequency\n".to_owned();
    for (l, p) in frequencies.iter().enumerate() {
        writeln!(table, "rs{},A,{p:.6}\nrs{},G,{:.6}", 1000 + l, 1000 + l, 1.0 - p).expect("written");
    }
    let mut missing = "missing,family,person,name,sex\n".to_owned();
    let mut pedigree = "family,person,father,mother,sex\n".to_owned();
    let mut remains = "remains,site,sex\n".to_owned();
    let mut samples = "sample,person,remains\n".to_owned();
    let mut profiles = "sample,locus,allele1,allele2\n".to_owned();
    for f in 0..families {
        writeln!(missing, "M{f},F{f},b{f},A,male").expect("written");
        writeln!(
            pedigree,
            "F{f},f{f},,,male\nF{f},m{f},,,female\nF{f},b{f},f{f},m{f},male\nF{f},s{f},f{f},m{f},female"
        )
        .expect("written");
        writeln!(remains, "B{f},S,male").expect("written");
        writeln!(samples, "T{f},,B{f}\nR{f},s{f},").expect("written");
        for (l, p) in frequencies.iter().enumerate() {
            let parents: [[bool; 2]; 2] = std::array::from_fn(|_| std::array::from_fn(|_| draws.next() < *p));
            let mut child = || parents.map(|of| of[usize::from(draws.next() < 0.5)]);
            let (brother, sister) = (child(), child());
            let shown = |of: [bool; 2]| of.map(|is_a| if is_a { "A" } else { "G" }).join(",");
            if draws.next() < 0.9 {
                writeln!(profiles, "T{f},rs{},{}", 1000 + l, shown(brother)).expect("written");
            }
            writeln!(profiles, "R{f},rs{},{}", 1000 + l, shown(sister)).expect("written");
        }
    }
    let files = [
        ("frequencies.csv", table),
        ("missing.csv", missing),
        ("pedigree.csv", pedigree),
        ("remains.csv", remains),
        ("samples.csv", samples),
        ("profiles.csv", profiles),
    ];
    files.map(|(name, text)| Source { name: name.to_owned(), bytes: text.into_bytes() }).into()
}

#[test]
fn a_panel_names_brothers() {
    for (loci, least) in [(100, 0.0), (1000, 30.0), (10_000, 300.0)] {
        let families = if loci == 10_000 { 3 } else { 8 };
        let registry = imported(&files(loci, families));
        let outcome = search(case(&registry, &Described::default(), &Settings::default()), &|| ());
        for f in 0..families {
            let found = outcome.found.iter().find(|h| h.remains == format!("B{f}")).expect("a hypothesis");
            if loci > 100 {
                assert_eq!(found.missing, format!("M{f}"), "{loci} loci");
                assert!(found.posterior > 0.9999 && found.log10_lr_dna > least, "{loci} loci: {found:?}");
            }
        }
    }
}
