//! The journeys, in one program: what they stand on is linked once.
#![allow(clippy::unwrap_used, reason = "tests")]

mod appearance;
mod batch;
mod certificates;
mod demonstration;
mod deployment;
mod digests;
mod embedding;
mod faults;
mod features;
mod files;
mod integrity;
mod journal;
mod keyboard;
mod large;
mod libersign;
mod markup;
mod network;
mod offline;
mod pieces;
mod privacy;
mod remembered;
mod sending;
mod signed;
mod visits;
mod words;

#[test]
fn every_file_beside_this_one_belongs_to_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().file_name().into_string().unwrap();
        let module = file.strip_suffix(".rs").unwrap();
        assert!(
            module == "main" || include_str!("main.rs").contains(&format!("\nmod {module};\n")),
            "{file}"
        );
    }
}
