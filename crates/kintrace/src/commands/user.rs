//! `kintrace user`: accounts.

use std::io::{BufRead, IsTerminal};

use kintrace_policy::Role;
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
        #[command(flatten)]
        data: DataArguments,
    },
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<()> {
    let Command::Add { name, role, data } = arguments.command;
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
        add(&store, &name, &password, &role).await?;
        println!("added {name}, {role}");
        if made {
            println!("password: {password}");
        }
        Ok(())
    })
}
