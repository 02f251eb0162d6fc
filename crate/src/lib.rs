//! Signs a PES flux in the browser or on the command line.

pub mod c14n;
pub mod coded;
pub mod dsig;
pub mod identity;
pub mod limits;
pub mod pes;
pub mod signing;
pub mod verify;
pub mod xades;
pub mod xml;
