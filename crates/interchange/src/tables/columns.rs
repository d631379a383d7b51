//! What a column's header means.

/// Canonical column names with their spellings, folded as by [`fold`].
const COLUMNS: &[(&str, &[&str])] = &[
    (
        "missing",
        &[
            "missing",
            "missingid",
            "missingperson",
            "missingpersonid",
            "case",
            "caseid",
            "mp",
            "mpid",
            "пропавший",
            "безвестипропавший",
            "пропавшийбезвести",
            "дело",
            "itkin",
            "itkindüşmüş",
            "itkindüşmüşşəxs",
            "անհետկորած",
            "անհետկորածանձ",
        ],
    ),
    ("family", &["family", "familyid", "fam", "семья", "ailə", "ընտանիք"]),
    (
        "person",
        &[
            "person",
            "personid",
            "individual",
            "individualid",
            "relative",
            "relativeid",
            "donor",
            "donorid",
            "member",
            "лицо",
            "персона",
            "родственник",
            "донор",
            "şəxs",
            "qohum",
            "անձ",
            "հարազատ",
        ],
    ),
    (
        "name",
        &[
            "name",
            "fullname",
            "имя",
            "фио",
            "полноеимя",
            "ad",
            "adsoyad",
            "soyadıadıatasınınadı",
            "saa",
            "անուն",
            "անունազգանուն",
        ],
    ),
    ("given_name", &["givenname", "firstname", "forename", "личноеимя", "adı", "անձնանուն"]),
    (
        "patronymic",
        &["patronymic", "fathersname", "middlename", "отчество", "ataadı", "atasınınadı", "հայրանուն"],
    ),
    ("surname", &["surname", "lastname", "familyname", "фамилия", "soyad", "soyadı", "ազգանուն"]),
    ("sex", &["sex", "gender", "пол", "cins", "cinsi", "սեռ"]),
    (
        "born",
        &[
            "born",
            "birth",
            "birthdate",
            "dateofbirth",
            "dob",
            "birthyear",
            "yearofbirth",
            "родился",
            "датарождения",
            "годрождения",
            "doğumtarixi",
            "doğulub",
            "ծննդյանամսաթիվ",
            "ծնված",
        ],
    ),
    (
        "last_seen",
        &[
            "lastseen",
            "datelastseen",
            "lastseendate",
            "missingsince",
            "dateofdisappearance",
            "впоследнийразвидели",
            "датапропажи",
            "sondəfəgörülüb",
            "վերջինանգամտեսելեն",
        ],
    ),
    ("place", &["place", "lastseenplace", "placelastseen", "location", "место", "yer", "վայր"]),
    ("latitude", &["latitude", "lat", "широта", "enlik", "լայնություն"]),
    ("longitude", &["longitude", "lon", "long", "lng", "долгота", "uzunluq", "երկայնություն"]),
    ("radius_km", &["radiuskm", "radius", "uncertaintykm", "радиускм", "радиус", "radiuskm", "շառավիղ"]),
    ("event", &["event", "eventid", "событие", "hadisə", "իրադարձություն"]),
    (
        "stature_cm",
        &["staturecm", "stature", "height", "heightcm", "рост", "ростсм", "boy", "boysm", "հասակ"],
    ),
    ("capacity", &["capacity", "статус", "status", "statusu"]),
    ("party", &["party", "partyid", "сторона", "tərəf", "կողմ"]),
    (
        "relation",
        &[
            "relation",
            "relationship",
            "kinship",
            "родство",
            "степеньродства",
            "qohumluq",
            "qohumluqdərəcəsi",
            "ազգակցություն",
        ],
    ),
    ("contact", &["contact", "phone", "контакт", "телефон", "əlaqə", "telefon", "կապ", "հեռախոս"]),
    ("consent", &["consent", "согласие", "razılıq", "համաձայնություն"]),
    ("father", &["father", "fatherid", "dad", "sire", "отец", "ata", "հայր"]),
    ("mother", &["mother", "motherid", "mom", "dam", "мать", "ana", "մայր"]),
    (
        "inbreeding",
        &["inbreeding", "inbreedingcoefficient", "коэффициентинбридинга", "inbridinq", "ինբրիդինգ"],
    ),
    ("related_to", &["relatedto", "relatedfounder", "вродствес", "qohumdur", "ազգականէ"]),
    (
        "kinship_coefficient",
        &["kinshipcoefficient", "коэффициентродства", "qohumluqəmsalı", "ազգակցությանգործակից"],
    ),
    ("remains", &["remains", "remainsid", "body", "bodyid", "останки", "qalıqlar", "աճյուն", "աճյուններ"]),
    (
        "site",
        &[
            "site",
            "siteid",
            "grave",
            "gravesite",
            "захоронение",
            "местозахоронения",
            "məzaryeri",
            "գերեզմանավայր",
        ],
    ),
    ("age_from", &["agefrom", "agemin", "minage", "ageatdeathfrom", "возрастот", "yaşdan", "տարիքից"]),
    ("age_to", &["ageto", "agemax", "maxage", "ageatdeathto", "возрастдо", "yaşadək", "տարիքմինչև"]),
    ("found", &["found", "datefound", "founddate", "recovered", "найдены", "найдено", "tapılıb", "գտնված"]),
    ("bones", &["bones", "inventory", "кости", "sümüklər", "ոսկորներ"]),
    ("description", &["description", "notes", "описание", "təsvir", "նկարագրություն"]),
    (
        "sample",
        &[
            "sample",
            "sampleid",
            "samplename",
            "barcode",
            "specimen",
            "образец",
            "номеробразца",
            "nümunə",
            "նմուշ",
        ],
    ),
    ("kind", &["kind", "type", "sampletype", "вид", "тип", "növ", "տեսակ"]),
    (
        "taken",
        &["taken", "datetaken", "collected", "collectiondate", "взят", "датавзятия", "götürülüb", "վերցված"],
    ),
    ("laboratory", &["laboratory", "lab", "лаборатория", "laboratoriya", "լաբորատորիա"]),
    ("seal", &["seal", "sealnumber", "пломба", "möhür", "կնիք"]),
    ("locus", &["locus", "marker", "system", "локус", "маркер", "lokus", "լոկուս"]),
    ("allele", &["allele", "аллель", "allel", "ալել"]),
    ("height1", &["height1", "peakheight1", "высота1"]),
    ("height2", &["height2", "peakheight2", "высота2"]),
    ("size1", &["size1", "fragmentsize1"]),
    ("size2", &["size2", "fragmentsize2"]),
    ("allele1", &["allele1", "a1", "allelea", "аллель1", "allel1", "ալել1"]),
    ("allele2", &["allele2", "a2", "alleleb", "аллель2", "allel2", "ալել2"]),
    ("allele3", &["allele3", "a3", "allelec", "аллель3", "allel3", "ալել3"]),
    ("quality", &["quality", "качество", "keyfiyyət", "որակ"]),
    ("frequency", &["frequency", "freq", "частота", "tezlik", "հաճախություն"]),
];

