//! The command `kintrace`: one module a subcommand.
//!
//! Exit code 0: done. 1: not done; each fault is one line on standard error with file, row, column,
//! value and what was expected. 2: wrong usage.

mod commands;
mod log;
mod output;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use commands::{
    backup, bench, demo, doubts, erase, export, import, jobs, joint, link, lr, r#match, names, package,
    power, record, serve, simulate, user, verify, verify_package, verify_receipt, witness, worker,
};

/// Comparing makes and frees tables of all genotypes by the million. The system's allocator gives their pages back each
/// time, and takes them again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Finds out who the missing are: families' reports, relatives' DNA and everything recovered go in;
/// who is who, how sure, and why comes out.
#[derive(Parser)]
#[command(name = "kintrace", version, about, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// A new folder with an invented region's data, searched, with its pages open.
    Demo(demo::Arguments),
    /// The pages of the registry.
    Serve(serve::Arguments),
    /// Files into the registry: all of them, or none and a list of every fault.
    Import(import::Arguments),
    /// Searches everything against everything; prints hypotheses by posterior.
    Match(r#match::Arguments),
    /// Samples and stated relations that the last search found doubtful.
    Doubts(doubts::Arguments),
    /// Likelihood ratios of kinship cases, or of the pedigrees of a Familias file.
    Lr(lr::Arguments),
    /// The joint posterior of DVI cases.
    Joint(joint::Arguments),
    /// How well families' DNA would find or exclude their missing person.
    Power(power::Arguments),
    /// How fast the search is on this machine.
    Bench(bench::Arguments),
    /// How probable it is that two names are one, for pairs of names.
    Names(names::Arguments),
    /// Who is on two lists of people.
    Link(link::Arguments),
    /// An invented region with known truth, as files that can be imported.
    Simulate(simulate::Arguments),
    /// Accounts.
    User(user::Arguments),
    /// The log's key, its checkpoints, receipts.
    Record(record::Arguments),
    /// Whether the registry is what the record says; names each thing that was changed behind its back.
    Verify(verify::Arguments),
    /// Whether a receipt holds, without asking anybody.
    VerifyReceipt(verify_receipt::Arguments),
    /// A case or a piece of evidence as one file that a court verifies by itself.
    Package(package::Arguments),
    /// Whether a package holds, without asking anybody.
    VerifyPackage(verify_package::Arguments),
    /// Everything in one encrypted file, while others go on working.
    Backup(backup::BackupArguments),
    /// A backup into a new registry, verified against its record.
    Restore(backup::RestoreArguments),
    /// Everything as open files: a Frictionless data package that `import` takes back.
    Export(export::Arguments),
    /// What is held of somebody, for good; the record stays provable.
    Erase(erase::Arguments),
    /// Follows logs of others, and cosigns what only adds to what it has seen.
    Witness(witness::Arguments),
    /// Works on searches in tiles, beside any number of others.
    Worker(worker::Arguments),
    /// Searches in tiles for many workers: begun, how far they are, what they found.
    Jobs(jobs::Arguments),
}

fn main() -> ExitCode {
    log::begin();
    let done = match Arguments::parse().command {
        Command::Demo(arguments) => demo::run(arguments),
        Command::Serve(arguments) => serve::run(arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Doubts(arguments) => doubts::run(&arguments),
        Command::Match(arguments) => r#match::run(&arguments),
        Command::Lr(arguments) => lr::run(&arguments),
        Command::Joint(arguments) => joint::run(&arguments),
        Command::Power(arguments) => power::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Names(arguments) => names::run(&arguments),
        Command::Link(arguments) => link::run(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::User(arguments) => user::run(arguments),
        Command::Record(arguments) => record::run(arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::VerifyReceipt(arguments) => verify_receipt::run(&arguments),
        Command::Package(arguments) => package::run(&arguments),
        Command::VerifyPackage(arguments) => verify_package::run(&arguments),
        Command::Backup(arguments) => backup::back_up(arguments),
        Command::Restore(arguments) => backup::restore(arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Erase(arguments) => erase::run(&arguments),
        Command::Witness(arguments) => witness::run(&arguments),
        Command::Worker(arguments) => worker::run(arguments),
        Command::Jobs(arguments) => jobs::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e:#}");
            ExitCode::FAILURE
        }
    }
}
