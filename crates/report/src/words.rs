//! What a number means, in words.

/// The verbal equivalent of a likelihood ratio, by its decimal logarithm: ENFSI Guideline for
/// Evaluative Reporting in Forensic Science (2015), p. 17.
#[must_use]
pub fn support(log10_lr: f64) -> &'static str {
    let strength = log10_lr.abs();
    let against = log10_lr < 0.0;
    match (strength, against) {
        _ if log10_lr == f64::NEG_INFINITY => "excluded",
        (..0.301, _) => "no support either way",
        (..1.0, false) => "weak support",
        (..1.0, true) => "weak support against",
        (..2.0, false) => "moderate support",
        (..2.0, true) => "moderate support against",
        (..4.0, false) => "moderately strong to strong support",
        (..4.0, true) => "strong support against",
        (..6.0, false) => "very strong support",
        (..6.0, true) => "very strong support against",
        (_, false) => "extremely strong support",
        (_, true) => "extremely strong support against",
    }
}

/// A likelihood ratio as people say it: "about 25,000 times more probable".
#[must_use]
pub fn times(log10_lr: f64) -> String {
    if log10_lr == f64::NEG_INFINITY {
        return "impossible if they are this person".to_owned();
    }
    let factor = rounded(10_f64.powf(log10_lr.abs()));
    if log10_lr.abs() < 0.05 {
        "about as probable either way".to_owned()
    } else if log10_lr > 0.0 {
        format!("about {factor} times more probable")
    } else {
        format!("about {factor} times less probable")
    }
}

/// The chance of a mistake as people say it: "about 1 in 20,000 that it is someone else".
#[must_use]
pub fn posterior(p: f64) -> String {
    let other = 1.0 - p;
    if p >= 0.5 {
        if other < 1e-9 {
            "less than 1 in 1,000,000,000 that it is someone else".to_owned()
        } else {
            format!("about 1 in {} that it is someone else", rounded(1.0 / other))
        }
    } else if p > 0.0 {
        format!("about 1 in {} that it is this person", rounded(1.0 / p))
    } else {
        "not this person, as far as the numbers go".to_owned()
    }
}

/// A posterior in digits, with as many as it takes to tell it from 1 or 0.
#[must_use]
pub fn digits(p: f64) -> String {
    if p <= 0.0 {
        return "0".to_owned();
    }
    if p < 0.000_1 {
        return "less than 0.0001".to_owned();
    }
    if p > 0.999_999_999 {
        return "more than 0.999999999".to_owned();
    }
    let nines = if p > 0.9 { (-(1.0 - p).log10()).floor() } else { 0.0 };
    let places = if nines >= 8.0 {
        10
    } else if nines >= 5.0 {
        8
    } else if nines >= 3.0 {
        6
    } else {
        4
    };
    let text = format!("{p:.places$}");
    if places > 4 { text.trim_end_matches('0').to_owned() } else { text }
}

/// Two significant digits, with thousands apart; powers of ten beyond a million million.
fn rounded(value: f64) -> String {
    if value >= 1e12 {
        return format!("10^{:.0}", value.log10());
    }
    let magnitude = 10_f64.powf((value.log10().floor() - 1.0).max(0.0));
    let number = (value / magnitude).round() * magnitude;
    let plain = if value < 10.0 { format!("{value:.1}") } else { format!("{number:.0}") };
    let plain = plain.trim_end_matches(".0");
    let (whole, part) = plain.split_once('.').map_or((plain, None), |(w, p)| (w, Some(p)));
    let mut grouped = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(c);
    }
    part.map_or(grouped.clone(), |p| format!("{grouped}.{p}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        assert_eq!(posterior(0.99995), "about 1 in 20,000 that it is someone else");
        assert_eq!(posterior(0.02), "about 1 in 50 that it is this person");
        assert_eq!(times(4.4), "about 25,000 times more probable");
        assert_eq!(times(-0.5), "about 3.2 times less probable");
        assert_eq!(support(4.4), "very strong support");
        assert_eq!(support(f64::NEG_INFINITY), "excluded");
        assert_eq!(digits(0.999_95), "0.99995");
        assert_eq!(digits(0.5), "0.5000");
        assert_eq!(digits(-0.0), "0");
    }
}
