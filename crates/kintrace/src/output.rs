//! What commands print: numbers in JSON, progress on a terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use kintrace_kinship::LN_10;
use serde_json::Value;

/// A natural logarithm as a decimal one, in JSON; minus infinity is null.
pub(crate) fn log10(ln: f64) -> Value {
    number(ln / LN_10)
}

/// A number in full precision; what JSON can't hold is null.
pub(crate) fn number(value: f64) -> Value {
    serde_json::Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// Prints JSON on standard output, on one line a value at the top.
pub(crate) fn print(json: &Value) -> anyhow::Result<()> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, json)?;
    writeln!(out)?;
    Ok(())
}

/// A log10 LR for people: two digits, or "excluded".
pub(crate) fn shown(ln: f64) -> String {
    if ln == f64::NEG_INFINITY { "excluded".to_owned() } else { format!("{:.2}", ln / LN_10) }
}

/// A progress bar on a terminal, and nothing in a pipe.
pub(crate) fn progress(steps: usize, what: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(steps as u64);
    if let Ok(style) = ProgressStyle::with_template("{msg:24} {bar:40} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
