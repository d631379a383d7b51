//! Prints `data/edits.csv` anew, learnt from `data/names.txt`:
//! `cargo run --release -p kintrace-names --example learn > edits.csv`

fn main() {
    print!("{}", kintrace_names::edit::learn::edits_csv(kintrace_names::dictionary::dictionary()));
}
