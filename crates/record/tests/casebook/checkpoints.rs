//! Checkpoints, witnesses, policies, receipts.

use kintrace_record::checkpoint::{Checkpoint, CheckpointError, PublicKey, SecretKey, Use};
use kintrace_record::policy::Refusal as PolicyRefusal;
use kintrace_record::receipt::ReceiptError;
use kintrace_record::tree::{Edge, Question, Tiles};
use kintrace_record::witness::{Refusal, Request, Seen, decide};
use kintrace_record::{Change, Leaf, Policy, Receipt, commitment};

fn log_key() -> SecretKey {
    SecretKey::new("kintrace.example/region", Use::Log, &[1; 32]).unwrap()
}

fn witness_key(name: &str, seed: u8) -> SecretKey {
    SecretKey::new(name, Use::Witness, &[seed; 32]).unwrap()
}

struct Log {
    key: SecretKey,
    leaves: Vec<String>,
}

impl Log {
    fn new(leaves: &[&str]) -> Self {
        Self { key: log_key(), leaves: leaves.iter().map(|l| (*l).to_owned()).collect() }
    }

    fn tiles(&self) -> (Edge, Tiles) {
        let mut edge = Edge::default();
        self.leaves.iter().for_each(|l| edge.push(l));
        let tiles = edge.incomplete().into_iter().collect();
        (edge, Tiles(tiles))
    }

    fn checkpoint(&self) -> Checkpoint {
        let (edge, _) = self.tiles();
        Checkpoint::sign(&self.key, edge.size(), edge.root()).unwrap()
    }

    fn request(&self, old: u64) -> Request {
        let (edge, tiles) = self.tiles();
        let proof = Question::Consistency { size: edge.size(), old }.answer(&tiles).unwrap();
        Request { old, proof, checkpoint: self.checkpoint() }
    }
}

#[test]
fn keys_and_notes_are_read_as_they_are_written() {
    let (log, witness) = (log_key(), witness_key("north.example/w", 2));
    for key in [log.public(), witness.public()] {
        assert_eq!(&PublicKey::parse(&key.to_string()).unwrap(), key);
    }
    assert_eq!(SecretKey::parse(&log.to_text()).unwrap().public(), log.public());
    assert!(!format!("{log:?}").contains(&log.to_text()[20..]));
    // Another name, another id.
    let renamed = log.public().to_string().replacen("region", "regions", 1);
    assert!(matches!(PublicKey::parse(&renamed), Err(CheckpointError::Key(_))));

    let mut checkpoint = Log::new(&["a", "b"]).checkpoint();
    let line = checkpoint.cosign(&witness, 1_700_000_000).unwrap();
    assert_eq!(checkpoint.add_signatures(&line, &[witness.public().clone()]), 1);
    let read = Checkpoint::parse(&checkpoint.to_string()).unwrap();
    assert_eq!(read, checkpoint);
    assert_eq!(read.signed_at(witness.public()).unwrap(), Some(1_700_000_000));
    read.check_log(log.public()).unwrap();
}

