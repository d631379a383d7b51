//! What is to be said, in no language yet.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Language;

/// A message: its id in the Fluent files, and what it takes.
///
/// Its `Display` is English: what a log and the command line show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Id.
    pub id: Cow<'static, str>,
    /// Arguments by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<(Cow<'static, str>, Argument)>,
}

/// What a message takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Argument {
    /// A count, or a measure: written as the language writes numbers, and it chooses the plural.
    Number(f64),
    /// A text that is the same in every language: a name, an id, a date that is written already.
    Text(String),
    /// A day: year, month, day of the month.
    Date {
        /// The day.
        date: (i32, u8, u8),
    },
    /// Something that is said itself.
    Message(Message),
    /// Several, with commas between.
    List(Vec<Message>),
}

impl Message {
    /// A message without arguments.
    #[must_use]
    pub fn new(id: impl Into<Cow<'static, str>>) -> Self {
        Self { id: id.into(), arguments: Vec::new() }
    }

    /// The message with one argument more.
    #[must_use]
    pub fn with(mut self, name: &'static str, argument: impl Into<Argument>) -> Self {
        self.arguments.push((name.into(), argument.into()));
        self
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Language::English.tell(self))
    }
}

impl From<&'static str> for Message {
    fn from(id: &'static str) -> Self {
        Self::new(id)
    }
}

/// A message with the language it is to be said in; `Display` says it.
#[derive(Debug, Clone)]
pub struct Said {
    language: Language,
    message: Message,
}

impl Said {
    pub(crate) fn new(language: Language, message: Message) -> Self {
        Self { language, message }
    }

    /// The same with one argument more.
    #[must_use]
    pub fn with(self, name: &'static str, argument: impl Into<Argument>) -> Self {
        Self { language: self.language, message: self.message.with(name, argument) }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.language.tell(&self.message))
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl From<$number> for Argument {
            #[expect(clippy::allow_attributes, reason = "whether a number is lossless depends on its type")]
            #[allow(clippy::cast_lossless, reason = "counts are far below 2^52")]
            fn from(number: $number) -> Self {
                Self::Number(number as f64)
            }
        }
        impl From<&$number> for Argument {
            fn from(number: &$number) -> Self {
                Self::from(*number)
            }
        }
        // What a template's loop gives.
        impl From<&&$number> for Argument {
            fn from(number: &&$number) -> Self {
                Self::from(**number)
            }
        }
    )+};
}

numbers!(u8, u16, u32, u64, usize, i32, i64, f64);

macro_rules! texts {
    ($($text:ty => $how:expr),+ $(,)?) => {$(
        impl From<$text> for Argument {
            fn from(text: $text) -> Self {
                $how(text)
            }
        }
    )+};
}

impl From<(i32, u8, u8)> for Argument {
    fn from(date: (i32, u8, u8)) -> Self {
        Self::Date { date }
    }
}

texts! {
    &str => |t: &str| Self::Text(t.to_owned()),
    String => Self::Text,
    &String => |t: &String| Self::Text(t.clone()),
    Said => |s: Said| Self::Text(s.to_string()),
    Message => Self::Message,
    Vec<Message> => Self::List,
}
