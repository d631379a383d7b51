//! A person's names: several, in any script, each from somebody.

use serde::{Deserialize, Serialize};

use crate::thing::{Problems, Reference};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What kind of name it is.
    NameKind {
        /// In use.
        Used = "used",
        /// Given at birth.
        Birth = "birth",
        /// An alias or nickname.
        Alias = "alias",
        /// A patronymic.
        Patronymic = "patronymic",
        /// As another side's list writes it.
        OtherList = "of another side's list",
    }
}

/// A name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonalName {
    /// As the source writes it.
    pub text: String,
    /// Script, ISO 15924: `Latn`, `Cyrl`, `Armn`, `Geor`, `Arab`; empty if it was not said.
    pub script: String,
    /// Kind.
    pub kind: NameKind,
    /// Who says so.
    pub source: Option<Reference>,
}

impl PersonalName {
    /// Checks a name; `field` is where it stands.
    pub(crate) fn check(&self, field: &str, problems: &mut Problems) {
        problems.require(&self.text, format!("{field}.text"));
        let mut letters = self.script.chars();
        let code = self.script.is_empty()
            || self.script.len() == 4
                && letters.next().is_some_and(|c| c.is_ascii_uppercase())
                && letters.all(|c| c.is_ascii_lowercase());
        problems.expect(
            code,
            format!("{field}.script"),
            "a script of ISO 15924 was expected, such as Latn, Cyrl or Armn",
        );
    }
}
