//! A personal name and its parts.

use std::sync::OnceLock;

use crate::dictionary::{self, Known, Use, dictionary};
use crate::ending::{self, Ending};
use crate::script::Script;
use crate::sound::{Sounds, sounds};
use crate::token::{Word, words};

/// What a word of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The person's own name.
    Given,
    /// The father's name.
    Patronymic,
    /// The family's name.
    Surname,
    /// What someone is called, in brackets or quotation marks.
    Nickname,
    /// *Hacı*, *Mirzə*, *Ter-*: may be written or not.
    Title,
    /// Can't be told.
    Unknown,
}

/// Whom an ending is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// *-ov*, *-ovich*, *oğlu*.
    Masculine,
    /// *-ova*, *-ovna*, *qızı*.
    Feminine,
}

/// One word of a name, with what it was taken apart into.
#[derive(Debug, Clone)]
pub struct Token {
    /// As written.
    pub written: String,
    /// All its sounds.
    pub sounds: Sounds,
    /// Its sounds without the ending.
    pub stem: Sounds,
    /// The ending that was taken off.
    pub ending: Ending,
    /// What it is in the name.
    pub part: Part,
    /// Whom its ending, or its *oğlu* or *qızı*, is for.
    pub gender: Option<Gender>,
    /// Only the beginning is written.
    pub initial: bool,
    /// In Perso-Arabic script, which leaves vowels out.
    pub abjad: bool,
    /// Names of the dictionary that are spelt so.
    pub known: Vec<Known>,
    probability: [OnceLock<f64>; 2],
}

impl Token {
    pub(crate) fn new(word: &Word) -> Self {
        let heard = sounds(&word.folded);
        let abjad = Script::of_text(&word.folded) == Some(Script::PersoArabic);
        let (length, ending) =
            if word.initial { (heard.len(), Ending::None) } else { ending::of(&heard, abjad) };
        let mut token = Self {
            written: word.written.clone(),
            stem: Sounds(heard.0[..length].to_vec()),
            sounds: heard,
            ending,
            part: if word.bracketed { Part::Nickname } else { ending.part() },
            gender: ending.gender(),
            initial: word.initial,
            abjad,
            known: Vec::new(),
            probability: Default::default(),
        };
        token.look_up();
        token
    }

    fn look_up(&mut self) {
        self.known = dictionary().known(&self.stem).to_vec();
        self.probability = Default::default();
    }

    /// ln P(a person's name is written like this), used as a given name or as a surname's stem.
    #[must_use]
    pub fn ln_probability(&self, used_as: Use) -> f64 {
        *self.probability[used_as as usize]
            .get_or_init(|| dictionary::ln_probability(&self.stem, self.abjad, used_as))
    }

    /// Takes the Armenian genitive off a father's name: *Վահանի*, *Gagiki*, *Karoyi*, *Սարգսի*.
    fn genitive(&mut self) {
        if self.ending != Ending::None || self.initial || !self.known.is_empty() {
            return;
        }
        let text = self.stem.to_string();
        for end in ["yi", "i", "u"] {
            if let Some(stem) = text.strip_suffix(end)
                && stem.chars().count() >= 3
            {
                self.stem = Sounds::from_letters(stem);
                self.ending = Ending::Genitive;
                self.look_up();
                return;
            }
        }
    }

    fn becomes_patronymic(&mut self, gender: Option<Gender>) {
        self.part = Part::Patronymic;
        self.gender = self.gender.or(gender);
        self.genitive();
    }
}

/// A personal name: its words, each with its part where that can be told.
#[derive(Debug, Clone, Default)]
pub struct Name {
    /// The words, in the order of writing.
    pub tokens: Vec<Token>,
}

/// What particles say: of whom the word beside them is the father.
enum Particle {
    /// *oğlu*, *qızı*, *ძე*: after the father's name.
    After(Gender),
    /// *ibn*, *bint*: before it.
    Before(Gender),
}

