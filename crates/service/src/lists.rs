//! A list of others: received, kept, linked to the registry.

use kintrace_casework::Faults;
use kintrace_interchange::detect::Source;
use kintrace_interchange::lists::{ListRow, PersonList, Role};
use kintrace_language::Message;
use kintrace_linkage::{Settings, link};
use kintrace_policy::Account;
use kintrace_store::Store;
use kintrace_store::lists::{Link, Reason, ReceivedList, ReceivedRow, Status};
use rand::Rng;

use crate::linking::common;
use crate::{ServiceError, now};

/// Candidates of a smaller probability are not kept.
const LEAST: f64 = 0.02;

/// Receives a list: keeps the file and its rows, and works out which rows may be missing persons of the
/// registry, as far as the account's party may see them. Gives the list's id. `account`: in whose name;
/// `None` for the command line.
///
/// # Errors
/// Faults of the file, or the store's refusal; then nothing was kept.
pub async fn receive(
    store: &Store,
    source: Source,
    title: &str,
    account: Option<&Account>,
) -> Result<String, ServiceError> {
    let (by, party) = account.map_or(("", ""), |a| (a.name.as_str(), a.party.as_str()));
    let mut registry = store.registry().await?;
    if !party.is_empty() {
        registry.missing.retain(|_, m| m.party.is_empty() || m.party == party);
    }
    let id = format!("L{:08x}", rand::rng().random::<u32>());
    let file = source.name.rsplit(['/', '\\']).next().unwrap_or(&source.name).to_owned();
    let content = source.bytes.clone();
    // Linking a large list takes seconds of both cores.
    let (list, links) = {
        let id = id.clone();
        tokio::task::spawn_blocking(move || -> Result<_, ServiceError> {
            let list = PersonList::read(&source)?;
            let ours = registry_list(&registry);
            let links = candidates(&id, &list, &ours);
            Ok((list, links))
        })
        .await??
    };
    let rows = received_rows(&list);
    let received = ReceivedList {
        id: id.clone(),
        title: if title.trim().is_empty() { file.clone() } else { title.trim().to_owned() },
        file,
        header: list.header.clone(),
        rows: rows.len() as u64,
        received: now(),
        by: by.to_owned(),
        party: party.to_owned(),
    };
    let work = store.begin(by).await?;
    work.add_list(&received, content, &rows).await?;
    work.add_links(&links).await?;
    let likely = links.iter().filter(|l| l.probability >= 0.5).count();
    let what = Message::new("diary-list-received").with("rows", rows.len()).with("likely", likely);
    work.event("list", &what).await?;
    work.commit().await?;
    Ok(id)
}

/// The header and rows of a list's file, as they are kept.
///
/// # Errors
/// Faults of the file.
pub(crate) fn read_rows(source: &Source) -> Result<(Vec<String>, Vec<ReceivedRow>), Faults> {
    let list = PersonList::read(source)?;
    let rows = received_rows(&list);
    Ok((list.header, rows))
}

fn received_rows(list: &PersonList) -> Vec<ReceivedRow> {
    let names = name_of(list);
    list.rows
        .iter()
        .enumerate()
        .map(|(row, r)| ReceivedRow {
            row: row as u64,
            label: list.id(row),
            name: names(r),
            cells: r.cells.clone(),
        })
        .collect()
}

/// The registry's missing persons as a list.
fn registry_list(registry: &kintrace_casework::Registry) -> PersonList {
    let text = |d: Option<&kintrace_casework::DateInterval>| d.map(|d| d.text.clone()).unwrap_or_default();
    let rows = registry
        .missing
        .values()
        .enumerate()
        .map(|(line, m)| ListRow {
            line,
            cells: vec![
                m.id.clone(),
                m.name.clone(),
                match registry.persons.get(&m.person).map(|p| p.sex) {
                    Some(kintrace_kinship::Sex::Male) => "male".to_owned(),
                    Some(kintrace_kinship::Sex::Female) => "female".to_owned(),
                    _ => String::new(),
                },
                text(m.born.as_ref()),
                text(m.last_seen.as_ref()),
                m.place.clone(),
            ],
        })
        .collect();
    let header = ["missing", "name", "sex", "born", "last_seen", "place"].map(str::to_owned).to_vec();
    PersonList::new("the registry".to_owned(), header, rows)
}

/// Which rows may be whom, with reasons.
fn candidates(id: &str, list: &PersonList, ours: &PersonList) -> Vec<Link> {
    if ours.rows.is_empty() || list.rows.is_empty() {
        return Vec::new();
    }
    let both = common(list, ours, &[]);
    let linked = link(&both.columns, &both.first, &both.second, Settings::default());
    linked
        .candidates
        .iter()
        .filter(|pair| pair.probability >= LEAST)
        .map(|pair| Link {
            list: id.to_owned(),
            row: pair.a as u64,
            missing: ours.rows[pair.b].cells[0].clone(),
            probability: pair.probability,
            reasons: linked
                .reasons(pair.a, pair.b)
                .into_iter()
                .map(|r| Reason {
                    column: r.column.map_or(String::new(), |c| both.columns[c].name.clone()),
                    agreement: r.agreement.to_owned(),
                    log10_lr: r.log10_lr,
                })
                .collect(),
            status: Status::Open,
            decided_by: String::new(),
            decided: None,
        })
        .collect()
}

/// A row's name in one piece.
fn name_of(list: &PersonList) -> impl Fn(&ListRow) -> String {
    let roles = list.roles();
    let at: Vec<usize> = if let Some(name) = roles.iter().position(|r| *r == Role::Name) {
        vec![name]
    } else {
        [Role::Given, Role::Patronymic, Role::Surname]
            .iter()
            .filter_map(|role| roles.iter().position(|r| r == role))
            .collect()
    };
    move |row| {
        let words: Vec<&str> = at.iter().map(|i| row.cells[*i].trim()).filter(|c| !c.is_empty()).collect();
        words.join(" ")
    }
}
