//! `kintrace demo`: an invented region, from files to pages.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, bail};
use kintrace_casework::family::{Family, Topic};
use kintrace_casework::handover::Handover;
use kintrace_casework::import::MergeOptions;
use kintrace_casework::inclusion_power::Reach;
use kintrace_casework::registry::Subject;
use kintrace_interchange::detect::Source;
use kintrace_kinship::builtin;
use kintrace_matching::{ENGINE, Settings};
use kintrace_policy::{Account, Role};
use kintrace_service::accounts::{add, random_password};
use kintrace_service::imports::import;
use kintrace_service::inclusion_powers::work_out;
use kintrace_service::invitations::{accept, invite};
use kintrace_service::lists::receive;
use kintrace_service::record::Recorder;
use kintrace_service::sealing::{IDENTITIES, SECOND_FACTORS, SealingKey};
use kintrace_service::summary;
use kintrace_simulation::records::{Candidate, LABORATORY, PARTIES};
use kintrace_simulation::{Scale, World};
use kintrace_store::Store;
use kintrace_store::originals::Originals;
use kintrace_web::{DetailedMap, Services};

use super::block_on;
use super::r#match::search_all;
use super::serve::{bind, ways_in};
use super::simulate::{OTHER_LIST, evaluation, island_in, show, write, write_records};

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace demo --data kintrace-demo")]
pub(crate) struct Arguments {
    /// The folder to make; it must not hold a registry yet.
    #[arg(long, default_value = "kintrace-demo", value_name = "DIR")]
    data: PathBuf,
    /// How many missing persons.
    #[arg(long, default_value_t = 400)]
    missing: usize,
    /// How many sets of remains.
    #[arg(long, default_value_t = 250)]
    remains: usize,
    /// Same seed, same region.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Address and port of the pages.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Stop before serving the pages.
    #[arg(long)]
    no_serve: bool,
}

/// This share of the bodies fell apart or was moved.
const SCATTERED: f64 = 0.15;

/// Those who vanished at this share of the events were taken away together.
const TAKEN: f64 = 0.3;

/// Of this share of the families and of the remains, Y chromosomes and mitochondrial DNA were read.
const LINEAGES: f64 = 0.5;

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<()> {
    let start = Instant::now();
    let database = arguments.data.join("kintrace.sqlite");
    if database.exists() {
        bail!(
            "{} holds a registry already; name another folder with --data, or serve it with `kintrace serve --data {}`",
            arguments.data.display(),
            arguments.data.display()
        );
    }
    let scale = Scale { missing: arguments.missing, remains: arguments.remains, seed: arguments.seed };
    let world = World::scattered(scale, SCATTERED, &builtin::frequencies());
    let world = world.taken_away(arguments.seed, TAKEN).with_lineages(arguments.seed, LINEAGES).divided();
    let files = arguments.data.join("files");
    let mut sources = write(&world, arguments.seed, &files)?;
    let keys = arguments.data.join("keys");
    let identities = SealingKey::in_folder(&keys, IDENTITIES)?;
    let originals = Originals::in_folder(&arguments.data.join("originals"))?;
    let records = world.records(&|identity| identities.seal(identity).ok())?;
    sources.extend(write_records(&records, &files.join("records"))?);
    println!("An invented region: files in {}", files.display());
    block_on(async move {
        let store = Store::open(&arguments.data)
            .await
            .with_context(|| format!("the registry in {} can't be made", arguments.data.display()))?;
        let merged = import(&store, sources, MergeOptions::default(), false, None, None).await?;
        println!("Imported: {}", summary(&merged.changes));
        let settings = Settings::default();
        let (outcome, seconds) = search_all(&store, &settings).await?;
        println!(
            "Compared {} missing persons with {} remains in {:.1} s; left out at most {:.1e}, error at most {:.1e}",
            outcome.missing, outcome.remains, seconds.all, outcome.dropped_mass, outcome.standard_error
        );
        let name = OTHER_LIST.to_owned();
        let list = Source { bytes: world.other_list(arguments.seed).into_bytes(), name };
        let id = receive(&store, list, "A list of another office", None).await?;
        println!(
            "Received a list of another office: {} of its rows may be in the registry",
            store.progress(&id).await?.open
        );
        println!("How well it was solved (here the truth is known):");
        show(&evaluation(&outcome, &world));
        let candidates: Vec<Candidate> = outcome
            .found
            .iter()
            .map(|f| Candidate {
                remains: f.remains.clone(),
                missing: f.missing.clone(),
                log10_lr_dna: f.log10_lr_dna,
                log10_lr: f.log10_lr,
                posterior: f.posterior,
                engine: ENGINE.to_owned(),
            })
            .collect();
        let identified = world.identifications(&candidates)?;
        let told = identified.iter().find_map(|d| d.thing::<Handover>().ok()).map(|h| h.missing.clone());
        let sources = write_records(&identified, &files.join("identifications"))?;
        let merged = import(&store, sources, MergeOptions::default(), false, None, None).await?;
        println!("Identified: {}", summary(&merged.changes));
        let powers = work_out(&store, settings.clone(), "", |_| (), || ()).await?;
        let enough = powers.iter().filter(|p| p.reach() == Reach::Enough).count();
        println!("Of {} who are still looked for, the families' DNA is enough for {enough}", powers.len());
        println!(
            "Accounts (of the house of the missing, which keeps the registry, unless a party is named):"
        );
        for account in accounts() {
            let password = random_password();
            add(&store, &account, &password).await?;
            println!("  {:18} {password}", account.name);
        }
        if let Some(missing) = told {
            println!("  {:18} {}", RELATIVE, relative(&store, &missing).await?);
        }
        let recorder = Recorder::open(store.clone(), &keys)?;
        let published = recorder.publish().await?;
        println!("Recorded: {} leaves, signed", published.checkpoint.head.size());
        if arguments.no_serve {
            return Ok(());
        }
        let listener = bind(arguments.listen).await?;
        println!("Ready after {:.1} s: http://{}", start.elapsed().as_secs_f64(), listener.local_addr()?);
        let second_factors = SealingKey::in_folder(&keys, SECOND_FACTORS)?;
        // Its passwords were just shown on a screen: a second factor would be one for show.
        let ways_in = ways_in(None, listener.local_addr()?, &keys, false)?;
        let services = Services {
            recorder: recorder.into(),
            identities,
            second_factors,
            originals,
            ways_in,
            detailed_map: Some(DetailedMap::open(island_in(&files))?),
        };
        kintrace_web::serve(listener, store, settings, services, None).await?;
        Ok(())
    })
}

