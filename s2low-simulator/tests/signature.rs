//! The worker's tenth check: signatures, judged by the real `xmlsec1` and `openssl`.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test ends where something is not as expected")]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{S2low, pes, replace, shared};
use s2low_simulator::{Status, demonstration};

const INVALID: &str = "La signature du fichier est invalide : ";

/// A key with its certificate, as two PEM files, and the authority behind it.
struct Signer {
    key: PathBuf,
    certificate: PathBuf,
    authority: String,
}

/// The signer of the demonstration.
async fn demonstration_signer(folder: &Path) -> Signer {
    let material = demonstration::prepare(folder).await.unwrap();
    let (key, certificate) = (folder.join("key.pem"), folder.join("certificate.pem"));
    let password = format!("pass:{}", demonstration::PASSWORD);
    let open = |what: &str, out: &Path| {
        let mut command = Command::new("openssl");
        command.args(["pkcs12", what, "-noenc", "-passin", &password, "-in"]).arg(&material.certificate);
        run(command.arg("-out").arg(out));
    };
    open("-nocerts", &key);
    open("-clcerts", &certificate);
    Signer { key, certificate, authority: std::fs::read_to_string(&material.authority).unwrap() }
}

fn run(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A signature over the bordereau, still empty, with S2low's order of references.
fn template(id: &str, signing_time: &str) -> String {
    let transform = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>";
    let digest = "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue/>";
    format!(
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"{id}_SIG_1\"><ds:SignedInfo>\
         <ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>\
         <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/>\
         <ds:Reference URI=\"#{id}\"><ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>{transform}</ds:Transforms>{digest}</ds:Reference>\
         <ds:Reference URI=\"#{id}_SIG_1_SP\"><ds:Transforms>{transform}</ds:Transforms>{digest}</ds:Reference>\
         </ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data><ds:X509Certificate/></ds:X509Data></ds:KeyInfo>\
         <ds:Object><xad:QualifyingProperties xmlns:xad=\"http://uri.etsi.org/01903/v1.1.1#\" Target=\"#{id}_SIG_1\">\
         <xad:SignedProperties Id=\"{id}_SIG_1_SP\"><xad:SignedSignatureProperties><xad:SigningTime>{signing_time}</xad:SigningTime>\
         </xad:SignedSignatureProperties></xad:SignedProperties></xad:QualifyingProperties></ds:Object></ds:Signature>"
    )
}

/// The small demonstration file, its bordereau signed by `xmlsec1`.
fn signed(folder: &Path, signer: &Signer, signing_time: &str) -> Vec<u8> {
    let template = template("BORD-DEP-2026-114", signing_time);
    let unsigned = folder.join("unsigned.xml");
    std::fs::write(&unsigned, replace(&pes(), "</Bordereau>", &format!("{template}</Bordereau>"))).unwrap();
    let key = format!("{},{}", signer.key.display(), signer.certificate.display());
    let out = folder.join("signed.xml");
    let mut command = Command::new("xmlsec1");
    command.args(["--sign", "--id-attr:Id", "Bordereau", "--privkey-pem", &key, "--output"]);
    run(command.arg(&out).arg(&unsigned));
    std::fs::read(out).unwrap()
}

/// The present moment as a SigningTime.
fn now() -> String {
    let date = run(Command::new("date").args(["-u", "+%Y-%m-%dT%H:%M:%SZ"]));
    String::from_utf8(date).unwrap().trim().to_owned()
}

#[tokio::test]
async fn a_signature_under_a_trusted_authority_passes() {
    let s2low = S2low::start().await;
    let signer = demonstration_signer(s2low.folder.path()).await;
    s2low.simulator.trust(&signer.authority).await.unwrap();
    let bytes = signed(s2low.folder.path(), &signer, &now());
    let transaction = s2low.analyse(bytes).await;
    assert_eq!(transaction.message(), "Transaction 1 dans la file d'attente");
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn the_certificates_faults_are_told_in_openssls_words() {
    let s2low = S2low::start().await;
    let signer = demonstration_signer(s2low.folder.path()).await;
    let bytes = signed(s2low.folder.path(), &signer, &now());
    let unknown = s2low.analyse(bytes).await;
    assert_eq!(unknown.status(), Status::ERROR);
    assert_eq!(unknown.message(), format!("{INVALID}unable to get local issuer certificate"));

    s2low.simulator.trust(&signer.authority).await.unwrap();
    let early = signed(s2low.folder.path(), &signer, "2020-01-31T09:05:00Z");
    let early = s2low.analyse(early).await;
    assert_eq!(early.message(), format!("{INVALID}certificate is not yet valid"));
    let late = signed(s2low.folder.path(), &signer, "2039-01-31T09:05:00Z");
    let late = s2low.analyse(late).await;
    assert_eq!(late.message(), format!("{INVALID}certificate has expired"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_signed_amount_cannot_be_changed() {
    let s2low = S2low::start().await;
    let signer = demonstration_signer(s2low.folder.path()).await;
    s2low.simulator.trust(&signer.authority).await.unwrap();
    let bytes = signed(s2low.folder.path(), &signer, &now());
    let altered = s2low.analyse(replace(&bytes, "438.20", "938.20")).await;
    let message = format!("{INVALID}Impossible d'affirmer que la signature correspond au fichier");
    assert_eq!((altered.status(), altered.message()), (Status::ERROR, message.as_str()));

    // Outside the bordereau nothing is signed.
    let elsewhere = s2low.analyse(replace(&bytes, "SGC de Valbourg", "SGC du Valbourg")).await;
    assert_eq!(elsewhere.status(), Status::WAITING);
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_signature_needs_an_id_and_one_element_that_it_signs() {
    let s2low = S2low::start().await;
    let signer = demonstration_signer(s2low.folder.path()).await;
    s2low.simulator.trust(&signer.authority).await.unwrap();
    let bytes = signed(s2low.folder.path(), &signer, &now());
    let nameless = s2low.analyse(replace(&bytes, " Id=\"BORD-DEP-2026-114_SIG_1\"", "")).await;
    let message = format!(r"{INVALID}Impossible d'extraire l'attribut Id de l'entité \<Signature\>");
    assert_eq!(nameless.message(), message);

    let message = format!(r"{INVALID}Impossible d'extraire l'entité \<SignedProperties\>");
    let twice = replace(&bytes, "<EnTetePES>", "<EnTetePES Id=\"BORD-DEP-2026-114\">");
    assert_eq!(s2low.analyse(twice).await.message(), message);
    let nowhere = replace(&bytes, "<Bordereau Id=\"BORD-DEP-2026-114\">", "<Bordereau>");
    assert_eq!(s2low.analyse(nowhere).await.message(), message);
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_certificate_on_the_authoritys_list_is_revoked() {
    let s2low = S2low::start().await;
    let signer = revoked_signer(s2low.folder.path(), s2low.simulator.validca());
    s2low.simulator.trust(&signer.authority).await.unwrap();
    let before = signed(s2low.folder.path(), &signer, &now());
    let before = s2low.analyse(before).await;
    assert_eq!(before.message(), "Transaction 1 dans la file d'attente");
    let after = signed(s2low.folder.path(), &signer, "2031-01-01T00:00:01Z");
    let after = s2low.analyse(replace(&after, "_002.xml", "_004.xml")).await;
    assert_eq!(after.message(), format!("{INVALID}Certificat révoqué"));
    s2low.simulator.stop().await;
}

/// An authority, a signer, and a list in `validca` on which the signer is revoked from 2031 on.
fn revoked_signer(folder: &Path, validca: &Path) -> Signer {
    let openssl =
        |arguments: &str| run(Command::new("openssl").current_dir(folder).args(arguments.split(' ')));
    let config =
        "[ca]\ndefault_ca = list\n[list]\ndatabase = index.txt\ndefault_md = sha256\ndefault_crl_days = 30\n";
    std::fs::write(folder.join("list.cnf"), config).unwrap();
    openssl("req -x509 -newkey rsa:2048 -noenc -days 3650 -subj /CN=Liste -keyout list.key -out list.pem");
    openssl("req -new -newkey rsa:2048 -noenc -subj /CN=Signataire -keyout key.pem -out signer.csr");
    openssl(
        "x509 -req -in signer.csr -CA list.pem -CAkey list.key -set_serial 0x0A1B -days 3650 -out certificate.pem",
    );
    std::fs::write(
        folder.join("index.txt"),
        "R\t360101000000Z\t310101000000Z\t0A1B\tunknown\t/CN=Signataire\n",
    )
    .unwrap();
    openssl("ca -gencrl -config list.cnf -keyfile list.key -cert list.pem -out list.crl");
    let hash = openssl("x509 -noout -subject_hash -in list.pem");
    let hash = String::from_utf8(hash).unwrap();
    std::fs::copy(folder.join("list.crl"), validca.join(format!("{}.r0", hash.trim()))).unwrap();
    Signer {
        key: folder.join("key.pem"),
        certificate: folder.join("certificate.pem"),
        authority: std::fs::read_to_string(folder.join("list.pem")).unwrap(),
    }
}

#[tokio::test]
async fn trusting_an_authority_twice_or_another_of_the_same_name_keeps_both() {
    let s2low = S2low::start().await;
    let folders = [s2low.folder.path().join("a"), s2low.folder.path().join("b")];
    let first = demonstration_signer(&folders[0]).await.authority;
    let second = demonstration_signer(&folders[1]).await.authority;
    for authority in [&first, &second, &first] {
        s2low.simulator.trust(authority).await.unwrap();
    }
    let mut names: Vec<_> =
        std::fs::read_dir(s2low.simulator.validca()).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names.len(), 2);
    assert!(names[0].to_str().unwrap().ends_with(".0") && names[1].to_str().unwrap().ends_with(".1"));
    assert!(s2low.simulator.trust("not a certificate").await.is_err());
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn test_files_signed_under_an_unknown_authority_are_refused() {
    let Some(folder) = shared("samples/signed") else { return };
    for name in ["SHA256_bordereau.xml", "signature_bordereau2.xml", "altered.xml"] {
        let s2low = S2low::start().await;
        let transaction = s2low.analyse(std::fs::read(folder.join(name)).unwrap()).await;
        assert_eq!(
            transaction.message(),
            format!("{INVALID}unable to get local issuer certificate"),
            "{name}"
        );
        s2low.simulator.stop().await;
    }
}
