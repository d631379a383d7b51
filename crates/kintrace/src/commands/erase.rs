//! `kintrace erase`: what is held of somebody, for good.

use anyhow::bail;
use kintrace_casework::{Noun, Reference};
use kintrace_service::erasure::{Whose, erase};

use super::{DataArguments, block_on};

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace erase --data region --person P0042 --confirm P0042")]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: DataArguments,
    /// A missing person's id: case, person, DNA, hypotheses, links of lists, and what was recorded about
    /// this person alone.
    #[arg(long, value_name = "ID", required_unless_present = "person", conflicts_with = "person")]
    missing: Option<String>,
    /// A relative's id: name, description, consent, samples and profiles; the place in the pedigree stays.
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// The id once more: what is erased can't be brought back.
    #[arg(long, value_name = "ID")]
    confirm: String,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let (whose, id) = match (&arguments.missing, &arguments.person) {
        (Some(id), _) => (Whose::MissingPerson(id), id),
        (None, Some(id)) => (Whose::Person(id), id),
        (None, None) => bail!("--missing or --person was expected"),
    };
    if *id != arguments.confirm {
        bail!("--confirm {}: {id} was expected; nothing was erased", arguments.confirm);
    }
    block_on(async {
        let store = arguments.data.open().await?;
        if !erase(&store, whose, "").await? {
            bail!("there is nobody with the id {id}; nothing was erased");
        }
        println!("Erased, and the database rewritten. Backups made before still hold it: erase them, too.");
        // Statements, requests and incidents tell of others, too: what they say of this one is for a person
        // to look at.
        let noun = if arguments.missing.is_some() { Noun::MissingPerson } else { Noun::Person };
        let left = store.documents_about(&Reference::new(noun, id)).await?;
        if !left.is_empty() {
            let left: Vec<String> = left.iter().map(|d| d.reference.to_string()).collect();
            println!("Still referred to by {}: look at what these say.", left.join(", "));
        }
        Ok(())
    })
}
