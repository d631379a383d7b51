//! Words from a closed list: an `enum` whose variants have one text each, the same in JSON, tables and
//! the database.

/// Defines a vocabulary: an enum with `ALL`, `text()` and `read()`, written as its text.
///
/// The first word is the default, so it should be the one that claims least.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// How all of them are written, in order.
            #[must_use]
            pub fn texts() -> Vec<&'static str> {
                Self::ALL.iter().map(|word| word.text()).collect()
            }

            /// How it is written.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// The word of a text; `None` if it is none of them.
            #[must_use]
            pub fn read(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.text() == text)
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.text())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(from)?;
                Self::read(&text).ok_or_else(|| {
                    let words = Self::texts().join("; ");
                    serde::de::Error::custom(format!("{text:?}; expected one of: {words}"))
                })
            }
        }
    };
}

pub(crate) use vocabulary;

/// What [`crate::Thing::status`] says besides words of closed lists.
const STATES: [&str; 15] = [
    "preferred",
    "alleged; presumed innocent",
    "withdrawn",
    "contested",
    "confirmed",
    "family informed",
    "identified",
    "proposed",
    "under review",
    "draft",
    "waiting",
    "being worked on",
    "agreed",
    "handed over",
    "handed over in part",
];

/// Every word of every closed list, and every state of a thing: what has to be said in each language.
#[must_use]
pub fn words() -> Vec<&'static str> {
    macro_rules! words {
        ($($list:path),+ $(,)?) => {
            [$(<$list>::texts()),+].concat()
        };
    }
    let mut words = words![
        crate::allegation::AllegedAct,
        crate::case::Status,
        crate::consent::Decision,
        crate::consent::Purpose,
        crate::dental::ToothState,
        crate::elimination_profile::EliminationKind,
        crate::evidence::EvidenceKind,
        crate::family::Topic,
        crate::family_request::RequestKind,
        crate::identification::ContestOutcome,
        crate::identification::Line,
        crate::incident::IncidentKind,
        crate::incident::ParticipantRole,
        crate::inclusion_power::Reach,
        crate::information_request::LegalGround,
        crate::information_request::ReplyKind,
        crate::party::PartyKind,
        crate::personal_name::NameKind,
        crate::proceeding::Outcome,
        crate::proceeding::Stage,
        crate::review::Decision,
        crate::review::ReviewedLine,
        crate::site::Hazard,
        crate::site::PlaceKind,
        crate::site::SiteKind,
        crate::site::SiteStatus,
        crate::skeleton::Bone,
        crate::skeleton::Side,
        crate::statement::Protection,
    ];
    words.extend(STATES);
    words.sort_unstable();
    words.dedup();
    words
}
