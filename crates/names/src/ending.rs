//! Endings of surnames and patronymics.
//!
//! A surname of the region is a father's or forefather's name with an ending, and the ending changes
//! while the name does not: *Həsənov* became *Həsənli* or *Həsənzadə* after 1991, his wife is
//! *Həsənova*, a Russian clerk wrote *Вартанов* for *Vardanyan*. So the stem is compared, and the
//! ending apart from it.

use crate::dictionary::dictionary;
use crate::name::{Gender, Part};
use crate::sound::Sounds;

/// The ending of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// None, or none that is known.
    None,
    /// *-ov*, *-ev*.
    Ov,
    /// *-ova*, *-eva*.
    Ova,
    /// *-lı*, *-li*, *-lu*, *-lü*.
    Li,
    /// *-zadə*.
    Zade,
    /// *-oğlu*, written together.
    Oglu,
    /// *-yan*, *-ian*, *-yants*.
    Yan,
    /// *-shvili*.
    Shvili,
    /// *-dze*.
    Dze,
    /// *-ski*.
    Ski,
    /// *-skaya*.
    Skaya,
    /// *-ovich*, *-yevich*.
    Ovich,
    /// *-ovna*, *-yevna*.
    Ovna,
    /// The Armenian genitive *-ի* of a father's name.
    Genitive,
}

/// Endings as sounds, longest first; how many sounds of stem there must be at least.
const ENDINGS: [(&str, Ending, usize); 46] = [
    ("yeviʧ", Ending::Ovich, 2),
    ("yeviʤ", Ending::Ovich, 2),
    ("iyeviʧ", Ending::Ovich, 2),
    ("oviʧ", Ending::Ovich, 2),
    ("eviʧ", Ending::Ovich, 2),
    ("oviʤ", Ending::Ovich, 3),
    ("ovıʧ", Ending::Ovich, 3),
    ("yevna", Ending::Ovna, 2),
    ("ovna", Ending::Ovna, 2),
    ("evna", Ending::Ovna, 2),
    ("yiʧ", Ending::Ovich, 2),
    ("iniʧna", Ending::Ovna, 2),
    ("ʃvili", Ending::Shvili, 2),
    ("skaya", Ending::Skaya, 2),
    ("ʦkaya", Ending::Skaya, 2),
    ("skiy", Ending::Ski, 2),
    ("ski", Ending::Ski, 2),
    ("ʦki", Ending::Ski, 2),
    ("zadə", Ending::Zade, 2),
    ("zade", Ending::Zade, 2),
    ("zada", Ending::Zade, 3),
    ("oğlu", Ending::Oglu, 3),
    ("oglu", Ending::Oglu, 3),
    ("oglı", Ending::Oglu, 3),
    // Georgian adds its nominative: გორნოვი, პეტროსიანი.
    ("yevi", Ending::Ov, 2),
    ("ovi", Ending::Ov, 3),
    ("evi", Ending::Ov, 3),
    ("iyani", Ending::Yan, 3),
    ("yani", Ending::Yan, 3),
    ("yeva", Ending::Ova, 2),
    ("ova", Ending::Ova, 2),
    ("eva", Ending::Ova, 2),
    ("yev", Ending::Ov, 2),
    ("yef", Ending::Ov, 2),
    ("ov", Ending::Ov, 2),
    ("ev", Ending::Ov, 2),
    ("of", Ending::Ov, 3),
    ("ef", Ending::Ov, 3),
    ("iyan", Ending::Yan, 3),
    ("yanʦ", Ending::Yan, 3),
    ("yan", Ending::Yan, 2),
    ("ean", Ending::Yan, 3),
    ("ʣe", Ending::Dze, 3),
    ("lı", Ending::Li, 4),
    ("li", Ending::Li, 4),
    ("lü", Ending::Li, 4),
];

/// Takes the ending off: the length of the stem, and the ending.
pub(crate) fn of(heard: &Sounds, abjad: bool) -> (usize, Ending) {
    let text = heard.to_string();
    // Perso-Arabic leaves the vowels of endings out: -زاده, -اف, -وف, -لو, -یان.
    if abjad {
        const ABJAD: [(&str, Ending); 8] = [
            ("zadə", Ending::Zade),
            ("yanʦ", Ending::Yan),
            ("yan", Ending::Yan),
            ("ova", Ending::Ova),
            ("uf", Ending::Ov),
            ("yf", Ending::Ov),
            ("vf", Ending::Ov),
            ("af", Ending::Ov),
        ];
        if let Some((length, ending)) = ABJAD.iter().find_map(|(end, ending)| {
            let stem = text.strip_suffix(end)?.chars().count();
            (stem >= 2).then_some((stem, *ending))
        }) && !dictionary().is_given(heard)
        {
            return (length, ending);
        }
        return (heard.len(), Ending::None);
    }
    for (end, ending, least) in ENDINGS {
        let Some(stem) = text.strip_suffix(end) else { continue };
        let length = stem.chars().count();
        if length < least {
            continue;
        }
        // Cəmil ends in nothing; what is known as a given name is whole.
        if !matches!(ending, Ending::Ovich | Ending::Ovna) && dictionary().is_given(heard) {
            break;
        }
        return (length, ending);
    }
    (heard.len(), Ending::None)
}

impl Ending {
    /// What a word with this ending is.
    pub(crate) fn part(self) -> Part {
        match self {
            Self::None => Part::Unknown,
            Self::Ovich | Self::Ovna | Self::Genitive => Part::Patronymic,
            _ => Part::Surname,
        }
    }

    /// Whom the ending is for.
    pub(crate) fn gender(self) -> Option<Gender> {
        match self {
            Self::Ov | Self::Ovich | Self::Ski | Self::Oglu => Some(Gender::Masculine),
            Self::Ova | Self::Ovna | Self::Skaya => Some(Gender::Feminine),
            _ => None,
        }
    }

    /// ln of how much less probable it is that one name is written with both endings than that two
    /// people's names of one stem are. The same ending speaks for nothing here: most stems go with
    /// one ending only, so that it was counted with the stem.
    #[must_use]
    pub fn ln_lr(self, other: Self) -> f64 {
        let family = |e: Self| match e {
            Self::None | Self::Genitive => 0,
            Self::Ov | Self::Ova => 1,
            Self::Li | Self::Zade | Self::Oglu => 2,
            Self::Yan => 3,
            Self::Shvili | Self::Dze => 4,
            Self::Ski | Self::Skaya => 5,
            Self::Ovich | Self::Ovna => 6,
        };
        let (a, b) = (family(self).min(family(other)), family(self).max(family(other)));
        match (a, b) {
            (a, b) if a == b => 0.0,
            // Əli oğlu, Алиевич, Əli: ways of writing one patronymic.
            (0, 6) => 0.0,
            (0, 1 | 2) | (1, 2) => -1.2,
            (0, _) => -1.5,
            (1, 3) => -2.5,
            _ => -3.5,
        }
    }
}
