//! What the DGFiP, STELA and S2low would answer, each by its own rules: S2low's commands, OpenSSL and the PES schemas
//! say the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cross_checks::authorities::{SIGNER, Wanted};
use cross_checks::changes::{Change, changed};
use cross_checks::cli::{Sign, binary, run, text};
use cross_checks::encodings::{Encoding, decode, encode};
use cross_checks::folder::subfolder;
use cross_checks::material::{PASSWORD, material, trust};
use cross_checks::parallel::{all_must_hold, each};
use cross_checks::pes::Pes;
use cross_checks::process::{self, must};
use cross_checks::report::verify;
use cross_checks::samples::shared;
use cross_checks::schema::{complaints, valid};
use cross_checks::xmlsec::verify_as_s2low;

/// Changes of the properties of a signature, each against the schema of XAdES 1.1.1 or against the form of a date.
const OFF_SCHEMA: &[(&str, Change)] = &[
    ("no CertDigest", |text| without(text, "<xad:CertDigest>", "</xad:CertDigest>")),
    ("no IssuerSerial", |text| without(text, "<xad:IssuerSerial>", "</xad:IssuerSerial>")),
    ("no SigPolicyHash", |text| without(text, "<xad:SigPolicyHash>", "</xad:SigPolicyHash>")),
    ("no DigestValue", |text| without(text, "<xad:DigestValue>", "</xad:DigestValue>")),
    ("no serial number", |text| without(text, "<ds:X509SerialNumber>", "</ds:X509SerialNumber>")),
    ("no certificate", |text| without(text, "<xad:Cert>", "</xad:Cert>")),
    ("no identifier", |text| without(text, "<xad:Identifier>", "</xad:Identifier>")),
    ("no role among the roles", |text| without(text, "<xad:ClaimedRole>", "</xad:ClaimedRole>")),
    ("the country first", |text| {
        let country = between(text, "<xad:CountryName>", "</xad:CountryName>");
        text.replacen(country, "", 1).replacen("<xad:City>", &format!("{country}<xad:City>"), 1)
    }),
    ("a second city", |text| text.replacen("<xad:City>", "<xad:City>Delme</xad:City><xad:City>", 1)),
    ("an element in the date", |text| text.replacen("</xad:SigningTime>", "<vu/></xad:SigningTime>", 1)),
    ("an element of its own", |text| {
        text.replacen("<xad:SigningCertificate>", "<vu/><xad:SigningCertificate>", 1)
    }),
    ("the digest's parts of XML Signature", |text| {
        let digest = between(text, "<xad:CertDigest>", "</xad:CertDigest>");
        text.replacen(digest, &digest.replace("xad:Digest", "ds:Digest"), 1)
    }),
    ("an Id that is no name", |text| {
        text.replacen("<xad:SignedProperties Id=\"", "<xad:SignedProperties Id=\"1", 1)
    }),
    ("an offset of four days", |text| text.replacen("T09:00:00Z", "T09:00:00+99:99", 1)),
    ("a fraction of nothing", |text| text.replacen("T09:00:00Z", "T09:00:00.Z", 1)),
];

/// Changes of them that the schema allows.
const ON_SCHEMA: &[(&str, Change)] = &[
    ("two certificates", |text| {
        let certificate = between(text, "<xad:Cert>", "</xad:Cert>");
        text.replacen(certificate, &certificate.repeat(2), 1)
    }),
    ("a province", |text| {
        text.replacen(
            "<xad:PostalCode>",
            "<xad:StateOrProvince>Moselle</xad:StateOrProvince><xad:PostalCode>",
            1,
        )
    }),
    ("no place", |text| without(text, "<xad:SignatureProductionPlace>", "</xad:SignatureProductionPlace>")),
    ("no description", |text| without(text, "<xad:Description>", "</xad:Description>")),
    ("a fraction", |text| text.replacen("T09:00:00Z", "T09:00:00.187Z", 1)),
    ("an offset", |text| text.replacen("T09:00:00Z", "T09:00:00+14:00", 1)),
];