fn particle(heard: &str) -> Option<Particle> {
    use Gender::{Feminine, Masculine};
    Some(match heard {
        "oğlu" | "oglu" | "oğlı" | "oglı" | "ogli" | "oğli" | "ulı" | "olu" | "oqlu" | "oqlı" | "ʣe"
        | "vorti" | "ordi" | "uğlu" => Particle::After(Masculine),
        "qızı" | "qizi" | "kızı" | "kizi" | "gızı" | "gizi" | "qizı" | "qzı" | "gəzi" | "asuli" | "dustr" => {
            Particle::After(Feminine)
        }
        "ibn" | "bin" | "ben" => Particle::Before(Masculine),
        "bint" | "binti" => Particle::Before(Feminine),
        _ => return None,
    })
}

/// Words that are set before or after a name out of respect, or say who it is.
fn is_title(heard: &str) -> bool {
    matches!(
        heard,
        "haʤı"
            | "haʤi"
            | "gaʤi"
            | "xaʤi"
            | "mirzə"
            | "mirza"
            | "molla"
            | "mulla"
            | "seyid"
            | "seid"
            | "seyyid"
            | "sid"
            | "kərbəlayi"
            | "kərbəlayı"
            | "kerbalai"
            | "kerbəlayi"
            | "məʃədi"
            | "meʃadi"
            | "maʃadi"
            | "məʃdi"
            | "ʃeyx"
            | "şeyx"
            | "xan"
            | "bəy"
            | "bek"
            | "bey"
            | "beg"
            | "ağa"
            | "aga"
            | "xanım"
            | "xanim"
            | "xanum"
            | "müəlim"
            | "mualim"
            | "usta"
            | "doktor"
            | "dr"
            | "prof"
            | "profesor"
            | "mr"
            | "mrs"
            | "ms"
            | "ter"
            | "der"
            | "paron"
            | "tikin"
            | "mahdesi"
            | "batoni"
            | "kalbatoni"
            | "baron"
            | "gr"
            | "gn"
            | "gdin"
            | "polkovnik"
            | "mayor"
            | "kapitan"
            | "leytenant"
            | "ʃeyk"
            | "al"
            | "melikzadə"
    )
}

impl Name {
    /// Reads a name in one piece, in any script, order and punctuation.
    ///
    /// ```
    /// use kintrace_names::name::{Name, Part};
    ///
    /// let name = Name::read("Hüseynov Elçin Əli oğlu");
    /// let parts: Vec<Part> = name.tokens.iter().map(|t| t.part).collect();
    /// assert_eq!(parts, [Part::Surname, Part::Given, Part::Patronymic]);
    /// assert_eq!(name.tokens[0].stem.to_string(), "hüseyn");
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Self {
        let words = words(text);
        let mut tokens: Vec<Token> = Vec::with_capacity(words.len());
        let mut comma: Vec<bool> = Vec::new();
        let mut joined: Vec<bool> = Vec::new();
        let mut next_is_father: Option<Gender> = None;
        for word in &words {
            let token = Token::new(word);
            let heard = token.sounds.to_string();
            if !word.bracketed && !word.initial {
                match particle(&heard) {
                    Some(Particle::After(gender)) if !tokens.is_empty() => {
                        if let Some(father) = tokens.last_mut() {
                            // Georgian has the father in the genitive: ლევანის ძე.
                            if heard == "ʣe" || heard == "asuli" {
                                strip(father, &["is", "s"]);
                            }
                            father.becomes_patronymic(Some(gender));
                        }
                        continue;
                    }
                    Some(Particle::Before(gender)) if words.len() > 2 => {
                        next_is_father = Some(gender);
                        continue;
                    }
                    _ => {}
                }
            }
            let mut token = token;
            if let Some(gender) = next_is_father.take() {
                token.becomes_patronymic(Some(gender));
            } else if words.len() > 1 && !word.bracketed && is_title(&heard) {
                token.part = Part::Title;
            }
            comma.push(word.before_comma);
            joined.push(word.hyphenated);
            tokens.push(token);
        }
        let mut name = Self { tokens };
        name.assign(&comma, &joined);
        name
    }

    /// Reads a name from columns; an empty column is not known.
    #[must_use]
    pub fn from_parts(given: &str, patronymic: &str, surname: &str) -> Self {
        let mut tokens = Vec::new();
        for (text, part) in [(given, Part::Given), (patronymic, Part::Patronymic), (surname, Part::Surname)] {
            for mut token in Self::read(text).tokens {
                if !matches!(token.part, Part::Nickname | Part::Title) {
                    if part == Part::Patronymic {
                        token.becomes_patronymic(None);
                    }
                    token.part = part;
                }
                tokens.push(token);
            }
        }
        let mut name = Self { tokens };
        name.need_more_than_titles();
        name
    }

