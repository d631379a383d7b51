//! `kintrace serve`: the pages.

use std::net::SocketAddr;

use anyhow::Context;

use kintrace_service::record::Recorder;
use kintrace_service::sealing::{IDENTITIES, SECOND_FACTORS, SealingKey};

use kintrace_web::Services;

use super::r#match::SettingArguments;
use super::{DataArguments, block_on};

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace serve --data region --listen 127.0.0.1:8080")]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: DataArguments,
    /// Address and port. Beyond this machine, put a server with TLS in front: the session's cookie is
    /// only sent over HTTPS (browsers count localhost as safe).
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
    #[command(flatten)]
    settings: SettingArguments,
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<()> {
    block_on(async move {
        let store = arguments.data.open().await?;
        if store.count_users().await? == 0 {
            eprintln!("There is no account yet: nobody can sign in. Add one with `kintrace user add NAME`.");
        }
        let listener = bind(arguments.listen).await?;
        println!("http://{}", listener.local_addr()?);
        let keys = arguments.data.keys();
        let services = Services {
            recorder: Recorder::open(store.clone(), &keys)?.into(),
            identities: SealingKey::in_folder(&keys, IDENTITIES)?,
            second_factors: SealingKey::in_folder(&keys, SECOND_FACTORS)?,
            originals: arguments.data.originals()?,
        };
        kintrace_web::serve(listener, store, arguments.settings.settings(), services).await?;
        Ok(())
    })
}

pub(crate) async fn bind(address: SocketAddr) -> anyhow::Result<tokio::net::TcpListener> {
    tokio::net::TcpListener::bind(address).await.with_context(|| format!("{address} can't be listened on"))
}
