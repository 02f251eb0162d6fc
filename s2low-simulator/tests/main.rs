//! The tests of the whole simulator, in one program: what they stand on is linked once.

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
