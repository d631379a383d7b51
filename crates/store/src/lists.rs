//! Lists of others: kept as received, row by row, linked to missing persons by a person's decision.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, Iterable,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use serde::{Deserialize, Serialize};

use crate::entities::{list, list_link, list_row, missing_person};
use crate::record::{Kind, Touch, link_id, signed, unsigned};
use crate::registry::upsert;
use crate::{Store, StoreError, UnitOfWork, now};

/// What has been decided about a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nothing yet.
    Open,
    /// The row is this person.
    Confirmed,
    /// It is not.
    Rejected,
}

impl Status {
    /// How it is written.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
        }
    }

    /// Reads it; what is none is open.
    #[must_use]
    pub fn read(text: &str) -> Self {
        match text {
            "confirmed" => Self::Confirmed,
            "rejected" => Self::Rejected,
            _ => Self::Open,
        }
    }
}

/// A list as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedList {
    /// Id.
    pub id: String,
    /// What it is, as whoever uploaded it says.
    pub title: String,
    /// File name.
    pub file: String,
    /// Headers.
    pub header: Vec<String>,
    /// How many rows.
    pub rows: u64,
    /// When, seconds since 1970.
    pub received: i64,
    /// Who uploaded it.
    pub by: String,
    /// The party whose office received it; empty: all of them together.
    pub party: String,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedRow {
    /// Number, from 0.
    pub row: u64,
    /// Id on the list, or its line in the file.
    pub label: String,
    /// The name on it.
    pub name: String,
    /// Cells, one a header.
    pub cells: Vec<String>,
}

/// Why a row may be somebody: one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The column; empty for what several say together.
    pub column: String,
    /// How it agrees.
    pub agreement: String,
    /// log₁₀ LR.
    pub log10_lr: f64,
}

/// A row that may be a missing person.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The list.
    pub list: String,
    /// The row's number.
    pub row: u64,
    /// The missing person.
    pub missing: String,
    /// Probability, all candidates considered, when the list was linked.
    pub probability: f64,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What was decided.
    pub status: Status,
    /// By whom.
    pub decided_by: String,
    /// When, seconds since 1970.
    pub decided: Option<i64>,
}

/// A link as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedLink {
    /// The link.
    pub link: Link,
    /// The row's label and name.
    pub row: (String, String),
    /// The missing person's name.
    pub name: String,
}

/// How far a list has been gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Rows that are somebody of the registry, as a person decided.
    pub confirmed: u64,
    /// Links that wait for a decision.
    pub open: u64,
    /// Links that were rejected.
    pub rejected: u64,
}

fn json<T: for<'a> Deserialize<'a>>(table: &'static str, id: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::Damaged {
        table,
        id: id.to_owned(),
        problem: e.to_string(),
    })
}

/// A list without its file, which may be large.
#[derive(FromQueryResult)]
struct WithoutContent {
    id: String,
    title: String,
    file: String,
    header: String,
    rows: i64,
    received: i64,
    by: String,
    party: String,
}

/// Lists, their files left where they are.
fn without_content(lists: Select<list::Entity>) -> Select<list::Entity> {
    lists.select_only().columns(list::Column::iter().filter(|c| !matches!(c, list::Column::Content)))
}

fn received(model: WithoutContent) -> Result<ReceivedList, StoreError> {
    Ok(ReceivedList {
        header: json("lists", &model.id, &model.header)?,
        id: model.id,
        title: model.title,
        file: model.file,
        rows: unsigned(model.rows),
        received: model.received,
        by: model.by,
        party: model.party,
    })
}

fn received_row(model: list_row::Model) -> Result<ReceivedRow, StoreError> {
    Ok(ReceivedRow {
        cells: json("list_rows", &format!("{}/{}", model.list, model.row), &model.cells)?,
        row: unsigned(model.row),
        label: model.label,
        name: model.name,
    })
}

fn link(model: list_link::Model) -> Result<Link, StoreError> {
    Ok(Link {
        reasons: json("list_links", &format!("{}/{}", model.list, model.row), &model.reasons)?,
        list: model.list,
        row: unsigned(model.row),
        missing: model.missing,
        probability: model.probability,
        status: Status::read(&model.status),
        decided_by: model.decided_by,
        decided: model.decided,
    })
}

impl Store {
    /// Lists that this store's party may see.
    fn visible_lists(&self) -> Select<list::Entity> {
        let query = list::Entity::find();
        match self.party() {
            Some(party) => query.filter(list::Column::Party.is_in(["", party])),
            None => query,
        }
    }

    /// Links of a list that this store's party may see: of a list and to missing persons that it may see.
    fn visible_links(&self) -> Select<list_link::Entity> {
        let query = list_link::Entity::find();
        if self.party().is_none() {
            return query;
        }
        let lists = self.visible_lists().select_only().column(list::Column::Id).into_query();
        let missing = self.visible_missing().select_only().column(missing_person::Column::Id).into_query();
        query
            .filter(list_link::Column::List.in_subquery(lists))
            .filter(list_link::Column::Missing.in_subquery(missing))
    }

