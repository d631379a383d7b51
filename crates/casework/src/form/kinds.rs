//! The form of each kind.

use super::Input::{
    Bones, Choice, Date, Day, Id, Language, Line, List, Loci, MaybeTruth, Number, Own, Parts, Position,
    Range, Sealed, Several, Teeth, Text, Thing, Truth, Value, Word, Words,
};
use super::{Input, Member, Step};
use crate::allegation::AllegedAct;
use crate::case::Status;
use crate::consent::{Decision, Purpose};
use crate::elimination_profile::EliminationKind;
use crate::evidence::EvidenceKind;
use crate::family::Topic;
use crate::family_request::RequestKind;
use crate::identification::{ContestOutcome, Line as LineOfEvidence};
use crate::incident::{IncidentKind, ParticipantRole};
use crate::information_request::{LegalGround, ReplyKind};
use crate::party::PartyKind;
use crate::personal_name::NameKind;
use crate::proceeding::{Outcome, Stage};
use crate::review::{Decision as ReviewDecision, ReviewedLine};
use crate::site::{Hazard, PlaceKind, SiteKind, SiteStatus};
use crate::statement::Protection;
use crate::thing::Noun;

/// Members, as `name: input`.
macro_rules! members {
    ($($name:ident: $input:expr),+ $(,)?) => {
        &[$(Member { name: stringify!($name), input: $input }),+]
    };
}

/// Steps, as `name { members }`.
macro_rules! steps {
    ($($step:ident { $($members:tt)+ })+) => {
        &[$(Step { name: stringify!($step), members: members! { $($members)+ } }),+]
    };
}

/// What something can be about.
const SUBJECTS: &[Noun] = &[
    Noun::MissingPerson,
    Noun::Person,
    Noun::Remains,
    Noun::Sample,
    Noun::Site,
    Noun::Place,
    Noun::Incident,
    Noun::Evidence,
];

/// Who can say something.
const SOURCES: &[Noun] = &[
    Noun::Statement,
    Noun::Report,
    Noun::Evidence,
    Noun::InformationRequest,
    Noun::List,
    Noun::Examination,
    Noun::Exhumation,
    Noun::Party,
    Noun::Witness,
    Noun::Person,
];

const PARTY: Input = Id(Noun::Party);
const PARTIES: Input = List(&PARTY);
const SOURCE: Input = Thing(SOURCES);
const NAMES: Input = Several(members! { language: Language, text: Line });
const ESTIMATE: Input = Parts(members! { from: Number, to: Number, method: Line });
const FEATURES: Input = Several(members! { what: Line, at: Line, description: Text, source: SOURCE });

const PARTY_FORM: &[Step] = steps! {
    what { id: Line, names: NAMES, kind: Word(PartyKind::texts), contact: Text }
};

const OFFICE_FORM: &[Step] = steps! {
    what { id: Line, party: PARTY, names: NAMES, contact: Text }
};

const PLACE_FORM: &[Step] = steps! {
    what { id: Line, names: NAMES, kind: Word(PlaceKind::texts) }
    where { position: Position, within: Id(Noun::Place) }
};

const SITE_FORM: &[Step] = steps! {
    what {
        id: Line,
        party: PARTY,
        names: NAMES,
        kind: Word(SiteKind::texts),
        status: Word(SiteStatus::texts),
        expected: Range,
    }
    where { position: Position, near: Id(Noun::Place), access: Text, hazards: Words(Hazard::texts) }
    sources { sources: List(&Thing(SOURCES)), withheld_to: List(&Line) }
};

const FAMILY_FORM: &[Step] = steps! {
    contact {
        id: Line,
        party: PARTY,
        contacts: Several(members! {
            person: Id(Noun::Person),
            may_be_told: Words(Topic::texts),
            language: Language,
            how: Line,
        }),
        wishes: Text,
    }
};

const CASE_FORM: &[Step] = steps! {
    what {
        id: Line,
        party: PARTY,
        circumstances: Text,
        minor: MaybeTruth,
        reference_numbers: Several(members! { body: Line, number: Line }),
    }
    course {
        steps: Several(members! {
            to: Word(Status::texts),
            on: Day,
            by: Own,
            reason: Line,
            into: Id(Noun::MissingPerson),
        }),
    }
};

const ANTE_MORTEM_FORM: &[Step] = steps! {
    who {
        id: Line,
        party: PARTY,
        names: Several(members! { text: Line, kind: Word(NameKind::texts), script: Line, source: SOURCE }),
        born: Date,
        died: Date,
        documents: Several(members! { kind: Line, number: Line, issued_by: Line }),
    }
    body {
        stature_cm: Range,
        weight_kg: Range,
        hair: Line,
        eyes: Line,
        blood_group: Line,
        handedness: Line,
        photographs: List(&Id(Noun::Evidence)),
    }
    teeth { teeth: Teeth }
    medical { medical: FEATURES, marks: FEATURES }
    effects { effects: FEATURES }
};

