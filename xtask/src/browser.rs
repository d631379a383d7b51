//! Pages in a real browser: Debian's Chromium, driven by playwright-core, with axe-core.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::{debian, root, run};

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The browser's program, installed if it lacks and we may.
fn chromium() -> Result<PathBuf> {
    let found = || {
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
            .iter()
            .map(Path::new)
            .find(|p| p.exists())
            .map(Path::to_owned)
    };
    if let Some(path) = std::env::var_os("KINTRACE_CHROMIUM").map(PathBuf::from).or_else(found) {
        return Ok(path);
    }
    if debian::install(&["chromium"])?
        && let Some(path) = found()
    {
        return Ok(path);
    }
    bail!(
        "Chromium is needed for the browser tests: sudo apt-get install chromium, or set KINTRACE_CHROMIUM to one"
    )
}

fn prepare() -> Result<Command> {
    let chromium = chromium()?;
    let folder = root().join("web/browser-tests");
    if !folder.join("node_modules/.package-lock.json").exists() {
        run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--silent"]).current_dir(&folder))?;
    }
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    run(build.current_dir(root()).args(["build", "--quiet", "--workspace", "--bins"]))?;
    let mut node = Command::new("node");
    node.current_dir(folder)
        .env("KINTRACE_CHROMIUM", chromium)
        .env("KINTRACE_BINARY", target().join("debug/kintrace"));
    Ok(node)
}

/// The browser tests.
pub(crate) fn test() -> Result<()> {
    run(prepare()?.args([
        "--test",
        "--test-reporter=spec",
        "pages.test.mjs",
        "office.test.mjs",
        "doubts.test.mjs",
        "family.test.mjs",
        "map.test.mjs",
        "parties.test.mjs",
        "receipts.test.mjs",
        "ways-in.test.mjs",
    ]))?;
    // To be looked at: no program sees whether a page is one that a family can bear.
    screenshots()
}

/// Every page as a picture, to be looked at.
pub(crate) fn screenshots() -> Result<()> {
    let out = target().join("screenshots");
    std::fs::create_dir_all(&out)?;
    run(prepare()?.arg("screenshots.mjs").arg(&out))?;
    println!("{}", out.display());
    Ok(())
}
