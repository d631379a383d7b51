//! Names of loci as laboratories write them, and as `STRBase` does.

use kintrace_kinship::lineage::Descent;

/// What spellings of one locus have in common: letters and digits in upper case ("Penta E",
/// "`PENTA_E`" and "`PentaE`" are one). A few older names are replaced by today's.
#[must_use]
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars().filter(|c| c.is_alphanumeric()) {
        // Nearly all are ASCII, and a search asks of every reading.
        if c.is_ascii() { key.push(c.to_ascii_uppercase()) } else { key.extend(c.to_uppercase()) }
    }
    match key.as_str() {
        "VWF" | "VWA31" | "VWA31A" => "VWA".to_owned(),
        "FIBRA" => "FGA".to_owned(),
        "HUMTH01" | "TH0L" | "THO1" | "TC11" => "TH01".to_owned(),
        "ACTBP2" | "HUMACTBP2" => "SE33".to_owned(),
        "CSF" | "CSF1P0" => "CSF1PO".to_owned(),
        "AMELOGENIN" | "AM" | "AMELX" => "AMEL".to_owned(),
        "DYS394" => "DYS19".to_owned(),
        // Two copies that can't be told apart, in a column each.
        "DYS385A" | "DYS385B" | "DYS385AB" => "DYS385".to_owned(),
        "DYF387S1A" | "DYF387S1B" | "DYF387S1AB" => "DYF387S1".to_owned(),
        "DYS3891" => "DYS389I".to_owned(),
        "DYS3892" => "DYS389II".to_owned(),
        "GATAH4" | "GATAH41" | "YGATAH41" => "YGATAH4".to_owned(),
        "GATAA71" | "YGATAA71" => "DYS460".to_owned(),
        "GATAC4" | "YGATAC4" => "DYS635".to_owned(),
        "MT" | "MITOCHONDRIALDNA" | "MTDNACR" | "CONTROLREGION" => "MTDNA".to_owned(),
        "HVI" | "HVS1" | "HVSI" | "HVR1" | "HVRI" => "HV1".to_owned(),
        "HVII" | "HVS2" | "HVSII" | "HVR2" | "HVRII" => "HV2".to_owned(),
        "HVIII" | "HVS3" | "HVSIII" | "HVR3" | "HVRIII" => "HV3".to_owned(),
        _ => key,
    }
}

/// Whether this is amelogenin, which says the sex and is not compared.
#[must_use]
pub fn is_amelogenin(name: &str) -> bool {
    key(name) == "AMEL"
}

/// Whether it is known to lie on the X chromosome (names in `STRBase` begin with DXS, and HPRTB).
#[must_use]
pub fn is_x_chromosomal(name: &str) -> bool {
    let key = key(name);
    key.starts_with("DXS") || key == "HPRTB"
}

/// Pairs of loci of common kits that lie within 50 centimorgans of each other on one chromosome (Phillips et al. 2012,
/// *Forensic Sci Int Genet* 6:354), by their keys; of the X chromosome the neighbours of each of its four linkage groups
/// (Edelmann et al. 2012, *Forensic Sci Int Genet* 6:e24).
pub const LINKED: [(&str, &str); 12] = [
    ("VWA", "D12S391"),
    ("SE33", "D6S1043"),
    ("CSF1PO", "D5S818"),
    ("D21S11", "PENTAD"),
    ("DXS10148", "DXS10135"),
    ("DXS10135", "DXS8378"),
    ("DXS7132", "DXS10079"),
    ("DXS10079", "DXS10074"),
    ("DXS10103", "HPRTB"),
    ("HPRTB", "DXS10101"),
    ("DXS10146", "DXS10134"),
    ("DXS10134", "DXS7423"),
];

/// What a locus of the Y chromosome is called: a name of `STRBase` that begins with DYS or DYF, or YGATAH4; `None` for any
/// other.
#[must_use]
pub fn y_chromosomal(name: &str) -> Option<String> {
    let key = key(name);
    is_y_chromosomal(&key).then_some(key)
}

fn is_y_chromosomal(key: &str) -> bool {
    let number = key.strip_prefix("DYS").or_else(|| key.strip_prefix("DYF"));
    let is_numbered = number.is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    is_numbered || key == "YGATAH4"
}

/// By which line a locus is handed down; `None`: by both parents.
#[must_use]
pub fn descent(name: &str) -> Option<Descent> {
    // Most loci are called D and the number of a chromosome, and a search asks of every reading.
    let mut letters = name.chars().filter(|c| c.is_alphanumeric());
    if matches!((letters.next(), letters.next()), (Some('D' | 'd'), Some('0'..='9'))) {
        return None;
    }
    let key = key(name);
    if is_y_chromosomal(&key) {
        Some(Descent::Paternal)
    } else {
        mitochondrial_range(&key).map(|_| Descent::Maternal)
    }
}

/// What a reading of mitochondrial DNA is called, `None` for any other: by its range, or mtDNA, where the reading says it.
#[must_use]
pub fn mitochondrial(name: &str) -> Option<&'static str> {
    mitochondrial_range(&key(name))
}

fn mitochondrial_range(key: &str) -> Option<&'static str> {
    match key {
        "MTDNA" => Some("mtDNA"),
        "HV1" => Some("HV1"),
        "HV2" => Some("HV2"),
        "HV3" => Some("HV3"),
        _ => None,
    }
}
