//! What a number means, in words.

use kintrace_language::{Language, numbers};

/// The verbal equivalent of a likelihood ratio, by its decimal logarithm: ENFSI Guideline for
/// Evaluative Reporting in Forensic Science (2015), p. 17.
#[must_use]
pub fn support(language: Language, log10_lr: f64) -> String {
    let strength = log10_lr.abs();
    let against = log10_lr < 0.0;
    let id = match (strength, against) {
        _ if log10_lr == f64::NEG_INFINITY => "support-excluded",
        (..0.301, _) => "support-none",
        (..1.0, false) => "support-weak",
        (..1.0, true) => "support-weak-against",
        (..2.0, false) => "support-moderate",
        (..2.0, true) => "support-moderate-against",
        (..4.0, false) => "support-strong",
        (..4.0, true) => "support-strong-against",
        (..6.0, false) => "support-very-strong",
        (..6.0, true) => "support-very-strong-against",
        (_, false) => "support-extremely-strong",
        (_, true) => "support-extremely-strong-against",
    };
    language.say(id).to_string()
}

/// A likelihood ratio as people say it: "about 25,000 times more probable".
#[must_use]
pub fn times(language: Language, log10_lr: f64) -> String {
    let strength = log10_lr.abs();
    if log10_lr == f64::NEG_INFINITY {
        return language.say("times-impossible").to_string();
    }
    if strength < 0.05 {
        return language.say("times-even").to_string();
    }
    let more = log10_lr > 0.0;
    if strength >= POWERS_FROM {
        let id = if more { "times-more-power" } else { "times-less-power" };
        return language.say(id).with("power", strength.round()).to_string();
    }
    let id = if more { "times-more" } else { "times-less" };
    language.say(id).with("factor", rounded(10_f64.powf(strength))).to_string()
}

/// Factors are written as powers of ten from this power on.
const POWERS_FROM: f64 = 12.0;

/// The chance of a mistake as people say it: "about 1 in 20,000 that it is someone else".
#[must_use]
pub fn posterior(language: Language, p: f64) -> String {
    let other = 1.0 - p;
    let said = if p >= 0.5 {
        if other < 1e-9 {
            language.say("chance-someone-else-least").with("count", 1e9)
        } else {
            language.say("chance-someone-else").with("count", rounded(1.0 / other))
        }
    } else if p <= 0.0 {
        language.say("chance-none")
    } else if -p.log10() >= POWERS_FROM {
        language.say("chance-this-person-power").with("power", (-p.log10()).round())
    } else {
        language.say("chance-this-person").with("count", rounded(1.0 / p))
    };
    said.to_string()
}

/// A posterior in digits, with as many as it takes to tell it from 1 or 0.
#[must_use]
pub fn digits(language: Language, p: f64) -> String {
    if p <= 0.0 {
        return "0".to_owned();
    }
    if p < 0.000_1 {
        return language.say("less-than").with("number", 0.0001).to_string();
    }
    if p > 0.999_999_999 {
        return language.say("more-than").with("number", 0.999_999_999).to_string();
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
    numbers::written(language, if places > 4 { text.trim_end_matches('0') } else { &text })
}

/// A log10 LR in digits.
#[must_use]
pub fn power(language: Language, log10_lr: f64) -> String {
    if log10_lr == f64::NEG_INFINITY {
        language.say("lr-excluded").to_string()
    } else {
        numbers::written(language, &format!("{log10_lr:.2}"))
    }
}

/// A weight of evidence, a power of ten with its sign.
#[must_use]
pub fn weight(language: Language, log10: f64) -> String {
    let size = numbers::written(language, &format!("{:.1}", log10.abs()));
    format!("{}{size}", if log10 < 0.0 { '−' } else { '+' })
}

/// Two significant digits.
fn rounded(value: f64) -> f64 {
    if value < 10.0 {
        return (value * 10.0).round() / 10.0;
    }
    let magnitude = 10_f64.powf(value.log10().floor() - 1.0);
    ((value / magnitude).round() * magnitude).round()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_say_them() {
        let l = Language::English;
        assert_eq!(posterior(l, 0.99995), "about 1 in 20,000 that it is someone else");
        assert_eq!(posterior(l, 0.02), "about 1 in 50 that it is this person");
        assert_eq!(times(l, 4.4), "about 25,000 times more probable");
        assert_eq!(times(l, -0.5), "about 3.2 times less probable");
        assert_eq!(times(l, 13.2), "about 10^13 times more probable");
        assert_eq!(support(l, 4.4), "very strong support");
        assert_eq!(support(l, f64::NEG_INFINITY), "excluded");
        assert_eq!(digits(l, 0.999_95), "0.99995");
        assert_eq!(digits(l, 0.5), "0.5000");
        assert_eq!(digits(l, -0.0), "0");
        assert_eq!(weight(l, -0.52), "−0.5");
        assert_eq!(power(l, -0.5), "-0.50");
    }
}