    /// All lists, the latest first.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn lists(&self) -> Result<Vec<ReceivedList>, StoreError> {
        let found = without_content(self.visible_lists())
            .order_by_desc(list::Column::Received)
            .order_by_asc(list::Column::Id);
        found.into_model().all(&self.db).await?.into_iter().map(received).collect()
    }

    /// A list, or `None`.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn list(&self, id: &str) -> Result<Option<ReceivedList>, StoreError> {
        let found = without_content(self.visible_lists()).filter(list::Column::Id.eq(id));
        let found = found.into_model().one(&self.db).await?;
        found.map(received).transpose()
    }

    /// The file of a list, byte for byte, with its name.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn list_file(&self, id: &str) -> Result<Option<(String, Vec<u8>)>, StoreError> {
        let found = self.visible_lists().filter(list::Column::Id.eq(id)).one(&self.db).await?;
        Ok(found.map(|l| (l.file, l.content)))
    }

    /// A row of a list, or `None`.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn list_row(&self, list: &str, row: u64) -> Result<Option<ReceivedRow>, StoreError> {
        if self.list(list).await?.is_none() {
            return Ok(None);
        }
        let found = list_row::Entity::find_by_id((list.to_owned(), signed(row))).one(&self.db).await?;
        found.map(received_row).transpose()
    }

    /// Who a row may be, the most probable first.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn links_of_row(&self, list: &str, row: u64) -> Result<Vec<Link>, StoreError> {
        self.visible_links()
            .filter(list_link::Column::List.eq(list))
            .filter(list_link::Column::Row.eq(signed(row)))
            .order_by_desc(list_link::Column::Probability)
            .order_by_asc(list_link::Column::Missing)
            .all(&self.db)
            .await?
            .into_iter()
            .map(link)
            .collect()
    }

    /// All links of a list, row by row.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn links_of_list(&self, list: &str) -> Result<Vec<Link>, StoreError> {
        self.visible_links()
            .filter(list_link::Column::List.eq(list))
            .order_by_asc(list_link::Column::Row)
            .order_by_asc(list_link::Column::Missing)
            .all(&self.db)
            .await?
            .into_iter()
            .map(link)
            .collect()
    }

    /// Rows of lists that are a missing person, as a person decided: the list and the row.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn rows_of_missing(
        &self,
        missing: &str,
    ) -> Result<Vec<(ReceivedList, ReceivedRow)>, StoreError> {
        let links = self
            .visible_links()
            .filter(list_link::Column::Missing.eq(missing))
            .filter(list_link::Column::Status.eq(Status::Confirmed.text()))
            .order_by_asc(list_link::Column::List)
            .order_by_asc(list_link::Column::Row)
            .all(&self.db)
            .await?;
        let mut rows = Vec::with_capacity(links.len());
        for link in links {
            if let (Some(list), Some(row)) =
                (self.list(&link.list).await?, self.list_row(&link.list, unsigned(link.row)).await?)
            {
                rows.push((list, row));
            }
        }
        Ok(rows)
    }

    /// A page of a list's links with a status, the most probable first, and how many there are.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn links(
        &self,
        list: &str,
        status: Status,
        page: u64,
        size: u64,
    ) -> Result<(Vec<ListedLink>, u64), StoreError> {
        let query = self
            .visible_links()
            .filter(list_link::Column::List.eq(list))
            .filter(list_link::Column::Status.eq(status.text()))
            .order_by_desc(list_link::Column::Probability)
            .order_by_asc(list_link::Column::Row)
            .order_by_asc(list_link::Column::Missing);
        let total = query.clone().count(&self.db).await?;
        let found = query.offset(page * size).limit(size).all(&self.db).await?;
        let ids = found.iter().map(|l| l.missing.clone()).collect();
        let names = self.missing_names(ids).await?;
        let numbers: Vec<i64> = found.iter().map(|l| l.row).collect();
        let rows: std::collections::BTreeMap<i64, (String, String)> = list_row::Entity::find()
            .filter(list_row::Column::List.eq(list))
            .filter(list_row::Column::Row.is_in(numbers))
            .all(&self.db)
            .await?
            .into_iter()
            .map(|r| (r.row, (r.label, r.name)))
            .collect();
        let listed = found
            .into_iter()
            .map(|model| {
                Ok(ListedLink {
                    row: rows.get(&model.row).cloned().unwrap_or_default(),
                    name: names.get(&model.missing).cloned().unwrap_or_default(),
                    link: link(model)?,
                })
            })
            .collect::<Result<_, StoreError>>()?;
        Ok((listed, total))
    }

    /// How far a list has been gone through.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn progress(&self, list: &str) -> Result<Progress, StoreError> {
        let count = async |status: Status| {
            self.visible_links()
                .filter(list_link::Column::List.eq(list))
                .filter(list_link::Column::Status.eq(status.text()))
                .count(&self.db)
                .await
        };
        Ok(Progress {
            confirmed: count(Status::Confirmed).await?,
            open: count(Status::Open).await?,
            rejected: count(Status::Rejected).await?,
        })
    }
}

