//! A person's connection certificate in Chromium: its store is NSS's, and a policy of the machine chooses.

use std::path::Path;
use std::process::Command;

use s2low_simulator::tls::{Connections, PASSWORD};

/// Where `cargo xtask test` puts the policy that presents the simulator's certificates on this machine.
pub const POLICY: &str = "/etc/chromium/policies/managed/pes-signer-tests.json";

/// Puts a client's certificate, and the trust in the servers', into the home folder of a browser.
pub fn install(home: &Path, connections: &Connections, client: &str) {
    assert!(Path::new(POLICY).is_file(), "{POLICY} is not there: `cargo xtask test` puts it there");
    let database = home.join(".pki").join("nssdb");
    std::fs::create_dir_all(&database).unwrap();
    let database = format!("sql:{}", database.display());
    run(Command::new("certutil").args(["-N", "--empty-password", "-d", &database]));
    let trust = ["-A", "-n", "connexions", "-t", "CT,C,C", "-d", &database, "-i"];
    run(Command::new("certutil").args(trust).arg(connections.authority()));
    let import = ["-K", "", "-W", PASSWORD, "-d", &database, "-i"];
    run(Command::new("pk12util").args(import).arg(connections.client_p12(client)));
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
