//! Whole registries as tables.

use std::path::Path;

use kintrace_casework::import::Kind;
use kintrace_interchange::detect::Source;
use kintrace_interchange::package;
use kintrace_kinship::Peak;
use rust_xlsxwriter::Workbook;

use crate::{file, import, import_into};

fn world() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/world-small");
    Source::read(&[folder]).expect("test data")
}

#[test]
fn a_world_made_by_somebody_else_is_imported_whole() {
    let merged = import(&world()).expect("imported");
    let count = |kind: Kind| merged.changes.iter().filter(|c| c.kind == kind).count();
    assert_eq!(count(Kind::MissingPerson), 40);
    assert_eq!(count(Kind::Person), 254);
    assert_eq!(count(Kind::Remains), 30);
    assert_eq!(count(Kind::Sample), 108);
    assert_eq!(count(Kind::Profile), 108);
    assert!(merged.notes.iter().any(|n| n.contains("truth.csv") && n.contains("not imported")));
    // Once more changes nothing.
    let again = import_into(&merged.registry, &world()).expect("imported");
    assert_eq!(again.changes, []);
}

const FAMILY: &str = "missing,name,sex\nM1,A,male\n";
const RELATIVES: &str = "missing,person,relation,sex\nM1,R1,mother,female\n";
const SAMPLES: &str = "sample,person\nS1,R1\n";

/// As software of genetic analysers exports them; and back from our own table.
#[test]
fn peaks_come_with_their_alleles() {
    let profiles = "Sample Name;Marker;Allele 1;Allele 2;Size 1;Size 2;Height 1;Height 2\n\
        S1;TH01;6;9.3;169,51;182.9;812;640\nS1;FGA;22;22;230.1;;401;\nS1;vWA;17;18;;;;\n";
    let files =
        [file("m.csv", FAMILY), file("r.csv", RELATIVES), file("s.csv", SAMPLES), file("p.csv", profiles)];
    let registry = import(&files).expect("sound").registry;
    let peak = |height: u32, size: u32| Peak { height, size: Some(size) };
    let profile = &registry.profiles["S1"];
    assert_eq!(profile.peaks("TH01"), [peak(812, 16_951), peak(640, 18_290)]);
    assert_eq!(profile.peaks("FGA"), [peak(401, 23_010)]);
    assert_eq!(profile.peaks("VWA"), []);
    let written =
        package::registry(&registry).into_iter().find(|f| f.path == "profiles.csv").expect("profiles");
    let again = [
        files[0].clone(),
        files[1].clone(),
        files[2].clone(),
        Source { name: "p.csv".into(), bytes: written.bytes },
    ];
    assert_eq!(import(&again).expect("sound").registry.profiles, registry.profiles);
    let wrong = profiles.replace("812", "high");
    let files =
        [file("m.csv", FAMILY), file("r.csv", RELATIVES), file("s.csv", SAMPLES), file("p.csv", &wrong)];
    let refused = import(&files).expect_err("refused").to_string();
    assert!(
        refused.contains("column height1, \"high\": a number from 0 to 100000 was expected"),
        "{refused}"
    );
}

#[test]
fn profiles_in_every_layout_are_the_same() {
    let layouts = [
        "sample,locus,allele1,allele2\nS1,TH01,\"9,3\",6\nS1,vWA,17,17\nS1,FGA,22,\nS1,D3S1358,,\n",
        "Sample Name;Marker;Allele 1;Allele 2\nS1;TH01;9.3;06\nS1;VWA;17.0;17\nS1;fga;22;-\n",
        "sample;TH01_1;TH01_2;vWA_1;vWA_2;FGA 1;FGA 2;AMEL\nS1;9,3;6;17;17;22;;X Y\n",
        "sample;TH01;vWA;FGA\nS1;9,3/6;17,17;22\n",
        "sample\tTH01\tTH01\tvWA\tvWA\tFGA\tFGA\nS1\t9.3\t6\t17\t17\t22\t\n",
    ];
    for layout in layouts {
        let files =
            [file("m.csv", FAMILY), file("r.csv", RELATIVES), file("s.csv", SAMPLES), file("p.csv", layout)];
        let registry = import(&files).unwrap_or_else(|e| panic!("{layout}\n{e}")).registry;
        let profile = &registry.profiles["S1"];
        let read = |locus: &str| {
            let pair = profile.get(locus).unwrap_or_else(|| panic!("{layout}: {locus}"));
            (pair.first.as_str().to_owned(), pair.second.clone())
        };
        assert_eq!(read("TH01"), ("9.3".into(), Some("6".into())), "{layout}");
        assert_eq!(read("VWA"), ("17".into(), Some("17".into())), "{layout}");
        assert_eq!(read("FGA"), ("22".into(), None), "{layout}");
        assert!(profile.get("D3S1358").is_none());
    }
}

