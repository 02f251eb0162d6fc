//! The cross-checks, in one program: what they stand on is linked once.

mod alterations;
mod answers;
mod c14n;
mod containers;
mod judges;
mod large;
mod libersign;
mod names;
mod profile;
mod refusals;
mod requests;
mod rules;
mod signing;
mod tools;
mod trust;
mod verification;
mod well_formed;
