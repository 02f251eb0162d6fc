//! The tests of the whole simulator, in one program: what they stand on is linked once.
#![allow(clippy::unwrap_used, reason = "tests")]

mod access;
mod common;
mod demonstration;
mod faults;
mod import;
mod pages;
mod signature;
mod site;
mod status;
mod worker;

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
