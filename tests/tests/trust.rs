//! Which authorities are believed: chains from a signer to a root, over every fault that one can have; OpenSSL agrees
//! wherever both are asked the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use cross_checks::authorities::{AUTHORITY, Holder, Kind, SIGNER, Wanted, openssl_believes};
use cross_checks::cli::text;
use cross_checks::dates::unix_seconds;
use cross_checks::encodings::decode;
use cross_checks::folder::subfolder;
use cross_checks::process::must;
use cross_checks::report::{Report, verify};
use cross_checks::templates::Template;

/// The instant that the signatures carry.
const AT: &str = "2026-11-23T09:00:00Z";
const ROOT: Wanted = Wanted {
    name: "root",
    subject: "Racine d'essai",
    kind: Kind::Rsa,
    extensions: AUTHORITY,
    years: (2020, 2049),
};
const BETWEEN: Wanted = Wanted { name: "between", subject: "AC d'essai", ..ROOT };
const LOWER: Wanted = Wanted { name: "lower", subject: "AC fille d'essai", ..ROOT };
const OWN: Wanted = Wanted { name: "signer", subject: "Élodie Essai", extensions: SIGNER, ..ROOT };
const ENDS_AT_NONE: &str =
    "basicConstraints = critical, CA:TRUE, pathlen:0\nkeyUsage = critical, keyCertSign, cRLSign";
const ENDS_AT_ONE: &str =
    "basicConstraints = critical, CA:TRUE, pathlen:1\nkeyUsage = critical, keyCertSign, cRLSign";

/// A chain, the root first and the signer last, and a file that the signer signed.
struct Chain {
    folder: PathBuf,
    holders: Vec<Holder>,
    signed: PathBuf,
}

impl Chain {
    /// Each of `wanted` is issued by the one before.
    fn new(name: &str, wanted: &[Wanted]) -> Self {
        let folder = subfolder(name);
        let mut holders: Vec<Holder> = Vec::new();
        for one in wanted {
            holders.push(one.issue(&folder, holders.last()));
        }
        let signed = sign(&folder, "signed", holders.last().unwrap(), &[]);
        Self { folder, holders, signed }
    }

    /// All authorities of the chain.
    fn authorities(&self) -> Vec<&Holder> {
        self.holders[..self.holders.len() - 1].iter().collect()
    }

    fn signer(&self) -> &Holder {
        self.holders.last().unwrap()
    }

    /// What comes of it if `authorities` are believed, in this order.
    fn judged(&self, authorities: &[&Holder]) -> Report {
        verify(&self.signed, &[&bundle(&self.folder, authorities)])
    }

    /// Whether the signer is believed; OpenSSL must say the same.
    fn is_believed(&self, authorities: &[&Holder]) -> bool {
        let believed = is_believed(&self.judged(authorities));
        let bundle = bundle(&self.folder, authorities);
        let by_openssl = openssl_believes(&self.signer().certificate, &bundle, unix_seconds(AT).unwrap());
        assert_eq!(believed, by_openssl, "{}: OpenSSL says otherwise", self.folder.display());
        believed
    }
}

#[test]
fn a_chain_from_signer_to_root_is_believed_in_any_order_whatever_its_keys() {
    for (name, root, between) in [
        ("rsa", Kind::Rsa, Kind::Rsa),
        ("p384-root", Kind::P384, Kind::Rsa),
        ("p256-between", Kind::Rsa, Kind::P256),
        ("p384-and-p256", Kind::P384, Kind::P256),
    ] {
        let wanted = [Wanted { kind: root, ..ROOT }, Wanted { kind: between, ..BETWEEN }, OWN];
        let chain = Chain::new(name, &wanted);
        let [root, between] = chain.authorities()[..] else { panic!() };
        assert!(chain.is_believed(&[root, between]) && chain.is_believed(&[between, root]), "{name}");
        assert!(!chain.judged(&[between, root]).codes().contains(&"VER-035"));
    }
}

#[test]
fn a_signer_that_a_root_issued_and_one_three_authorities_below_are_believed() {
    let short = Chain::new("short", &[ROOT, OWN]);
    assert!(short.is_believed(&short.authorities()));
    let long = Chain::new("long", &[ROOT, BETWEEN, LOWER, OWN]);
    assert!(long.is_believed(&long.authorities()));
}

#[test]
fn a_chain_with_a_link_missing_is_not_believed() {
    let chain = Chain::new("missing", &[ROOT, BETWEEN, OWN]);
    let [root, between] = chain.authorities()[..] else { panic!() };
    assert!(!chain.is_believed(&[root]));
    assert!(!chain.is_believed(&[between]), "a chain ends at a root");
    let found = chain.judged(&[root]);
    let finding = found.json["findings"].as_array().unwrap().iter().find(|one| one["code"] == "VER-035");
    assert_eq!(finding.unwrap()["value"], "CN=AC d'essai,C=FR");
}