#[test]
fn haplotypes_of_one_line_in_every_layout_are_the_same() {
    let layouts = [
        "sample,locus,allele1,allele2\nS1,DYS389 I,13,\nS1,Y-GATA-H4,12,\nS1,DYS385a/b,11,14\n\
         S1,mtDNA,16024-16365 73-340: 16126C 263G,\n",
        "sample;DYS389I;Y_GATA_H4;DYS385a;DYS385b;mtDNA;mtDNA range\n\
         S1;13;12;11;14;T16126C, A263G;HV1 HV2\n",
        "sample\tDYS3891\tGATA H4\tDYS385\tHVS-I\tHVS-II\nS1\t13\t12\t11,14\t16126C\t263G\n",
    ];
    for layout in layouts {
        let files =
            [file("m.csv", FAMILY), file("r.csv", RELATIVES), file("s.csv", SAMPLES), file("p.csv", layout)];
        let registry = import(&files).unwrap_or_else(|e| panic!("{layout}\n{e}")).registry;
        let profile = &registry.profiles["S1"];
        let read = |locus: &str| -> Vec<&str> {
            profile.get(locus).map(|pair| pair.alleles().collect()).unwrap_or_default()
        };
        assert_eq!(read("DYS389I"), ["13"], "{layout}");
        assert_eq!(read("YGATAH4"), ["12"], "{layout}");
        assert_eq!(read("DYS385"), ["11", "14"], "{layout}");
        if layout.contains("HVS") {
            assert_eq!(read("HV1"), ["16024-16365: 16126C"], "{layout}");
            assert_eq!(read("HV2"), ["73-340: 263G"], "{layout}");
        } else {
            assert_eq!(read("mtDNA"), ["73-340 16024-16365: 263G 16126C"], "{layout}");
        }
    }
}

/// A laboratory sends what it read of mitochondrial DNA months after the profile.
#[test]
fn a_table_of_one_line_leaves_the_rest_of_a_profile() {
    let first = "sample,TH01,vWA,DYS19\nS1,6 7,17 17,14\n";
    let files =
        [file("m.csv", FAMILY), file("r.csv", RELATIVES), file("s.csv", SAMPLES), file("p.csv", first)];
    let registry = import(&files).expect("imported").registry;
    let second = [file("mt.csv", "sample,mtDNA,range\nS1,rCRS,16024-16365\n")];
    let registry = import_into(&registry, &second).expect("imported").registry;
    let loci: Vec<&str> = registry.profiles["S1"].iter().map(|(locus, _)| locus).collect();
    assert_eq!(loci, ["DYS19", "TH01", "VWA", "mtDNA"]);
    let third = [file("p.csv", "sample,TH01,FGA\nS1,6 7,20 21\n")];
    let registry = import_into(&registry, &third).expect("imported").registry;
    let loci: Vec<&str> = registry.profiles["S1"].iter().map(|(locus, _)| locus).collect();
    assert_eq!(loci, ["DYS19", "FGA", "TH01", "mtDNA"], "what is of both parents was read again");
}

/// Of several people, or of one with a copy too many: kept as it was read, in every layout.
#[test]
fn readings_of_more_than_two_alleles_are_kept() {
    let layouts = [
        "sample,locus,allele1,allele2,allele3\nS1,TH01,6,7,9.3\nS1,FGA,22,23,\n",
        "sample,locus,allele\nS1,TH01,6/7/9.3\nS1,FGA,22/23\n",
        "sample,TH01,FGA\nS1,6 7 9.3,22 23\n",
        "sample;TH01_1;TH01_2;TH01_3;FGA_1;FGA_2\nS1;6;7;9,3;22;23\n",
    ];
    for layout in layouts {
        let files =
            [file("m.csv", FAMILY), file("r.csv", RELATIVES), file("s.csv", SAMPLES), file("p.csv", layout)];
        let registry = import(&files).expect("imported").registry;
        let read = |locus: &str| -> Vec<&str> {
            registry.profiles["S1"].get(locus).expect("read").alleles().collect()
        };
        assert_eq!(read("TH01"), ["6", "7", "9.3"], "{layout}");
        assert_eq!(read("FGA"), ["22", "23"], "{layout}");
    }
}

