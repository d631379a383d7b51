//! Every message that is said is there, in every language, with the same arguments, and none is there that
//! nothing says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kintrace_casework::document::DOCUMENTS;
use kintrace_casework::form::steps;
use kintrace_casework::inclusion_power::Reach;
use kintrace_casework::{Noun, words};
use kintrace_identification::lines::Line;
use kintrace_interchange::documents::columns;
use kintrace_language::{Catalogue, Entry, Language, problem, slug, word};
use kintrace_matching::doubts::What;
use kintrace_policy::Role;
use kintrace_service::family_reports::RELATIONS;
use kintrace_service::work::STEPS;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Templates and the source of every crate, by path.
fn sources() -> BTreeMap<PathBuf, String> {
    fn walk(folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
        for entry in fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if let Ok(text) = fs::read_to_string(&path) {
                found.insert(path, text);
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&root().join("templates"), &mut found);
    for entry in fs::read_dir(root().join("crates")).expect("crates").filter_map(Result::ok) {
        // The language crate's own examples are no messages of the program.
        if entry.file_name() != "language" {
            walk(&entry.path().join("src"), &mut found);
        }
    }
    found
}

fn entries(language: Language) -> BTreeMap<String, Entry> {
    let catalogue = Catalogue::read(language);
    assert_eq!(catalogue.faults(), [] as [String; 0], "{language:?}");
    catalogue.entries().iter().map(|e| (e.id.clone(), e.clone())).collect()
}

/// A function that nobody has defined is said as its name: `{NUMBER()}`.
#[test]
fn no_message_calls_what_is_not_there() {
    for language in Language::ALL {
        for id in entries(language).into_keys() {
            let said = language.say(id.clone()).to_string();
            assert!(!said.contains("()}"), "{language:?}: {id}: {said}");
        }
    }
}

#[test]
fn every_language_says_everything() {
    let english = entries(Language::English);
    for language in Language::ALL {
        let said = entries(language);
        let (ours, theirs): (BTreeSet<&String>, BTreeSet<&String>) =
            (said.keys().collect(), english.keys().collect());
        assert_eq!(
            theirs.difference(&ours).collect::<Vec<_>>(),
            [] as [&&String; 0],
            "missing in {language:?}"
        );
        assert_eq!(ours.difference(&theirs).collect::<Vec<_>>(), [] as [&&String; 0], "only in {language:?}");
        for (id, entry) in &said {
            assert_eq!(entry.file, english[id].file, "{id} stands in another file in {language:?}");
            // What only chooses a plural in English may be needless where there is none.
            let names = |e: &Entry, also_choosing: bool| -> BTreeSet<String> {
                let choosing = e.choosing.iter().filter(|_| also_choosing);
                e.arguments.iter().chain(choosing).cloned().collect()
            };
            let (own, theirs) = (names(entry, false), names(&english[id], false));
            assert_eq!(own, theirs, "{id} takes other arguments in {language:?}");
            let known = names(&english[id], true);
            assert!(names(entry, true).is_subset(&known), "{id} takes other arguments in {language:?}");
        }
    }
}

/// Messages whose ids are made of something else: a word, a kind of thing, a member.
fn made() -> BTreeSet<String> {
    let nouns = Noun::ALL.iter().map(|n| n.text()).chain(["profile", "locus"]);
    let mut ids: BTreeSet<String> =
        nouns.flat_map(|n| [format!("noun-{}", slug(n)), format!("nouns-{}", slug(n))]).collect();
    ids.extend(words().into_iter().map(|text| word(text).id.into_owned()));
    ids.extend(RELATIONS.map(|relation| format!("relation-{}", slug(relation))));
    ids.extend(Role::ALL.iter().map(|role| word(role.text()).id.into_owned()));
    ids.extend(Line::ALL.iter().map(|line| format!("line-{}", line.text())));
    ids.extend(What::TEXTS.iter().flat_map(|kind| [format!("doubt-{kind}"), format!("doubt-do-{kind}")]));
    ids.extend(["male-line", "maternal-line"].map(|line| format!("doubt-{line}")));
    let readings = ["other-father", "other-mother", "other-parents", "other-sample", "exchanged"];
    ids.extend(readings.map(|reading| format!("reading-{reading}")));
    let why = ["dna-contradicts", "other-remains", "other-person"];
    ids.extend(why.map(|why| format!("identified-{why}")));
    ids.extend(Reach::texts().iter().map(|reach| format!("reach-{}", slug(reach))));
    ids.extend(STEPS.iter().map(|(what, ..)| format!("waits-for-{what}")));
    for noun in DOCUMENTS {
        let members = columns(noun).into_iter().filter(|c| c != noun.text());
        ids.extend(members.map(|member| format!("field-{}", slug(&member))));
        ids.extend(steps(noun).iter().map(|step| format!("step-{}", slug(step.name))));
    }
    ids
}

/// Calls `say("id")` and `Message::new("id")` in a source, with the arguments that follow at once.
fn said(source: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for opening in ["say(\"", "Message::new(\""] {
        for (at, _) in source.match_indices(opening) {
            let rest = &source[at + opening.len()..];
            let Some((id, mut rest)) = rest.split_once('"') else { continue };
            let mut arguments = BTreeSet::new();
            rest = rest.trim_start_matches(')').trim_start();
            while let Some(call) = rest.strip_prefix(".with(") {
                let name = call.trim_start().trim_start_matches('"').split('"').next().unwrap_or_default();
                arguments.insert(name.to_owned());
                let mut depth = 1;
                let end = call.char_indices().find(|(_, c)| {
                    depth += match c {
                        '(' => 1,
                        ')' => -1,
                        _ => 0,
                    };
                    depth == 0
                });
                let Some((end, _)) = end else { break };
                rest = call[end + 1..].trim_start();
            }
            found.push((id.to_owned(), arguments));
        }
    }
    found
}

/// What rules and readers of files say in English, with a value in each place.
fn rules(sources: &BTreeMap<PathBuf, String>) -> Vec<(&PathBuf, String)> {
    let mut texts = Vec::new();
    for (path, source) in sources {
        let of = |name: &str| path.components().any(|c| c.as_os_str() == name);
        let of_service = ["desk.rs", "imports.rs", "mergers.rs"].iter().any(|file| path.ends_with(file));
        // What is said at the command line only, and to whoever writes a form.
        let elsewhere = ["reference_cases.rs", "package.rs", "paternity.rs", "mutation.rs", "elimination.rs"];
        let said = of("casework") || of("interchange") || of("kinship") || of("service") && of_service;
        if !said || elsewhere.iter().any(|file| path.ends_with(file)) {
            continue;
        }
        let lines = source.lines().map(str::trim_start).filter(|l| !l.starts_with("//"));
        // A text goes on after a backslash; quotation marks within it, and as a letter, end nothing.
        let code: String = lines.map(|l| l.strip_suffix('\\').unwrap_or(l)).collect();
        let code = code.replace("'\"'", "").replace("'\\\"'", "").replace("\\\"", "\u{1}");
        for text in code.split('"').skip(1).step_by(2).filter(|t| !t.contains("asks twice")) {
            let text = text.replace('\u{1}', "\"");
            let mut filled = String::new();
            let mut rest = text.as_str();
            while let Some((before, after)) = rest.split_once('{') {
                let Some((value, after)) = after.split_once('}') else { break };
                filled += before;
                filled += if value.ends_with('?') { "\"7\"" } else { "7" };
                rest = after;
            }
            texts.push((path, filled + rest));
        }
    }
    texts
}

#[test]
fn everything_that_is_said_is_there() {
    let english = entries(Language::English);
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        for (id, arguments) in said(&source) {
            match english.get(&id) {
                None => wrong.push(format!("{}: there is no message {id}", path.display())),
                Some(entry) => {
                    let taken: BTreeSet<String> =
                        entry.arguments.iter().chain(&entry.choosing).cloned().collect();
                    if taken != arguments {
                        wrong.push(format!("{}: {id} takes {taken:?}, not {arguments:?}", path.display()));
                    }
                }
            }
        }
    }
    for (path, text) in rules(&sources()) {
        let says = [" expected", " stays", " twice", " already", " has this id", " have this id", "can't be"];
        let names_a_thing = text.starts_with("\"7");
        if says.iter().any(|s| text.contains(s)) && !names_a_thing && problem(&text).id == "diary-as-written"
        {
            wrong.push(format!("{}: {text:?} is no message", path.display()));
        }
    }
    wrong.extend(
        made().into_iter().filter(|id| !english.contains_key(id)).map(|id| format!("{id} is missing")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_there_that_nobody_says() {
    let sources = sources();
    let made = made();
    // Members of parts of things, and what a thing refers to another as: their names stand in the code as
    // members and roles.
    let problems: BTreeSet<String> =
        rules(&sources).into_iter().map(|(_, text)| problem(&text).id.into_owned()).collect();
    let stands = |id: &str| {
        let quoted = format!("\"{id}\"");
        let member = id.strip_prefix("field-").map(|m| format!("{}:", m.replace('-', "_")));
        let role = id.strip_prefix("role-").map(|r| format!("\"{}\"", r.replace('-', " ")));
        sources.values().any(|source| {
            problems.contains(id)
                || source.contains(&quoted)
                || member.as_ref().is_some_and(|m| source.contains(m))
                || role.as_ref().is_some_and(|r| source.contains(r))
        })
    };
    let unused: Vec<String> =
        entries(Language::English).into_keys().filter(|id| !made.contains(id) && !stands(id)).collect();
    assert!(unused.is_empty(), "{}", unused.join("\n"));
}
