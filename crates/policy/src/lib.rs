//! Who may see and do what.
//!
//! The rules are Cedar policies in `policies/kintrace.cedar`, to be read by whoever wants to know; they
//! are in the program, so that nobody changes them on a server. They are asked through an [`Account`]: may
//! it do something to a kind of thing as a whole, or to one [`Thing`], which a party holds. What is not
//! permitted is forbidden.
//!
//! Pure: the same question has the same answer.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request,
    RestrictedExpression,
};
use kintrace_casework::document::DOCUMENTS;
use kintrace_casework::statement::Witness;
use kintrace_casework::{Document, Noun};
use serde::{Deserialize, Serialize};

/// The policies, as they are in the program.
pub const POLICIES: &str = include_str!("../../../policies/kintrace.cedar");
/// The schema that they keep to.
pub const SCHEMA: &str = include_str!("../../../policies/kintrace.cedarschema");

/// What an account may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// See lists and files.
    Read,
    /// Put in something new, or a new version, by a form.
    Create,
    /// Put in or change by files.
    Import,
    /// Confirm, reject, take back.
    Decide,
    /// Have the program compare.
    Compute,
    /// Answer what one was asked.
    Reply,
    /// Open what is sealed.
    Open,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 7] =
        [Self::Read, Self::Create, Self::Import, Self::Decide, Self::Compute, Self::Reply, Self::Open];

    /// What it is called in policies.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Create => "create",
            Self::Import => "import",
            Self::Decide => "decide",
            Self::Compute => "compute",
            Self::Reply => "reply",
            Self::Open => "open",
        }
    }
}

/// What it is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Samples by their barcodes, without whom they are of.
    LaboratorySample,
    /// The own account: password, second factors, sessions.
    Account,
    /// A family's pages about its own person.
    Portal,
    /// Relatives who are invited.
    Invitation,
    /// Accounts of others that are given back to who lost the way in.
    Recovery,
    /// Doubts about samples and stated relations.
    Doubt,
    /// Doubts about identifications that stand.
    IdentificationDoubt,
    /// Things that are kept as documents.
    Document(Noun),
}

impl Kind {
    /// Kinds that are no documents.
    const OTHERS: [Self; 20] = [
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
        Self::LaboratorySample,
        Self::Account,
        Self::Portal,
        Self::Invitation,
        Self::Recovery,
        Self::Doubt,
        Self::IdentificationDoubt,
    ];

    /// All kinds.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::OTHERS.into_iter().chain(DOCUMENTS.map(Self::Document))
    }

    /// The kind of a name.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::all().find(|k| k.text() == text)
    }

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
            Self::LaboratorySample => "laboratory sample",
            Self::Account => "account",
            Self::Portal => "portal",
            Self::Doubt => "doubt",
            Self::IdentificationDoubt => "identification doubt",
            Self::Invitation => "invitation",
            Self::Recovery => "recovery",
            Self::Document(noun) => noun.text(),
        }
    }
}

/// Accounts whose answers a thread remembers.
const REMEMBERED: usize = 256;

/// What each account may do to kinds of things as a whole.
type Answers = HashMap<Account, HashMap<(Action, Kind), bool>>;

