//! Names of loci as laboratories write them, and as `STRBase` does.

/// What spellings of one locus have in common: letters and digits in upper case ("Penta E",
/// "`PENTA_E`" and "`PentaE`" are one). A few older names are replaced by today's.
#[must_use]
pub fn key(name: &str) -> String {
    let key: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    match key.as_str() {
        "VWF" | "VWA31" | "VWA31A" => "VWA".to_owned(),
        "FIBRA" => "FGA".to_owned(),
        "HUMTH01" | "TH0L" | "THO1" | "TC11" => "TH01".to_owned(),
        "ACTBP2" | "HUMACTBP2" => "SE33".to_owned(),
        "CSF" | "CSF1P0" => "CSF1PO".to_owned(),
        "AMELOGENIN" | "AM" | "AMELX" => "AMEL".to_owned(),
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
