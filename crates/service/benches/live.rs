//! A registry that lives: how long after a new profile the joint posterior is right again.
//!
//! A region of 4,000 missing and 2,000 remains is simulated and imported into a database of its own, all but two
//! profiles: one of a relative and one of remains. It is searched once; then each of the two comes, is imported as a
//! laboratory's file, and is searched. Printed is how long a search takes from its beginning until hypotheses are stored,
//! and how long it then takes until doubts are.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use kintrace_casework::import::{Change, Kind, MergeOptions};
use kintrace_casework::registry::{Registry, Subject};
use kintrace_interchange::detect::Source;
use kintrace_interchange::documents::tables;
use kintrace_kinship::builtin;
use kintrace_matching::Settings;
use kintrace_service::imports::import;
use kintrace_service::{SearchMemory, find_doubts, search_again};
use kintrace_simulation::{Scale, World};
use kintrace_store::Store;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() {
    // `cargo test --benches` only asks whether it runs.
    let test = std::env::args().any(|a| a == "--test");
    let (missing, remains) = if test { (120, 60) } else { (4_000, 2_000) };
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path()).await.expect("opened");
    let world = World::simulate(Scale { missing, remains, seed: 5 }, &builtin::frequencies());
    let records = world.records(&|_| None).expect("sound");
    let source = |(name, text): (String, String)| Source { name, bytes: text.into_bytes() };
    let files = world.tables().into_iter().map(|(name, text)| source((name.into(), text)));
    let files = files.chain(tables(&records).into_iter().map(source));
    import(&store, files.collect(), MergeOptions::default(), false, None, None).await.expect("imported");
    let whole = store.registry().await.expect("read");
    let last = |of: &dyn Fn(&Subject) -> bool| -> String {
        let typed = whole.samples.values().filter(|s| of(&s.subject) && whole.profiles.contains_key(&s.id));
        typed.last().expect("somebody was typed").id.clone()
    };
    let new = [last(&|s| matches!(s, Subject::Person(_))), last(&|s| matches!(s, Subject::Remains(_)))];
    let mut without = whole.clone();
    for sample in &new {
        without.profiles.remove(sample);
        write(&store, &without, sample).await;
    }
    let memory = Arc::new(Mutex::new(SearchMemory::lasting()));
    searched(&store, &memory, "everything").await;
    for (sample, what) in new.iter().zip(["after a relative's profile", "after the profile of remains"]) {
        without.profiles.insert(sample.clone(), whole.profiles[sample].clone());
        write(&store, &without, sample).await;
        searched(&store, &memory, what).await;
    }
}

async fn write(store: &Store, registry: &Registry, sample: &str) {
    let work = store.begin("").await.expect("begun");
    let change = Change { kind: Kind::Profile, id: sample.to_owned(), is_new: false };
    work.apply(registry, &[change]).await.expect("written");
    work.commit().await.expect("committed");
}

async fn searched(store: &Store, memory: &Arc<Mutex<SearchMemory>>, what: &str) {
    let start = Instant::now();
    let found = search_again(store, Settings::default(), Arc::clone(memory), None, |_| (), || ()).await;
    let (outcome, doubtful, seconds) = found.expect("searched");
    let hypotheses = start.elapsed();
    find_doubts(store, doubtful, Arc::clone(memory), "").await.expect("looked for");
    println!(
        "{what}: {} hypotheses stored after {:.2} s, of which DNA {:.2}; doubts after {:.2} s",
        outcome.found.len(),
        hypotheses.as_secs_f64(),
        seconds.dna,
        start.elapsed().as_secs_f64()
    );
}
