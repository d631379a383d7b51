//! Who may see and do what.
//!
//! The rules are Cedar policies in `policies/kintrace.cedar`, to be read by whoever wants to know; they
//! are in the program, so that nobody changes them on a server. They are asked in one place, [`may`].
//! What is not permitted is forbidden.
//!
//! Pure: the same question has the same answer.

use std::sync::LazyLock;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
};

/// The policies, as they are in the program.
pub const POLICIES: &str = include_str!("../../../policies/kintrace.cedar");
/// The schema that they keep to.
pub const SCHEMA: &str = include_str!("../../../policies/kintrace.cedarschema");

/// What an account may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A relative of a missing person.
    FamilyMember,
    /// Takes reports and lists, and keeps the cases.
    Registrar,
    /// Speaks with families and witnesses.
    Interviewer,
    /// Searches and recovers.
    FieldTeam,
    /// Reads profiles from samples.
    Laboratory,
    /// Compares.
    Analyst,
    /// Answers for the office's work on cases.
    Supervisor,
    /// Looks into what happened.
    Investigator,
    /// Speaks for another party.
    Liaison,
    /// Runs a witness of the record.
    WitnessOperator,
    /// Keeps accounts and the program.
    Administrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 11] = [
        Self::FamilyMember,
        Self::Registrar,
        Self::Interviewer,
        Self::FieldTeam,
        Self::Laboratory,
        Self::Analyst,
        Self::Supervisor,
        Self::Investigator,
        Self::Liaison,
        Self::WitnessOperator,
        Self::Administrator,
    ];

    /// What it is called, in policies and accounts.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::FamilyMember => "family member",
            Self::Registrar => "registrar",
            Self::Interviewer => "interviewer",
            Self::FieldTeam => "field team",
            Self::Laboratory => "laboratory",
            Self::Analyst => "analyst",
            Self::Supervisor => "supervisor",
            Self::Investigator => "investigator",
            Self::Liaison => "liaison",
            Self::WitnessOperator => "witness operator",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a name.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.text() == text)
    }
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// See lists and files.
    Read,
    /// Put in something new by a form.
    Create,
    /// Put in or change by files.
    Import,
    /// Confirm, reject, take back.
    Decide,
    /// Have the program compare.
    Compute,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 5] = [Self::Read, Self::Create, Self::Import, Self::Decide, Self::Compute];

    /// What it is called in policies.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Create => "create",
            Self::Import => "import",
            Self::Decide => "decide",
            Self::Compute => "compute",
        }
    }
}

/// What it is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Counts, and what happened lately.
    Overview,
    /// Missing persons' cases.
    MissingPerson,
    /// Members of families.
    Person,
    /// Remains.
    Remains,
    /// Samples, without what was read from them.
    Sample,
    /// What a sample's profile says, allele by allele.
    Genotype,
    /// Profiles in files.
    Profile,
    /// The frequency table.
    Locus,
    /// Who could be whom.
    Hypothesis,
    /// Lists of others.
    List,
    /// Files to be imported.
    File,
    /// Proofs of the record.
    Receipt,
    /// Accounts.
    User,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 13] = [
        Self::Overview,
        Self::MissingPerson,
        Self::Person,
        Self::Remains,
        Self::Sample,
        Self::Genotype,
        Self::Profile,
        Self::Locus,
        Self::Hypothesis,
        Self::List,
        Self::File,
        Self::Receipt,
        Self::User,
    ];

    /// What it is called in policies.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::MissingPerson => "missing person",
            Self::Person => "person",
            Self::Remains => "remains",
            Self::Sample => "sample",
            Self::Genotype => "genotype",
            Self::Profile => "profile",
            Self::Locus => "locus",
            Self::Hypothesis => "hypothesis",
            Self::List => "list",
            Self::File => "file",
            Self::Receipt => "receipt",
            Self::User => "user",
        }
    }
}

fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}

struct Rules {
    policies: PolicySet,
    authorizer: Authorizer,
    user: EntityTypeName,
    role: EntityTypeName,
    action: EntityTypeName,
    kind: EntityTypeName,
}

/// `None` if the program was built with policies that can't be read: then nothing is permitted. A test
/// reads and validates them.
static RULES: LazyLock<Option<Rules>> = LazyLock::new(|| {
    Some(Rules {
        policies: POLICIES.parse().ok()?,
        authorizer: Authorizer::new(),
        user: "User".parse().ok()?,
        role: "Role".parse().ok()?,
        action: "Action".parse().ok()?,
        kind: "Kind".parse().ok()?,
    })
});

/// Whether an account in a role may do something. Cost: some 20 µs.
#[must_use]
pub fn may(account: &str, role: Role, action: Action, kind: Kind) -> bool {
    RULES.as_ref().is_some_and(|rules| decide(rules, account, role, action, kind).unwrap_or(false))
}

fn decide(rules: &Rules, account: &str, role: Role, action: Action, kind: Kind) -> Option<bool> {
    let user = uid(&rules.user, account);
    let entity = Entity::new_no_attrs(user.clone(), [uid(&rules.role, role.text())].into());
    let entities = Entities::from_entities([entity], None).ok()?;
    let request = Request::new(
        user,
        uid(&rules.action, action.text()),
        uid(&rules.kind, kind.text()),
        Context::empty(),
        None,
    )
    .ok()?;
    let answer = rules.authorizer.is_authorized(&request, &rules.policies, &entities);
    Some(answer.decision() == Decision::Allow)
}