const REPORT_FORM: &[Step] = steps! {
    who {
        id: Line,
        party: PARTY,
        missing: Id(Noun::MissingPerson),
        reporter: Parts(members! { name: Line, relation: Line, person: Id(Noun::Person), contact: Line }),
    }
    said { received: Day, language: Language, text: Text, by: Own }
};

const CONSENT_FORM: &[Step] = steps! {
    consent {
        id: Line,
        party: PARTY,
        person: Id(Noun::Person),
        steps: Several(members! {
            purpose: Word(Purpose::texts),
            with: Id(Noun::Party),
            decision: Word(Decision::texts),
            on: Day,
            how: Line,
            limits: Line,
        }),
    }
};

const WITNESS_FORM: &[Step] = steps! {
    protection { id: Line, party: PARTY, protection: Word(Protection::texts) }
    who { name: Line, sealed_identity: Sealed, readers: List(&Line), contact: Line }
};

const STATEMENT_FORM: &[Step] = steps! {
    speaker {
        id: Line,
        party: PARTY,
        witness: Id(Noun::Witness),
        protection: Word(Protection::texts),
        taken_by: Own,
        taken: Day,
        taken_at: Line,
    }
    said { language: Language, text: Text, recordings: List(&Id(Noun::Evidence)) }
    about { about: List(&Thing(SUBJECTS)) }
};

const CLAIM_FORM: &[Step] = steps! {
    said { id: Line, party: PARTY, subject: Thing(SUBJECTS), property: Line, value: Value }
    sources {
        source: SOURCE,
        said: Date,
        certainty: Line,
        corrects: Id(Noun::Claim),
        preferred_because: Text,
    }
};

const INCIDENT_FORM: &[Step] = steps! {
    what {
        id: Line,
        party: PARTY,
        kind: Word(IncidentKind::texts),
        when: Date,
        at: Thing(&[Noun::Site, Noun::Place]),
        part_of: Id(Noun::Incident),
        description: Text,
    }
    participants {
        participants: Several(members! {
            who: Thing(&[Noun::MissingPerson, Noun::Person, Noun::Remains]),
            role: Word(ParticipantRole::texts),
        }),
    }
    sources { sources: List(&Thing(SOURCES)) }
};

const EXHUMATION_FORM: &[Step] = steps! {
    what {
        id: Line,
        party: PARTY,
        site: Id(Noun::Site),
        when: Date,
        authority: Line,
        team: List(&Line),
        observers: List(&Id(Noun::Party)),
    }
    finds {
        grid: Text,
        finds: Several(members! {
            number: Line,
            square: Line,
            depth_cm: Number,
            what: Line,
            remains: Id(Noun::Remains),
        }),
        drawings: List(&Id(Noun::Evidence)),
    }
};

const EXAMINATION_FORM: &[Step] = steps! {
    what {
        id: Line,
        party: PARTY,
        remains: Id(Noun::Remains),
        on: Day,
        examiner: Line,
        kept_at: Id(Noun::Site),
    }
    bones { bones: Bones }
    body {
        sex: Choice(&["female", "male"]),
        sex_method: Line,
        age: ESTIMATE,
        stature_cm: ESTIMATE,
        hair: Line,
        eyes: Line,
        blood_group: Line,
    }
    teeth { teeth: Teeth }
    medical { trauma: FEATURES, medical: FEATURES }
    effects { effects: FEATURES }
};

const CUSTODY_FORM: &[Step] = steps! {
    what {
        id: Line,
        party: PARTY,
        parties: PARTIES,
        item: Thing(&[Noun::Sample, Noun::Remains, Noun::Evidence]),
    }
    transfers {
        transfers: Several(members! {
            from: Line,
            to: Line,
            on: Day,
            seal_found: Line,
            seal_intact: MaybeTruth,
            seal_set: Line,
            remark: Line,
        }),
    }
};

const EVIDENCE_FORM: &[Step] = steps! {
    what {
        id: Line,
        party: PARTY,
        parties: PARTIES,
        kind: Word(EvidenceKind::texts),
        description: Text,
        covered: Truth,
        shows: List(&Thing(SUBJECTS)),
    }
    origin { origin: Line, made: Date, acquired: Day, acquired_by: Line, how: Line, licence: Line }
};

const INFORMATION_REQUEST_FORM: &[Step] = steps! {
    request {
        id: Line,
        party: PARTY,
        to: Id(Noun::Party),
        addressee: Line,
        about: List(&Thing(SUBJECTS)),
        grounds: Words(LegalGround::texts),
        text: Text,
    }
    deadlines { sent: Day, due: Day, reminders: List(&Day) }
    replies {
        replies: Several(members! {
            on: Day,
            kind: Word(ReplyKind::texts),
            text: Text,
            by: Own,
            enclosed: List(&Id(Noun::Evidence)),
        }),
    }
};