/// The account of a relative of somebody who came home.
const RELATIVE: &str = "relative";

/// Makes the relative's account, by an invitation of whoever of the family may be told a result; gives the
/// password.
async fn relative(store: &Store, missing: &str) -> anyhow::Result<String> {
    let file = store.missing_file(missing).await?.context("a missing person was expected")?;
    let family = store.find::<Family>(&file.missing.family).await?;
    let contacts = family.map(|f| f.into_draft().contacts).unwrap_or_default();
    let contact = contacts.into_iter().find(|c| c.may_be_told.contains(&Topic::Result));
    // Where the office has named nobody, a relative who gave DNA.
    let donor = file.samples.iter().find_map(|(sample, _)| match &sample.subject {
        Subject::Person(id) => Some(id.clone()),
        Subject::Remains(_) => None,
    });
    let person = contact.map(|c| c.person).or(donor).unwrap_or_default();
    let registrar = Account::new(Role::Registrar.text(), Role::Registrar);
    let sent = invite(store, &registrar, missing, &person).await?;
    let password = random_password();
    accept(store, &sent.link, &sent.code, RELATIVE, &password).await?.context("an account was expected")?;
    Ok(password)
}

/// An account for each role of the body that keeps the registry, and for the roles of both parties.
fn accounts() -> Vec<Account> {
    let own = [
        Role::Registrar,
        Role::Interviewer,
        Role::FieldTeam,
        Role::Analyst,
        Role::Supervisor,
        Role::Investigator,
        Role::WitnessOperator,
        Role::Administrator,
    ];
    let of_parties =
        [Role::Registrar, Role::Interviewer, Role::Investigator, Role::Supervisor, Role::Liaison];
    let named = |role: Role| role.text().replace(' ', "-");
    let mut accounts: Vec<Account> = own.into_iter().map(|role| Account::new(named(role), role)).collect();
    // Two people sign.
    accounts.push(Account::new("geneticist", Role::Analyst));
    let laboratory = Account::new(named(Role::Laboratory), Role::Laboratory);
    accounts.push(Account { party: LABORATORY.to_owned(), ..laboratory });
    for party in PARTIES {
        accounts.extend(of_parties.into_iter().map(|role| {
            let account = Account::new(format!("{party}-{}", named(role)), role);
            Account { party: party.to_owned(), ..account }
        }));
    }
    accounts
}