impl UnitOfWork {
    /// Whether there is a list of this id.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn has_list(&self, id: &str) -> Result<bool, StoreError> {
        Ok(list::Entity::find_by_id(id.to_owned()).count(&self.tx).await? > 0)
    }

    /// Keeps a list with its file and rows.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn add_list(
        &self,
        received: &ReceivedList,
        content: Vec<u8>,
        rows: &[ReceivedRow],
    ) -> Result<(), StoreError> {
        list::ActiveModel {
            id: Set(received.id.clone()),
            title: Set(received.title.clone()),
            file: Set(received.file.clone()),
            content: Set(content),
            header: Set(serde_json::to_string(&received.header).unwrap_or_default()),
            rows: Set(signed(received.rows)),
            received: Set(received.received),
            by: Set(received.by.clone()),
            party: Set(received.party.clone()),
        }
        .insert(&self.tx)
        .await?;
        self.touch(Kind::List, received.id.as_str(), Touch::New);
        let rows = rows
            .iter()
            .map(|r| list_row::ActiveModel {
                list: Set(received.id.clone()),
                row: Set(signed(r.row)),
                label: Set(r.label.clone()),
                name: Set(r.name.clone()),
                cells: Set(serde_json::to_string(&r.cells).unwrap_or_default()),
            })
            .collect();
        upsert::<list_row::Entity, _>(self, rows, &[list_row::Column::List, list_row::Column::Row]).await
    }

    /// Keeps who rows may be.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn add_links(&self, links: &[Link]) -> Result<(), StoreError> {
        let rows = links
            .iter()
            .map(|l| list_link::ActiveModel {
                list: Set(l.list.clone()),
                row: Set(signed(l.row)),
                missing: Set(l.missing.clone()),
                probability: Set(l.probability),
                reasons: Set(serde_json::to_string(&l.reasons).unwrap_or_default()),
                status: Set(l.status.text().to_owned()),
                decided: Set(None),
                decided_by: Set(l.decided_by.clone()),
            })
            .collect();
        for link in links {
            self.touch(Kind::ListLink, link_id(&link.list, signed(link.row), &link.missing), Touch::Written);
        }
        let key = [list_link::Column::List, list_link::Column::Row, list_link::Column::Missing];
        upsert::<list_link::Entity, _>(self, rows, &key).await
    }

    /// Decides about a link, or takes the decision back ([`Status::Open`]). A row that is confirmed makes
    /// its name findable; taken back, it no longer does. False if there is no such link, or if the row
    /// is confirmed to be somebody else.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn decide(
        &self,
        list: &str,
        row: u64,
        missing: &str,
        status: Status,
    ) -> Result<bool, StoreError> {
        self.decide_as(list, row, missing, status, &self.by, now()).await
    }

    /// The same, as an account that is named decided then (seconds since 1970): where decisions come with a
    /// list.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn decide_as(
        &self,
        list: &str,
        row: u64,
        missing: &str,
        status: Status,
        by: &str,
        when: i64,
    ) -> Result<bool, StoreError> {
        let key = (list.to_owned(), signed(row), missing.to_owned());
        let Some(link) = list_link::Entity::find_by_id(key).one(&self.tx).await? else { return Ok(false) };
        if missing_person::Entity::find_by_id(missing.to_owned()).one(&self.tx).await?.is_none() {
            return Ok(false);
        }
        if status == Status::Confirmed {
            let other = list_link::Entity::find()
                .filter(list_link::Column::List.eq(list))
                .filter(list_link::Column::Row.eq(signed(row)))
                .filter(list_link::Column::Missing.ne(missing))
                .filter(list_link::Column::Status.eq(Status::Confirmed.text()))
                .count(&self.tx)
                .await?;
            if other > 0 {
                return Ok(false);
            }
        }
        let source = format!("{list}/{row}");
        self.forget_names(missing, &source).await?;
        if status == Status::Confirmed
            && let Some(row) =
                list_row::Entity::find_by_id((list.to_owned(), signed(row))).one(&self.tx).await?
        {
            self.remember_names(&source, std::iter::once((missing, row.name.as_str()))).await?;
        }
        let mut link = link.into_active_model();
        link.status = Set(status.text().to_owned());
        link.decided = Set((status != Status::Open).then_some(when));
        link.decided_by = Set(if status == Status::Open { String::new() } else { by.to_owned() });
        let link = link.update(&self.tx).await?;
        self.touch(Kind::ListLink, link_id(&link.list, link.row, &link.missing), Touch::Written);
        Ok(true)
    }
}
