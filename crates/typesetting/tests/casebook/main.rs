//! Papers of an invented region, in every language.

use kintrace_casework::custody::Custody;
use kintrace_casework::handover::Handover;
use kintrace_casework::identification::Identification;
use kintrace_casework::information_request::InformationRequest;
use kintrace_casework::{Day, Document, Sound, Thing};
use kintrace_kinship::builtin;
use kintrace_language::Language;
use kintrace_report::identification_report::{self, Sources};
use kintrace_report::paper::Paper;
use kintrace_report::{custody_sheet, family_letter, handover_protocol, qr_code, request_letter, statistics};
use kintrace_simulation::records::Candidate;
use kintrace_simulation::{Scale, World};
use kintrace_typesetting::pdf;

fn today() -> Day {
    Day::new(2026, 11, 25)
}

fn all<T: Thing>(documents: &[Document]) -> impl Iterator<Item = Sound<T>> {
    documents.iter().filter_map(|d| d.thing::<T>().ok())
}

/// What the region's offices wrote down, identifications of the first remains among it.
fn documents() -> Vec<Document> {
    let scale = Scale { missing: 60, remains: 40, seed: 5 };
    let world = World::simulate(scale, &builtin::frequencies());
    let mut documents = world.records(&|_| None).expect("sound documents");
    let found = world.remains.iter().filter_map(|r| {
        let missing = world.persons[r.person?].missing.as_ref()?;
        Some(Candidate {
            remains: r.id.clone(),
            missing: missing.id.clone(),
            log10_lr_dna: 9.5,
            log10_lr: 10.25,
            posterior: 0.999_999_5,
            engine: "kintrace".to_owned(),
        })
    });
    documents.extend(world.identifications(&found.collect::<Vec<_>>()).expect("sound documents"));
    documents
}

/// Every paper in a language.
fn papers(language: Language, documents: &[Document]) -> Vec<Paper> {
    let name = "Աննա Лесная Qayalı ქეთევანი";
    let sources = Sources {
        name: name.to_owned(),
        relatives: vec![name.to_owned()],
        loci: vec![["SE33".to_owned(), "19, 30.2".to_owned(), "1: 19, 21".to_owned(), "2.06".to_owned()]],
        receipt: qr_code::draw("a receipt"),
        ..Sources::default()
    };
    let mut papers = Vec::new();
    for of in all::<Identification>(documents) {
        papers.push(identification_report::paper(language, &of, &sources, today()));
        papers.extend(family_letter::paper(language, &of, name, "", today()));
    }
    let about = ["a person".to_owned()];
    let requests = all::<InformationRequest>(documents);
    papers
        .extend(requests.map(|of| request_letter::paper(language, &of, ("north", "south"), &about, today())));
    papers.extend(
        all::<Custody>(documents).take(3).map(|of| custody_sheet::paper(language, &of, "S1", "", today())),
    );
    let handovers = all::<Handover>(documents);
    papers.extend(handovers.map(|of| handover_protocol::paper(language, &of, (name, "to", "from"), today())));
    papers.push(statistics::paper(
        language,
        &[("missing".to_owned(), 4), ("remains".to_owned(), 12)],
        today(),
    ));
    papers
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|w| w == text.as_bytes())
}

#[test]
fn every_paper_is_an_archive_copy_that_a_screen_reader_reads() {
    let documents = documents();
    for language in Language::ALL {
        let papers = papers(language, &documents);
        assert!(papers.len() > 20, "{}", papers.len());
        for paper in papers {
            let set = pdf(&paper).unwrap_or_else(|e| panic!("{}, {}: {e}", paper.title, language.tag()));
            assert!(set.starts_with(b"%PDF-1.7"));
            for part in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "/StructTreeRoot", "/MarkInfo"] {
                assert!(contains(&set, part), "{}: no {part}", paper.title);
            }
            let speaks = format!("/Lang({})", language.tag());
            assert!(contains(&set, &speaks), "{}: no {speaks}", paper.title);
        }
    }
}

#[test]
fn the_same_paper_is_the_same_bytes() {
    let paper = statistics::paper(Language::Armenian, &[("missing".to_owned(), 400)], today());
    assert_eq!(pdf(&paper).expect("set"), pdf(&paper).expect("set"));
}

/// A name in a script that we have no letters for, and what would be markup in Typst.
#[test]
fn no_text_keeps_a_paper_from_being_printed() {
    let mut paper = statistics::paper(Language::English, &[], today());
    for text in
        ["张伟 🕊 محمد", "#panic(\"no\") $x$ *bold* <label> @cite \\ ` [", "a\u{0}b\u{200b}c\u{ad}d", ""]
    {
        paper.paragraph(text);
        paper.heading(text);
        paper.table(&[(text.to_owned(), 1)], vec![vec![text.to_owned()]]);
    }
    assert!(pdf(&paper).is_ok(), "{:?}", pdf(&paper).err());
}

#[test]
fn nobody_reads_of_a_death_on_a_letter_before_somebody_came() {
    let documents = documents();
    let (mut told, mut not) = (0, 0);
    for of in all::<Identification>(&documents) {
        let letter = family_letter::paper(Language::English, &of, "Name", "", today());
        let may = of.stands() && of.family_informed.is_some();
        assert_eq!(letter.is_some(), may, "{}", of.id);
        told += usize::from(may);
        not += usize::from(!may);
    }
    assert!(told > 0 && not > 0);
}

#[test]
fn no_number_under_five_is_said() {
    for (count, said) in [(0, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (1200, "1,200")] {
        assert_eq!(statistics::said(Language::English, count), said);
    }
}
