//! An S2low for tests and demonstration.
//!
//! It speaks the part of S2low that a signing page meets: the import of a PES Aller, the status of its
//! transaction, the checks that S2low's worker runs afterwards. Messages, status numbers and the shape of the
//! answers are S2low's own; signatures are verified as S2low does it, by the real `xmlsec1` and `openssl`.
//! It also serves the page itself, on the same origin, as S2low's web server would.
//!
//! State and uploaded files are kept in [`Config::work_dir`], from where another run goes on. It listens on
//! 127.0.0.1 only, without TLS or, as S2low does, with TLS and a client certificate ([`tls`]).
//!
//! ```no_run
//! # async fn example() -> Result<(), s2low_simulator::Error> {
//! use s2low_simulator::{Config, Simulator};
//!
//! let simulator = Simulator::start(Config::new("target/s2low")).await?;
//! println!("http://{}/", simulator.address());
//! simulator.stop().await;
//! # Ok(())
//! # }
//! ```

mod acquit;
mod analysis;
mod answers;
mod authentication;
mod authorities;
mod config;
mod connection;
pub mod demonstration;
mod entrance;
mod error;
mod fault;
mod forms;
mod helios;
mod injection;
mod pes;
mod process;
mod routes;
mod rows;
mod sessions;
mod signature;
mod simulator;
mod site;
mod status;
mod store;
pub mod tls;
mod transmission;
mod worker;

pub use acquit::Acquit;
pub use authentication::{Account, Login, Permission};
pub use config::{Config, Version};
pub use error::Error;
pub use fault::{Fault, Place};
pub use simulator::Simulator;
pub use status::Status;
pub use store::{Transaction, WorkflowStep};
