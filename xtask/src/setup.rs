//! Installing what a machine lacks, with apt, announced before it is done.

use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::machine::Machine;
use crate::process;

/// A program that something here calls, and the Debian package that has it.
pub struct Program {
    name: &'static str,
    package: &'static str,
    purpose: &'static str,
}

const XMLSEC: Program =
    Program { name: "xmlsec1", package: "xmlsec1", purpose: "checks signatures as S2low does" };
const XMLLINT: Program =
    Program { name: "xmllint", package: "libxml2-utils", purpose: "checks files against the PES schemas" };
const OPENSSL: Program =
    Program { name: "openssl", package: "openssl", purpose: "makes and checks certificates" };
const JDK: Program = Program {
    name: "javac",
    package: "default-jdk-headless",
    purpose: "compiles the check by the signature library of Java",
};
const CHROMIUM: Program =
    Program { name: "chromium", package: "chromium", purpose: "is the browser that the page runs in" };
const CHROMEDRIVER: Program =
    Program { name: "chromedriver", package: "chromium-driver", purpose: "drives the browser" };
const FIREFOX: Program =
    Program { name: "firefox-esr", package: "firefox-esr", purpose: "is the second browser" };
const WEBKIT_DRIVER: Program = Program {
    name: "WebKitWebDriver",
    package: "webkit2gtk-driver",
    purpose: "is the third browser, of Safari's engine, with its driver",
};
const XVFB: Program =
    Program { name: "Xvfb", package: "xvfb", purpose: "is the screen that WebKit's browser needs" };
const CERTUTIL: Program = Program {
    name: "certutil",
    package: "libnss3-tools",
    purpose: "puts test certificates into the browser's store",
};
const PK12UTIL: Program = Program {
    name: "pk12util",
    package: "libnss3-tools",
    purpose: "puts test certificates with their keys into the browser's store",
};
/// By its path: Debian keeps it where only administrators' PATH leads.
const NGINX: Program = Program {
    name: "/usr/sbin/nginx",
    package: "nginx",
    purpose: "serves the page as docs/deploy.md has it",
};
const CXX: Program =
    Program { name: "c++", package: "g++", purpose: "compiles libFuzzer, which drives the fuzz targets" };

const NPM: Program =
    Program { name: "npm", package: "npm", purpose: "fetches what runs in a browser or checks it" };
const NODE: Program =
    Program { name: "node", package: "nodejs", purpose: "starts a bundler, and the compiler of TypeScript" };
const TIME: Program =
    Program { name: "time", package: "time", purpose: "tells how much memory a program needed" };

/// What the simulator calls.
pub const SIMULATOR: &[Program] = &[XMLSEC, XMLLINT, OPENSSL];
/// What the tests call.
pub const TESTS: &[Program] = &[
    XMLSEC,
    XMLLINT,
    OPENSSL,
    JDK,
    CHROMIUM,
    CHROMEDRIVER,
    FIREFOX,
    WEBKIT_DRIVER,
    XVFB,
    CERTUTIL,
    PK12UTIL,
    NGINX,
    NPM,
    NODE,
];

/// What the measurements call.
pub const BENCH: &[Program] = &[XMLSEC, XMLLINT, OPENSSL, JDK, CHROMIUM, CHROMEDRIVER, NPM, NODE, TIME];
/// What the fuzz targets are built with.
pub const FUZZING: &[Program] = &[CXX];

/// Sees to it that these programs are there.
pub fn programs(machine: &Machine, wanted: &[Program]) -> Result<()> {
    let missing: Vec<&Program> =
        wanted.iter().filter(|program| process::find(program.name).is_none()).collect();
    if missing.is_empty() {
        println!("All there: {}.", names(wanted.iter()));
        return Ok(());
    }
    for Program { name, package, purpose } in &missing {
        println!("Missing: {name}, which {purpose} (Debian package {package}).");
    }
    let packages: Vec<&str> = missing.iter().map(|program| program.package).collect();
    install(machine, &packages)?;
    let still = names(missing.into_iter().filter(|program| process::find(program.name).is_none()));
    if !still.is_empty() {
        bail!("after the installation these programs are still not on PATH: {still}");
    }
    Ok(())
}

