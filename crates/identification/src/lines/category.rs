//! What somebody is one of: a colour of hair or eyes, a blood group.
//!
//! **Model.** With probability 1 − e the finding is what was stated, if both are of one person; with probability e it
//! says nothing, and is as frequent as among everybody. LR = (1 − e)·\[found = stated\]/p + e, where p is the
//! finding's frequency among the missing of the registry. Frequencies are counted in it, on top of a count as if of
//! twenty people in whom the categories are as frequent as a default says, so that a small registry is not believed
//! too much.

/// So many people's worth of the default is added to what is counted.
pub const ADDED: f64 = 20.0;

/// A property of which people have one of several.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Category {
    /// How often what remains show has nothing to do with what was stated.
    pub error_rate: f64,
    /// How frequent each is, before anybody was counted; together 1.
    pub default: &'static [f64],
}

/// Hair: black, brown, fair, red, grey. Hair that lay in the earth has changed (dark hair turns reddish; Wilson et al.
/// 2001), and one person's brown is another's black. The default is our own.
pub const HAIR: Category = Category { error_rate: 0.4, default: &[0.35, 0.40, 0.08, 0.02, 0.15] };

/// Eyes: brown, green or hazel, blue or grey. What is known of them comes from DNA (`IrisPlex`: Walsh et al. 2011, *FSI:
/// Genetics* 5:170), which is right for brown and blue in about nine of ten. The default is our own.
pub const EYES: Category = Category { error_rate: 0.15, default: &[0.75, 0.13, 0.12] };

/// ABO group: O, A, B, AB. Typed in bone it errs more often than in blood; relatives remember it from a military
/// book or not at all. Error and default are our own.
pub const ABO: Category = Category { error_rate: 0.1, default: &[0.38, 0.36, 0.19, 0.07] };

/// Rhesus factor: positive, negative.
pub const RHESUS: Category = Category { error_rate: 0.1, default: &[0.87, 0.13] };

impl Category {
    /// Frequencies, from how many of each there are.
    #[must_use]
    pub fn frequencies(&self, counted: impl IntoIterator<Item = usize>) -> Vec<f64> {
        let mut counts: Vec<f64> = self.default.iter().map(|p| ADDED * p).collect();
        for category in counted {
            if let Some(count) = counts.get_mut(category) {
                *count += 1.0;
            }
        }
        let total: f64 = counts.iter().sum();
        counts.into_iter().map(|count| count / total).collect()
    }

    /// ln LR of a finding.
    #[must_use]
    pub fn ln_lr(&self, found: usize, stated: usize, frequencies: &[f64]) -> f64 {
        let agree = if found == stated { (1.0 - self.error_rate) / frequencies[found] } else { 0.0 };
        (agree + self.error_rate).ln()
    }
}