const ALLEGATION_FORM: &[Step] = steps! {
    what {
        id: Line,
        party: PARTY,
        act: Word(AllegedAct::texts),
        description: Text,
        alleged_responsible: List(&Line),
        incidents: List(&Id(Noun::Incident)),
    }
    sources { supported_by: List(&Thing(SOURCES)), contradicted_by: List(&Thing(SOURCES)) }
};

const PROCEEDING_FORM: &[Step] = steps! {
    what {
        id: Line,
        party: PARTY,
        body: Line,
        allegations: List(&Id(Noun::Allegation)),
        given: List(&Id(Noun::Evidence)),
    }
    course {
        steps: Several(members! {
            to: Word(Stage::texts),
            on: Day,
            outcome: Word(Outcome::texts),
            remark: Line,
        }),
    }
};

const IDENTIFICATION_FORM: &[Step] = steps! {
    who {
        id: Line,
        party: PARTY,
        parties: PARTIES,
        missing: Id(Noun::MissingPerson),
        remains: List(&Id(Noun::Remains)),
    }
    findings {
        findings: Several(members! {
            line: Word(LineOfEvidence::texts),
            finding: Text,
            log10_lr: Number,
            examiner: Line,
        }),
    }
    conclusion {
        log10_lr: Number,
        prior: Line,
        posterior: Number,
        engine: Line,
        conclusion: Text,
        proposed: Parts(members! { by: Own, on: Day, remark: Line }),
    }
    contests {
        contests: Several(members! {
            person: Id(Noun::Person),
            on: Day,
            grounds: Text,
            second_laboratory: Id(Noun::Party),
            second_opinion: Text,
            reply: Text,
            replied: Parts(members! { by: Own, on: Day, remark: Line }),
            outcome: Word(ContestOutcome::texts),
        }),
    }
};

const HANDOVER_FORM: &[Step] = steps! {
    who {
        id: Line,
        party: PARTY,
        parties: PARTIES,
        identification: Id(Noun::Identification),
        missing: Id(Noun::MissingPerson),
        remains: List(&Id(Noun::Remains)),
        what: Text,
        partial: Truth,
        adds_to: Id(Noun::Handover),
    }
    handover { wishes: Text, to: Id(Noun::Person), on: Day, at: Line, by: Own, burial: Text }
};

const FAMILY_REQUEST_FORM: &[Step] = steps! {
    request {
        id: Line,
        party: PARTY,
        missing: Id(Noun::MissingPerson),
        person: Id(Noun::Person),
        kind: Word(RequestKind::texts),
        text: Text,
        made: Day,
        due: Day,
    }
    replies { answers: Several(members! { on: Day, by: Own, text: Text, ends: Truth }) }
};

const REVIEW_FORM: &[Step] = steps! {
    what {
        id: Line,
        party: PARTY,
        decision: Word(ReviewDecision::texts),
        reason: Text,
        by: Own,
        on: Day,
    }
    about {
        samples: List(&Id(Noun::Sample)),
        persons: List(&Id(Noun::Person)),
        missing: List(&Id(Noun::MissingPerson)),
        remains: List(&Id(Noun::Remains)),
        lines: Words(ReviewedLine::texts),
    }
};

const ELIMINATION_PROFILE_FORM: &[Step] = steps! {
    what { id: Line, party: PARTY, kind: Word(EliminationKind::texts), loci: Loci }
};

/// The steps of a kind's form; none for kinds that are no documents.
#[must_use]
pub fn steps(noun: Noun) -> &'static [Step] {
    match noun {
        Noun::Party => PARTY_FORM,
        Noun::Office => OFFICE_FORM,
        Noun::Place => PLACE_FORM,
        Noun::Site => SITE_FORM,
        Noun::Family => FAMILY_FORM,
        Noun::Case => CASE_FORM,
        Noun::AnteMortem => ANTE_MORTEM_FORM,
        Noun::Report => REPORT_FORM,
        Noun::Consent => CONSENT_FORM,
        Noun::Witness => WITNESS_FORM,
        Noun::Statement => STATEMENT_FORM,
        Noun::Claim => CLAIM_FORM,
        Noun::Incident => INCIDENT_FORM,
        Noun::Exhumation => EXHUMATION_FORM,
        Noun::Examination => EXAMINATION_FORM,
        Noun::Custody => CUSTODY_FORM,
        Noun::Evidence => EVIDENCE_FORM,
        Noun::InformationRequest => INFORMATION_REQUEST_FORM,
        Noun::Allegation => ALLEGATION_FORM,
        Noun::Proceeding => PROCEEDING_FORM,
        Noun::Identification => IDENTIFICATION_FORM,
        Noun::Handover => HANDOVER_FORM,
        Noun::FamilyRequest => FAMILY_REQUEST_FORM,
        Noun::EliminationProfile => ELIMINATION_PROFILE_FORM,
        Noun::Review => REVIEW_FORM,
        Noun::MissingPerson | Noun::Person | Noun::Remains | Noun::Sample | Noun::List => &[],
    }
}
