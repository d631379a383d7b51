//! Builds the style sheets, fonts and scripts with Vite, to be embedded in the binary.

use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
    for path in ["src", "package.json", "package-lock.json", "vite.config.ts", "tsconfig.json"] {
        println!("cargo:rerun-if-changed={}", web.join(path).display());
    }
    println!("cargo:rerun-if-changed=../../templates");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("assets");
    let changed = |path: &str| web.join(path).metadata().and_then(|m| m.modified()).ok();
    // What is installed must not be older than what is asked for.
    if changed("node_modules/.package-lock.json") < changed("package-lock.json") {
        run(&web, &["ci", "--no-audit", "--no-fund"], &out);
    }
    run(&web, &["run", "build"], &out);
}

fn run(web: &Path, arguments: &[&str], out: &Path) {
    let done = Command::new("npm").args(arguments).current_dir(web).env("KINTRACE_ASSETS", out).output();
    match done {
        Ok(output) if output.status.success() => {}
        Ok(output) => panic!(
            "npm {} failed in {}:\n{}{}",
            arguments.join(" "),
            web.display(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(e) => panic!("npm can't be started ({e}); the pages' assets need Node.js 20 or later"),
    }
}