thread_local! {
    static KNOWN: RefCell<Answers> = RefCell::new(HashMap::new());
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Account {
    /// Name.
    pub name: String,
    /// What it may be used for.
    #[serde(with = "role_text")]
    pub role: Role,
    /// The party that the person works for; empty: the body that keeps the registry.
    pub party: String,
    /// Of a relative: the missing persons that it is about, by id.
    pub cases: BTreeSet<String>,
}

impl Account {
    /// An account of the body that keeps the registry.
    #[must_use]
    pub fn new(name: impl Into<String>, role: Role) -> Self {
        Self { name: name.into(), role, party: String::new(), cases: BTreeSet::new() }
    }

    /// Whether it may do something to a kind of thing as a whole. Cost: some 20 µs, once for each account, action and
    /// kind: a page asks dozens of times, and a thread remembers the answers, which depend on nothing else.
    #[must_use]
    pub fn may(&self, action: Action, kind: Kind) -> bool {
        KNOWN.with_borrow_mut(|known| {
            if let Some(answer) = known.get(self).and_then(|answers| answers.get(&(action, kind))) {
                return *answer;
            }
            let answer =
                RULES.as_ref().is_some_and(|rules| rules.decide(self, action, kind, None).unwrap_or(false));
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.entry(self.clone()).or_default().insert((action, kind), answer);
            answer
        })
    }

    /// Whether it may do something to one thing. Cost: some 40 µs.
    #[must_use]
    pub fn may_to(&self, action: Action, thing: &Thing) -> bool {
        RULES
            .as_ref()
            .is_some_and(|rules| rules.decide(self, action, thing.kind, Some(thing)).unwrap_or(false))
    }
}

mod role_text {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Role;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(role: &Role, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(role.text())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Role, D::Error> {
        let text = String::deserialize(from)?;
        Role::read(&text).ok_or_else(|| serde::de::Error::custom(format!("{text:?} is no role")))
    }
}

/// One thing, as the policies see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// Its kind.
    pub kind: Kind,
    /// The party that holds it; empty: all of them together.
    pub party: String,
    /// Other parties that may see it.
    pub shared_with: Vec<String>,
    /// Missing persons that it is about, by id.
    pub about: BTreeSet<String>,
    /// Accounts that may open what is sealed in it.
    pub readers: Vec<String>,
}

impl Thing {
    /// A thing of a kind that a party holds, shared with nobody.
    #[must_use]
    pub fn held_by(kind: Kind, party: impl Into<String>) -> Self {
        Self {
            kind,
            party: party.into(),
            shared_with: Vec::new(),
            about: BTreeSet::new(),
            readers: Vec::new(),
        }
    }
}

impl From<&Document> for Thing {
    fn from(document: &Document) -> Self {
        let missing = document.links.iter().filter(|l| l.to.kind == Noun::MissingPerson);
        let readers = document.thing::<Witness>().map(|w| w.readers.clone()).unwrap_or_default();
        Self {
            kind: Kind::Document(document.reference.kind),
            party: document.party.clone(),
            shared_with: document.shared_with.clone(),
            about: missing.map(|l| l.to.id.clone()).collect(),
            readers,
        }
    }
}

struct Rules {
    policies: PolicySet,
    authorizer: Authorizer,
    user: EntityTypeName,
    role: EntityTypeName,
    action: EntityTypeName,
    kind: EntityTypeName,
    thing: EntityTypeName,
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
        thing: "Thing".parse().ok()?,
    })
});

fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}

fn text(value: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(value.to_owned())
}

fn set<'a>(values: impl IntoIterator<Item = &'a String>) -> RestrictedExpression {
    RestrictedExpression::new_set(values.into_iter().map(|v| text(v)))
}

impl Rules {
    fn decide(&self, account: &Account, action: Action, kind: Kind, thing: Option<&Thing>) -> Option<bool> {
        let user = uid(&self.user, &account.name);
        let attributes = [
            ("name".to_owned(), text(&account.name)),
            ("party".to_owned(), text(&account.party)),
            ("cases".to_owned(), set(&account.cases)),
        ];
        let roles = [uid(&self.role, account.role.text())];
        let mut entities = vec![Entity::new(user.clone(), attributes.into(), roles.into()).ok()?];
        let kind = uid(&self.kind, kind.text());
        let resource = if let Some(thing) = thing {
            // Its id decides nothing: what is known of it stands in its attributes.
            let id = uid(&self.thing, "this");
            let attributes = [
                ("party".to_owned(), text(&thing.party)),
                ("shared".to_owned(), set(&thing.shared_with)),
                ("about".to_owned(), set(&thing.about)),
                ("readers".to_owned(), set(&thing.readers)),
            ];
            entities.push(Entity::new(id.clone(), attributes.into(), [kind].into()).ok()?);
            id
        } else {
            kind
        };
        let entities = Entities::from_entities(entities, None).ok()?;
        let request =
            Request::new(user, uid(&self.action, action.text()), resource, Context::empty(), None).ok()?;
        let answer = self.authorizer.is_authorized(&request, &self.policies, &entities);
        Some(answer.decision() == Decision::Allow)
    }
}