/// Columns that only lists of people have, besides those of the tables.
const LIST_COLUMNS: &[(&str, &[&str])] = &[
    ("id", &["id", "recid", "recordid", "rowid", "no", "nr", "number", "номер", "nömrə", "համար"]),
    (
        "residence",
        &[
            "residence",
            "placeofresidence",
            "residedin",
            "livedin",
            "местожительства",
            "местопроживания",
            "проживал",
            "yaşayışyeri",
            "yaşadığıyer",
            "բնակավայր",
            "բնակությանվայր",
        ],
    ),
    (
        "birthplace",
        &["birthplace", "placeofbirth", "месторождения", "doğumyeri", "doğulduğuyer", "ծննդավայր"],
    ),
];

/// A header without case, blanks, underscores, points, hyphens or brackets. The capital dotted İ
/// becomes a plain i, so that Azerbaijani headers match in either case.
pub(crate) fn fold(header: &str) -> String {
    header.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// The canonical name of a column, or `None` if it is not known.
#[must_use]
pub fn canonical(header: &str) -> Option<&'static str> {
    let folded = fold(header);
    COLUMNS.iter().find(|(_, spellings)| spellings.contains(&folded.as_str())).map(|(name, _)| *name)
}

/// The canonical name of a column of a list of people, or `None` if it is not known.
#[must_use]
pub fn canonical_in_list(header: &str) -> Option<&'static str> {
    // A sign that is no letter.
    if matches!(header.trim(), "№" | "#" | "N°") {
        return Some("id");
    }
    let folded = fold(header);
    let own = LIST_COLUMNS.iter().find(|(_, spellings)| spellings.contains(&folded.as_str()));
    own.map(|(name, _)| *name).or_else(|| canonical(header))
}
