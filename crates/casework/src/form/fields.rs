//! Fields as they were typed, to a thing's JSON and back.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Number, Value, json};

use super::{Input, Member, is_of, path};
use crate::date::{DateInterval, Day};
use crate::dental::ToothState;
use crate::document::tidy;
use crate::skeleton::{Bone, Side};
use crate::thing::{Problems, Reference};

/// Fields by name, each as it was typed. A box that is not ticked is not there.
pub type Fields = BTreeMap<String, String>;

/// What a ticked box holds.
pub const TICKED: &str = "yes";

const A_NUMBER: &str = "a number was expected";

/// A thing's members as fields.
#[must_use]
pub fn typed(members: &[Member], state: &Map<String, Value>) -> Fields {
    let mut fields = Fields::new();
    members_typed(members, "", state, &mut fields);
    fields
}

fn members_typed(members: &[Member], within: &str, state: &Map<String, Value>, fields: &mut Fields) {
    for Member { name, input } in members {
        if let Some(value) = state.get(*name) {
            value_typed(input, &path(within, name), value, fields);
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn value_typed(input: &Input, at: &str, value: &Value, fields: &mut Fields) {
    let mut put = |name: &str, value: &Value| {
        if !value.is_null() {
            fields.insert(path(at, name), text(value));
        }
    };
    match input {
        Input::Truth => {
            if value == &Value::Bool(true) {
                fields.insert(at.to_owned(), TICKED.to_owned());
            }
        }
        Input::MaybeTruth => {
            fields.insert(at.to_owned(), if value == &Value::Bool(true) { "yes" } else { "no" }.to_owned());
        }
        Input::Words(_) => {
            for word in value.as_array().into_iter().flatten() {
                fields.insert(path(at, &text(word)), TICKED.to_owned());
            }
        }
        Input::Range => {
            put("from", &value[0]);
            put("to", &value[1]);
        }
        Input::Thing(_) => {
            if let Some(to) = value.as_str().and_then(Reference::read) {
                put("kind", &to.kind.text().into());
                put("id", &to.id.into());
            }
        }
        Input::List(item) => {
            for (i, value) in value.as_array().into_iter().flatten().enumerate() {
                value_typed(item, &format!("{at}[{i}]"), value, fields);
            }
        }
        Input::Parts(members) => {
            if let Some(state) = value.as_object() {
                members_typed(members, at, state, fields);
            }
        }
        Input::Several(members) => {
            for (i, value) in value.as_array().into_iter().flatten().enumerate() {
                if let Some(state) = value.as_object() {
                    members_typed(members, &format!("{at}[{i}]"), state, fields);
                }
            }
        }
        Input::Position => position_typed(at, value, fields),
        Input::Value => {
            put("text", &value["text"]);
            put("date", &value["date"]);
            for part in ["from", "to", "unit"] {
                put(part, &value["number"][part]);
            }
            if let Some(to) = value["thing"].as_str() {
                value_typed(&Input::Thing(&[]), &path(at, "thing"), &to.into(), fields);
            }
        }
        Input::Teeth => {
            for tooth in value.as_array().into_iter().flatten() {
                let number = text(&tooth["tooth"]);
                put(&format!("{number}.state"), &tooth["state"]);
                put(&format!("{number}.detail"), &tooth["detail"]);
            }
        }
        Input::Bones => bones_typed(at, value, fields),
        Input::Loci => {
            let lines = value.as_object().into_iter().flatten().map(|(locus, alleles)| {
                let alleles: Vec<String> = alleles.as_array().into_iter().flatten().map(text).collect();
                format!("{locus}: {}", alleles.join(" "))
            });
            fields.insert(at.to_owned(), lines.collect::<Vec<_>>().join("\n"));
        }
        _ => {
            fields.insert(at.to_owned(), text(value));
        }
    }
}

fn position_typed(at: &str, value: &Value, fields: &mut Fields) {
    let corner = |c: &Value| format!("{}, {}", c[1], c[0]);
    let coordinates = &value["geometry"]["coordinates"];
    match value["geometry"]["type"].as_str() {
        Some("Point") => {
            fields.insert(path(at, "latitude"), coordinates[1].to_string());
            fields.insert(path(at, "longitude"), coordinates[0].to_string());
        }
        Some("Polygon") => {
            let rings = coordinates.as_array().into_iter().flatten().map(|ring| {
                let corners = ring.as_array().map_or(&[][..], Vec::as_slice);
                // The last corner is the first again.
                let open = corners.split_last().map_or(corners, |(_, others)| others);
                open.iter().map(corner).collect::<Vec<_>>().join("\n")
            });
            fields.insert(path(at, "area"), rings.collect::<Vec<_>>().join("\n\n"));
        }
        _ => {}
    }
    if let Some(metres) = value.get("uncertainty_m").filter(|m| !m.is_null()) {
        fields.insert(path(at, "uncertainty_m"), metres.to_string());
    }
}

/// Each bone and side has a line of its own; further pieces of the same come after.
fn bones_typed(at: &str, value: &Value, fields: &mut Fields) {
    let mut more = 0;
    for line in value.as_array().into_iter().flatten() {
        let (bone, side) = (text(&line["bone"]), line["side"].as_str().unwrap_or(Side::None.text()));
        let mut place = format!("{at}.{bone}.{side}");
        if fields.contains_key(&path(&place, "count")) {
            place = format!("{at}.more[{more}]");
            more += 1;
            fields.insert(path(&place, "bone"), bone);
            fields.insert(path(&place, "side"), side.to_owned());
        }
        fields.insert(path(&place, "count"), text(&line["count"]));
        fields.insert(path(&place, "percent"), text(&line["percent"]));
    }
}

/// Members that a form asks for, from its fields; `own` is the account that fills it in. What holds nothing
/// is left out, and what can't be read is a problem.
#[must_use]
pub fn state(members: &[Member], fields: &Fields, own: &str, problems: &mut Problems) -> Map<String, Value> {
    Reader { fields, own, problems }.members(members, "")
}

/// A thing's members as a form makes them of what they were: what nobody has touched stays as it was, to
/// the order of its lines.
#[must_use]
pub fn state_after(
    members: &[Member],
    fields: &Fields,
    before: &Map<String, Value>,
    own: &str,
    problems: &mut Problems,
) -> Map<String, Value> {
    let mut after = before.clone();
    for member in members {
        let asked = std::slice::from_ref(member);
        let of_member = fields.iter().filter(|(name, _)| is_of(name, member.name));
        let now: Fields = of_member.map(|(name, text)| (name.clone(), text.clone())).collect();
        if now == typed(asked, before) && before.contains_key(member.name) {
            continue;
        }
        after.remove(member.name);
        after.extend(state(asked, &now, own, problems));
    }
    after
}

struct Reader<'a> {
    fields: &'a Fields,
    own: &'a str,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn get(&self, at: &str) -> &str {
        self.fields.get(at).map_or("", |text| text.trim())
    }

    fn members(&mut self, members: &[Member], within: &str) -> Map<String, Value> {
        let mut state = Map::new();
        for Member { name, input } in members {
            if let Some(value) = self.value(input, &path(within, name)) {
                state.insert((*name).to_owned(), value);
            }
        }
        state
    }

    fn checked<E: ToString>(&mut self, at: &str, read: Result<(), E>) {
        if let Err(e) = read {
            self.problems.add(at, e.to_string());
        }
    }

    fn number(&mut self, at: &str) -> Option<Value> {
        let text = self.get(at).replace(',', ".").replace('−', "-");
        if text.is_empty() {
            return None;
        }
        let number = text.parse::<Number>().ok();
        if number.is_none() {
            self.problems.add(at, A_NUMBER);
        }
        number.map(Value::Number)
    }

    fn value(&mut self, input: &Input, at: &str) -> Option<Value> {
        let typed = self.get(at).to_owned();
        let said = (!typed.is_empty()).then(|| Value::String(typed.clone()));
        match input {
            Input::Line
            | Input::Text
            | Input::Language
            | Input::Word(_)
            | Input::Choice(_)
            | Input::Id(_)
            | Input::Sealed => said,
            Input::Own => said.or_else(|| Some(self.own.into())),
            Input::Day => {
                if said.is_some() {
                    self.checked(at, Day::parse(&typed).map(|_| ()).map_err(|_| "the day was expected"));
                }
                said
            }
            Input::Date => {
                if said.is_some() {
                    self.checked(at, DateInterval::parse(&typed).map(|_| ()));
                }
                said
            }
            Input::Number => self.number(at),
            Input::Range => {
                let (from, to) = (self.number(&path(at, "from")), self.number(&path(at, "to")));
                let one = from.clone().or_else(|| to.clone())?;
                Some(json!([from.unwrap_or_else(|| one.clone()), to.unwrap_or(one)]))
            }
            Input::Truth => Some(Value::Bool(typed == TICKED)),
            Input::MaybeTruth => said.map(|_| Value::Bool(typed == "yes")),
            Input::Words(words) => {
                let ticked = words().into_iter().filter(|word| self.get(&path(at, word)) == TICKED);
                let ticked: Vec<&str> = ticked.collect();
                (!ticked.is_empty()).then(|| json!(ticked))
            }
            Input::Thing(_) => {
                let id = self.get(&path(at, "id"));
                (!id.is_empty()).then(|| format!("{}/{id}", self.get(&path(at, "kind"))).into())
            }
            Input::List(item) => {
                let rows = rows(self.fields, at).into_iter();
                let items: Vec<Value> =
                    rows.filter_map(|i| self.value(item, &format!("{at}[{i}]"))).collect();
                (!items.is_empty()).then_some(Value::Array(items))
            }
            Input::Parts(members) => {
                is_filled(self.fields, members, at).then(|| self.members(members, at).into())
            }
            Input::Several(members) => {
                let mut items = Vec::new();
                for row in rows(self.fields, at) {
                    let row = format!("{at}[{row}]");
                    if is_filled(self.fields, members, &row) {
                        items.push(Value::Object(self.members(members, &row)));
                    }
                }
                (!items.is_empty()).then_some(Value::Array(items))
            }
            Input::Position => self.position(at),
            Input::Value => self.claimed(at),
            Input::Teeth => self.teeth(at),
            Input::Bones => self.bones(at),
            Input::Loci => self.loci(at),
        }
    }

    fn position(&mut self, at: &str) -> Option<Value> {
        let area_at = path(at, "area");
        let area = self.get(&area_at).replace('\r', "");
        let (latitude, longitude) = (self.number(&path(at, "latitude")), self.number(&path(at, "longitude")));
        let uncertainty = self.number(&path(at, "uncertainty_m"));
        let geometry = if area.is_empty() {
            match (latitude, longitude) {
                (Some(north), Some(east)) => Some(json!({ "type": "Point", "coordinates": [east, north] })),
                (None, None) => None,
                _ => {
                    self.problems.add(path(at, "geometry"), "both latitude and longitude were expected");
                    None
                }
            }
        } else {
            let rings: Option<Vec<Vec<[f64; 2]>>> = area.split("\n\n").map(ring).collect();
            if rings.is_none() {
                self.problems.add(area_at, "a corner a line was expected, such as 40.12, 46.50");
            }
            rings.map(|rings| json!({ "type": "Polygon", "coordinates": rings }))
        };
        let position = tidy(json!({ "geometry": geometry, "uncertainty_m": uncertainty }));
        (position != json!({})).then_some(position)
    }

    fn claimed(&mut self, at: &str) -> Option<Value> {
        let mut said = Vec::new();
        let (text, date) = (self.get(&path(at, "text")).to_owned(), path(at, "date"));
        if !text.is_empty() {
            said.push(json!({ "text": text }));
        }
        if let Some(date) = self.value(&Input::Date, &date) {
            said.push(json!({ "date": date }));
        }
        if let Some(range) = self.value(&Input::Range, at) {
            let unit = self.get(&path(at, "unit"));
            said.push(json!({ "number": { "from": range[0], "to": range[1], "unit": unit } }));
        }
        if let Some(thing) = self.value(&Input::Thing(&[]), &path(at, "thing")) {
            said.push(json!({ "thing": thing }));
        }
        if said.len() > 1 {
            self.problems.add(at, "one value was expected: a text, a date, a number or a thing");
        }
        said.into_iter().next()
    }

    fn teeth(&mut self, at: &str) -> Option<Value> {
        let numbers: BTreeSet<u8> = self.parts_of(at).filter_map(|part| part.parse().ok()).collect();
        let teeth: Vec<Value> = numbers
            .into_iter()
            .filter_map(|number| {
                let (state, detail) =
                    (self.get(&format!("{at}.{number}.state")), self.get(&format!("{at}.{number}.detail")));
                if state.is_empty() && detail.is_empty() {
                    return None;
                }
                let state = if state.is_empty() { ToothState::Unknown.text() } else { state };
                Some(tidy(json!({ "tooth": number, "state": state, "detail": detail })))
            })
            .collect();
        (!teeth.is_empty()).then_some(Value::Array(teeth))
    }

    /// Names of the parts right below a field.
    fn parts_of(&self, at: &str) -> impl Iterator<Item = &str> {
        let begins = format!("{at}.");
        self.fields.keys().filter_map(move |name| name.strip_prefix(&begins)?.split('.').next())
    }

    fn bones(&mut self, at: &str) -> Option<Value> {
        let mut lines = Vec::new();
        for bone in Bone::ALL {
            for side in [Side::None, Side::Left, Side::Right] {
                let place = format!("{at}.{}.{}", bone.text(), side.text());
                lines.extend(self.bone(&place, bone.text(), side.text()));
            }
        }
        let more = format!("{at}.more");
        for row in rows(self.fields, &more) {
            let place = format!("{more}[{row}]");
            let (bone, side) =
                (self.get(&path(&place, "bone")).to_owned(), self.get(&path(&place, "side")).to_owned());
            lines.extend(self.bone(&place, &bone, &side));
        }
        (!lines.is_empty()).then_some(Value::Array(lines))
    }

    fn bone(&mut self, place: &str, bone: &str, side: &str) -> Option<Value> {
        let (count, percent) = (self.number(&path(place, "count")), self.number(&path(place, "percent")));
        if count.is_none() && percent.is_none() {
            return None;
        }
        let side = if side.is_empty() { Side::None.text() } else { side };
        Some(json!({
            "bone": bone,
            "side": side,
            "count": count.unwrap_or_else(|| 1.into()),
            "percent": percent.unwrap_or_else(|| 100.into()),
        }))
    }

    fn loci(&mut self, at: &str) -> Option<Value> {
        let mut loci = Map::new();
        for line in self.get(at).lines().filter(|l| !l.trim().is_empty()) {
            let mut words = line.split([' ', '\t', ':', ',', ';']).filter(|w| !w.is_empty());
            let locus = words.next().unwrap_or_default().to_owned();
            loci.insert(locus, words.collect());
        }
        (!loci.is_empty()).then_some(Value::Object(loci))
    }
}

/// A ring of corners, `north, east` a line; it ends where it begins.
fn ring(text: &str) -> Option<Vec<[f64; 2]>> {
    let mut corners: Vec<[f64; 2]> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let (north, east) = line.split_once([',', ';', ' ', '\t'])?;
            Some([east.trim().parse().ok()?, north.trim().parse().ok()?])
        })
        .collect::<Option<_>>()?;
    let first = *corners.first()?;
    corners.push(first);
    Some(corners)
}

