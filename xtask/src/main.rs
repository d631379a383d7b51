//! Development tasks: `cargo xtask demo`, `cargo xtask test`, `cargo xtask bench`.
//!
//! Instead of scripts: one language, the same on every machine. What a task lacks it installs where it
//! can (Debian, as root), or it says exactly what to install.

mod browser;
mod debian;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result, bail};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let done = match task.as_str() {
        "demo" => demo(&rest),
        "test" => test(&rest),
        "bench" => bench(&rest),
        "screenshots" => browser::screenshots(),
        _ => {
            eprintln!(
                "usage: cargo xtask TASK\n  demo          build, and run the main job on an invented region\n  test          \
                 every check\n  bench         the speed of the arithmetic\n  screenshots   every page, at phone \
                 and desktop width, into target/screenshots"
            );
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("xtask: {e:#}");
            ExitCode::FAILURE
        }
    }
}

/// The project's folder: where cargo says that this task's package is now. (A binary from a shared cache
/// may have been built for another checkout.)
pub(crate) fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&package).join("..")
}

/// Runs a command; its failure is ours.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = format!("{command:?}").replace('"', "");
    let start = Instant::now();
    let status = command.status().with_context(|| format!("{shown} can't be started"))?;
    if !status.success() {
        bail!("{shown} failed");
    }
    eprintln!("-- {shown} ({:.0} s)", start.elapsed().as_secs_f64());
    Ok(())
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(arguments);
    command
}

fn demo(rest: &[String]) -> Result<()> {
    need_node()?;
    run(&mut cargo(&["build", "--release", "--package", "kintrace"]))?;
    let mut demo = Command::new(browser::target().join("release/kintrace"));
    demo.arg("demo").args(rest);
    if !rest.iter().any(|a| a.starts_with("--data")) {
        // Invented data: each demo begins anew.
        let folder = browser::target().join("kintrace-demo");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)
                .with_context(|| format!("{} can't be removed", folder.display()))?;
        }
        demo.arg("--data").arg(folder);
    }
    run(&mut demo)
}

fn test(rest: &[String]) -> Result<()> {
    need_node()?;
    need_databases()?;
    let quick = rest.iter().any(|a| a == "--no-browser");
    run(&mut cargo(&["fmt", "--all", "--check"]))?;
    run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))?;
    run(&mut cargo(&["test", "--workspace", "--quiet"]))?;
    run(cargo(&["doc", "--workspace", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "-D warnings"))?;
    if !quick {
        browser::test()?;
    }
    println!("all checks passed");
    Ok(())
}

fn bench(rest: &[String]) -> Result<()> {
    let mut command = cargo(&["bench", "--benches"]);
    for package in ["kinship", "identification", "names", "linkage", "store", "service"] {
        command.arg("--package").arg(format!("kintrace-{package}"));
    }
    command.args(rest);
    run(&mut command)?;
    // Last, and beside nothing else: every page of a registry of 100,000 cases.
    need_node()?;
    run(cargo(&["bench", "--package", "kintrace", "--bench", "pages"]).args(rest))
}

/// The store is tested on a PostgreSQL server of its own, and looked at with the databases' own tools.
fn need_databases() -> Result<()> {
    let server = || {
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        versions.into_iter().any(|v| v.path().join("bin/initdb").exists())
            || Command::new("initdb").arg("--version").output().is_ok()
    };
    let sqlite = || Command::new("sqlite3").arg("--version").output().is_ok();
    let openssl = || Command::new("openssl").arg("version").output().is_ok();
    let lacking: Vec<&str> = [(server(), "postgresql"), (sqlite(), "sqlite3"), (openssl(), "openssl")]
        .into_iter()
        .filter_map(|(there, package)| (!there).then_some(package))
        .collect();
    if lacking.is_empty() || (debian::install(&lacking)? && server() && sqlite() && openssl()) {
        return Ok(());
    }
    bail!("needed for the tests: sudo apt-get install {}", lacking.join(" "))
}

/// Node.js builds the pages' assets and drives the browser.
fn need_node() -> Result<()> {
    let version = Command::new("node").arg("--version").output();
    let version =
        version.ok().filter(|o| o.status.success()).map(|o| String::from_utf8_lossy(&o.stdout).into_owned());
    let major = version
        .as_deref()
        .and_then(|v| v.trim().trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    match major {
        Some(20..) => Ok(()),
        Some(_) => {
            bail!("Node.js {} is too old; version 20 or later is needed", version.unwrap_or_default().trim())
        }
        None => bail!("Node.js 20 or later is needed, with npm (Debian: apt-get install nodejs npm)"),
    }
}
