//! A case leaves as one file, and is verified where nothing of the registry is.

use crate::{json, refused, text};

#[test]
fn a_case_leaves_as_one_file_that_verifies_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (data, files, policy, package) = (at("data"), at("files"), at("policy.txt"), at("M00017.zip"));
    text(&["simulate", "--missing", "30", "--remains", "20", "--seed", "5", "--out", &files]);
    text(&["import", "--data", &data, &files, &format!("{files}/records")]);
    let key = text(&["record", "key", "--data", &data]);
    std::fs::write(&policy, format!("log {}\nquorum none\n", key.trim())).expect("written");
    text(&["package", "missing person", "M00017", &package, "--data", &data, "--without", "statement"]);
    // Nothing but the file is needed.
    std::fs::remove_dir_all(&data).expect("removed");
    let checked = json(&["verify-package", &package, "--policy", &policy, "--json"]);
    let kinds: Vec<&str> = checked["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| entry["kind"].as_str().expect("a kind"))
        .collect();
    assert_eq!(kinds[0], "missing person");
    assert!(kinds.contains(&"case") && !kinds.contains(&"statement"), "{kinds:?}");
    assert_eq!(checked["findings"].as_array().map(Vec::len), Some(0));
    assert!(text(&["verify-package", &package, "--policy", &policy]).contains("The package holds"));

    let mut bytes = std::fs::read(&package).expect("read");
    let name = b"states/0001.json";
    let last = bytes.windows(name.len()).rposition(|w| w == name).expect("listed");
    bytes[last + name.len() - 6] = b'9';
    std::fs::write(&package, bytes).expect("written");
    refused(&["verify-package", &package, "--policy", &policy], 1);
}
