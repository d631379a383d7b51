//! Which alphabet a letter belongs to.

/// The scripts that names come in here; codes are ISO 15924's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// `Latn`
    Latin,
    /// `Cyrl`
    Cyrillic,
    /// `Armn`
    Armenian,
    /// `Geor`
    Georgian,
    /// `Arab`: Arabic, Persian, Azerbaijani south of the Araxes.
    PersoArabic,
}

impl Script {
    /// The script of a letter; `None` for digits, marks and letters of other scripts.
    #[must_use]
    pub fn of(letter: char) -> Option<Self> {
        match letter {
            // Azerbaijani's schwa, U+0259, is in a block of its own.
            'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{0259}' | '\u{1E00}'..='\u{1EFF}' => {
                Some(Self::Latin)
            }
            '\u{0400}'..='\u{052F}' => Some(Self::Cyrillic),
            '\u{0530}'..='\u{058F}' | '\u{FB13}'..='\u{FB17}' => Some(Self::Armenian),
            '\u{10A0}'..='\u{10FF}' | '\u{1C90}'..='\u{1CBF}' | '\u{2D00}'..='\u{2D2F}' => {
                Some(Self::Georgian)
            }
            '\u{0620}'..='\u{064A}'
            | '\u{066E}'..='\u{06D3}'
            | '\u{0750}'..='\u{077F}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}' => Some(Self::PersoArabic),
            _ => None,
        }
    }

    /// The script of most letters of a text.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        const ALL: [Script; 5] =
            [Script::Latin, Script::Cyrillic, Script::Armenian, Script::Georgian, Script::PersoArabic];
        let count = |script: Self| text.chars().filter(|c| Self::of(*c) == Some(script)).count();
        // On a tie the first listed wins, whatever the machine.
        ALL.into_iter().rev().filter(|s| count(*s) > 0).max_by_key(|s| count(*s))
    }
}
