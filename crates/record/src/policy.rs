//! Whose signatures a checkpoint needs (C2SP tlog-policy).
//!
//! ```text
//! log kintrace.example/region <key>
//! witness north <key> https://north.example/witness
//! witness south <key>
//! witness humanitarian <key>
//! group sides all north south
//! group needed all sides humanitarian
//! quorum needed
//! ```

use crate::checkpoint::{Checkpoint, CheckpointError, PublicKey, Use};

/// A witness of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Its name in the policy.
    pub name: String,
    /// Its key.
    pub key: PublicKey,
    /// Where it takes checkpoints, if that is known.
    pub url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    name: String,
    least: usize,
    members: Vec<String>,
}

/// Logs and witnesses that are known, and how many must have signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Logs whose checkpoints are accepted.
    pub logs: Vec<PublicKey>,
    /// Witnesses.
    pub witnesses: Vec<Witness>,
    groups: Vec<Group>,
    /// A witness, a group, or `None` if no cosignature is needed.
    quorum: Option<String>,
}

/// A line of a policy that can't be read.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct PolicyError {
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong, and what was expected.
    pub problem: String,
}

/// Why a checkpoint is not accepted.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A signature is missing or wrong.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// No log of the policy has this name.
    #[error("the log {0:?} is not in the policy")]
    UnknownLog(String),
    /// Too few witnesses.
    #[error("the policy's quorum is not reached; these witnesses have signed: {0}")]
    Quorum(String),
}

impl std::fmt::Display for Policy {
    /// As a policy file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for log in &self.logs {
            writeln!(f, "log {log}")?;
        }
        for Witness { name, key, url } in &self.witnesses {
            let line = format!("witness {name} {key} {}", url.as_deref().unwrap_or_default());
            writeln!(f, "{}", line.trim_end())?;
        }
        for group in &self.groups {
            writeln!(f, "group {} {} {}", group.name, group.least, group.members.join(" "))?;
        }
        writeln!(f, "quorum {}", self.quorum.as_deref().unwrap_or("none"))
    }
}

impl Policy {
    /// Reads a policy file.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let mut policy = Self::default();
        let mut quorum = None;
        let mut used: Vec<String> = Vec::new();
        for (at, content) in text.lines().enumerate() {
            let fail = |problem: String| PolicyError { line: at + 1, problem };
            let words: Vec<&str> = content.split_ascii_whitespace().collect();
            match words[..] {
                [] => {}
                [first, ..] if first.starts_with('#') => {}
                ["log", key] | ["log", key, _] => {
                    let key = PublicKey::parse(key).map_err(|e| fail(e.to_string()))?;
                    if key.usage != Use::Log || policy.logs.iter().any(|l| l.bytes() == key.bytes()) {
                        return Err(fail("a log's key that is not in the policy yet was expected".into()));
                    }
                    policy.logs.push(key);
                }
                ["witness", name, key] | ["witness", name, key, _] => {
                    let key = PublicKey::parse(key).map_err(|e| fail(e.to_string()))?;
                    let twice = policy.witnesses.iter().any(|w| w.key.bytes() == key.bytes());
                    if key.usage != Use::Witness || twice {
                        return Err(fail(
                            "a witness's key that is not in the policy yet was expected".into(),
                        ));
                    }
                    policy.new_name(name).map_err(fail)?;
                    let url = words.get(3).map(|u| u.trim_end_matches('/').to_owned());
                    policy.witnesses.push(Witness { name: name.to_owned(), key, url });
                }
                ["group", name, least, ref members @ ..] if !members.is_empty() => {
                    policy.new_name(name).map_err(fail)?;
                    let least = match least {
                        "all" => members.len(),
                        "any" => 1,
                        number => number.parse().unwrap_or(0),
                    };
                    if !(1..=members.len()).contains(&least) {
                        return Err(fail(
                            "all, any, or a number up to that of the members was expected".into(),
                        ));
                    }
                    for member in members {
                        if !policy.has(member) || used.iter().any(|u| u == member) {
                            let expected =
                                "a witness or group of a line above, in one group only, was expected";
                            return Err(fail(format!("{member:?}: {expected}")));
                        }
                        used.push((*member).to_owned());
                    }
                    let members = members.iter().map(|m| (*m).to_owned()).collect();
                    policy.groups.push(Group { name: name.to_owned(), least, members });
                }
                ["quorum", name] if quorum.is_none() => {
                    if name != "none" && !policy.has(name) {
                        return Err(fail(format!(
                            "{name:?}: a witness or group of a line above was expected"
                        )));
                    }
                    quorum = Some(name.to_owned());
                }
                _ => return Err(fail("log, witness, group or one quorum was expected".into())),
            }
        }
        let quorum =
            quorum.ok_or(PolicyError { line: 0, problem: "a line with the quorum was expected".into() })?;
        policy.quorum = (quorum != "none").then_some(quorum);
        Ok(policy)
    }

    fn has(&self, name: &str) -> bool {
        self.witnesses.iter().any(|w| w.name == name) || self.groups.iter().any(|g| g.name == name)
    }

    fn new_name(&self, name: &str) -> Result<(), String> {
        if name == "none" || self.has(name) {
            return Err(format!("{name:?}: a name that is not in use was expected"));
        }
        Ok(())
    }

    /// Keys of all witnesses.
    #[must_use]
    pub fn keys(&self) -> Vec<PublicKey> {
        self.witnesses.iter().map(|w| w.key.clone()).collect()
    }

    /// Whether a checkpoint is signed as the policy asks; the names of the witnesses that signed.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn check(&self, checkpoint: &Checkpoint) -> Result<Vec<String>, Refusal> {
        let origin = checkpoint.head.origin();
        let log = self.logs.iter().find(|l| l.name == origin);
        checkpoint.check_log(log.ok_or_else(|| Refusal::UnknownLog(origin.to_owned()))?)?;
        let mut signed = Vec::new();
        for witness in &self.witnesses {
            if checkpoint.signed_at(&witness.key)?.is_some() {
                signed.push(witness.name.clone());
            }
        }
        match &self.quorum {
            Some(quorum) if !self.reached(quorum, &signed) => Err(Refusal::Quorum(signed.join(", "))),
            _ => Ok(signed),
        }
    }

    fn reached(&self, name: &str, signed: &[String]) -> bool {
        match self.groups.iter().find(|g| g.name == name) {
            // A group names lines above it only, so this ends.
            Some(group) => group.members.iter().filter(|m| self.reached(m, signed)).count() >= group.least,
            None => signed.iter().any(|s| s == name),
        }
    }
}
