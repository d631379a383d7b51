//! What people do about an identification, each in their own name: sign it, tell the family, withdraw it.
//! The rules are [`kintrace_casework::identification`]'s: who proposed does not sign, and nobody is told before
//! two have signed.

use kintrace_casework::identification::{Act, Finding, Identification, Line};
use kintrace_casework::{Day, Document, Noun, Sound};
use kintrace_matching::ENGINE;
use kintrace_store::hypotheses::{Hypothesis, Search};

use crate::desk::{Desk, DeskError, Written};
use crate::today;

/// What is done about an identification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// One of two people signs.
    Sign {
        /// As what, or why.
        remark: String,
    },
    /// Somebody has told the family, in person.
    Tell {
        /// When.
        on: Day,
        /// Who was told, and how.
        remark: String,
    },
    /// It does not hold.
    Withdraw {
        /// Why.
        reason: String,
    },
}

/// Does something about an identification.
///
/// # Errors
/// [`DeskError`]: it is not there, the account may not, or the rules do not permit it yet.
pub async fn act(desk: &Desk, id: &str, deed: Deed) -> Result<Written, DeskError> {
    let seen = desk.version(Noun::Identification, id).await?;
    let document = desk.read(Noun::Identification, id).await?.ok_or(DeskError::Absent)?;
    let mut identification = document.thing::<Identification>()?.into_draft();
    let act = |on: Day, remark: String| Act { by: desk.account().name.clone(), on, remark };
    match deed {
        Deed::Sign { remark } => identification.signatures.push(act(today(), remark)),
        Deed::Tell { on, remark } => identification.family_informed = Some(act(on, remark)),
        Deed::Withdraw { reason } => identification.withdrawn = Some(act(today(), reason)),
    }
    let state = Document::of(&Sound::new(identification)?).state;
    desk.write(Noun::Identification, state, seen).await
}

/// The draft of an identification that a hypothesis leads to, to be completed by whoever proposes it: the
/// DNA as a finding, and the numbers with what they rest on. `said` says the finding and the prior in words.
#[must_use]
pub fn draft(
    hypothesis: &Hypothesis,
    search: Option<&Search>,
    by: &str,
    said: (String, String),
) -> Identification {
    let finite = |x: f64| x.is_finite().then_some(x);
    let (finding, prior) = said;
    Identification {
        missing: hypothesis.missing.clone(),
        remains: vec![hypothesis.remains.clone()],
        findings: vec![Finding {
            line: Line::Dna,
            log10_lr: finite(hypothesis.log10_lr_dna),
            finding,
            examiner: by.to_owned(),
        }],
        log10_lr: finite(hypothesis.log10_lr),
        posterior: Some(hypothesis.posterior.min(1.0)),
        prior,
        engine: search.map_or_else(|| ENGINE.to_owned(), |s| s.engine.clone()),
        ..Identification::default()
    }
}
