//! A family with ten missing brothers and sisters and one typed sibling, and the remains of all ten.

use kintrace_identification::{Case, Family, Prior, Remains};
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::{Genotype, Inheritance, Locus, Mutation, MutationModel, Pedigree, Sex, builtin};

/// The case, with mutation by `model` ("proportional", "stepwise" or "none").
pub(crate) fn case(model: &str) -> Case {
    let mutation = match model {
        "stepwise" => Mutation::stepwise(0.0005, 0.002),
        "none" => Mutation::none(),
        _ => Mutation {
            female: MutationModel::Proportional { rate: 0.0005 },
            male: MutationModel::Proportional { rate: 0.002 },
        },
    };
    let table = builtin::frequencies();
    let loci: Vec<Locus> = table
        .loci()
        .map(|(name, alleles)| {
            Locus::new(name, Inheritance::Autosomal, alleles, mutation.clone()).expect("locus")
        })
        .collect();
    let sex = |i: usize| if i.is_multiple_of(2) { Sex::Male } else { Sex::Female };
    let child = |id: String, sex: Sex| Row { id, father: Some("F".into()), mother: Some("M".into()), sex };
    let founder = |id: &str, sex: Sex| Row { id: id.into(), father: None, mother: None, sex };
    let mut rows = vec![founder("F", Sex::Male), founder("M", Sex::Female), child("R".into(), Sex::Female)];
    rows.extend((0..10).map(|i| child(format!("MP{i}"), sex(i))));
    let pedigree = Pedigree::new(&rows).expect("pedigree");
    // The parents' alleles at each locus; child k takes one of each by the bits of a fixed sequence.
    let inherited = |l: usize, locus: &Locus, k: usize| {
        let n = locus.labels().len();
        let (father, mother) = ([l % n, (l + 3) % n], [(2 * l + 1) % n, (l + 5) % n]);
        let bits = (l * 7 + k * 11 + l * k * 3) ^ (k >> 1);
        Genotype::pair(father[bits & 1], mother[bits >> 1 & 1])
    };
    let find = |id: &str| pedigree.find(id).expect("member");
    let family = Family {
        id: "F1".into(),
        missing: (0..10).map(|i| find(&format!("MP{i}"))).collect(),
        missing_ids: (0..10).map(|i| format!("MP{i}")).collect(),
        genotypes: loci
            .iter()
            .enumerate()
            .map(|(l, locus)| {
                let mut row = vec![None; pedigree.members().len()];
                row[find("R")] = Some(inherited(l, locus, 0));
                row
            })
            .collect(),
        pedigree,
    };
    let remains = (0..10)
        .map(|i| Remains {
            id: format!("B{i}"),
            sex: sex(i),
            genotypes: loci.iter().enumerate().map(|(l, locus)| Some(inherited(l, locus, i + 1))).collect(),
        })
        .collect();
    let mut case = Case {
        loci,
        families: vec![family],
        remains,
        ln_other: Vec::new(),
        prior: Prior::Flat,
        theta: 0.0,
        contamination: 0.0,
        alike: Vec::new(),
    };
    case.ln_other = case.excluded_by_sex();
    case
}
