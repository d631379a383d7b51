//! What a task lacks, installed where we may: on Debian, as root.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::run;

/// Installs packages if this is Debian and we are root; says whether it tried.
pub(crate) fn install(packages: &[&str]) -> Result<bool> {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.starts_with(b"0"));
    if !is_root || !Path::new("/usr/bin/apt-get").exists() {
        return Ok(false);
    }
    eprintln!("installing {}", packages.join(", "));
    let quiet = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
        command
    };
    run(&mut quiet(&["update", "-q"]))?;
    run(quiet(&["install", "-y", "-q", "--no-install-recommends"]).args(packages))?;
    Ok(true)
}
