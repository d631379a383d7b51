//! A family drawn in the standard symbols of pedigree nomenclature (Bennett et al. 2022, *J Genet
//! Couns* 31:1238): square, circle, diamond; couples joined by a line, relatives who married by a
//! double line; children below.
//!
//! In the way of this field, who gave DNA is filled, who is missing carries a question mark, and
//! remains in place are named under the symbol.

use std::collections::BTreeSet;
use std::fmt::Write;

use kintrace_kinship::{Pedigree, Sex};
use kintrace_language::Language;

use crate::escaped;

/// What the drawing says of a member besides the pedigree.
#[derive(Debug, Clone, Default)]
pub struct Mark {
    /// Name or id under the symbol, in up to two lines.
    pub label: Vec<String>,
    /// Gave DNA.
    pub typed: bool,
    /// Is missing.
    pub missing: bool,
    /// Is the person the page is about.
    pub subject: bool,
    /// Remains put in this place.
    pub remains: Option<String>,
    /// Where the symbol leads, on a page where it leads somewhere.
    pub leads_to: Option<String>,
}

const SLOT: f64 = 112.0;
const ROW: f64 = 138.0;
const R: f64 = 17.0;

/// Draws a pedigree. `marks` are by member; the whole is described in words, in a language, for those who
/// don't see it.
///
/// # Panics
/// If `marks` is not as long as the pedigree has members.
#[must_use]
pub fn draw(language: Language, pedigree: &Pedigree, marks: &[Mark]) -> String {
    assert_eq!(marks.len(), pedigree.members().len(), "one mark for each member");
    let layout = Layout::new(pedigree);
    let width = layout.width * SLOT + 40.0;
    let height = (layout.depth as f64 + 1.0) * ROW - 20.0;
    // A picture has no parts for those who don't see it; what leads somewhere has.
    let role = if marks.iter().any(|m| m.leads_to.is_some()) { "group" } else { "img" };
    let mut svg = format!(
        "<svg class=\"pedigree\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" role=\"{role}\" \
         aria-labelledby=\"pedigree-title\"><title id=\"pedigree-title\">{}</title>",
        escaped(&described(language, pedigree, marks))
    );
    let at = |i: usize| (20.0 + (layout.x[i] + 0.5) * SLOT, 34.0 + layout.row[i] as f64 * ROW);
    for (father, mother, children) in couples(pedigree) {
        let ((fx, fy), (mx, my)) = (at(father), at(mother));
        let related = are_related(pedigree, father, mother);
        let offsets: &[f64] = if related { &[-2.5, 2.5] } else { &[0.0] };
        for o in offsets {
            let _ = write!(
                svg,
                "<line class=\"link\" x1=\"{fx:.1}\" y1=\"{:.1}\" x2=\"{mx:.1}\" y2=\"{:.1}\"/>",
                fy + o,
                my + o
            );
        }
        // The line of descent leaves the couple's line next to the partner, so that two couples of one
        // person don't share it.
        let near = if (fx - mx).abs() <= SLOT * 1.01 {
            f64::midpoint(fx, mx)
        } else if mx > fx {
            mx - SLOT / 2.0
        } else {
            mx + SLOT / 2.0
        };
        let y = if (fy - my).abs() < 1.0 { fy } else { fy + (my - fy) * (near - fx) / (mx - fx) };
        let bar = at(children[0]).1 - ROW / 2.0 + 14.0;
        let xs: Vec<f64> = children.iter().map(|&c| at(c).0).chain(std::iter::once(near)).collect();
        let (left, right) =
            xs.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, r), x| (l.min(*x), r.max(*x)));
        let _ = write!(
            svg,
            "<path class=\"link\" d=\"M{near:.1} {y:.1}V{bar:.1}M{left:.1} {bar:.1}H{right:.1}\"/>"
        );
        for &c in &children {
            let (x, y) = at(c);
            let _ = write!(
                svg,
                "<line class=\"link\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{bar:.1}\" y2=\"{y:.1}\"/>"
            );
        }
    }
    for (i, (member, mark)) in pedigree.members().iter().zip(marks).enumerate() {
        symbol(&mut svg, at(i), member.sex, mark);
    }
    svg.push_str("</svg>");
    svg
}