/// Numbers of a list's rows that have fields, in order.
#[must_use]
pub fn rows(fields: &Fields, at: &str) -> Vec<usize> {
    let begins = format!("{at}[");
    let numbers: BTreeSet<usize> = fields
        .keys()
        .filter_map(|name| name.strip_prefix(&begins)?.split_once(']')?.0.parse().ok())
        .collect();
    numbers.into_iter().collect()
}

/// Whether a field of a row is filled in. Of which kind a thing would be, and on which side a bone, is always
/// chosen, and says nothing by itself.
fn says_something(name: &str, text: &str) -> bool {
    !text.trim().is_empty() && !matches!(name.rsplit('.').next(), Some("kind" | "side"))
}

/// Whether somebody has filled in one of these members. Who fills them in is no filling in.
fn is_filled(fields: &Fields, members: &[Member], within: &str) -> bool {
    members.iter().any(|Member { name, input }| {
        let at = path(within, name);
        match input {
            Input::Own => false,
            Input::Parts(parts) => is_filled(fields, parts, &at),
            // Of which kind a thing would be says nothing.
            Input::Thing(_) => fields.get(&path(&at, "id")).is_some_and(|id| !id.trim().is_empty()),
            Input::List(_) => rows(fields, &at).iter().any(|i| {
                let row = format!("{at}[{i}]");
                fields.iter().any(|(name, text)| is_of(name, &row) && says_something(name, text))
            }),
            _ => fields.iter().any(|(name, text)| is_of(name, &at) && !text.trim().is_empty()),
        }
    })
}

