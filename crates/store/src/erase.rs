//! Erasing what is held of somebody, for good, so that the record stays provable.
//!
//! Rows, their earlier states and the nonces go; the leaves stay, and without nonces they say nothing.
//! A relative's pedigree still needs to know that there was somebody: of a person, what stays is a node
//! without a name. [`Store::purge`] then removes what the database itself still holds of deleted rows.

use std::time::Duration;

use kintrace_casework::document::DOCUMENTS;
use kintrace_casework::family::Family;
use kintrace_casework::report::Report;
use kintrace_casework::review::Review;
use kintrace_casework::{Document, Noun, Reference, Sound};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Statement,
};

use crate::documents::table_name;
use crate::entities::{
    draft, genotype, hypothesis, invitation, list_link, missing_person, name_key, person, sample, session,
    user,
};
use crate::record::{Kind, Touch, link_id};
use crate::{Store, StoreError, UnitOfWork};

/// What says something about a missing person and nothing about others.
const ABOUT_ONE: [Noun; 7] = [
    Noun::Case,
    Noun::AnteMortem,
    Noun::Report,
    Noun::Claim,
    Noun::Identification,
    Noun::Handover,
    Noun::FamilyRequest,
];

/// What stands where a reason stood.
const ERASED: &str = "—";

impl UnitOfWork {
    /// Erases a missing person's case: the case, the person's data and DNA, hypotheses, links of lists, and
    /// what was recorded about this person alone. Statements, requests and incidents tell of others as
    /// well, and stay. False if there is no such case.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn erase_missing(&self, id: &str) -> Result<bool, StoreError> {
        let Some(missing) = missing_person::Entity::find_by_id(id.to_owned()).one(&self.tx).await? else {
            return Ok(false);
        };
        let about = Reference::new(Noun::MissingPerson, id);
        for document in self.documents_about(&about, &ABOUT_ONE).await? {
            self.erase_document(&document.reference).await?;
        }
        let links = list_link::Entity::find().filter(list_link::Column::Missing.eq(id)).all(&self.tx).await?;
        for link in links {
            self.touch(Kind::ListLink, link_id(&link.list, link.row, &link.missing), Touch::Erased);
        }
        list_link::Entity::delete_many().filter(list_link::Column::Missing.eq(id)).exec(&self.tx).await?;
        self.forget_in_reviews(&about).await?;
        self.forget_doubts_about(id).await?;
        self.forget_inclusion_powers(id).await?;
        self.forget_tiles().await?;
        self.forget_drafts_about(id).await?;
        self.forget_words(Kind::MissingPerson, &[id]).await?;
        self.forget_positions(Kind::MissingPerson, &[id]).await?;
        name_key::Entity::delete_many().filter(name_key::Column::Missing.eq(id)).exec(&self.tx).await?;
        let hypotheses = hypothesis::Entity::delete_many().filter(hypothesis::Column::Missing.eq(id));
        if hypotheses.exec(&self.tx).await?.rows_affected > 0 {
            self.touch(Kind::Hypotheses, "all", Touch::Written);
        }
        invitation::Entity::delete_many().filter(invitation::Column::Missing.eq(id)).exec(&self.tx).await?;
        missing_person::Entity::delete_by_id(id.to_owned()).exec(&self.tx).await?;
        self.touch(Kind::MissingPerson, id, Touch::Erased);
        self.erase_person(&missing.person).await?;
        Ok(true)
    }

    /// Takes a thing out of the reviews that name it, with their reasons in words, which may speak of it. What was
    /// decided of others stays decided; a review of nothing else is erased.
    async fn forget_in_reviews(&self, thing: &Reference) -> Result<(), StoreError> {
        for document in self.documents_about(thing, &[Noun::Review]).await? {
            let mut review: Review =
                document.thing().map(Sound::into_draft).map_err(|e| StoreError::Damaged {
                    table: "reviews",
                    id: document.reference.id.clone(),
                    problem: e.to_string(),
                })?;
            for ids in [&mut review.samples, &mut review.persons, &mut review.missing, &mut review.remains] {
                ids.retain(|id| *id != thing.id);
            }
            ERASED.clone_into(&mut review.reason);
            match Sound::new(review) {
                Ok(left) => {
                    self.put(&[Document::of(&left)]).await?;
                    self.touch(Kind::Document(Noun::Review), document.reference.id.as_str(), Touch::Erased);
                }
                Err(_) => self.erase_document(&document.reference).await?,
            }
        }
        Ok(())
    }

    /// Forgets what anybody was in the middle of typing about somebody: forms in which a field is the id.
    async fn forget_drafts_about(&self, id: &str) -> Result<(), StoreError> {
        let field = serde_json::to_string(id).unwrap_or_default();
        draft::Entity::delete_many().filter(draft::Column::Data.contains(field)).exec(&self.tx).await?;
        Ok(())
    }

    /// Erases a member of a family: name, description, consent, samples and profiles, and the name and
    /// contact under which the person reported; what the person asked of the office, and what the own account
    /// was in the middle of typing. The place in the pedigree stays, without a name. False if there is no such person.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn erase_person(&self, id: &str) -> Result<bool, StoreError> {
        let person = Reference::new(Noun::Person, id);
        for document in self.documents_about(&person, &[Noun::Consent, Noun::FamilyRequest]).await? {
            self.erase_document(&document.reference).await?;
        }
        invitation::Entity::delete_many().filter(invitation::Column::Person.eq(id)).exec(&self.tx).await?;
        let own = user::Entity::find().select_only().column(user::Column::Name);
        let own = own.filter(user::Column::Person.eq(id)).filter(user::Column::Person.ne("")).into_query();
        let drafts = draft::Column::Account.in_subquery(own.clone());
        draft::Entity::delete_many().filter(drafts).exec(&self.tx).await?;
        let sessions = session::Column::Account.in_subquery(own);
        session::Entity::delete_many().filter(sessions).exec(&self.tx).await?;
        let mut kept = Vec::new();
        self.forget_in_reviews(&person).await?;
        for document in self.documents_about(&person, &[Noun::Report, Noun::Family]).await? {
            let left = match document.reference.kind {
                Noun::Report => document.thing().map(Sound::into_draft).and_then(|mut report: Report| {
                    report.reporter.name.clear();
                    report.reporter.contact.clear();
                    Sound::new(report).map(|r| Document::of(&r))
                }),
                _ => document.thing().map(Sound::into_draft).and_then(|mut family: Family| {
                    family.contacts.retain(|c| c.person != id);
                    Sound::new(family).map(|f| Document::of(&f))
                }),
            };
            kept.push(left.map_err(|e| StoreError::Damaged {
                table: "documents",
                id: document.reference.to_string(),
                problem: e.to_string(),
            })?);
        }
        self.put(&kept).await?;
        for document in &kept {
            // What it said before goes as well.
            self.touch(
                Kind::Document(document.reference.kind),
                document.reference.id.as_str(),
                Touch::Erased,
            );
        }
        let samples = sample::Entity::find()
            .filter(sample::Column::SubjectKind.eq("person"))
            .filter(sample::Column::Subject.eq(id))
            .all(&self.tx)
            .await?;
        for sample in samples {
            genotype::Entity::delete_many()
                .filter(genotype::Column::Sample.eq(&sample.id))
                .exec(&self.tx)
                .await?;
            self.touch(Kind::Profile, sample.id.as_str(), Touch::Erased);
            sample::Entity::delete_by_id(sample.id.clone()).exec(&self.tx).await?;
            self.forget_in_reviews(&Reference::new(Noun::Sample, &sample.id)).await?;
            self.touch(Kind::Sample, sample.id, Touch::Erased);
        }
        self.forget_doubts_about(id).await?;
        self.forget_inclusion_powers(id).await?;
        self.forget_tiles().await?;
        self.forget_drafts_about(id).await?;
        self.forget_words(Kind::Person, &[id]).await?;
        let mut blank = person::Entity::update_many().filter(person::Column::Id.eq(id));
        for column in [person::Column::Name, person::Column::Relation, person::Column::Born] {
            blank = blank.col_expr(column, Expr::value(""));
        }
        let blank = blank.col_expr(person::Column::Other, Expr::value("{}"));
        let found = blank.exec(&self.tx).await?.rows_affected > 0;
        if found {
            self.touch(Kind::Person, id, Touch::Erased);
        }
        Ok(found)
    }
}

