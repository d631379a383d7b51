//! Heights of peaks, from a laboratory's table to how often an allele drops out, and to the file of a pair.

use std::fmt::Write;

use kintrace_casework::Registry;
use kintrace_casework::registry::Subject;
use kintrace_interchange::detect::Source;
use kintrace_interchange::kinship_case::Written;
use kintrace_interchange::reference_cases::kinship_cases;
use kintrace_kinship::builtin;
use kintrace_matching::{Degraded, Settings, drop_out, loci, pair};
use serde_json::Map;

use crate::imported;

/// A mother, and a bone whose peaks fall with their fragments' length; every fourth locus looks homozygous.
fn registry() -> Registry {
    let table = builtin::frequencies();
    let mut profiles = "Sample Name;Marker;Allele 1;Allele 2;Size 1;Size 2;Height 1;Height 2\n".to_owned();
    for (l, (locus, alleles)) in table.loci().enumerate() {
        let (one, other) = (&alleles[alleles.len() / 2].0, &alleles[alleles.len() / 2 - 1].0);
        let size = 90.0 + 15.0 * l as f64;
        let height = (7.5 - 0.01 * size).exp();
        let second = if l % 4 == 0 { one } else { other };
        writeln!(
            profiles,
            "T1;{locus};{other};{second};{size:.2};{:.2};{:.0};{:.0}",
            size + 4.0,
            height * 1.2,
            height * 0.8
        )
        .expect("written");
        writeln!(profiles, "R1;{locus};{one};{other};;;;").expect("written");
    }
    // The peaks of what looks homozygous are one.
    let profiles: String = profiles
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(';').collect();
            if cells[0] == "T1" && cells[2] == cells[3] {
                format!("{};{};{};{};{};;{};\n", cells[0], cells[1], cells[2], cells[3], cells[4], cells[6])
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    let files = [
        ("missing.csv", "missing,family,person,name,sex\nM1,F1,him,A,male\n".to_owned()),
        (
            "pedigree.csv",
            "family,person,father,mother,sex\nF1,her,,,female\nF1,father,,,male\nF1,him,father,her,male\n"
                .to_owned(),
        ),
        ("remains.csv", "remains,site,sex\nB1,X,male\n".to_owned()),
        ("samples.csv", "sample,person,remains\nR1,her,\nT1,,B1\n".to_owned()),
        ("profiles.csv", profiles),
    ];
    imported(&files.map(|(name, text)| Source { name: name.to_owned(), bytes: text.into_bytes() }))
}

#[test]
fn heights_say_how_often_an_allele_drops_out() {
    let registry = registry();
    let settings = Settings::default();
    let loci = loci(&builtin::frequencies(), &settings);
    let subject = Subject::Remains("B1".to_owned());
    let profile = registry.profiles_by_subject().remove(&subject).expect("typed").into_owned();
    let homozygous: Vec<usize> = (0..loci.len())
        .filter(|&l| {
            profile.get(loci[l].name()).is_some_and(|pair| pair.second.as_ref() == Some(&pair.first))
        })
        .collect();
    let by_locus = Degraded::of(&profile, &loci, &settings).drop_out;
    // By the length of the fragments, from next to none to a good part.
    let mut of_length: Vec<(u32, f64)> = homozygous
        .iter()
        .map(|&l| (profile.peaks(loci[l].name())[0].size.expect("given"), by_locus[l]))
        .collect();
    of_length.sort_by_key(|(size, _)| *size);
    assert!(of_length.is_sorted_by(|a, b| a.1 <= b.1), "{of_length:?}");
    assert!(of_length.first().is_some_and(|s| s.1 < 0.01), "{of_length:?}");
    assert!(of_length.last().is_some_and(|s| s.1 > 0.15), "{of_length:?}");
    // A laboratory that reads lower peaks misses fewer.
    let lower =
        Degraded::of(&profile, &loci, &Settings { analytical_threshold: 20.0, ..Settings::default() })
            .drop_out;
    assert!(homozygous.iter().all(|&l| lower[l] <= by_locus[l]));
    // Without heights, by what of the profile is missing.
    let mut without = profile.clone();
    without.forget_peaks();
    let typed = loci.iter().filter(|l| without.get(l.name()).is_some()).count();
    let share = drop_out(typed, loci.len());
    assert!(Degraded::of(&without, &loci, &settings).drop_out.iter().all(|d| d.to_bits() == share.to_bits()));

    // The file of the pair holds them, and gives the same number.
    let families = registry.families();
    let pedigree = families[0].pedigree().expect("possible");
    let missing = pedigree.find("him").expect("a member");
    let relatives = registry.profiles_of_persons(|_| true);
    let of =
        |profile| pair(&builtin::frequencies(), &pedigree, missing, &relatives, profile, &settings).ln_lr();
    let written = Written {
        id: "pair",
        pedigree: &pedigree,
        missing,
        loci: &loci,
        relatives: &relatives,
        remains: &profile,
        drop_out: &by_locus,
        drop_in: 0.0,
        likelier: &[],
        contamination: settings.contamination,
        theta: 0.0,
    };
    let text = written.json(Map::new()).to_string();
    let read = kinship_cases("pair.json", &text).expect("sound");
    let found = read[0].likelihood_ratio().ln_lr();
    assert!((found - of(&profile)).abs() < 1e-9, "{found} {}", of(&profile));
    assert!((of(&without) - of(&profile)).abs() > 1e-3);

    // So it does where an allele may drop in, which is the less likely the higher its peak is.
    let settings = Settings { drop_in: 0.05, ..settings };
    let degraded = Degraded::of(&profile, &loci, &settings);
    let compared = pair(&builtin::frequencies(), &pedigree, missing, &relatives, &profile, &settings).ln_lr();
    assert!((compared - found).abs() > 1e-6, "{compared} {found}");
    let written = Written { drop_in: settings.drop_in, likelier: &degraded.likelier, ..written };
    let read = kinship_cases("pair.json", &written.json(Map::new()).to_string()).expect("sound");
    assert!((read[0].likelihood_ratio().ln_lr() - compared).abs() < 1e-9);
    let unknown = Written { likelier: &[], ..written };
    let read = kinship_cases("pair.json", &unknown.json(Map::new()).to_string()).expect("sound");
    assert!((read[0].likelihood_ratio().ln_lr() - compared).abs() > 1e-6);
}

/// Heights of two samples of one body are of two experiments: they say nothing together.
#[test]
fn of_two_samples_no_heights_are_taken() {
    let mut registry = registry();
    let (mut sample, profile) = (registry.samples["T1"].clone(), registry.profiles["T1"].clone());
    sample.id = "T2".to_owned();
    registry.samples.insert("T2".to_owned(), sample);
    registry.profiles.insert("T2".to_owned(), profile);
    let merged = registry.profiles_by_subject().remove(&Subject::Remains("B1".to_owned())).expect("typed");
    assert!(merged.iter().all(|(locus, _)| merged.peaks(locus).is_empty()));
}