/// Fields with rows that hold nothing left out, and the others numbered from 0 again, so that the rows of a
/// form are those of the thing.
#[must_use]
pub fn compact(members: &[Member], fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    compact_members(members, "", &mut fields);
    fields
}

fn compact_members(members: &[Member], within: &str, fields: &mut Fields) {
    for Member { name, input } in members {
        let at = path(within, name);
        match input {
            Input::Parts(parts) => compact_members(parts, &at, fields),
            Input::List(_) => compact_rows(&[], &at, fields),
            Input::Several(parts) => {
                for row in rows(fields, &at) {
                    compact_members(parts, &format!("{at}[{row}]"), fields);
                }
                compact_rows(parts, &at, fields);
            }
            Input::Bones => compact_rows(&[], &path(&at, "more"), fields),
            _ => {}
        }
    }
}

fn compact_rows(members: &[Member], at: &str, fields: &mut Fields) {
    let mut next = 0;
    for row in rows(fields, at) {
        let from = format!("{at}[{row}]");
        let of_row: Vec<String> = fields.keys().filter(|name| is_of(name, &from)).cloned().collect();
        let filled = if members.is_empty() {
            of_row.iter().any(|name| says_something(name, &fields[name]))
        } else {
            is_filled(fields, members, &from)
        };
        for name in of_row {
            let Some(text) = fields.remove(&name) else { continue };
            if filled {
                fields.insert(format!("{at}[{next}]{}", &name[from.len()..]), text);
            }
        }
        next += usize::from(filled);
    }
}

