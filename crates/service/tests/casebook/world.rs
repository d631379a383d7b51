//! A small invented region with everything in it.

use std::collections::BTreeSet;

use kintrace_casework::import::MergeOptions;
use kintrace_casework::{Document, Noun};
use kintrace_interchange::detect::Source;
use kintrace_interchange::documents::tables;
use kintrace_kinship::builtin;
use kintrace_policy::{Account, Role};
use kintrace_service::desk::Desk;
use kintrace_service::imports::import;
use kintrace_service::sealing::{IDENTITIES, SealingKey};
use kintrace_simulation::records::{Candidate, LABORATORY};
use kintrace_simulation::{Scale, World};
use kintrace_store::Store;

pub(crate) struct Region {
    pub(crate) store: Store,
    pub(crate) world: World,
    pub(crate) identities: SealingKey,
    /// All documents, whoever holds them.
    pub(crate) documents: Vec<Document>,
    _folder: tempfile::TempDir,
}

pub(crate) fn sources(files: Vec<(impl Into<String>, String)>) -> Vec<Source> {
    files.into_iter().map(|(name, text)| Source { name: name.into(), bytes: text.into_bytes() }).collect()
}

impl Region {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let store = Store::open(folder.path()).await.expect("opened");
        let identities = SealingKey::in_folder(&folder.path().join("keys"), IDENTITIES).expect("a key");
        let scale = Scale { missing: 130, remains: 70, seed: 11 };
        let world = World::simulate(scale, &builtin::frequencies()).divided();
        let records = world.records(&|identity| identities.seal(identity).ok()).expect("sound");
        let mut files = sources(world.tables());
        files.extend(sources(tables(&records)));
        import(&store, files, MergeOptions::default(), false, None, None).await.expect("imported");
        // As a search would find, were it sure.
        let found: Vec<Candidate> = world
            .truth()
            .filter_map(|(remains, missing)| {
                Some(Candidate {
                    remains: remains.to_owned(),
                    missing: missing?.to_owned(),
                    log10_lr_dna: 9.0,
                    log10_lr: 9.5,
                    posterior: 0.999_99,
                    engine: "test".to_owned(),
                })
            })
            .collect();
        let identified = world.identifications(&found).expect("sound");
        import(&store, sources(tables(&identified)), MergeOptions::default(), false, None, None)
            .await
            .expect("imported");
        // A case appears in both, the later one counts.
        let again: BTreeSet<_> = identified.iter().map(|d| d.reference.clone()).collect();
        let mut documents: Vec<Document> =
            records.into_iter().filter(|d| !again.contains(&d.reference)).chain(identified).collect();
        documents.sort_by(|a, b| a.reference.cmp(&b.reference));
        Self { store, world, identities, documents, _folder: folder }
    }

    pub(crate) fn desk(&self, name: &str, role: Role, party: &str) -> Desk {
        Desk::new(&self.store, Account { party: party.to_owned(), ..Account::new(name, role) })
    }

    /// The account of a role in a party; of a relative, about the first missing person of north.
    pub(crate) fn account(&self, role: Role, party: &str) -> Account {
        let cases = if role == Role::FamilyMember {
            let of_north =
                self.documents.iter().find(|d| d.reference.kind == Noun::Case && d.party == "north");
            of_north.into_iter().map(|d| d.reference.id.clone()).collect()
        } else {
            BTreeSet::new()
        };
        let party = if role == Role::Laboratory && !party.is_empty() { LABORATORY } else { party };
        Account { party: party.to_owned(), cases, ..Account::new("somebody", role) }
    }

    pub(crate) fn one(&self, noun: Noun, that: impl Fn(&Document) -> bool) -> &Document {
        let mut all = self.documents.iter().filter(|d| d.reference.kind == noun);
        all.find(|d| that(d)).expect("the region has one")
    }
}
