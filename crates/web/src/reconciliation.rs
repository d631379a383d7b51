//! What is known of a missing person from before death beside what was seen on remains, as the page of a
//! hypothesis shows it.

use kintrace_casework::ante_mortem::{AnteMortem, Feature};
use kintrace_casework::dental::Tooth;
use kintrace_casework::examination::Examination;
use kintrace_casework::reconciliation::{
    Property, Range, Side, ToothVerdict, Verdict, compare, compare_teeth,
};
use kintrace_casework::{Noun, Reference, Sound};
use kintrace_kinship::Sex;
use kintrace_language::{Language, numbers};
use kintrace_service::body::Joined;
use kintrace_store::missing_persons::File;

use crate::App;
use crate::missing_persons::sex;
use crate::page::PageError;
use crate::session::SignedIn;

/// Both sides, line by line.
pub(crate) struct Reconciliation {
    pub(crate) rows: Vec<Line>,
    pub(crate) teeth: Vec<ToothLine>,
    pub(crate) features: Vec<Features>,
}

/// One property.
pub(crate) struct Line {
    pub(crate) label: String,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) verdict: Said,
}

/// What a line says: in words, and whether it speaks against.
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) is_against: bool,
}

/// One tooth.
pub(crate) struct ToothLine {
    pub(crate) number: u8,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) verdict: Said,
}

/// Descriptions of a kind on both sides, for a person to compare.
pub(crate) struct Features {
    pub(crate) title: String,
    pub(crate) before: Vec<String>,
    pub(crate) after: Vec<String>,
}

impl Reconciliation {
    /// Both sides, as far as the account may see them; of remains that are parts of one body, what was seen on all of them.
    pub(crate) async fn of(
        app: &App,
        user: &SignedIn,
        File { missing, persons, .. }: &File,
        found: &Joined,
    ) -> Result<Self, PageError> {
        let person = persons.iter().find(|p| p.id == missing.person);
        let of_missing = person.map_or(Sex::Unknown, |p| p.sex);
        let desk = user.desk(app);
        let data = desk.read(Noun::AnteMortem, &missing.id).await?;
        let data = data.and_then(|d| d.thing::<AnteMortem>().ok()).map(Sound::into_draft);
        let remains = found.whole();
        let mut about = desk.about(&Reference::new(Noun::Remains, &found.file.remains.id)).await?;
        for part in found.parts.iter().filter(|p| **p != found.file.remains.id) {
            about.extend(desk.about(&Reference::new(Noun::Remains, part)).await?);
        }
        let examinations: Vec<Examination> =
            about.iter().filter_map(|d| d.thing::<Examination>().ok()).map(Sound::into_draft).collect();
        let before = Side::ante_mortem(missing, of_missing, data.as_ref());
        let after = Side::post_mortem(remains, &examinations);
        let language = user.language;
        let mut rows: Vec<Line> = compare(&before, &after)
            .into_iter()
            .map(|(property, verdict)| Line {
                label: language.say(label(property)).to_string(),
                before: shown(language, property, &before),
                after: shown(language, property, &after),
                verdict: said(language, verdict),
            })
            .collect();
        rows.push(Line {
            label: language.say("where").to_string(),
            before: missing.place.clone(),
            after: remains.site.clone(),
            verdict: Said { text: String::new(), is_against: false },
        });
        // A chart without another to compare it with stands on its own page.
        let both = !before.teeth.is_empty() && !after.teeth.is_empty();
        let teeth = compare_teeth(&before.teeth, &after.teeth).into_iter().filter(|_| both);
        let teeth = teeth.map(|(number, before, after, verdict)| ToothLine {
            number,
            before: tooth(language, before),
            after: tooth(language, after),
            verdict: of_tooth(language, verdict),
        });
        let features = [
            (
                "step-medical",
                before.medical.iter().chain(&before.marks),
                after.medical.iter().chain(&after.marks),
            ),
            ("step-effects", before.effects.iter().chain(&[]), after.effects.iter().chain(&[])),
        ];
        let features = features.into_iter().map(|(title, before, after)| Features {
            title: language.say(title).to_string(),
            before: before.map(feature).collect(),
            after: after.map(feature).collect(),
        });
        Ok(Self {
            rows,
            teeth: teeth.collect(),
            features: features.filter(|f| !f.before.is_empty() || !f.after.is_empty()).collect(),
        })
    }
}

impl Reconciliation {
    /// Properties and teeth as rows of a paper: what, before death, remains, what it says.
    pub(crate) fn table(self, language: Language) -> Vec<[String; 4]> {
        let rows = self.rows.into_iter().map(|l| [l.label, l.before, l.after, l.verdict.text]);
        let teeth = self.teeth.into_iter().map(|t| {
            let tooth = language.say("tooth-number").with("number", t.number.to_string()).to_string();
            [tooth, t.before, t.after, t.verdict.text]
        });
        rows.chain(teeth).collect()
    }
}

fn label(property: Property) -> &'static str {
    match property {
        Property::Sex => "sex",
        Property::Age => "age-side-by-side",
        Property::Stature => "stature-cm",
    }
}

fn shown(language: Language, property: Property, side: &Side) -> String {
    match property {
        Property::Sex => sex(language, side.sex),
        Property::Age => range(language, side.age),
        Property::Stature => range(language, side.stature_cm),
    }
}

/// An interval in words.
pub(crate) fn range(language: Language, range: Option<Range>) -> String {
    match range {
        None => language.say("not-known").to_string(),
        Some((from, to)) if from.total_cmp(&to).is_eq() => numbers::number(language, from),
        Some((from, to)) => language.say("from-to").with("from", from).with("to", to).to_string(),
    }
}

fn said(language: Language, verdict: Verdict) -> Said {
    let id = match verdict {
        Verdict::For => "speaks-for",
        Verdict::Against => "speaks-against",
        Verdict::Neither => "speaks-neither",
    };
    Said { text: language.say(id).to_string(), is_against: verdict == Verdict::Against }
}

fn of_tooth(language: Language, verdict: ToothVerdict) -> Said {
    let id = match verdict {
        ToothVerdict::Same => "tooth-same",
        ToothVerdict::Explained => "tooth-explained",
        ToothVerdict::Impossible => "tooth-impossible",
        ToothVerdict::Unknown => "speaks-neither",
    };
    Said { text: language.say(id).to_string(), is_against: verdict == ToothVerdict::Impossible }
}

fn tooth(language: Language, tooth: Option<&Tooth>) -> String {
    let Some(tooth) = tooth else { return language.say("not-known").to_string() };
    let state = language.word(tooth.state.text());
    if tooth.detail.is_empty() { state } else { format!("{state}, {}", tooth.detail) }
}

fn feature(feature: &Feature) -> String {
    let parts = [&feature.what, &feature.at, &feature.description];
    parts.into_iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}
