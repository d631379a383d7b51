//! The messages of each language, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::Embed;

use crate::message::{Argument, Message};
use crate::{Language, dates, numbers};

/// The folder of messages, in the program.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../../locales"]
struct Files;

/// The messages of one language.
pub struct Catalogue {
    language: Language,
    messages: FluentBundle<FluentResource>,
    entries: Vec<Entry>,
    faults: Vec<String>,
}

/// A message as its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file: `common.ftl`.
    pub file: String,
    /// The id.
    pub id: String,
    /// Names of the arguments that stand in its text.
    pub arguments: Vec<String>,
    /// Names of those that only choose between its forms.
    pub choosing: Vec<String>,
}

/// The catalogue of a language.
pub(crate) fn of(language: Language) -> &'static Catalogue {
    static ALL: LazyLock<BTreeMap<Language, Catalogue>> =
        LazyLock::new(|| Language::ALL.into_iter().map(|l| (l, Catalogue::read(l))).collect());
    &ALL[&language]
}

impl Catalogue {
    /// Reads the files of a language.
    #[must_use]
    pub fn read(language: Language) -> Self {
        let tag = language.tag().parse().unwrap_or_default();
        let mut messages = FluentBundle::new_concurrent(vec![tag]);
        // All our languages are written from left to right; the marks would only be in the way of copying.
        messages.set_use_isolating(false);
        messages.set_formatter(Some(match language {
            Language::Azerbaijani => |value, _| number(Language::Azerbaijani, value),
            Language::Armenian => |value, _| number(Language::Armenian, value),
            Language::English => |value, _| number(Language::English, value),
            Language::Russian => |value, _| number(Language::Russian, value),
        }));
        let (mut entries, mut faults) = (Vec::new(), Vec::new());
        let folder = format!("{}/", language.tag());
        for path in Files::iter().filter(|path| path.starts_with(&folder)) {
            let Some(file) = Files::get(&path) else { continue };
            let text = String::from_utf8_lossy(&file.data).into_owned();
            let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
                faults.extend(errors.iter().map(|e| format!("{path}: {e}")));
                resource
            });
            entries.extend(entries_of(path.trim_start_matches(&folder), &resource));
            if let Err(errors) = messages.add_resource(resource) {
                faults.extend(errors.iter().map(|e| format!("{path}: {e}")));
            }
        }
        Self { language, messages, entries, faults }
    }

    /// The messages as their files have them.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What is wrong with the files: what is no Fluent, and ids that stand twice.
    #[must_use]
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        self.messages.has_message(id)
    }

    /// Says a message. One that is missing here is said in English, and one that is missing there as its
    /// id: something is wrong then, but what is around it can still be read.
    pub(crate) fn tell(&self, message: &Message) -> String {
        let Some(pattern) = self.messages.get_message(&message.id).and_then(|m| m.value()) else {
            return if self.language == Language::English {
                message.id.clone().into_owned()
            } else {
                of(Language::English).tell(message)
            };
        };
        let mut arguments = FluentArgs::with_capacity(message.arguments.len());
        for (name, argument) in &message.arguments {
            let value: FluentValue = match argument {
                Argument::Number(number) => FluentValue::from(*number),
                Argument::Text(text) => FluentValue::from(text.as_str()),
                Argument::Date { date: (year, month, day) } => {
                    FluentValue::from(dates::day(self.language, *year, *month, *day))
                }
                Argument::Message(message) => FluentValue::from(self.tell(message)),
                Argument::List(messages) => {
                    let said: Vec<String> = messages.iter().map(|m| self.tell(m)).collect();
                    FluentValue::from(said.join(", "))
                }
            };
            arguments.set(name.as_ref(), value);
        }
        let mut errors = Vec::new();
        self.messages.format_pattern(pattern, Some(&arguments), &mut errors).into_owned()
    }
}

/// A number in a message, as the language writes it.
fn number(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(numbers::number(language, number.value)),
        _ => None,
    }
}

/// Messages of a file, with the arguments that they take.
fn entries_of(file: &str, resource: &FluentResource) -> Vec<Entry> {
    // The syntax tree's types belong to a crate that the bundle does not pass on; the text of a message is
    // enough to find `$name`.
    let text = resource.source();
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines() {
        let begins = line.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        if let Some((id, _)) = line.split_once('=').filter(|_| begins) {
            entries.push(Entry {
                file: file.to_owned(),
                id: id.trim().to_owned(),
                arguments: Vec::new(),
                choosing: Vec::new(),
            });
        }
        let Some(entry) = entries.last_mut().filter(|_| !line.starts_with('#')) else { continue };
        for part in line.split('$').skip(1) {
            let name: String =
                part.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
            let chooses = part[name.len()..].trim_start().starts_with("->");
            let names = if chooses { &mut entry.choosing } else { &mut entry.arguments };
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    for entry in &mut entries {
        entry.arguments.sort();
        entry.choosing.retain(|name| !entry.arguments.contains(name));
    }
    entries
}