/// The example of C2SP tlog-cosignature has this form; a signature that Go's note package made with the
/// key of its documentation (`PeterNeumann`) is accepted.
#[test]
fn a_signature_made_by_others_is_accepted() {
    let key = PublicKey::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").unwrap();
    let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    let note = format!(
        "{text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    );
    // It is a note, but not a checkpoint.
    assert!(matches!(Checkpoint::parse(&note), Err(CheckpointError::Malformed(_))));
    let parsed = signed_note::Note::from_bytes(note.as_bytes()).unwrap();
    let verifier = signed_note::StandardVerifier::new(&key.to_string()).unwrap();
    assert!(parsed.verify(&signed_note::VerifierList::new(vec![Box::new(verifier)])).is_ok());
}

#[test]
fn a_witness_signs_only_what_adds_to_what_it_has_seen() {
    let logs = [log_key().public().clone()];
    let first = Log::new(&["a", "b", "c"]);
    let seen = decide(&first.request(0), &logs, None).unwrap();
    assert_eq!(seen.size, 3);
    let later = Log::new(&["a", "b", "c", "d", "e"]);
    let request = Request::parse(&later.request(3).to_body()).unwrap();
    let now = decide(&request, &logs, Some(&seen)).unwrap();
    assert_eq!(now, Seen { size: 5, root: *later.checkpoint().head.hash() });

    // A fork: c was another.
    let forked = Log::new(&["a", "b", "x", "d", "e"]);
    assert_eq!(decide(&forked.request(3), &logs, Some(&seen)), Err(Refusal::Proof));
    // Another tree of the same size.
    let other = Log::new(&["a", "b", "x"]);
    assert_eq!(decide(&other.request(3), &logs, Some(&seen)), Err(Refusal::Conflict(3)));
    // A checkpoint of yesterday, with an honest and with a lying old size.
    assert_eq!(decide(&first.request(3), &logs, Some(&now)), Err(Refusal::Conflict(5)));
    let mut replayed = first.request(3);
    replayed.old = 5;
    assert_eq!(decide(&replayed, &logs, Some(&now)), Err(Refusal::OldSize { old: 5, size: 3 }));
    // The same again is signed again.
    assert_eq!(decide(&later.request(5), &logs, Some(&now)), Ok(now.clone()));
    // Nobody's log, and nobody's signature.
    assert!(matches!(decide(&later.request(5), &[], Some(&now)), Err(Refusal::UnknownLog(_))));
    let stranger = SecretKey::new("kintrace.example/region", Use::Log, &[9; 32]).unwrap();
    let refused = decide(&later.request(5), &[stranger.public().clone()], Some(&now));
    assert!(matches!(refused, Err(Refusal::NotSigned(_))));
    for wrong in ["", "old 3\n", "old 03\n\nx", "old 3\n!\n\nx"] {
        assert!(matches!(Request::parse(wrong), Err(Refusal::Malformed(_))), "{wrong:?}");
    }
}

fn policy() -> (Policy, [SecretKey; 3]) {
    let keys =
        [witness_key("north.example", 2), witness_key("south.example", 3), witness_key("aid.example", 4)];
    let text = format!(
        "# one of each side, and one humanitarian body\nlog {}\nwitness north {} http://127.0.0.1:1/\nwitness south {}\n\
         witness aid {}\ngroup sides all north south\ngroup needed all sides aid\nquorum needed\n",
        log_key().public(),
        keys[0].public(),
        keys[1].public(),
        keys[2].public()
    );
    (Policy::parse(&text).unwrap(), keys)
}

#[test]
fn a_policy_says_who_must_have_signed() {
    let (policy, keys) = policy();
    let mut checkpoint = Log::new(&["a"]).checkpoint();
    let known = policy.keys();
    for key in &keys[..2] {
        let line = checkpoint.cosign(key, 5).unwrap();
        checkpoint.add_signatures(&line, &known);
    }
    assert!(
        matches!(policy.check(&checkpoint), Err(PolicyRefusal::Quorum(signed)) if signed == "north, south")
    );
    // A stranger's line, and one that was meant for another checkpoint, are not taken over.
    let stranger = checkpoint.cosign(&witness_key("aid.example", 7), 5).unwrap();
    let elsewhere = Log::new(&["b"]).checkpoint().cosign(&keys[2], 5).unwrap();
    assert_eq!(checkpoint.add_signatures(&(stranger + &elsewhere), &known), 0);
    // If somebody puts it there all the same, it is found.
    let forged = Checkpoint::parse(&format!("{checkpoint}{elsewhere}")).unwrap();
    let wrong = policy.check(&forged);
    assert!(
        matches!(&wrong, Err(PolicyRefusal::Checkpoint(CheckpointError::WrongSignature(n))) if n == "aid.example"),
        "{wrong:?}"
    );
    let line = checkpoint.cosign(&keys[2], 5).unwrap();
    checkpoint.add_signatures(&line, &known);
    assert_eq!(policy.check(&checkpoint).unwrap(), ["north", "south", "aid"]);
}

#[test]
fn what_is_wrong_with_a_policy_is_said_by_line() {
    let (_, keys) = policy();
    let key = keys[0].public();
    for (text, line) in [
        (String::new(), 0),
        ("quorum nobody\n".to_owned(), 1),
        (format!("witness a {key}\nwitness b {key}\nquorum a\n"), 2),
        (format!("witness none {key}\nquorum none\n"), 1),
        (format!("witness a {key}\ngroup g 2 a\nquorum g\n"), 2),
        (format!("witness a {key}\ngroup g any a\ngroup h any a\nquorum h\n"), 3),
        (format!("log {key}\nquorum none\n"), 1),
        ("quorum none\nquorum none\n".to_owned(), 2),
    ] {
        assert_eq!(Policy::parse(&text).unwrap_err().line, line, "{text}");
    }
}

#[test]
fn a_receipt_proves_and_nothing_else_does() {
    let (policy, keys) = policy();
    let (nonce, state) = ([5; 32], r#"{"name":"Elçin"}"#);
    let leaf = Leaf {
        actor: commitment(&[6; 32], "registrar"),
        change: Change::Created,
        commitment: Some(commitment(&nonce, state)),
        kind: "missing person".to_owned(),
        sequence: 1,
        thing: "ab".to_owned(),
        time: "2026-11-24T10:00:00Z".to_owned(),
        version: 1,
    };
    let text = leaf.canonical();
    let log = Log::new(&["a", &text, "c"]);
    let (_, tiles) = log.tiles();
    let mut checkpoint = log.checkpoint();
    for key in &keys {
        let line = checkpoint.cosign(key, 5).unwrap();
        checkpoint.add_signatures(&line, &policy.keys());
    }
    let proof = Question::Inclusion { size: 3, index: 1 }.answer(&tiles).unwrap();
    let receipt = Receipt { leaf: text.clone(), index: 1, proof, checkpoint };
    let read = Receipt::parse(&receipt.to_string()).unwrap();
    assert_eq!(read, receipt);
    assert_eq!(read.check(&policy).unwrap().0, leaf);
    read.check_state(&nonce, state).unwrap();
    assert!(matches!(read.check_state(&nonce, "{}"), Err(ReceiptError::OtherState)));
    let mut other = Receipt::parse(&receipt.to_string()).unwrap();
    other.leaf = text.replace("\"version\":1", "\"version\":2");
    assert!(matches!(other.check(&policy), Err(ReceiptError::NotIncluded)));
    let mut moved = Receipt::parse(&receipt.to_string()).unwrap();
    moved.index = 2;
    assert!(matches!(moved.check(&policy), Err(ReceiptError::NotIncluded)));
    // One text for one receipt.
    for number in ["01", "+1", " 1"] {
        let written = receipt.to_string().replace("index 1\n", &format!("index {number}\n"));
        assert!(matches!(Receipt::parse(&written), Err(ReceiptError::Malformed(_))), "{number:?}");
    }
    assert!(matches!(Receipt::parse("hello"), Err(ReceiptError::Malformed(_))));
    // It fits a QR code of bytes at the lowest level of correction.
    assert!(receipt.to_string().len() < 2953, "{}", receipt.to_string().len());
}