#[test]
fn a_folder_of_authorities_is_believed_as_one_file_of_them_is() {
    let chain = Chain::new("folder", &[Wanted { kind: Kind::P384, ..ROOT }, BETWEEN, OWN]);
    let [root, between] = chain.authorities()[..] else { panic!() };
    let folder = subfolder("folder/believed");
    fs::copy(&between.certificate, folder.join("a.pem")).unwrap();
    assert!(!is_believed(&verify(&chain.signed, &[&folder])));
    let binary = folder.join("b.crt");
    must("openssl", ["x509", "-in", text(&root.certificate), "-outform", "DER", "-out", text(&binary)]);
    fs::create_dir(folder.join("empty")).unwrap();
    assert!(is_believed(&verify(&chain.signed, &[&folder])));
    // Files named one by one do the same.
    assert!(is_believed(&verify(&chain.signed, &[&between.certificate, &binary])));
}

#[test]
fn an_authority_that_may_not_issue_is_not_believed() {
    for (name, extensions) in [
        ("no-keycertsign", "basicConstraints = critical, CA:TRUE\nkeyUsage = critical, cRLSign"),
        ("no-ca", "basicConstraints = critical, CA:FALSE\nkeyUsage = critical, keyCertSign"),
        ("no-constraints", "keyUsage = critical, digitalSignature"),
    ] {
        let chain = Chain::new(name, &[ROOT, Wanted { extensions, ..BETWEEN }, OWN]);
        assert!(!chain.is_believed(&chain.authorities()), "{name}");
    }
    // OpenSSL asks for no key usage; the DGFiP's tool does, of every authority.
    let extensions = "basicConstraints = critical, CA:TRUE";
    let silent = Chain::new("no-usage", &[ROOT, Wanted { extensions, ..BETWEEN }, OWN]);
    let found = silent.judged(&silent.authorities());
    assert!(!is_believed(&found) && !found.accepts("dgfip"));
    let bundle = bundle(&silent.folder, &silent.authorities());
    assert!(openssl_believes(&silent.signer().certificate, &bundle, unix_seconds(AT).unwrap()));
    assert!(!found.json["answers"][2]["refuses"].to_string().contains("VER-035"), "{}", found.json);
}

#[test]
fn whoever_was_not_valid_at_the_signing_time_is_not_believed() {
    let (past, future) = ((2015, 2026), (2027, 2049));
    for (name, wanted) in [
        ("root-expired", [Wanted { years: past, ..ROOT }, BETWEEN, OWN]),
        ("between-expired", [ROOT, Wanted { years: past, ..BETWEEN }, OWN]),
        ("between-to-come", [ROOT, Wanted { years: future, ..BETWEEN }, OWN]),
        ("signer-expired", [ROOT, BETWEEN, Wanted { years: past, ..OWN }]),
    ] {
        let chain = Chain::new(name, &wanted);
        assert!(!chain.is_believed(&chain.authorities()), "{name}");
        let found = chain.judged(&chain.authorities());
        assert_eq!(found.codes().contains(&"VER-022"), name == "signer-expired", "{}", found.json);
    }
}

#[test]
fn the_present_does_not_count_where_a_signing_time_is_told() {
    // Valid for the whole of the year in which it was signed, and no longer.
    let chain = Chain::new("then", &[ROOT, Wanted { years: (2026, 2027), ..BETWEEN }, OWN]);
    assert!(chain.is_believed(&chain.authorities()));
}

#[test]
fn no_more_authorities_may_stand_below_one_than_it_allows() {
    let none = |wanted| Wanted { extensions: ENDS_AT_NONE, ..wanted };
    let one = |wanted| Wanted { extensions: ENDS_AT_ONE, ..wanted };
    for (name, wanted, believed) in [
        ("root-none-of-0", vec![none(ROOT), OWN], true),
        ("root-one-of-0", vec![none(ROOT), BETWEEN, OWN], false),
        ("root-one-of-1", vec![one(ROOT), BETWEEN, OWN], true),
        ("root-two-of-1", vec![one(ROOT), BETWEEN, LOWER, OWN], false),
        ("between-none-of-0", vec![ROOT, none(BETWEEN), OWN], true),
        ("between-one-of-0", vec![ROOT, none(BETWEEN), LOWER, OWN], false),
        ("between-one-of-1", vec![ROOT, one(BETWEEN), LOWER, OWN], true),
        ("each-as-allowed", vec![one(ROOT), none(BETWEEN), OWN], true),
    ] {
        let chain = Chain::new(name, &wanted);
        assert_eq!(chain.is_believed(&chain.authorities()), believed, "{name}");
    }
}