/// Whether packages can be installed on this machine at all.
pub fn has_apt() -> bool {
    process::find("apt-get").is_some()
}

/// Installs Debian packages. What for was said before by the caller.
pub fn install(machine: &Machine, packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if !has_apt() {
        bail!("this machine has no apt-get: install what Debian calls “{list}” by hand");
    }
    println!("Installing with apt: {list}");
    if !machine.apt_updated.replace(true)
        && let Err(error) = process::run(apt(&["update", "--quiet"])?)
    {
        // Outdated lists often do as well; if not, the installation says so.
        println!("The package lists could not be fetched ({error:#}); going on with those that are here.");
    }
    // --no-remove: a package that conflicts with one of the user's (Debian's own rustup) must not expel it.
    let options = ["install", "--yes", "--quiet", "--no-install-recommends", "--no-remove"];
    process::run(apt(&[&options, packages].concat())?)
        .with_context(|| format!("apt could not install “{list}”; its own words are above"))
}

/// The version of geckodriver that is installed where there is none.
const GECKODRIVER: &str = "0.37.1";

/// Sees to it that Firefox can be driven: Debian has no package of geckodriver.
pub fn geckodriver(machine: &Machine) -> Result<()> {
    let folder = machine.root.join("target").join("tools");
    let tool = folder.join("bin").join("geckodriver");
    if tool.is_file() || process::find("geckodriver").is_some() {
        println!("There: geckodriver.");
        return Ok(());
    }
    println!("Installing geckodriver {GECKODRIVER} into {}: it drives Firefox.", folder.display());
    let mut cargo = process::cargo(machine);
    // It passes on what the tests say: compiling it fast matters more than running it fast.
    cargo
        .args(["install", "geckodriver", "--version", GECKODRIVER, "--locked", "--debug", "--root"])
        .arg(&folder);
    process::run(cargo)
}

/// Where Debian's Chromium looks for what it has to do without asking.
const POLICY: &str = "/etc/chromium/policies/managed/pes-signer-tests.json";
/// On this machine alone, connection certificates of the simulator are presented without a dialog, which a browser
/// without a screen cannot show.
const POLICY_TEXT: &str = r#"{
  "AutoSelectCertificateForUrls": [
    "{\"pattern\":\"https://127.0.0.1\",\"filter\":{\"ISSUER\":{\"CN\":\"Connexions du simulateur S2low\"}}}"
  ]
}
"#;

/// Sees to it that Chromium presents the simulator's connection certificates.
pub fn browser_policy(machine: &Machine) -> Result<()> {
    if std::fs::read_to_string(POLICY).is_ok_and(|text| text == POLICY_TEXT) {
        println!("There: {POLICY}.");
        return Ok(());
    }
    println!("Writing {POLICY}, by which Chromium presents the simulator's certificates to 127.0.0.1.");
    let file = machine.root.join("target").join("pes-signer-tests.json");
    std::fs::write(&file, POLICY_TEXT)?;
    let mut copy = with_rights()?;
    copy.args(["install", "-D", "-m", "644"]).arg(&file).arg(POLICY);
    process::run(copy)
}

/// An apt-get command with the rights that it needs.
fn apt(arguments: &[&str]) -> Result<Command> {
    let mut command =
        with_rights().with_context(|| format!("run as root `apt-get {}`", arguments.join(" ")))?;
    command.arg("DEBIAN_FRONTEND=noninteractive").arg("apt-get");
    command.args(["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]).args(arguments);
    Ok(command)
}

/// `env`, by root: itself, or through sudo.
fn with_rights() -> Result<Command> {
    let mut id = Command::new("id");
    id.arg("-u");
    let is_root = process::output(id)?.trim() == "0";
    if is_root {
        return Ok(Command::new("env"));
    }
    if process::find("sudo").is_none() {
        bail!("neither root nor sudo here");
    }
    let mut sudo = Command::new("sudo");
    sudo.arg("env");
    Ok(sudo)
}

fn names<'a>(programs: impl Iterator<Item = &'a Program>) -> String {
    programs.map(|program| program.name).collect::<Vec<_>>().join(", ")
}
