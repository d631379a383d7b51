//! The alternative pedigrees of a file, compared.

use kintrace_casework::Faults;
use kintrace_kinship::likelihood::ln_likelihood;
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::{FrequencyTable, Genotype, Inheritance, Locus, Pedigree, Sex};

use super::{AlternativePedigree, DatabaseLocus, FamiliasFile};

/// A pedigree's likelihood against the reference pedigree's.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The pedigree's name.
    pub name: String,
    /// ln LR by locus, in the order of the database; loci at which nobody is typed are left out.
    pub ln_lr: Vec<(String, f64)>,
}

/// The locus, ready for computing.
pub(crate) fn locus(file: &str, source: &DatabaseLocus) -> Result<Locus, Faults> {
    let wrong = |e: String| {
        let mut faults = Faults::of_file(file, e);
        faults.0[0].row = source.line;
        faults.0[0].value.clone_from(&source.name);
        faults
    };
    let mut table = FrequencyTable::default();
    table.insert(&source.name, source.alleles.clone()).map_err(|e| wrong(e.to_string()))?;
    let alleles = table.locus(&source.name).unwrap_or(&[]);
    Locus::new(&source.name, Inheritance::Autosomal, alleles, source.mutation.clone())
        .map_err(|e| wrong(e.to_string()))
}

/// Compares each pedigree with the one called `reference`, or with the last.
///
/// # Errors
/// No such pedigree, or one that is impossible.
pub fn compare(
    file: &str,
    familias: &FamiliasFile,
    reference: Option<&str>,
) -> Result<Vec<Comparison>, Faults> {
    let against = match reference {
        Some(name) => familias.pedigrees.iter().find(|p| p.name == name).ok_or_else(|| {
            let names: Vec<&str> = familias.pedigrees.iter().map(|p| p.name.as_str()).collect();
            Faults::of_file(
                file,
                format!("no pedigree is called {name:?}; one of {} was expected", names.join(", ")),
            )
        })?,
        None => familias
            .pedigrees
            .last()
            .ok_or_else(|| Faults::of_file(file, "the file has no pedigrees to compare"))?,
    };
    let loci: Vec<Locus> = familias.loci.iter().map(|l| locus(file, l)).collect::<Result<_, _>>()?;
    let base = likelihoods(file, familias, against, &loci)?;
    familias
        .pedigrees
        .iter()
        .map(|p| {
            let own = likelihoods(file, familias, p, &loci)?;
            let ln_lr = loci
                .iter()
                .enumerate()
                .filter(|(l, _)| familias.persons.iter().any(|p| p.genotypes.iter().any(|g| g.0 == *l)))
                .map(|(l, locus)| (locus.name().to_owned(), own[l] - base[l]))
                .collect();
            Ok(Comparison { name: p.name.clone(), ln_lr })
        })
        .collect()
}

/// ln likelihood by locus.
fn likelihoods(
    file: &str,
    familias: &FamiliasFile,
    alternative: &AlternativePedigree,
    loci: &[Locus],
) -> Result<Vec<f64>, Faults> {
    // Ids are positions, since names need not differ.
    let mut rows: Vec<Row> = familias
        .members(alternative)
        .enumerate()
        .map(|(i, (_, sex))| Row { id: i.to_string(), father: None, mother: None, sex })
        .collect();
    for &(parent, child) in &alternative.relations {
        let id = Some(parent.to_string());
        if rows[parent].sex == Sex::Male {
            rows[child].father = id;
        } else {
            rows[child].mother = id;
        }
    }
    let names: Vec<String> = familias.members(alternative).map(|(name, _)| name).collect();
    let pedigree = Pedigree::new(&rows).map_err(|faults| {
        let name =
            faults.first().and_then(|f| f.id().parse::<usize>().ok()).map_or("", |i| names[i].as_str());
        let mut fault = Faults::of_file(
            file,
            format!("pedigree {}: {name} is their own ancestor or has two fathers", alternative.name),
        );
        name.clone_into(&mut fault.0[0].value);
        fault
    })?;
    Ok(loci
        .iter()
        .enumerate()
        .map(|(l, locus)| {
            let mut genotypes = vec![None; pedigree.members().len()];
            for (i, person) in familias.persons.iter().enumerate() {
                if let Some(&(_, a, b)) = person.genotypes.iter().find(|g| g.0 == l)
                    && let Some(at) = pedigree.find(&i.to_string())
                {
                    let label = |x: usize| familias.loci[l].alleles[x].0.as_str();
                    if let (Ok(a), Ok(b)) = (locus.allele(label(a)), locus.allele(label(b))) {
                        genotypes[at] = Some(Genotype::pair(a, b));
                    }
                }
            }
            ln_likelihood(&pedigree, locus, &genotypes, &[], familias.theta)
        })
        .collect())
}
