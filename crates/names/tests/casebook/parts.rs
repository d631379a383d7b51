//! Which word of a name is what.

use kintrace_names::Name;
use kintrace_names::ending::Ending;
use kintrace_names::name::{Gender, Part};

fn parts(text: &str) -> Vec<(String, Part)> {
    Name::read(text).tokens.iter().map(|t| (t.stem.to_string(), t.part)).collect()
}

#[test]
fn in_the_orders_and_scripts_of_the_region() {
    use Part::{Given, Nickname, Patronymic, Surname, Title};
    let expected: &[(&str, &[(&str, Part)])] = &[
        ("Hüseynov Elçin Əli oğlu", &[("hüseyn", Surname), ("elʧin", Given), ("əli", Patronymic)]),
        ("Elçin Əli oğlu Hüseynov", &[("elʧin", Given), ("əli", Patronymic), ("hüseyn", Surname)]),
        ("Əliyeva Sevda Kərim qızı", &[("əli", Surname), ("sevda", Given), ("kərim", Patronymic)]),
        ("Гусейнов Эльчин Алиевич", &[("guseyn", Surname), ("elʧin", Given), ("ali", Patronymic)]),
        ("Гагик Вагановна Аветисян", &[("gagik", Given), ("vagan", Patronymic), ("avetis", Surname)]),
        ("Ժիրայր Վահանի Ավետիսյան", &[("ʒirayr", Given), ("vahan", Patronymic), ("avetis", Surname)]),
        ("ՀՈՎՀԱՆՆԻՍՅԱՆ, Գագիկ", &[("hovhanis", Surname), ("gagik", Given)]),
        ("ზურაბ ლომიძე ნოდარის ძე", &[("zurab", Given), ("lomi", Surname), ("nodar", Patronymic)]),
        ("Samvel (Samo) Grigoryan", &[("samvel", Given), ("samo", Nickname), ("grigor", Surname)]),
        ("Hacı Məmməd Quliyev", &[("haʤı", Title), ("məməd", Given), ("quli", Surname)]),
        ("Mirzə Qasımov", &[("mirzə", Given), ("qasım", Surname)]),
        ("Тер-Петросян Левон", &[("ter", Title), ("petros", Surname), ("levon", Given)]),
        ("SMITH, John", &[("smit", Surname), ("ʤohn", Given)]),
    ];
    for (text, expected) in expected {
        let expected: Vec<(String, Part)> = expected.iter().map(|(s, p)| ((*s).to_owned(), *p)).collect();
        assert_eq!(parts(text), expected, "{text}");
    }
}

#[test]
fn endings_and_whom_they_are_for() {
    for (text, ending, gender) in [
        ("Həsənov", Ending::Ov, Some(Gender::Masculine)),
        ("Həsənova", Ending::Ova, Some(Gender::Feminine)),
        ("Həsənli", Ending::Li, None),
        ("Həsənzadə", Ending::Zade, None),
        ("Grigorian", Ending::Yan, None),
        ("Գրիգորյան", Ending::Yan, None),
        ("მთაშვილი", Ending::Shvili, None),
        ("ბერიძე", Ending::Dze, None),
        ("Садовский", Ending::Ski, Some(Gender::Masculine)),
        ("Садовская", Ending::Skaya, Some(Gender::Feminine)),
        // Given names that only look so.
        ("Vəli", Ending::None, None),
        ("Лев", Ending::None, None),
        ("Şirin", Ending::None, None),
    ] {
        let token = &Name::read(text).tokens[0];
        assert_eq!((token.ending, token.gender), (ending, gender), "{text}");
    }
}

#[test]
fn columns_say_which_part_is_which() {
    let name = Name::from_parts("Mübariz", "Kamil oğlu", "Abbasov");
    let parts: Vec<Part> = name.tokens.iter().map(|t| t.part).collect();
    assert_eq!(parts, [Part::Given, Part::Patronymic, Part::Surname]);
    assert_eq!(Name::from_parts("", "Վահանի", "").tokens[0].stem.to_string(), "vahan");
    assert!(Name::from_parts("", "", "").tokens.is_empty());
}
