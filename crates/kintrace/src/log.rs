//! The log: lines on standard error, for whoever runs the program.
//!
//! `KINTRACE_LOG` says what is written, as `tracing` filters do: `info` for a line a request, too; by default warnings,
//! errors and what the program itself has to say. `KINTRACE_LOG_FORMAT=json` makes each line one JSON object, to be
//! collected by other programs. Lines name routes and sometimes ids, never people.

use std::io::IsTerminal;

use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

/// A line for each request is for those who ask for it.
const BY_DEFAULT: &str = "warn,kintrace=info,kintrace_web::requests=warn";

/// Begins to write the log.
pub(crate) fn begin() {
    let filter = EnvFilter::try_from_env("KINTRACE_LOG").unwrap_or_else(|_| EnvFilter::new(BY_DEFAULT));
    let log = tracing_subscriber::registry().with(filter).with(Counted);
    if std::env::var("KINTRACE_LOG_FORMAT").is_ok_and(|format| format == "json") {
        let lines = fmt::layer().json().flatten_event(true).with_current_span(false).with_span_list(false);
        log.with(lines.with_writer(std::io::stderr)).init();
    } else {
        let lines = fmt::layer().with_ansi(std::io::stderr().is_terminal()).with_target(false);
        log.with(lines.with_writer(std::io::stderr)).init();
    }
}

/// Counts warnings and errors, for the metrics.
struct Counted;

impl<S: Subscriber> Layer<S> for Counted {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let level = *event.metadata().level();
        if level <= Level::WARN {
            kintrace_web::log_line(level.as_str());
        }
    }
}