impl Store {
    /// Removes what the database holds of deleted rows besides its tables: free pages, indexes, the
    /// planner's statistics, the journal (PostgreSQL's write-ahead log goes on until its segments are recycled). Rewrites the
    /// tables: some seconds for a large registry, while others wait.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn purge(&self) -> Result<(), StoreError> {
        if self.db.get_database_backend() == DbBackend::Postgres {
            const TABLES: &str = "missing_persons persons samples genotypes hypotheses list_links name_keys search_words positions doubts inclusion_powers tiles tile_pairs links shares record_leaves drafts sessions";
            self.outlive_older_transactions().await?;
            let tables = TABLES.split(' ').map(str::to_owned).chain(DOCUMENTS.map(table_name));
            for table in tables {
                self.db.execute_unprepared(&format!("VACUUM (FULL, ANALYZE) {table}")).await?;
            }
            // The planner's statistics hold values of the tables. Those that were replaced just now are gone
            // for good only when nobody can see them any more. Who may not rewrite the statistics is only
            // warned; then what was erased goes with the next automatic vacuum.
            self.outlive_older_transactions().await?;
            self.db.execute_unprepared("VACUUM (FULL) pg_catalog.pg_statistic").await?;
        } else {
            self.db.execute_unprepared("VACUUM").await?;
            self.db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        Ok(())
    }

    /// Waits, a minute at most, until nobody can still see what was deleted before: a transaction that was
    /// under way then, in any database of the server, makes PostgreSQL keep deleted rows.
    async fn outlive_older_transactions(&self) -> Result<(), StoreError> {
        const PAUSE: Duration = Duration::from_millis(50);
        let number = async |sql: &str| -> Result<i64, StoreError> {
            let row = self.db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
            Ok(row.map_or(Ok(0), |row| row.try_get_by_index(0))?)
        };
        let now = number("SELECT txid_current()").await?;
        for _ in 0..1200 {
            if number("SELECT txid_snapshot_xmin(txid_current_snapshot())").await? >= now {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        Ok(())
    }
}