fn symbol(svg: &mut String, (x, y): (f64, f64), sex: Sex, mark: &Mark) {
    if let Some(to) = &mark.leads_to {
        // Larger than the symbol, for fingers.
        let _ = write!(
            svg,
            "<a href=\"{}\"><rect class=\"reach\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            escaped(to),
            x - 0.4 * SLOT,
            y - 1.6 * R,
            0.8 * SLOT,
            5.0 * R
        );
    }
    let mut class = String::from("person");
    for (set, name) in [
        (mark.typed, " typed"),
        (mark.missing, " missing"),
        (mark.subject, " subject"),
        (mark.remains.is_some(), " placed"),
    ] {
        if set {
            class.push_str(name);
        }
    }
    let _ = match sex {
        Sex::Male => write!(
            svg,
            "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{d}\" height=\"{d}\"/>",
            x - R,
            y - R,
            d = 2.0 * R
        ),
        Sex::Female => write!(svg, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{R}\"/>"),
        Sex::Unknown => {
            write!(svg, "<path class=\"{class}\" d=\"M{x:.1} {:.1}l{R} {R}l-{R} {R}l-{R} -{R}z\"/>", y - R)
        }
    };
    if mark.missing {
        let _ = write!(
            svg,
            "<text class=\"question\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">?</text> ",
            y + 7.0
        );
    }
    let mut line = y + R + 16.0;
    for text in mark.label.iter().take(2) {
        let _ = write!(
            svg,
            "<text class=\"label\" x=\"{x:.1}\" y=\"{line:.1}\" text-anchor=\"middle\">{}</text> ",
            escaped(&shortened(text))
        );
        line += 15.0;
    }
    if let Some(remains) = &mark.remains {
        let _ = write!(
            svg,
            "<text class=\"label remains\" x=\"{x:.1}\" y=\"{line:.1}\" text-anchor=\"middle\">{}</text>",
            escaped(&shortened(remains))
        );
    }
    if mark.leads_to.is_some() {
        svg.push_str("</a>");
    }
}

/// Labels that would run into the neighbour's are cut.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 16 { text.to_owned() } else { text.chars().take(15).chain(['…']).collect() }
}

fn described(language: Language, pedigree: &Pedigree, marks: &[Mark]) -> String {
    let name = |i: usize| {
        let label = marks[i].label.join(" ");
        if label.is_empty() { pedigree.members()[i].id.clone() } else { label }
    };
    let list = |pick: &dyn Fn(&Mark) -> bool| -> String {
        let names: Vec<String> = (0..marks.len()).filter(|&i| pick(&marks[i])).map(name).collect();
        if names.is_empty() { language.say("pedigree-nobody").to_string() } else { names.join(", ") }
    };
    let mut said = language
        .say("pedigree-of")
        .with("count", marks.len())
        .with("missing", list(&|m| m.missing))
        .with("typed", list(&|m| m.typed))
        .to_string();
    for (f, m, _) in couples(pedigree).iter().filter(|(f, m, _)| are_related(pedigree, *f, *m)) {
        let related = language.say("pedigree-related").with("one", name(*f)).with("other", name(*m));
        let _ = write!(said, " {related}");
    }
    said
}

/// Couples with their children, in the order of the pedigree.
fn couples(pedigree: &Pedigree) -> Vec<(usize, usize, Vec<usize>)> {
    let mut couples: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for (i, m) in pedigree.members().iter().enumerate() {
        if let (Some(f), Some(mo)) = (m.father, m.mother) {
            match couples.iter_mut().find(|c| c.0 == f && c.1 == mo) {
                Some(c) => c.2.push(i),
                None => couples.push((f, mo, vec![i])),
            }
        }
    }
    couples
}

fn ancestors(pedigree: &Pedigree, of: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::from([of]);
    let mut open = vec![of];
    while let Some(i) = open.pop() {
        let m = &pedigree.members()[i];
        for p in [m.father, m.mother].into_iter().flatten() {
            if found.insert(p) {
                open.push(p);
            }
        }
    }
    found
}

/// Whether two people share an ancestor (consanguinity), or one descends from the other.
#[must_use]
pub fn are_related(pedigree: &Pedigree, a: usize, b: usize) -> bool {
    !ancestors(pedigree, a).is_disjoint(&ancestors(pedigree, b))
}

/// Where everybody stands: columns in slots, rows by generation.
struct Layout {
    x: Vec<f64>,
    row: Vec<usize>,
    width: f64,
    depth: usize,
}

impl Layout {
    fn new(pedigree: &Pedigree) -> Self {
        let n = pedigree.members().len();
        let mut layout = Self { x: vec![0.0; n], row: rows(pedigree), width: 0.0, depth: 0 };
        let mut placed = vec![false; n];
        let partners = |i: usize| -> Vec<usize> {
            couples(pedigree)
                .iter()
                .filter_map(|&(f, m, _)| if f == i { Some(m) } else { (m == i).then_some(f) })
                .collect()
        };
        // Families begin with founders whose partners are founders, too; others stand beside their
        // partner.
        let is_founder = |i: usize| pedigree.members()[i].father.is_none();
        for i in 0..n {
            if !placed[i] && is_founder(i) && partners(i).iter().all(|&p| is_founder(p)) {
                let width = layout.place(pedigree, i, layout.width, &mut placed, &partners);
                layout.width += width;
            }
        }
        for i in 0..n {
            if !placed[i] {
                let width = layout.place(pedigree, i, layout.width, &mut placed, &partners);
                layout.width += width;
            }
        }
        layout.depth = layout.row.iter().copied().max().unwrap_or(0);
        layout
    }

