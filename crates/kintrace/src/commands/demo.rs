//! `kintrace demo`: an invented region, from files to pages.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, bail};
use kintrace_casework::import::MergeOptions;
use kintrace_interchange::detect::Source;
use kintrace_kinship::builtin;
use kintrace_matching::Settings;
use kintrace_policy::{Action, Kind, Role, may};
use kintrace_service::accounts::{add, random_password};
use kintrace_service::lists::receive;
use kintrace_service::record::Recorder;
use kintrace_service::{import, summary};
use kintrace_simulation::{Scale, World};
use kintrace_store::Store;

use super::block_on;
use super::r#match::search_all;
use super::serve::bind;
use super::simulate::{OTHER_LIST, evaluation, show, write};

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
    let world = World::simulate(scale, &builtin::frequencies());
    let files = arguments.data.join("files");
    let sources = write(&world, arguments.seed, &files)?;
    println!("An invented region: files in {}", files.display());
    block_on(async move {
        let store = Store::open(&arguments.data)
            .await
            .with_context(|| format!("the registry in {} can't be made", arguments.data.display()))?;
        let merged = import(&store, sources, MergeOptions::default(), false, "", |_| true).await?;
        println!("Imported: {}", summary(&merged.changes));
        let settings = Settings::default();
        let (outcome, seconds) = search_all(&store, &settings).await?;
        println!(
            "Compared {} missing persons with {} remains in {seconds:.1} s; left out at most {:.1e}, standard error \
             at most {:.1e}",
            outcome.missing, outcome.remains, outcome.dropped_mass, outcome.standard_error
        );
        let name = OTHER_LIST.to_owned();
        let list = Source { bytes: world.other_list(arguments.seed).into_bytes(), name };
        let id = receive(&store, list, "A list of another office", "").await?;
        println!(
            "Received a list of another office: {} of its rows may be in the registry",
            store.progress(&id).await?.open
        );
        println!("How well it was solved (here the truth is known):");
        show(&evaluation(&outcome, &world));
        println!("Accounts:");
        // Those that have a page.
        for role in Role::ALL.into_iter().filter(|r| may("", *r, Action::Read, Kind::Overview)) {
            let (name, password) = (role.text().replace(' ', "-"), random_password());
            add(&store, &name, &password, role.text()).await?;
            println!("  {name:14} {password}");
        }
        let recorder = Recorder::open(store.clone(), &arguments.data.join("keys"))?;
        let published = recorder.publish().await?;
        println!("Recorded: {} leaves, signed", published.checkpoint.head.size());
        if arguments.no_serve {
            return Ok(());
        }
        let listener = bind(arguments.listen).await?;
        println!("Ready after {:.1} s: http://{}", start.elapsed().as_secs_f64(), listener.local_addr()?);
        kintrace_web::serve(listener, store, settings, recorder).await?;
        Ok(())
    })
}
