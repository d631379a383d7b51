//! The registry, hypotheses, accounts and what happened.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, double, double_null, pk_auto, text, text_null};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0001_registry"
    }
}

pub(super) fn key(name: &'static str) -> ColumnDef {
    text(name).primary_key().take()
}

pub(super) fn table(name: &'static str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(Alias::new(name));
    for column in columns {
        table.col(column);
    }
    table.take()
}

pub(super) fn index(table: &'static str, column: &'static str) -> IndexCreateStatement {
    let name = format!("{table}_{column}");
    Index::create().name(name).table(Alias::new(table)).col(Alias::new(column)).take()
}

pub(super) fn texts(names: &[&'static str]) -> Vec<ColumnDef> {
    names.iter().map(|n| text(*n).take()).collect()
}

fn numbers(names: &[&'static str]) -> Vec<ColumnDef> {
    names.iter().map(|n| double_null(*n).take()).collect()
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut tables = vec![
            table(
                "missing_persons",
                [
                    vec![key("id")],
                    texts(&[
                        "family",
                        "person",
                        "name",
                        "sex",
                        "born",
                        "last_seen",
                        "place",
                        "event",
                        "capacity",
                        "other",
                        "search",
                    ]),
                    numbers(&[
                        "born_from",
                        "last_seen_from",
                        "latitude",
                        "longitude",
                        "radius_km",
                        "stature_cm",
                    ]),
                ]
                .concat(),
            ),
            table(
                "persons",
                [
                    vec![key("id"), text_null("father").take(), text_null("mother").take()],
                    texts(&["family", "sex", "name", "relation", "born", "other"]),
                ]
                .concat(),
            ),
            table(
                "remains",
                [
                    vec![key("id")],
                    texts(&["site", "sex", "found", "bones", "description", "other", "search"]),
                    numbers(&["latitude", "longitude", "radius_km", "age_from", "age_to", "stature_cm"]),
                ]
                .concat(),
            ),
            table(
                "samples",
                [
                    vec![key("id")],
                    texts(&["subject_kind", "subject", "kind", "taken", "laboratory", "seal", "other"]),
                ]
                .concat(),
            ),
            table("settings", [vec![key("name")], texts(&["value"])].concat()),
            table("users", [vec![key("name")], texts(&["password_hash", "role"])].concat()),
            table(
                "searches",
                vec![
                    pk_auto("id").big_integer().take(),
                    big_integer("finished").take(),
                    text("engine").take(),
                    big_integer("missing").take(),
                    big_integer("remains").take(),
                    double("outside").take(),
                    double("theta").take(),
                    double("dropped_mass").take(),
                    double("standard_error").take(),
                    double("seconds").take(),
                ],
            ),
            table(
                "events",
                [
                    vec![pk_auto("id").big_integer().take(), big_integer("time").take()],
                    texts(&["kind", "by", "summary"]),
                ]
                .concat(),
            ),
        ];
        let pair = |name: &'static str, first: &'static str, second: &'static str, rest: Vec<ColumnDef>| {
            let mut create = table(name, [texts(&[first, second]), rest].concat());
            create.primary_key(Index::create().col(Alias::new(first)).col(Alias::new(second))).take()
        };
        tables.push(pair(
            "genotypes",
            "sample",
            "locus",
            vec![text("allele1").take(), text_null("allele2").take()],
        ));
        tables.push(pair("frequencies", "locus", "allele", vec![double("frequency").take()]));
        tables.push(pair(
            "hypotheses",
            "remains",
            "missing",
            vec![
                double_null("log10_lr_dna").take(),
                double_null("log10_lr").take(),
                double("posterior").take(),
                big_integer("search").take(),
            ],
        ));
        for create in tables {
            manager.create_table(create).await?;
        }
        let indexes = [
            ("missing_persons", "family"),
            ("missing_persons", "name"),
            ("missing_persons", "person"),
            ("persons", "family"),
            ("remains", "site"),
            ("samples", "subject"),
            ("hypotheses", "missing"),
            ("hypotheses", "posterior"),
        ];
        for (table, column) in indexes {
            manager.create_index(index(table, column)).await?;
        }
        Ok(())
    }
}