#[test]
fn properties_are_off_the_schema_where_the_pes_schema_says_so() {
    let signed = signed("off-schema");
    for (changes, is_valid) in [(OFF_SCHEMA, false), (ON_SCHEMA, true)] {
        let files = changed(&signed, changes);
        let paths: Vec<PathBuf> = files.iter().map(|(_, file)| file.clone()).collect();
        let Some(valid) = valid(&paths) else { return };
        all_must_hold(each(&files, |(name, file)| {
            assert_eq!(valid.contains(file), is_valid, "{name}: {}", complaints(file));
            let report = verify(file, &[]);
            let told = report.codes().iter().any(|code| ["VER-047", "VER-027"].contains(code));
            if told == is_valid { Err(format!("{name}: {}", report.json)) } else { Ok(()) }
        }));
    }
}

#[test]
fn a_signed_flux_off_the_schema_is_said_to_be_refused_by_the_dgfip_alone() {
    let changes: &[(&str, Change)] = &[
        ("an unknown element", |text| text.replacen("<Enveloppe>", "<Enveloppe><Inconnu V=\"1\"/>", 1)),
        ("a second header", |text| {
            let header = between(text, "<EnTetePES>", "</EnTetePES>");
            text.replacen(header, &header.repeat(2), 1)
        }),
        ("no header", |text| without(text, "<EnTetePES>", "</EnTetePES>")),
        ("the signature not at the end", |text| {
            let signature = between(text, "<ds:Signature ", "</ds:Signature>");
            text.replacen(signature, "", 1).replacen(
                "<BlocBordereau>",
                &format!("{signature}<BlocBordereau>"),
                1,
            )
        }),
    ];
    let signed = signed("schema");
    let whole = verify(&signed, &[&material().authority]);
    assert_eq!((whole.code, whole.accepts("dgfip")), (0, true), "{}", whole.json);
    let files = changed(&signed, changes);
    let paths: Vec<PathBuf> = files.iter().map(|(_, file)| file.clone()).collect();
    if let Some(valid) = valid(&paths) {
        assert!(valid.is_empty(), "{valid:?}");
    }
    all_must_hold(each(&files, |(name, file)| {
        let report = verify(file, &[&material().authority]);
        let of_s2low = verify_as_s2low(file, &material().trusted);
        assert_eq!(report.accepts("s2low"), of_s2low.is_ok(), "{name}: {of_s2low:?}\n{}", report.json);
        let told = report.codes().contains(&"VER-054") && report.code == 0;
        if told && !report.accepts("dgfip") { Ok(()) } else { Err(format!("{name}: {}", report.json)) }
    }));
}

#[test]
fn where_s2low_does_not_find_the_date_it_is_said_to_judge_at_the_present() {
    let folder = subfolder("dates");
    let root = Wanted { name: "root", ..Wanted::default() }.issue(&folder, None);
    let once = Wanted {
        name: "once",
        subject: "Élodie Essai",
        extensions: SIGNER,
        years: (2020, 2025),
        ..Wanted::default()
    };
    let holder = once.issue(&folder, Some(&root));
    let (container, password, flux) =
        (folder.join("once.p12"), folder.join("password"), folder.join("flux.xml"));
    fs::write(&password, PASSWORD).unwrap();
    let [key, certificate] = [&holder.key, &holder.certificate].map(|path| text(path));
    let passed = format!("pass:{PASSWORD}");
    must(
        "openssl",
        [
            "pkcs12",
            "-export",
            "-inkey",
            key,
            "-in",
            certificate,
            "-passout",
            &passed,
            "-out",
            text(&container),
        ],
    );
    fs::write(&flux, encode(&Pes::default().text(), Encoding::Latin1)).unwrap();
    let signed = folder.join("signed.xml");
    let mut sign = Command::new(binary());
    sign.arg("sign").arg(&flux).arg("--p12").arg(&container).arg("--password-file").arg(&password);
    sign.args([
        "--role",
        "Maire",
        "--city",
        "Delme",
        "--postal-code",
        "57590",
        "--at",
        "2024-06-01T09:00:00Z",
    ]);
    let answer = process::run(sign.arg("-o").arg(&signed), b"");
    assert_eq!(answer.code, 0, "{}", answer.all());

    let trusted = trust(&folder, &root.certificate);
    let judged = |file: &Path| {
        let report = verify(file, &[&root.certificate]);
        let of_s2low = verify_as_s2low(file, &trusted);
        assert_eq!(
            report.accepts("s2low"),
            of_s2low.is_ok(),
            "{}: {of_s2low:?}\n{}",
            file.display(),
            report.json
        );
        report
    };
    assert!(judged(&signed).accepts("s2low"));
    let changes: &[(&str, Change)] = &[
        ("a target without #", |text| text.replace(" Target=\"#", " Target=\"")),
        ("no target", |text| text.replace(" Target=\"#", " Target=\"#x")),
        ("a second time among what is not signed", |text| {
            let second = "<xad:UnsignedProperties><xad:SigningTime>2024-06-01T09:00:00Z</xad:SigningTime>";
            let second = format!("{second}</xad:UnsignedProperties></xad:QualifyingProperties>");
            text.replace("</xad:QualifyingProperties>", &second)
        }),
    ];
    for (name, file) in changed(&signed, changes) {
        let report = judged(&file);
        assert!(!report.accepts("s2low") && report.codes().contains(&"VER-051"), "{name}: {}", report.json);
        assert!(report.code == 0 && report.first("authority") == "believed", "{name}: {}", report.json);
    }
}

