//! Members of a form as what stands on the page: a line to type in, a list to choose from, rows of several.

use std::collections::BTreeSet;

use askama::Template;
use kintrace_casework::dental::ToothState;
use kintrace_casework::form::fields::{Fields, TICKED, rows};
use kintrace_casework::form::{Input, Member, path};
use kintrace_casework::skeleton::{Bone, Side};
use kintrace_casework::{Noun, Problems};
use kintrace_language::{Language, slug};

use crate::documents::{called, label, label_within};

/// What stands on the page for one member, with what stands in it.
#[derive(Debug, Default, Template)]
#[template(path = "control.html")]
pub(crate) struct Control {
    /// How it looks: `line`, `text`, `choice`, `tick`, `group`, `rows`, `row`, `own`, `inventory`.
    shape: &'static str,
    /// The field.
    name: String,
    /// The element.
    id: String,
    label: String,
    hint: String,
    problem: String,
    value: String,
    /// What can be chosen: value, text.
    choices: Vec<(String, String)>,
    parts: Vec<Control>,
    /// A kind of things, of which ids are suggested.
    suggests: String,
    /// Lines of a long text.
    lines: usize,
    add: String,
    remove: String,
}

impl Control {
    fn has_fault(&self) -> bool {
        !self.problem.is_empty()
    }

    fn is_ticked(&self) -> bool {
        self.value == TICKED
    }

    fn chosen(&self, value: &str) -> bool {
        self.value == value
    }

    /// What the page says with it for those who hear it.
    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("h-{}", self.id));
        }
        if self.has_fault() {
            ids.push(format!("p-{}", self.id));
        }
        ids.join(" ")
    }
}

/// What controls are made of.
pub(crate) struct Controls<'a> {
    pub(crate) language: Language,
    pub(crate) fields: &'a Fields,
    pub(crate) problems: &'a Problems,
    /// The account that fills in the form.
    pub(crate) own: &'a str,
    /// Whether the thing is there already: then its id stands.
    pub(crate) is_there: bool,
}

