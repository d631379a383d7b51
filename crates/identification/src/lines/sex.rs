//! Sex, as bones or amelogenin show it, against the sex that a family states.
//!
//! **Model.** The finding is wrong with a known rate, the same for both sexes. LR = P(found | sex of the missing
//! person) / P(found | somebody of the registry), where the latter is the mixture of both sexes as they are among
//! the missing.

use kintrace_kinship::Sex;

/// How often an estimate of sex from bones is wrong. Pelvis and skull together are right in 95 to
/// 98 % (Bruzek 2002, *Am J Phys Anthropol* 117:157; Spradley & Jantz 2011, *J Forensic Sci* 56:289).
pub const BONES_ERROR_RATE: f64 = 0.03;

/// How often amelogenin shows the wrong sex. A deletion hides the Y in 0.02 % of men in Austria (Steinlechner et
/// al. 2002, *Int J Legal Med* 116:117) and in some per cent elsewhere; in degraded bone the Y's longer fragment may
/// drop out.
pub const AMELOGENIN_ERROR_RATE: f64 = 0.005;

/// What remains show of their sex.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Finding {
    /// Which.
    pub sex: Sex,
    /// How often such a finding is wrong.
    pub error_rate: f64,
}

impl Finding {
    /// P(this finding | sex); 1 where nothing was found, and where the sex is not known.
    #[must_use]
    pub fn given(self, sex: Sex) -> f64 {
        match (self.sex, sex) {
            (Sex::Unknown, _) | (_, Sex::Unknown) => 1.0,
            (found, sex) if found == sex => 1.0 - self.error_rate,
            _ => self.error_rate,
        }
    }

    /// P(this finding) for somebody of the registry, of whose missing `male_share` are men (0 to 1).
    #[must_use]
    pub fn of_others(self, male_share: f64) -> f64 {
        male_share * self.given(Sex::Male) + (1.0 - male_share) * self.given(Sex::Female)
    }

    /// ln LR; 0 where either sex is unknown. `male_share` is the share of men among the missing (0 to 1).
    #[must_use]
    pub fn ln_lr(self, stated: Sex, male_share: f64) -> f64 {
        if self.sex == Sex::Unknown || stated == Sex::Unknown {
            return 0.0;
        }
        (self.given(stated) / self.of_others(male_share)).ln()
    }
}