#[test]
fn of_an_unsigned_flux_it_is_said_who_refuses_it() {
    let folder = subfolder("unsigned");
    let flux = folder.join("prepared.xml");
    fs::write(&flux, encode(&Pes::default().text(), Encoding::Latin1)).unwrap();
    let told = |file: &Path| {
        let report = verify(file, &[]);
        assert_eq!((report.code, &report.json["verdict"]), (1, &"unsigned".into()), "{}", report.json);
        ["dgfip", "stela", "s2low"].map(|tool| report.accepts(tool))
    };
    assert_eq!(told(&flux), [false, false, true]);
    let unprepared = decode(&fs::read(&flux).unwrap())
        .replace("<InfoDematerialisee V=\"1\"/>", "<InfoDematerialisee V=\"0\"/>");
    let other = folder.join("unprepared.xml");
    fs::write(&other, encode(&unprepared, Encoding::Latin1)).unwrap();
    assert_eq!(told(&other), [true, false, true]);
    let Some(shared) = shared() else { return };
    let acquit = fs::read_dir(shared.join("samples/acquits")).unwrap().next().unwrap().unwrap().path();
    assert_eq!(verify(&acquit, &[]).json["answers"], serde_json::json!([]), "{}", acquit.display());
}

#[test]
fn what_a_reviewer_asks_for_stands_in_the_report_for_a_person() {
    let signed = signed("reviewed");
    let answer = run(&["verify", "--lang", "en", text(&signed), "--trust", text(&material().authority)]);
    for line in [
        "Intended uses: digitalSignature, nonRepudiation",
        "Certificate valid at the signing date: Yes",
        "Fingerprint of the certificate right: Yes",
        "Its number right: Yes",
        "Its issuer right: Yes",
        "Policy in force: Yes",
        "Its fingerprint right: Yes",
        "Element covered: #BORD_D.1 – Intact",
        "Element covered: #BORD_D.1_SIG_1_SP – Intact",
        "00420 Saint-Éloi-lès-Bois, France",
    ] {
        assert!(answer.text().contains(line), "{line}\n{}", answer.all());
    }
    let report = verify(&signed, &[]);
    assert_eq!(report.first("key_usage"), "signing");
    assert_eq!(report.first("valid_at_signing_time"), true);
    assert_eq!(report.first("policy")["digest_right"], true);
    assert_eq!(report.first("certificate_named")["issuer"], true);
    let intact = report.first("references").as_array().unwrap().iter().map(|one| &one["intact"]);
    assert!(intact.eq([true, true].map(serde_json::Value::from).iter()), "{}", report.json);
}

/// A flux signed by the command line.
fn signed(name: &str) -> PathBuf {
    let folder = subfolder(name);
    let (flux, signed) = (folder.join("flux.xml"), folder.join("signed.xml"));
    fs::write(&flux, encode(&Pes::default().text(), Encoding::Latin1)).unwrap();
    let answer = Sign::default().run(&flux, &signed);
    assert_eq!(answer.code, 0, "{}", answer.all());
    signed
}

/// What stands from one piece of markup to another, both included.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).unwrap();
    let end = start + text[start..].find(to).unwrap() + to.len();
    &text[start..end]
}

fn without(text: &str, from: &str, to: &str) -> String {
    text.replacen(between(text, from, to), "", 1)
}