/// Leaves out a row of a list.
pub fn remove_row(fields: &mut Fields, row: &str) {
    fields.retain(|name, _| !is_of(name, row));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Step, steps};
    use super::*;
    use crate::document::{DOCUMENTS, members as members_of};
    use crate::thing::Noun;

    fn fields(of: &[(&str, &str)]) -> Fields {
        of.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    fn form(noun: Noun) -> impl Iterator<Item = &'static Member> {
        steps(noun).iter().flat_map(|step: &Step| step.members)
    }

    #[test]
    fn every_form_asks_for_members_of_its_kind_and_each_once() {
        for noun in DOCUMENTS {
            let known = members_of(noun);
            let mut seen = BTreeSet::new();
            for Member { name, .. } in form(noun) {
                assert!(known.contains_key(*name), "{noun:?} has no {name}");
                assert!(seen.insert(*name), "{noun:?} asks twice for {name}");
            }
            // What is not asked for is kept, and said here.
            let mut left: Vec<&String> = known.keys().filter(|name| !seen.contains(name.as_str())).collect();
            left.sort();
            let expected: &[&str] = match noun {
                Noun::Evidence => &["original"],
                Noun::FamilyRequest => &["account"],
                Noun::Identification => &["family_informed", "signatures", "withdrawn"],
                _ => &[],
            };
            assert_eq!(left, expected, "{noun:?}");
        }
    }

    #[test]
    fn a_line_signed_by_nobody_is_signed_by_who_fills_it_in() {
        let members = steps(Noun::Case)[1].members;
        let typed = fields(&[
            ("steps[0].to", "reported"),
            ("steps[0].on", "3.2.2026"),
            ("steps[0].by", "north-registrar"),
            ("steps[1].to", "registered"),
            ("steps[1].on", "2026-02-04"),
            ("steps[2].to", ""),
        ]);
        let mut problems = Problems::default();
        let state = state(members, &typed, "aygun", &mut problems);
        assert_eq!(problems, Problems::default());
        assert_eq!(state["steps"][0]["by"], "north-registrar");
        assert_eq!(state["steps"][1]["by"], "aygun");
        assert_eq!(state["steps"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn everything_that_cannot_be_read_is_told_by_its_field() {
        let typed = fields(&[
            ("position.latitude", "40,5"),
            ("position.area", "40 46\nhere"),
            ("position.uncertainty_m", "far"),
        ]);
        let mut problems = Problems::default();
        let _ = state(steps(Noun::Site)[1].members, &typed, "aygun", &mut problems);
        let told: Vec<&str> = problems.0.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(told, ["position.uncertainty_m", "position.area"]);
    }

    #[test]
    fn an_area_is_a_corner_a_line() {
        let typed = fields(&[("position.area", "40, 46\n40, 47\n41; 47")]);
        let mut problems = Problems::default();
        let state = state(steps(Noun::Site)[1].members, &typed, "aygun", &mut problems);
        let ring = &state["position"]["geometry"]["coordinates"][0];
        assert_eq!(*ring, json!([[46.0, 40.0], [47.0, 40.0], [47.0, 41.0], [46.0, 40.0]]));
        let again = super::typed(steps(Noun::Site)[1].members, &state);
        assert_eq!(again["position.area"], "40.0, 46.0\n40.0, 47.0\n41.0, 47.0");
    }

    #[test]
    fn rows_that_hold_nothing_are_left_out_and_the_others_move_up() {
        let members = steps(Noun::InformationRequest)[2].members;
        let typed = fields(&[
            ("replies[0].text", " "),
            ("replies[0].by", "aygun"),
            ("replies[2].text", "We know nothing"),
            ("replies[2].enclosed[1]", "EV1"),
            ("replies[5].kind", ""),
        ]);
        let expected = fields(&[("replies[0].text", "We know nothing"), ("replies[0].enclosed[0]", "EV1")]);
        assert_eq!(compact(members, &typed), expected);
    }

    proptest! {
        /// Whatever is typed, nothing is lost: it is in the state, or told as a problem; and nothing panics.
        #[test]
        fn any_text_is_read_or_told(noun in 0..DOCUMENTS.len(), text in "[ -~\n]{0,12}", row in 0usize..3) {
            for step in steps(DOCUMENTS[noun]) {
                for Member { name, input } in step.members {
                    let at = match input {
                        Input::List(Input::Thing(_)) => format!("{name}[{row}].id"),
                        Input::List(_) => format!("{name}[{row}]"),
                        Input::Thing(_) => format!("{name}.id"),
                        Input::Range => format!("{name}.from"),
                        Input::Position => format!("{name}.latitude"),
                        Input::Value => format!("{name}.text"),
                        Input::Teeth => format!("{name}.16.state"),
                        Input::Line | Input::Text | Input::Number | Input::Day | Input::Date => (*name).to_owned(),
                        _ => continue,
                    };
                    let typed = fields(&[(&at, &text)]);
                    let mut problems = Problems::default();
                    let state = state(step.members, &typed, "aygun", &mut problems);
                    prop_assert!(
                        text.trim().is_empty() || state.contains_key(*name) || !problems.0.is_empty(),
                        "{at}: {text:?}"
                    );
                }
            }
        }
    }
}