    /// The tokens of a part.
    pub fn of(&self, part: Part) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(move |t| t.part == part)
    }

    /// *Mirzə Qasımov*: where there is no given name, the title is it.
    fn need_more_than_titles(&mut self) {
        if !self.tokens.iter().any(|t| matches!(t.part, Part::Given | Part::Unknown))
            && let Some(title) = self.tokens.iter_mut().find(|t| t.part == Part::Title && t.sounds.len() > 2)
        {
            title.part = Part::Given;
        }
    }

    /// Tells the parts of the words whose endings and particles don't.
    fn assign(&mut self, comma: &[bool], joined: &[bool]) {
        // A surname's ending on a name that somebody has as given name proves nothing if there is
        // another surname.
        let surnames = self.of(Part::Surname).count();
        let mut open: Vec<usize> =
            (0..self.tokens.len()).filter(|i| self.tokens[*i].part == Part::Unknown).collect();
        if surnames == 0 {
            // What stands before a comma.
            if let Some(last) = comma.iter().position(|c| *c)
                && open.iter().any(|i| *i > last)
            {
                for &i in open.iter().filter(|i| **i <= last) {
                    self.tokens[i].part = Part::Surname;
                }
                open.retain(|i| *i > last);
            }
        }
        let has = |name: &Self, part| name.tokens.iter().any(|t| t.part == part);
        // Parts joined by a hyphen are of one part.
        for i in 1..self.tokens.len() {
            if joined[i] && self.tokens[i - 1].part == Part::Surname && self.tokens[i].part == Part::Unknown {
                self.tokens[i].part = Part::Surname;
                open.retain(|o| *o != i);
            }
            if joined[i] && self.tokens[i].part == Part::Surname && self.tokens[i - 1].part == Part::Unknown {
                self.tokens[i - 1].part = Part::Surname;
                open.retain(|o| *o != i - 1);
            }
        }
        let hyphenated = |i: usize| joined.get(i).copied().unwrap_or(false);
        if has(self, Part::Surname) {
            match open[..] {
                [one] => self.tokens[one].part = Part::Given,
                [first, second] if hyphenated(second) => {
                    self.tokens[first].part = Part::Given;
                    self.tokens[second].part = Part::Given;
                }
                [first, second] if has(self, Part::Patronymic) => {
                    self.tokens[first].part = Part::Given;
                    self.tokens[second].part = Part::Given;
                }
                [first, second] => {
                    self.tokens[first].part = Part::Given;
                    self.tokens[second].becomes_patronymic(None);
                }
                _ => {}
            }
        } else if has(self, Part::Patronymic) {
            // Elçin Əli oğlu; Smith John Williamovich.
            let father = self.tokens.iter().position(|t| t.part == Part::Patronymic).unwrap_or(0);
            match open[..] {
                [one] => self.tokens[one].part = Part::Given,
                [first, second] => {
                    let given = if second + 1 == father || first + 1 != father { second } else { first };
                    let other = if given == first { second } else { first };
                    self.tokens[given].part = Part::Given;
                    self.tokens[other].part = Part::Surname;
                }
                _ => {}
            }
        } else if let [first, second] = open[..] {
            // John Smith: the one that is known as a given name, if the other is not.
            let known = |i: usize| dictionary().is_given(&self.tokens[i].stem) || self.tokens[i].initial;
            match (known(first), known(second)) {
                (true, false) => {
                    self.tokens[first].part = Part::Given;
                    self.tokens[second].part = Part::Surname;
                }
                (false, true) => {
                    self.tokens[second].part = Part::Given;
                    self.tokens[first].part = Part::Surname;
                }
                _ => {}
            }
        }
        self.need_more_than_titles();
    }
}

fn strip(token: &mut Token, ends: &[&str]) {
    let text = token.stem.to_string();
    if let Some(stem) = ends.iter().find_map(|e| text.strip_suffix(e)).filter(|s| s.chars().count() >= 2) {
        token.stem = Sounds::from_letters(stem);
        token.look_up();
    }
}
