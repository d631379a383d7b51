//! How far a family's DNA reaches: whether its missing person would be named by it, if the whole profile were found.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// How far a family's DNA reaches.
    Reach {
        /// Nobody of the family gave DNA.
        NoDna = "no DNA yet",
        /// It is all but never enough.
        NotEnough = "not enough",
        /// It may be enough.
        Perhaps = "perhaps enough",
        /// It is enough, if enough is read of the remains.
        Enough = "enough",
    }
}

/// What is enough less often than this is said not to be enough, and what is not enough less often to be enough.
const SELDOM: f64 = 0.05;

impl Reach {
    /// Of how probable it is that the DNA is enough; `None`: nobody gave any.
    #[must_use]
    pub fn of(enough: Option<f64>) -> Self {
        match enough {
            None => Self::NoDna,
            Some(enough) if enough < SELDOM => Self::NotEnough,
            Some(enough) if enough < 1.0 - SELDOM => Self::Perhaps,
            Some(_) => Self::Enough,
        }
    }
}
