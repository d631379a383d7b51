//! All frequencies of a locus in one row.

use std::collections::BTreeMap;

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

use super::m0002_lists::keyed;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0017_frequencies"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let frequencies = Alias::new("frequencies");
        let columns = ["locus", "allele", "frequency"].map(Alias::new);
        let old = Query::select().columns(columns).from(frequencies.clone()).take();
        let mut loci: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
        for row in db.query_all(&old).await? {
            let of_locus = loci.entry(row.try_get("", "locus")?).or_default();
            of_locus.insert(row.try_get("", "allele")?, row.try_get("", "frequency")?);
        }
        manager.drop_table(Table::drop().table(frequencies.clone()).take()).await?;
        let columns = ["locus", "alleles"].map(|c| text(c).take());
        manager.create_table(keyed("frequencies", columns.into(), &["locus"])).await?;
        for (locus, alleles) in loci {
            let alleles = serde_json::to_string(&alleles).map_err(|e| DbErr::Custom(e.to_string()))?;
            let mut insert = Query::insert();
            insert.into_table(frequencies.clone()).columns(["locus", "alleles"].map(Alias::new));
            insert.values_panic([locus.into(), alleles.into()]);
            db.execute(&insert).await?;
        }
        Ok(())
    }
}
