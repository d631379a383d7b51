//! TMP
use std::time::Instant;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let b = kintrace_interchange::detect::read_all(&kintrace_interchange::detect::Source::read(&[path]).unwrap()).unwrap();
    let m = kintrace_casework::import::merge(&Default::default(), &b, &kintrace_kinship::builtin::frequencies(), Default::default()).unwrap();
    let a = kintrace_matching::case(&m.registry, &Default::default());
    let c = &a.case;
    let t = Instant::now();
    let p = kintrace_identification::Pairwise::compute(c, &|| ());
    println!("pairwise {:?}", t.elapsed());
    if std::env::var("P").is_ok() { return; }
    for (i, f) in c.families.iter().enumerate() {
        let t = Instant::now();
        for &mm in &f.missing {
            for (l, locus) in c.loci.iter().enumerate() {
                let _ = kintrace_kinship::likelihood::genotype_table(&f.pedigree, locus, &f.genotypes[l], mm, 0.0);
            }
        }
        let e = t.elapsed();
        let t = Instant::now();
        let x = kintrace_identification::set_likelihood::Configurations::find(c, i, &p, kintrace_identification::set_likelihood::Thresholds::REGION);
        let typed = f.genotypes[0].iter().flatten().count();
        println!("{} missing {} members {} typed {typed}: table {:?} configs {} {:?} dropped {}", f.id, f.missing.len(), f.pedigree.members().len(), e / f.missing.len() as u32, x.list.len(), t.elapsed(), x.dropped);
    }
    let t = Instant::now();
    let j = kintrace_identification::joint::joint(c, &p, kintrace_identification::JointOptions::REGION);
    println!("joint {:?} {} {}", t.elapsed(), j.dropped_mass, j.standard_error);
}