#[test]
fn a_workbook_holds_several_tables_and_numbers_stay_what_they_are() {
    let mut book = Workbook::new();
    let sheets: [(&str, Vec<Vec<&str>>); 4] = [
        ("Пропавшие", vec![vec!["missing", "name", "sex"], vec!["M1", "A", "male"]]),
        ("relatives", vec![vec!["missing", "person", "relation"], vec!["M1", "R1", "mother"]]),
        ("samples", vec![vec!["sample", "person"], vec!["S1", "R1"]]),
        ("empty", vec![]),
    ];
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(name).expect("name");
        for (r, row) in (0_u32..).zip(rows) {
            for (c, cell) in (0_u16..).zip(row) {
                sheet.write(r, c, cell).expect("cell");
            }
        }
    }
    let sheet = book.add_worksheet().set_name("profiles").expect("name");
    for (c, header) in (0_u16..).zip(["sample", "locus", "allele1", "allele2"]) {
        sheet.write(0, c, header).expect("cell");
    }
    sheet.write(1, 0, "S1").expect("cell");
    sheet.write(1, 1, "TH01").expect("cell");
    sheet.write(1, 2, 9.3).expect("cell");
    sheet.write(1, 3, 6).expect("cell");
    let bytes = book.save_to_buffer().expect("workbook");
    let registry = import(&[file("office.xlsx", bytes)]).expect("imported").registry;
    let pair = registry.profiles["S1"].get("TH01").expect("typed").clone();
    assert_eq!((pair.first.as_str(), pair.second.as_deref()), ("9.3", Some("6")));
    assert_eq!(registry.persons["A".replace('A', "M1").as_str()].mother.as_deref(), Some("R1"));
}

#[test]
fn frequencies_as_in_papers_and_as_a_list() {
    let wide = "Allele;TH01;vWA\n6;0,25;\n9.3;0,75;\n17;;1\nN;200;200\n";
    let long = "locus,allele,frequency\nTH01,6,0.25\nTH01,9.3,0.75\nvWA,17,1\n";
    let wide = import(&[file("w.csv", wide)]).expect("imported");
    let long = import(&[file("l.csv", long)]).expect("imported");
    let loci = |m: &kintrace_casework::import::Merged| {
        m.registry.frequencies.loci().map(|(n, a)| (n.to_owned(), a.to_vec())).collect::<Vec<_>>()
    };
    assert_eq!(loci(&wide), loci(&long));
    assert!(wide.notes.iter().any(|n| n.contains("\"N\" is not an allele")));
}

#[test]
fn unknown_columns_are_listed_and_kept() {
    let table = "missing,name,sex,shoe size\nM1,A,male,43\n";
    let merged = import(&[file("m.csv", table)]).expect("imported");
    assert!(merged.notes.iter().any(|n| n.contains("shoe size")));
    assert_eq!(merged.registry.missing["M1"].other["shoe size"], "43");
}

/// Фамилия, Имя, Отчество: *имя* alone may head a whole name, beside a surname it is the given one.
#[test]
fn a_name_beside_a_surname_is_the_given_one() {
    let text = "дело;Фамилия;Имя;Отчество\nM1;Горнов;Эльчин;Рауф оглы\n";
    let merged = import(&[file("missing.csv", text)]).expect("imported");
    assert_eq!(merged.registry.missing["M1"].name, "Эльчин Рауф оглы Горнов");
    let merged = import(&[file("missing.csv", "дело;Имя\nM1;Горнов Эльчин\n")]).expect("imported");
    assert_eq!(merged.registry.missing["M1"].name, "Горнов Эльчин");
}

/// Documents as cells that people can type, and back: what a list can't say plainly is JSON.
#[test]
fn documents_are_written_as_people_type_them() {
    use kintrace_casework::{Document, Noun};
    use kintrace_interchange::documents::{cell, cells, columns};
    let site = |name: &str| {
        let names = serde_json::json!([{"language": "az", "text": name}, {"language": "hy", "text": "Այգի"}]);
        let sources = serde_json::json!(["statement/ST01", "claim/CL1"]);
        let state = serde_json::json!({"id": "S1", "names": names, "hazards": ["mines"], "sources": sources});
        Document::read(Noun::Site, state).expect("its rules hold")
    };
    for (name, shown) in
        [("Bağ", "az: Bağ; hy: Այգի"), ("Bağ; köhnə", r#"[{"language":"az","text":"Bağ; köhnə"}"#)]
    {
        let document = site(name);
        let (columns, cells) = (columns(Noun::Site), cells(&document));
        let at = |column: &str| &cells[columns.iter().position(|c| c == column).expect("a column")];
        assert!(at("names").starts_with(shown), "{}", at("names"));
        assert_eq!((at("site").as_str(), at("hazards").as_str()), ("S1", "mines"));
        assert_eq!(at("sources"), "statement/ST01; claim/CL1");
        for member in ["names", "hazards", "sources"] {
            assert_eq!(
                cell(Noun::Site, member, at(member)).as_ref(),
                Ok(&document.state[member]),
                "{member}"
            );
        }
    }
}
