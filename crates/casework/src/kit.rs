//! Kits that laboratories read profiles with: which loci each of them types.
//!
//! Loci are named as `STRBase` does, and are those of the manufacturers' manuals; amelogenin and other markers that say the
//! sex alone are left out. A laboratory that knows which loci a larger kit has besides can say what it is worth to read a
//! sample again (`kintrace_matching::power`).

/// A kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kit {
    /// What it is sold as.
    pub name: &'static str,
    /// Its loci, in no particular order.
    pub loci: &'static [&'static str],
}

/// Common kits: those that supplement others, those of both parents' loci, those of the Y chromosome.
pub const KITS: [Kit; 15] = [
    Kit {
        name: "PowerPlex CS7",
        loci: &["LPL", "F13B", "FESFPS", "F13A01", "Penta D", "Penta C", "Penta E"],
    },
    Kit {
        name: "Investigator HDplex",
        loci: &[
            "D2S1360", "D3S1744", "D4S2366", "D5S2500", "D6S474", "D7S1517", "D8S1132", "D10S2325",
            "D12S391", "D18S51", "D21S2055", "SE33",
        ],
    },
    Kit {
        name: "Investigator Argus X-12",
        loci: &[
            "DXS7132", "DXS7423", "DXS8378", "DXS10074", "DXS10079", "DXS10101", "DXS10103", "DXS10134",
            "DXS10135", "DXS10146", "DXS10148", "HPRTB", "D21S11",
        ],
    },
    Kit {
        name: "AmpFlSTR Identifiler Plus",
        loci: &[
            "D8S1179", "D21S11", "D7S820", "CSF1PO", "D3S1358", "TH01", "D13S317", "D16S539", "D2S1338",
            "D19S433", "vWA", "TPOX", "D18S51", "D5S818", "FGA",
        ],
    },
    Kit {
        name: "PowerPlex 16",
        loci: &[
            "D3S1358", "TH01", "D21S11", "D18S51", "Penta E", "D5S818", "D13S317", "D7S820", "D16S539",
            "CSF1PO", "Penta D", "vWA", "D8S1179", "TPOX", "FGA",
        ],
    },
    Kit {
        name: "NGM SElect, PowerPlex ESI 17 and ESX 17",
        loci: &[
            "D10S1248", "vWA", "D16S539", "D2S1338", "D8S1179", "D21S11", "D18S51", "D22S1045", "D19S433",
            "TH01", "FGA", "D2S441", "D3S1358", "D1S1656", "D12S391", "SE33",
        ],
    },
    Kit {
        name: "PowerPlex 21",
        loci: &[
            "D1S1656", "D2S1338", "D3S1358", "D5S818", "D6S1043", "D7S820", "D8S1179", "D12S391", "D13S317",
            "D16S539", "D18S51", "D19S433", "D21S11", "CSF1PO", "FGA", "Penta D", "Penta E", "TH01", "TPOX",
            "vWA",
        ],
    },
    Kit {
        name: "GlobalFiler",
        loci: &[
            "D3S1358", "vWA", "D16S539", "CSF1PO", "TPOX", "D8S1179", "D21S11", "D18S51", "D2S441",
            "D19S433", "TH01", "FGA", "D22S1045", "D5S818", "D13S317", "D7S820", "SE33", "D10S1248",
            "D1S1656", "D12S391", "D2S1338", "DYS391",
        ],
    },
    Kit {
        name: "Investigator 24plex",
        loci: &[
            "D1S1656", "D2S441", "D2S1338", "D3S1358", "D5S818", "D7S820", "D8S1179", "D10S1248", "D12S391",
            "D13S317", "D16S539", "D18S51", "D19S433", "D21S11", "D22S1045", "CSF1PO", "FGA", "SE33", "TH01",
            "TPOX", "vWA", "DYS391",
        ],
    },
    Kit {
        name: "PowerPlex Fusion",
        loci: &[
            "D3S1358", "D1S1656", "D2S441", "D10S1248", "D13S317", "Penta E", "D16S539", "D18S51", "D2S1338",
            "CSF1PO", "Penta D", "TH01", "vWA", "D21S11", "D7S820", "D5S818", "TPOX", "D8S1179", "D12S391",
            "D19S433", "FGA", "D22S1045", "DYS391",
        ],
    },
    Kit {
        name: "VeriFiler Plus",
        loci: &[
            "D3S1358", "vWA", "D16S539", "CSF1PO", "D6S1043", "D8S1179", "D21S11", "D18S51", "D5S818",
            "D2S441", "D19S433", "FGA", "D10S1248", "D22S1045", "D1S1656", "D13S317", "D7S820", "Penta E",
            "Penta D", "TH01", "D12S391", "D2S1338", "TPOX",
        ],
    },
    Kit {
        name: "PowerPlex Fusion 6C",
        loci: &[
            "D3S1358", "D1S1656", "D2S441", "D10S1248", "D13S317", "Penta E", "D16S539", "D18S51", "D2S1338",
            "CSF1PO", "Penta D", "TH01", "vWA", "D21S11", "D7S820", "D5S818", "TPOX", "D8S1179", "D12S391",
            "D19S433", "SE33", "D22S1045", "FGA", "DYS391", "DYS570", "DYS576",
        ],
    },
    Kit {
        name: "AmpFlSTR Yfiler",
        loci: &[
            "DYS456", "DYS389I", "DYS390", "DYS389II", "DYS458", "DYS19", "DYS385", "DYS393", "DYS391",
            "DYS439", "DYS635", "DYS392", "YGATAH4", "DYS437", "DYS438", "DYS448",
        ],
    },
    Kit {
        name: "PowerPlex Y23",
        loci: &[
            "DYS576", "DYS389I", "DYS448", "DYS389II", "DYS19", "DYS391", "DYS481", "DYS549", "DYS533",
            "DYS438", "DYS437", "DYS570", "DYS635", "DYS390", "DYS439", "DYS392", "DYS643", "DYS393",
            "DYS458", "DYS385", "DYS456", "YGATAH4",
        ],
    },
    Kit {
        name: "Yfiler Plus",
        loci: &[
            "DYS576", "DYS389I", "DYS635", "DYS389II", "DYS627", "DYS460", "DYS458", "DYS19", "YGATAH4",
            "DYS448", "DYS391", "DYS456", "DYS390", "DYS438", "DYS392", "DYS518", "DYS570", "DYS437",
            "DYS385", "DYS449", "DYS393", "DYS439", "DYS481", "DYF387S1", "DYS533",
        ],
    },
];
