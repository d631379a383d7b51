//! Papers for people ([`kintrace_report::paper`]) as PDF, set by Typst.
//!
//! One template, `templates/paper.typ`, sets every paper: it is given the paper as JSON and decides only how it
//! looks. Template and fonts are in the program, so a paper is the same bytes on every machine, and nothing is
//! fetched. The PDF is PDF/A-2a (ISO 19005-2): archives keep it, and since it is tagged, a screen reader reads it.
//!
//! Pure: same paper, same bytes.

use std::sync::LazyLock;

use kintrace_report::paper::Paper;
use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Why a paper was not set: a fault of the template or of a drawing in the paper.
#[derive(Debug, thiserror::Error)]
#[error("the paper can't be set: {0}")]
pub struct TypesettingError(String);

const TEMPLATE: &str = include_str!("../../../templates/paper.typ");

/// Noto (OFL 1.1), cut to the letters of the region's languages.
const FONTS: [&[u8]; 13] = [
    include_bytes!("../fonts/NotoSerif-Regular.ttf"),
    include_bytes!("../fonts/NotoSerif-Bold.ttf"),
    include_bytes!("../fonts/NotoSerifArmenian-Regular.ttf"),
    include_bytes!("../fonts/NotoSerifArmenian-Bold.ttf"),
    include_bytes!("../fonts/NotoSerifGeorgian-Regular.ttf"),
    include_bytes!("../fonts/NotoSerifGeorgian-Bold.ttf"),
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSansArmenian-Regular.ttf"),
    include_bytes!("../fonts/NotoSansArmenian-Bold.ttf"),
    include_bytes!("../fonts/NotoSansGeorgian-Regular.ttf"),
    include_bytes!("../fonts/NotoSansGeorgian-Bold.ttf"),
    include_bytes!("../fonts/NotoSansMath-Regular.ttf"),
];

/// What is the same for every paper.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    paper: FileId,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let file = |path: &str| {
        // Both are names that stand here.
        let path = VirtualPath::new(path).unwrap_or_else(|_| unreachable!("{path} is a path"));
        FileId::new(RootedPath::new(VirtualRoot::Project, path))
    };
    let fonts: Vec<Font> = FONTS.iter().filter_map(|bytes| Font::new(Bytes::new(*bytes), 0)).collect();
    Shared {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::new(file("paper.typ"), TEMPLATE.to_owned()),
        paper: file("paper.json"),
    }
});

/// What Typst sees: the template, the paper and the fonts.
struct Desk {
    paper: Bytes,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        SHARED.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SHARED.template.id() { Ok(SHARED.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHARED.paper { Ok(self.paper.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        // A paper says itself of which day it is.
        None
    }
}

/// Every text of a paper with letters that no font has replaced by the sign for that (U+FFFD): a name in a
/// script that we do not print must not keep a whole paper from being printed.
fn printable(value: &mut Value) {
    let has = |c: char| SHARED.fonts.iter().any(|font| font.info().coverage.contains(c.into()));
    match value {
        Value::String(text) => {
            *text = text
                .chars()
                .map(|c| match c {
                    '\n' => '\n',
                    c if c.is_control() => ' ',
                    c if has(c) => c,
                    _ => char::REPLACEMENT_CHARACTER,
                })
                .collect();
        }
        Value::Array(items) => items.iter_mut().for_each(printable),
        Value::Object(members) => members.values_mut().for_each(printable),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A paper as a PDF.
///
/// # Errors
/// [`TypesettingError`], in English, for the log.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, TypesettingError> {
    let mut json = serde_json::to_value(paper).map_err(|e| TypesettingError(e.to_string()))?;
    printable(&mut json);
    let desk = Desk { paper: Bytes::from_string(json.to_string()) };
    let told = |faults: &[typst::diag::SourceDiagnostic]| {
        TypesettingError(faults.iter().map(|f| f.message.to_string()).collect::<Vec<_>>().join("; "))
    };
    let set: PagedDocument = typst::compile(&desk).output.map_err(|faults| told(&faults))?;
    // What Typst remembers to set the next paper faster may hold names: it is forgotten.
    typst::comemo::evict(0);
    let standards =
        PdfStandards::new(&[PdfStandard::A_2a]).map_err(|e| TypesettingError(e.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(paper.number.clone()),
        creator: Smart::Custom(Some("Kintrace".into())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&set, &options).map_err(|faults| told(&faults))
}
