//! A paper for people as what stands on it, block by block: what is written is decided here, how it looks by the
//! template that sets it.

use kintrace_casework::Day;
use kintrace_language::Language;
use serde::Serialize;

/// A paper.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paper {
    /// Its language, BCP 47.
    pub language: &'static str,
    /// Title.
    pub title: String,
    /// Its number: of the thing that it is about.
    pub number: String,
    /// Whose it is.
    pub author: String,
    /// Year, month and day of its date.
    pub date: (i32, u8, u8),
    /// What stands under the title.
    pub subtitle: String,
    /// What stands at the foot of each page, before the number of the page.
    pub footer: String,
    /// What stands on it.
    pub blocks: Vec<Block>,
}

/// Something on a paper.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading {
        /// Text.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Text.
        text: String,
    },
    /// What matters most, in large letters.
    Lead {
        /// Text.
        text: String,
    },
    /// What something is called, and what it is.
    Facts {
        /// Name and value.
        rows: Vec<(String, String)>,
    },
    /// A table.
    Table {
        /// What the columns are called.
        header: Vec<String>,
        /// Widths of the columns, as parts.
        widths: Vec<u8>,
        /// Rows of cells.
        rows: Vec<Vec<String>>,
    },
    /// Items.
    List {
        /// Texts.
        items: Vec<String>,
    },
    /// A drawing.
    Drawing {
        /// SVG that needs no style sheet.
        svg: String,
        /// What it shows, for those who don't see it.
        alt: String,
        /// Width, as a part of the line, percent.
        width: u8,
    },
    /// A code to photograph, with what it is.
    Code {
        /// SVG.
        svg: String,
        /// What it is for.
        text: String,
    },
    /// Lines to sign on.
    Signatures {
        /// Who signs: what stands below each line.
        lines: Vec<String>,
    },
}

#[expect(clippy::needless_pass_by_value, reason = "a text, or a message that is said here")]
impl Paper {
    /// An empty paper.
    #[must_use]
    pub fn new(language: Language, title: String, number: &str, date: Day) -> Self {
        let day = crate::dates::day(language, date);
        let dated =
            |id: &'static str| language.say(id).with("number", number).with("day", day.as_str()).to_string();
        let (subtitle, footer) = if number.is_empty() {
            (day.clone(), "Kintrace".to_owned())
        } else {
            (dated("paper-number"), dated("paper-footer"))
        };
        Self {
            language: language.tag(),
            title,
            number: number.to_owned(),
            author: "Kintrace".to_owned(),
            date: date.parts(),
            subtitle,
            footer,
            blocks: Vec::new(),
        }
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: impl ToString) {
        self.blocks.push(Block::Heading { text: text.to_string() });
    }

    /// Adds a paragraph, if it says something.
    pub fn paragraph(&mut self, text: impl ToString) {
        let text = text.to_string();
        if !text.trim().is_empty() {
            self.blocks.push(Block::Paragraph { text });
        }
    }

    /// Adds what matters most.
    pub fn lead(&mut self, text: impl ToString) {
        self.blocks.push(Block::Lead { text: text.to_string() });
    }

    /// Adds facts; those of which nothing is known are left out.
    pub fn facts(&mut self, rows: impl IntoIterator<Item = (String, String)>) {
        let rows: Vec<_> = rows.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
        if !rows.is_empty() {
            self.blocks.push(Block::Facts { rows });
        }
    }

    /// Adds a table, if it has rows.
    pub fn table(&mut self, columns: &[(String, u8)], rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table {
                header: columns.iter().map(|(name, _)| name.clone()).collect(),
                widths: columns.iter().map(|(_, width)| *width).collect(),
                rows,
            });
        }
    }
}

/// A drawing of ours as one that needs no page around it: with the rules of its classes, in black on white.
#[must_use]
pub fn standalone(svg: &str) -> String {
    const STYLE: &str = "<style>svg{font-family:'Noto Sans','Noto Sans Armenian','Noto Sans Georgian'}\
        .link{fill:none;stroke:#333;stroke-width:1.6}.person{fill:#fff;stroke:#000;stroke-width:1.8}\
        .typed{fill:#888}.missing{stroke-width:3;stroke-dasharray:5 3}\
        .placed,.missing.typed{fill:#ddd;stroke-dasharray:none}.subject{stroke-width:4.5}\
        .question{font-size:19px;font-weight:700;fill:#000}.label{font-size:12px;fill:#000}\
        .label.remains{font-weight:700}.axis{stroke:#666;stroke-width:1}.tick{fill:#222;font-size:12px}\
        .for{fill:#444}.against{fill:#bbb}.surprising{fill:#fff;stroke:#000}.mark{fill:#000}\
        .frame{fill:none;stroke:#000}.part{fill:#ddd;stroke:#fff}.part0{fill:#333}.part1{fill:#888}.part2{fill:#ccc}\
        </style>";
    let with_namespace = if svg.contains("xmlns=") {
        svg.to_owned()
    } else {
        svg.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1)
    };
    match with_namespace.find('>') {
        Some(end) => format!("{}{STYLE}{}", &with_namespace[..=end], &with_namespace[end + 1..]),
        None => with_namespace,
    }
}
