//! Wrong files of every kind: each fault says where, what, and what was expected; all at once; and
//! nothing changes.

use insta::assert_snapshot;

use crate::{file, refused};

const MISSING: &str = "missing,family,person,name,sex\nM1,F1,p3,A,male\n";
const PEDIGREE: &str =
    "family,person,father,mother,sex,missing\nF1,p1,,,male,\nF1,p2,,,female,\nF1,p3,p1,p2,male,M1\n";
const SAMPLES: &str = "sample,person,remains\nS1,p1,\n";

/// The faults of a table of profiles beside sound tables.
fn refused_profiles(profiles: &str) -> String {
    refused(&[
        file("missing.csv", MISSING),
        file("pedigree.csv", PEDIGREE),
        file("samples.csv", SAMPLES),
        file("profiles.csv", profiles),
    ])
}

#[test]
fn profiles() {
    let profiles = "sample,locus,allele1,allele2,allele3\n\
        S1,D99S999,11,12,\n\
        S1,TH01,9.3,55,\n\
        S1,FGA,20,21,22\n\
        S1,vWA,OL,17,\n\
        S1,TPOX,8,eight,\n\
        S9,TPOX,8,8,\n\
        S1,D3S1358,15,16,\n\
        S1,D3S1358,15,17,\n";
    assert_snapshot!(refused_profiles(profiles));
    let profiles = "sample,locus,allele1,allele2\nS1,D99S999,11,12\nS1,TH01,9.3,55\nS9,TPOX,8,8\nS1,D3S1358,15,16\nS1,D3S1358,15,17\n";
    assert_snapshot!(refused_profiles(profiles));
}

#[test]
fn wide_profiles() {
    let profiles = "sample,TH01,FGA,vWA\nS1,9.3/6/7,20,x\n";
    assert_snapshot!(refused_profiles(profiles));
}

#[test]
fn haplotypes() {
    let profiles = "sample,locus,allele1,allele2\n\
        S1,DYS19,fourteen,\n\
        S1,HV1,A16126C,\n\
        S1,HV2,16126C,\n\
        S1,mtDNA,263G,\n";
    assert_snapshot!(refused_profiles(profiles));
}

#[test]
fn families() {
    let pedigree = "family,person,father,mother,sex,missing\n\
        F1,p1,p4,,male,\n\
        F1,p2,,,female,\n\
        F1,p3,p1,p2,male,M1\n\
        F1,p4,p3,,male,\n\
        F2,q1,,,female,\n\
        F2,q2,q1,q9,male,\n\
        F2,q2,q1,,male,M7\n";
    assert_snapshot!(refused(&[file("missing.csv", MISSING), file("pedigree.csv", pedigree)]));
}

#[test]
fn founders() {
    let pedigree = "family,person,father,mother,sex,missing,inbreeding,related_to,kinship_coefficient\n\
        F1,p1,,,male,,2,,\n\
        F1,p2,,,female,,,p3,0.1\n\
        F1,p3,p1,p2,male,M1,,,\n\
        F2,q1,,,female,,,q2,\n\
        F2,q2,,,male,,,,0.1\n\
        F3,r1,,,male,,,r2,0.1\n\
        F3,r2,,,female,,,r3,0.1\n\
        F3,r3,,,male,,,,\n";
    assert_snapshot!(refused(&[file("missing.csv", MISSING), file("pedigree.csv", pedigree)]));
}

#[test]
fn people_and_samples() {
    let missing = "missing,family,person,name,sex,born,latitude\n\
        M1,F1,p3,A,male,1971-13,39\n\
        M1,F1,p3,A,male,1971,39\n\
        M2,F1,p3,B,neither,1971,390\n\
        ,F1,p4,C,male,,\n\
        M5,F5,p5,,male,,\n";
    let samples = "sample,person,remains\nS1,p3,\nS1,p4,\nS2,,\nS3,p3,B1\nS4,nobody,\nS5,,B9\n";
    let remains = "remains,sex,age_from,age_to\nB1,male,40,20\nB1,male,20,30\n";
    let files = [file("missing.csv", missing), file("samples.csv", samples), file("remains.csv", remains)];
    assert_snapshot!(refused(&files));
}

#[test]
fn frequencies() {
    let table = "locus,allele,frequency\nTH01,6,0.5\nTH01,6,0.5\nvWA,17,0.6\nFGA,20,1.5\nFGA,x,0.5\n";
    assert_snapshot!(refused(&[file("f.csv", table)]));
    let table = "locus,allele,frequency\nTH01,6,0.5\nTH01,6,0.5\nvWA,17,0.6\n";
    assert_snapshot!(refused(&[file("f.csv", table)]));
}

#[test]
fn files_that_are_no_tables() {
    let files = [
        file("empty.csv", ""),
        file("letter.txt", "Dear office,\nmy brother is missing.\n"),
        file("broken.xlsx", b"PK\x03\x04 no workbook"),
        file("picture.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, 0x4A, 0x46, 0, 0, 1]),
        file("cases.json", "{\"format\": \"dvi-cases/1\"}"),
        file("short.csv", "family,person,father\nF1,p1,\n"),
        file("twice.csv", "missing,name,full name,sex\nM1,A,B,male\n"),
        file("long.csv", "missing,name,sex\nM1,A,male,extra\n"),
    ];
    assert_snapshot!(refused(&files));
}
