//! `kintrace serve`: the pages.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;

use kintrace_service::institutions;
use kintrace_service::passkeys::Passkeys;
use kintrace_service::record::Recorder;
use kintrace_service::sealing::{IDENTITIES, SECOND_FACTORS, SealingKey};

use kintrace_web::{DetailedMap, Operators, Services, WaysIn};

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
    /// Where browsers reach the pages, if a server stands in front: `https://registry.example`. Passkeys and
    /// institutions need it.
    #[arg(long, value_name = "ADDRESS")]
    public_address: Option<String>,
    /// A map of finer detail: a PMTiles file in the layers of Protomaps' basemap, or GeoJSON whose features have the
    /// kind `land`, `lake` or `river`. It is served to whoever is signed in, and nothing is asked of other servers.
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Who has to have a second factor (a passkey, or codes of an app).
    #[arg(long, default_value = "staff")]
    second_factor: SecondFactor,
    /// Address and port for whoever runs the server: `/metrics` (Prometheus' text format) and `/health`. They hold no
    /// personal data, but are not for everybody: keep the port inside.
    #[arg(long, value_name = "ADDRESS")]
    metrics: Option<SocketAddr>,
    #[command(flatten)]
    settings: SettingArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum SecondFactor {
    /// Whoever works in an office; families choose for themselves.
    Staff,
    /// Everybody chooses for themselves.
    Optional,
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<()> {
    block_on(async move {
        let detailed_map = match arguments.map {
            None => None,
            Some(map) => {
                let file = map.display().to_string();
                Some(DetailedMap::open(map).with_context(|| format!("{file} can't be shown as a map"))?)
            }
        };
        let store = arguments.data.open().await?;
        if store.count_users().await? == 0 {
            eprintln!("There is no account yet: nobody can sign in. Add one with `kintrace user add NAME`.");
        }
        let listener = bind(arguments.listen).await?;
        println!("http://{}", listener.local_addr()?);
        let operators = match arguments.metrics {
            None => None,
            Some(address) => {
                let listener = bind(address).await?;
                println!("http://{}/metrics", listener.local_addr()?);
                Some(Operators::on(listener)?)
            }
        };
        let settings = arguments.settings.settings(&store).await?;
        let keys = arguments.data.keys();
        let services = Services {
            recorder: Recorder::open(store.clone(), &keys)?.into(),
            identities: SealingKey::in_folder(&keys, IDENTITIES)?,
            second_factors: SealingKey::in_folder(&keys, SECOND_FACTORS)?,
            originals: arguments.data.originals()?,
            ways_in: ways_in(
                arguments.public_address.as_deref(),
                listener.local_addr()?,
                &keys,
                arguments.second_factor == SecondFactor::Staff,
            )?,
            detailed_map,
        };
        kintrace_web::serve(listener, store, settings, services, operators).await?;
        Ok(())
    })
}

/// How people sign in: with passkeys where an address has a name, and with the accounts of the institutions
/// that the folder of keys knows.
pub(crate) fn ways_in(
    public: Option<&str>,
    listening: SocketAddr,
    keys: &Path,
    second_factor_of_staff: bool,
) -> anyhow::Result<WaysIn> {
    let own = format!("http://localhost:{}", listening.port());
    let address = public.unwrap_or(&own).trim_end_matches('/').to_owned();
    let passkeys = match Passkeys::at(&address) {
        Ok(passkeys) => Some(passkeys),
        // Without a name there are no passkeys, but everything else works.
        Err(e) if public.is_some_and(|p| p.starts_with("https")) => {
            eprintln!("{e}");
            None
        }
        Err(e) => return Err(e.into()),
    };
    Ok(WaysIn { address, passkeys, institutions: institutions::in_folder(keys)?, second_factor_of_staff })
}

pub(crate) async fn bind(address: SocketAddr) -> anyhow::Result<tokio::net::TcpListener> {
    tokio::net::TcpListener::bind(address).await.with_context(|| format!("{address} can't be listened on"))
}