    /// Places a person, partners and descendants from `left` on; gives the width taken.
    fn place(
        &mut self,
        pedigree: &Pedigree,
        i: usize,
        left: f64,
        placed: &mut [bool],
        partners: &impl Fn(usize) -> Vec<usize>,
    ) -> f64 {
        placed[i] = true;
        let beside: Vec<usize> = partners(i).into_iter().filter(|&p| !placed[p]).collect();
        for &p in &beside {
            placed[p] = true;
        }
        // Of several partners the first stands to the left.
        let mut line: Vec<usize> = Vec::new();
        if let [first, rest @ ..] = beside.as_slice() {
            if rest.is_empty() {
                line.extend([i, *first]);
            } else {
                line.extend([*first, i]);
                line.extend(rest);
            }
        } else {
            line.push(i);
        }
        let mut below = 0.0;
        let mut children: Vec<usize> = pedigree.children(i).collect();
        for &p in &beside {
            children.extend(pedigree.children(p));
        }
        children.sort_unstable();
        children.dedup();
        // Whoever marries within the family stands last, next to where the partner's family comes.
        let marries_in =
            |c: usize| partners(c).iter().any(|&p| pedigree.members()[p].father.is_some() && !placed[p]);
        let last: BTreeSet<usize> =
            children.iter().copied().filter(|&c| leads_to(pedigree, c, &marries_in)).collect();
        children.sort_by_key(|c| last.contains(c));
        for c in children {
            if !placed[c] {
                below += self.place(pedigree, c, left + below, placed, partners);
            }
        }
        let own = line.len() as f64;
        let width = own.max(below);
        let start = left + (width - own) / 2.0;
        for (k, &p) in line.iter().enumerate() {
            self.x[p] = start + k as f64;
            self.row[p] = self.row[i].max(self.row[p]);
        }
        if below > 0.0 && below < own {
            // Few children under a wide couple stand in its middle.
            let shift = (own - below) / 2.0;
            self.shift(pedigree, &line, shift, left, left + below);
        }
        width
    }

    /// Moves all descendants of a line that were just placed between two columns.
    fn shift(&mut self, pedigree: &Pedigree, line: &[usize], by: f64, from: f64, to: f64) {
        let row = line.iter().map(|&p| self.row[p]).max().unwrap_or(0);
        for i in 0..pedigree.members().len() {
            let line_of = ancestors(pedigree, i);
            let below = line.iter().any(|p| *p != i && line_of.contains(p));
            let partner_of_below = !below
                && couples(pedigree).iter().any(|&(f, m, _)| {
                    (f == i || m == i) && {
                        let other = if f == i { m } else { f };
                        line.iter().any(|p| *p != other && ancestors(pedigree, other).contains(p))
                    }
                });
            if (below || partner_of_below) && self.row[i] > row && (from..to).contains(&self.x[i]) {
                self.x[i] += by;
            }
        }
    }
}

fn leads_to(pedigree: &Pedigree, i: usize, wanted: &impl Fn(usize) -> bool) -> bool {
    wanted(i) || pedigree.children(i).any(|c| leads_to(pedigree, c, wanted))
}

/// Generations: children below both parents, partners on one line.
fn rows(pedigree: &Pedigree) -> Vec<usize> {
    let members = pedigree.members();
    let mut row = vec![0; members.len()];
    // Each round settles at least one more generation.
    for _ in 0..=members.len() {
        let before = row.clone();
        for (i, m) in members.iter().enumerate() {
            for p in [m.father, m.mother].into_iter().flatten() {
                row[i] = row[i].max(row[p] + 1);
            }
        }
        for (f, m, _) in couples(pedigree) {
            // Whoever married a niece stays where the own parents say.
            if !ancestors(pedigree, f).contains(&m) && !ancestors(pedigree, m).contains(&f) {
                let deepest = row[f].max(row[m]);
                if members[f].father.is_none() {
                    row[f] = deepest;
                }
                if members[m].father.is_none() {
                    row[m] = deepest;
                }
            }
        }
        if row == before {
            break;
        }
    }
    row
}
