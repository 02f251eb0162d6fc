//! Requests for a certificate, and what authorities answer to them, with openssl as the authority.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::Command;

use cross_checks::folder::subfolder;
use cross_checks::process::run;
use pes_signer::identity::{Applicant, read_certificates, request, request_info, request_pem};

/// Runs openssl in a folder and gives its output.
fn openssl(folder: &Path, arguments: &str) -> Vec<u8> {
    let answer = run(Command::new("openssl").current_dir(folder).args(arguments.split(' ')), b"");
    assert!(answer.code == 0, "openssl {arguments}: {}", answer.all());
    answer.out
}

/// A request in the name of `applicant`, as a file that openssl holds to be right.
fn requested(folder: &Path, applicant: &Applicant<'_>) -> String {
    openssl(folder, "genrsa -out key.pem 3072");
    let spki = openssl(folder, "pkey -in key.pem -pubout -outform DER");
    let info = request_info(applicant, &spki);
    fs::write(folder.join("info.der"), &info).unwrap();
    let signature = openssl(folder, "dgst -sha256 -sign key.pem info.der");
    fs::write(folder.join("request.csr"), request_pem(&request(&info, &signature))).unwrap();
    openssl(folder, "req -in request.csr -verify -noout");
    String::from_utf8(openssl(folder, "req -in request.csr -noout -text -nameopt utf8,sep_multiline"))
        .unwrap()
}

#[test]
fn openssl_reads_from_a_request_what_was_written_into_it() {
    let folder = subfolder("request");
    let long = "x".repeat(64);
    for (name, organization) in
        [("Éloïse d’Hérouville", "Commune de Sainte-Élodie-les-Prés"), (long.as_str(), long.as_str())]
    {
        let text = requested(&folder, &Applicant { name, organization, country: "FR" });
        for part in [
            &format!("CN={name}"),
            &format!("O={organization}"),
            "C=FR",
            "Public-Key: (3072 bit)",
            "X509v3 Key Usage: critical",
            "Digital Signature, Non Repudiation",
            "Signature Algorithm: sha256WithRSAEncryption",
        ] {
            assert!(text.contains(part), "“{part}” is missing in:\n{text}");
        }
    }
}

#[test]
fn certificates_are_found_in_every_kind_of_file_that_authorities_send() {
    let folder = subfolder("answers");
    requested(&folder, &Applicant { name: "Claire Petit", organization: "Commune d’Essai", country: "FR" });
    for arguments in [
        "req -x509 -newkey rsa:2048 -noenc -subj /CN=Autorite -keyout issuer-key.pem -out issuer.pem",
        "x509 -req -in request.csr -CA issuer.pem -CAkey issuer-key.pem -days 30 -out issued.pem",
        "x509 -in issued.pem -outform DER -out issued.cer",
        "x509 -in issued.pem -text -out with-words.pem",
        "x509 -in issued.pem -trustout -out trusted.pem",
        "crl2pkcs7 -nocrl -certfile issued.pem -certfile issuer.pem -outform DER -out both.p7b",
        "crl2pkcs7 -nocrl -certfile issued.pem -certfile issuer.pem -out both-pem.p7b",
        "cms -sign -in issued.cer -binary -signer issuer.pem -inkey issuer-key.pem -certfile issued.pem -stream -outform DER -nodetach -out ber.p7m",
    ] {
        openssl(&folder, arguments);
    }
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    let chain = [read("issued.pem"), read("key.pem"), read("issuer.pem")].concat();
    fs::write(folder.join("chain.pem"), chain).unwrap();
    let issued = read("issued.cer");
    for (name, count) in [
        ("issued.pem", 1),
        ("issued.cer", 1),
        ("with-words.pem", 1),
        ("both.p7b", 2),
        ("both-pem.p7b", 2),
        ("ber.p7m", 2),
        ("chain.pem", 2),
    ] {
        let found = read_certificates(&read(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(found.len(), count, "{name}");
        assert!(found.iter().any(|certificate| certificate.der() == issued), "{name}");
    }
    for name in ["request.csr", "key.pem", "info.der"] {
        assert!(read_certificates(&read(name)).is_err(), "{name} holds no certificate");
    }
    let whole = read("both.p7b");
    for end in (0..whole.len()).step_by(7) {
        assert!(read_certificates(&whole[..end]).is_err(), "cut after {end} bytes");
    }
}
