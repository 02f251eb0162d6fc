//! What the fuzz targets share: plain references to compare with, grammars that get deep quickly, and a watch on
//! memory.

pub mod bags;
pub mod examples;
pub mod input;
pub mod markup;
pub mod memory;
pub mod mutate;
pub mod pes;
pub mod reference;
pub mod seal;
pub mod sound;
pub mod told;
pub mod tree;