impl Controls<'_> {
    /// The controls of a step.
    pub(crate) fn of(&self, members: &[Member]) -> Vec<Control> {
        let asked = members.iter().filter(|m| !(self.is_there && m.name == "id"));
        asked.map(|Member { name, input }| self.control(input, name, &label(self.language, name))).collect()
    }

    /// A word of a closed list; also a kind of thing, or a sex.
    fn word(&self, text: &str) -> String {
        let known = kintrace_language::word(text);
        let noun = format!("noun-{}", slug(text));
        if self.language.knows(&known.id) {
            self.language.tell(&known)
        } else if self.language.knows(&noun) {
            self.language.say(noun).to_string()
        } else {
            self.language.say(text.to_owned()).to_string()
        }
    }

    fn say(&self, id: &'static str) -> String {
        self.language.say(id).to_string()
    }

    /// What is wrong with a field, in words; nothing if nothing is.
    fn problem(&self, field: &str) -> String {
        let of_field = self.problems.0.iter().filter(|p| p.field == field);
        of_field.map(|p| self.language.problem(&p.problem)).collect::<Vec<_>>().join("; ")
    }

    fn base(&self, shape: &'static str, name: &str, label: &str) -> Control {
        let id: String =
            name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect();
        Control {
            shape,
            name: name.to_owned(),
            id: format!("f-{id}"),
            label: label.to_owned(),
            problem: self.problem(name),
            value: self.fields.get(name).cloned().unwrap_or_default(),
            ..Control::default()
        }
    }

    fn line(&self, name: &str, label: &str, hint: &str) -> Control {
        Control { hint: hint.to_owned(), ..self.base("line", name, label) }
    }

    fn text(&self, name: &str, label: &str, hint: &str) -> Control {
        let control = self.base("text", name, label);
        let lines = (control.value.chars().count() / 60 + control.value.lines().count()).clamp(3, 16);
        Control { hint: hint.to_owned(), lines, ..control }
    }

    /// Words to choose from. With `nothing`, none may be chosen.
    fn choice<'w>(
        &self,
        name: &str,
        label: &str,
        words: impl IntoIterator<Item = &'w str>,
        nothing: bool,
    ) -> Control {
        let control = self.base("choice", name, label);
        let mut choices: Vec<(String, String)> = Vec::new();
        if nothing {
            choices.push((String::new(), "—".to_owned()));
        }
        choices.extend(words.into_iter().map(|word| (word.to_owned(), self.word(word))));
        // What stands there stays, also where it is no such word.
        if !control.value.is_empty() && !choices.iter().any(|(value, _)| *value == control.value) {
            choices.push((control.value.clone(), control.value.clone()));
        }
        Control { choices, ..control }
    }

    fn group(&self, name: &str, label: &str, parts: Vec<Control>) -> Control {
        Control { parts, ..self.base("group", name, label) }
    }

    /// Whether a field is in a row of several, where a word need not be chosen.
    fn is_in_row(name: &str) -> bool {
        name.contains('[')
    }

    fn control(&self, input: &Input, name: &str, label: &str) -> Control {
        match input {
            Input::Line | Input::Number => self.line(name, label, ""),
            Input::Text => self.text(name, label, ""),
            Input::Language => self.line(name, label, &self.say("hint-language")),
            Input::Day => self.line(name, label, &self.say("hint-day")),
            Input::Date => self.line(name, label, &self.say("hint-date")),
            Input::Range => self.group(name, label, self.range(name)),
            Input::Truth => self.base("tick", name, label),
            Input::MaybeTruth => {
                let control = self.base("choice", name, label);
                let choices = [("", "not-known"), ("yes", "yes"), ("no", "no")];
                let choices = choices.map(|(value, text)| (value.to_owned(), self.say(text))).into();
                Control { choices, ..control }
            }
            Input::Word(words) => self.choice(name, label, words(), Self::is_in_row(name)),
            Input::Choice(words) => self.choice(name, label, words.iter().copied(), true),
            Input::Words(words) => {
                let parts = words().into_iter();
                let parts = parts.map(|word| self.base("tick", &path(name, word), &self.language.word(word)));
                self.group(name, label, parts.collect())
            }
            Input::Id(noun) => self.id_of(*noun, name, label),
            Input::Thing(nouns) => self.group(name, label, self.thing(nouns, name)),
            Input::List(item) => self.several(name, label, |row| {
                let control = self.control(item, row, "");
                // A thing of some kind has two fields: they stand in the row.
                if control.shape == "group" { control.parts } else { vec![control] }
            }),
            Input::Parts(members) => self.group(name, label, self.members(members, name)),
            Input::Several(members) => self.several(name, label, |row| self.members(members, row)),
            Input::Own => {
                let mut control = self.base("own", name, label);
                if control.value.is_empty() {
                    self.own.clone_into(&mut control.value);
                }
                control
            }
            Input::Position => self.group(name, label, self.position(name)),
            Input::Value => self.group(name, label, self.claimed(name)),
            Input::Teeth => self.group(name, label, self.teeth(name)),
            Input::Bones => self.bones(name, label),
            Input::Loci => self.text(name, label, &self.say("hint-loci")),
            Input::Sealed => {
                let hint = if self.fields.get(name).is_some_and(|s| !s.is_empty()) {
                    "hint-sealed-already"
                } else {
                    "hint-sealed"
                };
                let control = self.text(name, label, &self.say(hint));
                Control { value: String::new(), ..control }
            }
        }
    }

    fn members(&self, members: &[Member], within: &str) -> Vec<Control> {
        // `contests[0]` is a part called `contests`.
        let part = within.rsplit('.').next().and_then(|last| last.split('[').next()).unwrap_or_default();
        let parts = members.iter();
        parts
            .map(|Member { name, input }| {
                self.control(input, &path(within, name), &label_within(self.language, part, name))
            })
            .collect()
    }

    fn part(&self, within: &str, name: &str) -> Control {
        self.line(&path(within, name), &label(self.language, name), "")
    }

    fn range(&self, name: &str) -> Vec<Control> {
        let (from, to) = (self.say("at-least"), self.say("at-most"));
        vec![self.line(&path(name, "from"), &from, ""), self.line(&path(name, "to"), &to, "")]
    }

    fn id_of(&self, noun: Noun, name: &str, label: &str) -> Control {
        // In a row of ids the kind is what the field is called.
        let label = if label.is_empty() { called(self.language, noun) } else { label.to_owned() };
        Control { suggests: noun.text().to_owned(), ..self.line(name, &label, "") }
    }

    fn thing(&self, nouns: &[Noun], name: &str) -> Vec<Control> {
        let kinds = nouns.iter().map(|n| n.text());
        let kind = self.choice(&path(name, "kind"), &self.say("kind"), kinds, false);
        // Suggestions are of the kind that is chosen beside it.
        let id = Control { suggests: "chosen".to_owned(), ..self.part(name, "id") };
        vec![kind, id]
    }

    fn several(&self, name: &str, label: &str, parts: impl Fn(&str) -> Vec<Control>) -> Control {
        let mut numbers: BTreeSet<usize> = rows(self.fields, name).into_iter().collect();
        // One more, to be filled in.
        let next = numbers.last().map_or(0, |last| last + 1);
        numbers.insert(next);
        let rows = numbers.into_iter().map(|number| {
            let row = format!("{name}[{number}]");
            let parts = parts(&row);
            // The only part of a row is what a problem of the row is about, and says so itself.
            let alone = parts.len() == 1;
            Control {
                shape: "row",
                label: (number + 1).to_string(),
                problem: if alone { String::new() } else { self.problem(&row) },
                remove: if number == next { String::new() } else { self.say("leave-out") },
                name: row,
                parts,
                ..Control::default()
            }
        });
        let parts = rows.collect();
        Control { parts, add: self.say("add-another"), ..self.base("rows", name, label) }
    }

    fn position(&self, name: &str) -> Vec<Control> {
        let degrees = self.say("hint-degrees");
        let at = |part: &str| (path(name, part), label(self.language, part));
        let ((latitude, north), (longitude, east)) = (at("latitude"), at("longitude"));
        let area = self.say("hint-area");
        vec![
            self.line(&latitude, &north, &degrees),
            self.line(&longitude, &east, &degrees),
            self.text(&path(name, "area"), &self.say("area"), &area),
            self.part(name, "uncertainty_m"),
        ]
    }

    fn claimed(&self, name: &str) -> Vec<Control> {
        let mut parts = vec![
            self.text(&path(name, "text"), &self.say("in-words"), ""),
            self.line(&path(name, "date"), &self.say("a-date"), &self.say("hint-date")),
        ];
        parts.extend(self.range(name));
        parts.push(self.line(&path(name, "unit"), &self.say("unit"), ""));
        let nouns = [Noun::Place, Noun::Site, Noun::MissingPerson, Noun::Person, Noun::Remains];
        let thing = path(name, "thing");
        parts.push(self.group(&thing, &self.say("a-thing"), self.thing(&nouns, &thing)));
        parts
    }

    fn teeth(&self, name: &str) -> Vec<Control> {
        let quadrants = [
            ("teeth-upper-right", 1, 8),
            ("teeth-upper-left", 2, 8),
            ("teeth-lower-left", 3, 8),
            ("teeth-lower-right", 4, 8),
            ("teeth-milk-upper-right", 5, 5),
            ("teeth-milk-upper-left", 6, 5),
            ("teeth-milk-lower-left", 7, 5),
            ("teeth-milk-lower-right", 8, 5),
        ];
        quadrants
            .into_iter()
            .map(|(title, quadrant, teeth)| {
                let parts = (1..=teeth)
                    .map(|position| {
                        let number = format!("{quadrant}{position}");
                        let tooth = path(name, &number);
                        let said =
                            self.language.say("tooth-number").with("number", number.as_str()).to_string();
                        let detail =
                            self.language.say("tooth-detail").with("number", number.as_str()).to_string();
                        let parts = vec![
                            self.choice(&path(&tooth, "state"), &said, ToothState::texts(), true),
                            self.line(&path(&tooth, "detail"), &detail, ""),
                        ];
                        Control { shape: "tooth", label: number, parts, ..Control::default() }
                    })
                    .collect();
                let shape = if quadrant > 4 { "folded" } else { "group" };
                let quadrant = format!("{name}-{quadrant}");
                Control { shape, ..self.group(&quadrant, &self.say(title), parts) }
            })
            .collect()
    }

    fn bones(&self, name: &str, title: &str) -> Control {
        let side_of = |side: Side| match side {
            Side::None => self.say("no-side"),
            side => self.language.word(side.text()),
        };
        let cell = |bone: &str, side: Side| {
            let place = format!("{name}.{bone}.{}", side.text());
            let of = |part: &'static str| {
                let said = self
                    .language
                    .say("bone-cell")
                    .with("bone", self.language.word(bone))
                    .with("side", side_of(side))
                    .with("what", label(self.language, part));
                self.line(&path(&place, part), &said.to_string(), "")
            };
            Control { shape: "cell", parts: vec![of("count"), of("percent")], ..Control::default() }
        };
        let lines = Bone::ALL.iter().map(|bone| {
            let sides = if bone.is_midline() {
                vec![cell(bone.text(), Side::None)]
            } else {
                [Side::Left, Side::Right, Side::None].map(|side| cell(bone.text(), side)).into()
            };
            let word = self.language.word(bone.text());
            Control { shape: "bone", label: word, parts: sides, ..Control::default() }
        });
        let parts = lines.collect();
        let columns = [
            ("bone", label(self.language, "bone")),
            ("left", self.language.word(Side::Left.text())),
            ("right", self.language.word(Side::Right.text())),
            ("none", self.say("no-side")),
        ];
        let more = format!("{name}.more");
        let further = self.several(&more, &self.say("further-pieces"), |row| {
            vec![
                self.choice(&path(row, "bone"), &label(self.language, "bone"), Bone::texts(), true),
                self.choice(&path(row, "side"), &label(self.language, "side"), Side::texts(), false),
                self.part(row, "count"),
                self.part(row, "percent"),
            ]
        });
        let inventory = Control {
            choices: columns.map(|(side, text)| (side.to_owned(), text)).into(),
            hint: self.say("hint-bones"),
            parts,
            ..self.base("inventory", &format!("{name}-inventory"), title)
        };
        Control { shape: "plain", parts: vec![inventory, further], ..Control::default() }
    }
}

/// What a step is called.
pub(crate) fn step_title(language: Language, step: &str) -> String {
    language.say(format!("step-{}", slug(step))).to_string()
}
