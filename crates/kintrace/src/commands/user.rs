//! `kintrace user`: accounts.

use std::io::{BufRead, IsTerminal};

use anyhow::Context;
use kintrace_policy::{Account, Role};
use kintrace_service::accounts::{add, random_password};

use super::{DataArguments, block_on};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Adds an account. The password is read from standard input; on a terminal one is made and
    /// printed.
    #[command(after_help = "Example: kintrace user add --data region --role analyst aygun < password.txt")]
    Add {
        /// Account name.
        name: String,
        /// What the person does in the office.
        #[arg(long, default_value = "registrar", value_parser = clap::builder::PossibleValuesParser::new(Role::ALL.map(Role::text)))]
        role: String,
        /// The party that the person works for, by id; otherwise the body that keeps the registry.
        #[arg(long, default_value = "", value_name = "PARTY", hide_default_value = true)]
        party: String,
        /// Of a family member: the missing person, by id; again for another. (An invitation, on the missing
        /// person's page, also says who of the family it is: results are shown to those who may be told them.)
        #[arg(long = "case", value_name = "MISSING")]
        cases: Vec<String>,
        #[command(flatten)]
        data: DataArguments,
    },
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<()> {
    let Command::Add { name, role, party, cases, data } = arguments.command;
    let role = Role::read(&role).context("a role was expected")?;
    let account = Account { name, role, party, cases: cases.into_iter().collect() };
    let typed = std::io::stdin();
    let made = typed.is_terminal();
    let password = if made {
        random_password()
    } else {
        let mut line = String::new();
        typed.lock().read_line(&mut line)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    block_on(async move {
        let store = data.open().await?;
        add(&store, &account, &password).await?;
        println!("added {}, {}", account.name, account.role.text());
        if made {
            println!("password: {password}");
        }
        Ok(())
    })
}