#[test]
fn a_critical_extension_that_nobody_knows_spoils_the_chain_wherever_it_is() {
    for (extension, believed) in [("1.2.3.4 = critical, DER:0500", false), ("1.2.3.4 = DER:0500", true)] {
        for place in 0..3 {
            let mut wanted = [ROOT, BETWEEN, OWN];
            let extensions = format!("{}\n{extension}", wanted[place].extensions);
            wanted[place].extensions = &extensions;
            let chain = Chain::new(&format!("unknown-{believed}-{place}"), &wanted);
            assert_eq!(chain.is_believed(&chain.authorities()), believed, "{extension} at {place}");
        }
    }
}

#[test]
fn an_authority_that_may_issue_to_some_names_only_is_not_believed_since_names_are_not_checked() {
    let extensions =
        format!("{}\nnameConstraints = critical, permitted;DNS:.essai.invalid", BETWEEN.extensions);
    let chain = Chain::new("name-constraints", &[ROOT, Wanted { extensions: &extensions, ..BETWEEN }, OWN]);
    assert!(!is_believed(&chain.judged(&chain.authorities())));
}

#[test]
fn of_two_authorities_with_one_name_the_one_whose_key_signed_counts() {
    let chain = Chain::new("namesakes", &[ROOT, BETWEEN, OWN]);
    let [root, between] = chain.authorities()[..] else { panic!() };
    let folder = subfolder("namesakes/others");
    let other_root = ROOT.issue(&folder, None);
    let other_between = Wanted { kind: Kind::P256, ..BETWEEN }.issue(&folder, Some(&other_root));
    for right in [
        [&other_root, root, &other_between, between],
        [root, &other_root, between, &other_between],
        [between, &other_between, root, &other_root],
    ] {
        assert!(is_believed(&chain.judged(&right)));
    }
    assert!(!is_believed(&chain.judged(&[&other_root, &other_between])));
    assert!(!is_believed(&chain.judged(&[root, &other_between])));
    assert!(!is_believed(&chain.judged(&[&other_root, between])));
}

#[test]
fn a_signer_is_no_authority_of_its_own() {
    let folder = subfolder("own");
    let signer = OWN.issue(&folder, None);
    let signed = sign(&folder, "signed", &signer, &[]);
    assert!(!is_believed(&verify(&signed, &[&signer.certificate])));
}

#[test]
fn certificates_that_the_signature_brings_play_no_part() {
    let chain = Chain::new("brought", &[ROOT, BETWEEN, OWN]);
    let [root, between] = chain.authorities()[..] else { panic!() };
    let signed = sign(&chain.folder, "with-chain", chain.signer(), &[between, root]);
    let count = decode(&fs::read(&signed).unwrap()).matches("<ds:X509Certificate>").count();
    assert_eq!(count, 3);
    let report = |authorities: &[&Holder]| verify(&signed, &[&bundle(&chain.folder, authorities)]);
    assert!(is_believed(&report(&[root, between])));
    assert!(!is_believed(&report(&[root])));
}

#[test]
fn without_authorities_nothing_is_said_of_them() {
    let chain = Chain::new("unchecked", &[ROOT, OWN]);
    let found = verify(&chain.signed, &[]);
    assert_eq!(found.first("authority"), "unchecked");
    assert!(found.codes().contains(&"VER-034") && !found.codes().contains(&"VER-035"), "{}", found.json);
}

fn sign(folder: &Path, name: &str, signer: &Holder, others: &[&Holder]) -> PathBuf {
    let properties = format!("<xad:SigningTime>{AT}</xad:SigningTime>");
    Template { properties, ..Template::default() }.sign(signer, others, folder, name)
}

/// Whether the signature's authority is believed; the signature itself is right.
fn is_believed(found: &Report) -> bool {
    assert!(found.is_intact() && found.first("signing_time") == AT, "{}", found.json);
    let believed = match found.first("authority").as_str() {
        Some("believed") => true,
        Some("unknown") => false,
        _ => panic!("{}", found.json),
    };
    assert_eq!(found.codes().contains(&"VER-035"), !believed, "{}", found.json);
    believed
}

/// The certificates of `holders` in one file.
fn bundle(folder: &Path, holders: &[&Holder]) -> PathBuf {
    let file = folder.join("bundle.pem");
    let all: Vec<String> =
        holders.iter().map(|holder| fs::read_to_string(&holder.certificate).unwrap()).collect();
    fs::write(&file, all.concat()).unwrap();
    file
}
