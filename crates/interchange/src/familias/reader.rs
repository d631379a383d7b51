//! Line by line, knowing where we are.

use kintrace_casework::{Fault, Faults};

/// A cursor over the lines of a file.
pub(crate) struct Reader<'a> {
    file: &'a str,
    lines: Vec<&'a str>,
    next: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, lines: text.lines().map(str::trim).collect(), next: 0 }
    }

    /// A fault at the line just read.
    pub(crate) fn fault(&self, expected: impl Into<String>) -> Faults {
        let at = self.next.min(self.lines.len());
        Faults(vec![Fault {
            file: self.file.to_owned(),
            row: at,
            column: String::new(),
            value: at.checked_sub(1).map_or("", |i| self.lines[i]).to_owned(),
            expected: expected.into(),
        }])
    }

    /// A fault of something that the file names.
    pub(crate) fn fault_of(&self, name: &str, expected: &str) -> Faults {
        let quoted = format!("\"{name}\"");
        let row = self.lines.iter().position(|l| *l == quoted || *l == name).map_or(0, |i| i + 1);
        Faults(vec![Fault {
            file: self.file.to_owned(),
            row,
            column: String::new(),
            value: name.to_owned(),
            expected: expected.to_owned(),
        }])
    }

    /// Number of the line just read, from 1.
    pub(crate) fn row(&self) -> usize {
        self.next
    }

    /// The next line without its quotation marks.
    pub(crate) fn line(&mut self, what: &str) -> Result<String, Faults> {
        let Some(line) = self.lines.get(self.next) else {
            return Err(self.fault(format!("the file ends here; {what} was expected")));
        };
        self.next += 1;
        Ok(line.trim_matches('"').to_owned())
    }

    /// The next line, without taking it.
    pub(crate) fn peek(&self) -> Option<&'a str> {
        self.lines.get(self.next).copied()
    }

    pub(crate) fn skip(&mut self, lines: usize, what: &str) -> Result<(), Faults> {
        (0..lines).try_for_each(|_| self.line(what).map(|_| ()))
    }

    pub(crate) fn expect(&mut self, text: &str) -> Result<(), Faults> {
        if self.line(text)? == text { Ok(()) } else { Err(self.fault(format!("{text:?} was expected"))) }
    }

    pub(crate) fn parse_count(&self, text: &str, what: &str) -> Result<usize, Faults> {
        // Guards against a damaged count that would make us allocate without end.
        text.parse::<usize>()
            .ok()
            .filter(|n| *n < 10_000_000)
            .ok_or_else(|| self.fault(format!("{what} was expected, a whole number")))
    }

    pub(crate) fn count(&mut self, what: &str) -> Result<usize, Faults> {
        let text = self.line(what)?;
        self.parse_count(&text, what)
    }

    pub(crate) fn number(&mut self, what: &str) -> Result<f64, Faults> {
        let text = self.line(what)?;
        text.replace(',', ".")
            .parse::<f64>()
            .ok()
            .filter(|v| v.is_finite())
            .ok_or_else(|| self.fault(format!("{what} was expected, a number")))
    }

    /// Moves to the line after the next one that begins with `text`; `false` if there is none.
    pub(crate) fn find(&mut self, text: &str) -> bool {
        match self.lines[self.next..].iter().position(|l| l.starts_with(text)) {
            Some(i) => {
                self.next += i + 1;
                true
            }
            None => false,
        }
    }

    /// The next line must be `field= value`; blank lines before it are passed over.
    pub(crate) fn field(&mut self, field: &str) -> Result<String, Faults> {
        while self.peek() == Some("") {
            self.next += 1;
        }
        let line = self.line(field)?;
        match line.split_once('=') {
            Some((name, value)) if name.trim() == field => Ok(value.trim().to_owned()),
            _ => Err(self.fault(format!("\"{field}= …\" was expected"))),
        }
    }

    pub(crate) fn field_count(&mut self, field: &str) -> Result<usize, Faults> {
        let text = self.field(field)?;
        self.parse_count(&text, field)
    }

    /// The next line must begin a part such as `[[[Person 1 ]]]`; blank lines before it are passed
    /// over.
    pub(crate) fn heading(&mut self, name: &str) -> Result<(), Faults> {
        while self.peek() == Some("") {
            self.next += 1;
        }
        let line = self.line(name)?;
        if line.trim_start_matches('[').starts_with(name) && line.starts_with('[') {
            Ok(())
        } else {
            Err(self.fault(format!("the part [{name}] was expected")))
        }
    }
}
