//! What a signature may not be made to say: documents with signatures whose digests are right, moved and changed.
//! The value is taken for right here, since whoever forges one lets it stand; values are judged in `tests/`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::c14n::{Method, Subtree};
use crate::dsig::{DigestAlgorithm, SignatureAlgorithm, Unverified};
use crate::identity::PublicKey;
use crate::limits;
use crate::xml::{Event, Scanner};

/// A self-signed certificate of a made-up person, on P-256, from 25 November 2026.
const CERTIFICATE: &str = "\
MIIBzjCCAXSgAwIBAgIESZYC0jAKBggqhkjOPQQDAjA+MQswCQYDVQQGEwJGUjEYMBYGA1UECgwPQ29tbXVuZSBkJ2Vzc2FpMRUw\
EwYDVQQDDAxKZWFubmUgRVNTQUkwHhcNMjYxMTI1MDE1NDA4WhcNNDYxMTIwMDE1NDA4WjA+MQswCQYDVQQGEwJGUjEYMBYGA1UE\
CgwPQ29tbXVuZSBkJ2Vzc2FpMRUwEwYDVQQDDAxKZWFubmUgRVNTQUkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARqN4gUHmSK\
OcXtvcSK6BF7mHHbNyeWSKKjV/HwpcxN8H/povgwq4XEwNnGz7JRm68Vua9SZ1bbcst4lLVarz7po2AwXjAdBgNVHQ4EFgQUSwZS\
qGypNmEVVrSWmeio68kTBygwHwYDVR0jBBgwFoAUSwZSqGypNmEVVrSWmeio68kTBygwDgYDVR0PAQH/BAQDAgZAMAwGA1UdEwEB\
/wQCMAAwCgYIKoZIzj0EAwIDSAAwRQIgUMSr1Iwv2oN8BIO95Ra/DSA9E4GW0qiH8V43dQuZ1WICIQDhHOi80hYszKe991h4kbYK\
IEwNoU47FH5VXiXENroK7w==";

/// 1 January 2027.
const NOW: u64 = 1_798_761_600;

/// Says the same of every value.
struct Says(Result<(), Unverified>);

impl Verifier for Says {
    async fn verify(
        &self,
        _: SignatureAlgorithm,
        _: &PublicKey,
        _: &[u8],
        _: &[u8],
    ) -> Result<(), Unverified> {
        self.0
    }
}

fn judged(surveyed: &str, examined: &str) -> Report {
    judged_by(&Says(Ok(())), NOW, surveyed, examined)
}

fn judged_by(verifier: &Says, now: u64, surveyed: &str, examined: &str) -> Report {
    let mut survey = Survey::new();
    survey.feed(surveyed.as_bytes()).unwrap();
    let mut examination = survey.finish().unwrap().examine();
    examination.feed(examined.as_bytes()).unwrap();
    let judge = Judge { verifier, trust: None, policy: &Policy::default(), now };
    pollster::block_on(examination.finish().unwrap().report(&judge))
}

fn report(document: &str) -> Report {
    judged(document, document)
}

fn codes(report: &Report) -> Vec<&'static str> {
    let mut codes: Vec<_> = report.findings.iter().map(|finding| finding.code.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// A flux of two bordereaux, A and B, before anything is signed.
fn flux() -> String {
    let bordereau = |id: &str| {
        format!(
            "<Bordereau Id=\"{id}\"><BlocBordereau><IdBord V=\"{id}1\"/></BlocBordereau>\
             <Piece><MtHT V=\"10.00\"/></Piece></Bordereau>"
        )
    };
    format!(
        "<n:PES_Aller xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller\" Id=\"F\">\
         <PES_DepenseAller><EnTeteDepense><InfoDematerialisee V=\"1\"/></EnTeteDepense>{}{}</PES_DepenseAller>\
         </n:PES_Aller>",
        bordereau("A"),
        bordereau("B")
    )
}

/// The digest of the element with that Id, its signature left out.
fn digest(document: &str, id: &str) -> String {
    let mut scanner = Scanner::new();
    let (mut running, mut done): (Option<Subtree<Vec<u8>>>, Option<Vec<u8>>) = (None, None);
    let signature = document.find("<ds:Signature ").map(|at| u64::try_from(at).unwrap());
    scanner
        .tell(document.as_bytes(), &mut |event| {
            if let Event::Start(tag) = event
                && tag.attribute("Id").is_some_and(|found| found.value() == id.as_bytes())
            {
                let without = signature.filter(|_| !id.ends_with("_SP"));
                running = Some(Subtree::new(Method::Exclusive, Vec::new()).without(without));
            }
            if running.as_mut().is_some_and(|subtree| subtree.event(event)) {
                done = running.take().map(Subtree::finish);
            }
        })
        .unwrap();
    STANDARD.encode(DigestAlgorithm::Sha256.digest(&done.unwrap_or_default()))
}

/// A reference to `uri`, whose digest is to be filled in.
fn reference(uri: &str, enveloped: bool) -> String {
    let enveloped = if enveloped {
        "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>"
    } else {
        ""
    };
    format!(
        "<ds:Reference URI=\"#{uri}\"><ds:Transforms>{enveloped}\
         <ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/></ds:Transforms>\
         <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\
         <ds:DigestValue>@{uri}@</ds:DigestValue></ds:Reference>"
    )
}

fn signature(id: &str, references: &str) -> String {
    format!(
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"{id}_SIG_1\"><ds:SignedInfo>\
         <ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>\
         <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\"/>{references}\
         </ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue><ds:KeyInfo><ds:X509Data>\
         <ds:X509Certificate>{CERTIFICATE}</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object>\
         <xad:QualifyingProperties xmlns:xad=\"http://uri.etsi.org/01903/v1.2.2#\" Target=\"#{id}_SIG_1\">\
         <xad:SignedProperties Id=\"{id}_SIG_1_SP\"><xad:SignedSignatureProperties>\
         <xad:SigningTime>2026-12-24T09:00:00Z</xad:SigningTime></xad:SignedSignatureProperties>\
         </xad:SignedProperties></xad:QualifyingProperties></ds:Object></ds:Signature>"
    )
}

/// The flux with a signature in bordereau A, its digests right.
fn signed() -> String {
    fill(&to_fill())
}

/// The same before its digests are filled in.
fn to_fill() -> String {
    let references = reference("A", true) + &reference("A_SIG_1_SP", false);
    flux().replacen("</Bordereau>", &(signature("A", &references) + "</Bordereau>"), 1)
}

/// Fills in the digests, innermost first: what is signed holds none of them.
fn fill(document: &str) -> String {
    let mut document = document.to_owned();
    while let Some((_, rest)) = document.split_once("<ds:DigestValue>@") {
        let (id, _) = rest.split_once('@').unwrap();
        let (id, mark) = (id.to_owned(), format!("@{id}@"));
        let digest = digest(&document, &id);
        document = document.replacen(&mark, &digest, 1);
    }
    document
}

#[test]
fn a_signature_with_right_digests_is_intact_and_covers_what_it_stands_in() {
    let report = report(&signed());
    let [signature] = report.signatures.as_slice() else { panic!("{report:#?}") };
    assert!(signature.intact, "{:?}", codes(&report));
    assert_eq!(signature.covers, Some(Covered::Bordereau(0)));
    assert_eq!(report.uncovered, [1]);
    assert_eq!(signature.valid_then, Some(true));
    assert_eq!(signature.references.iter().map(|one| one.intact).collect::<Vec<_>>(), [true, true]);
    // ECDSA is right, but not what the policy fixes; B is not signed; much is not said.
    assert_eq!(codes(&report), ["VER-021", "VER-028", "VER-030", "VER-031", "VER-033", "VER-034"]);
}

#[test]
fn a_signed_element_wrapped_elsewhere_does_not_lend_its_signature() {
    let signed = signed();
    let (from, to) =
        (signed.find("<Bordereau Id=\"A\">").unwrap(), signed.find("<Bordereau Id=\"B\">").unwrap());
    let bordereau = &signed[from..to];
    let inside =
        &bordereau[bordereau.find("<ds:Signature ").unwrap()..bordereau.len() - "</Bordereau>".len()];
    let forged = "<Bordereau Id=\"X\"><BlocBordereau/><Piece><MtHT V=\"99999.00\"/></Piece>";
    // The signature in a forged bordereau, the signed one hidden in a part that nobody shows.
    let hidden = signed
        .replace(bordereau, &format!("{forged}{inside}</Bordereau>"))
        .replace("</n:PES_Aller>", &format!("<Autre>{bordereau}</Autre></n:PES_Aller>").replace(inside, ""));
    // The signed one within its own signature.
    let enclosed = signed.replace(
        bordereau,
        &format!(
            "{forged}{}</Bordereau>",
            inside.replace("</ds:Object>", &format!("{}</ds:Object>", bordereau.replace(inside, "")))
        ),
    );
    // The signed one within the forged one.
    let nested = signed.replace(bordereau, &format!("{forged}{bordereau}</Bordereau>"));
    for (name, document) in [("hidden", hidden), ("enclosed", enclosed), ("nested", nested)] {
        let report = report(&document);
        let covers_forged =
            report.signatures.iter().any(|s| s.intact && s.covers == Some(Covered::Bordereau(0)));
        assert!(!covers_forged, "{name}: {document}");
        assert_ne!(report.verdict, Verdict::Valid, "{name}");
        assert!(report.uncovered.contains(&0), "{name}: {:?}", report.uncovered);
    }
}

#[test]
fn an_id_that_stands_twice_fails_wherever_the_second_stands() {
    let signed = signed();
    for (from, to) in [
        ("<PES_DepenseAller>", "<Autre Id=\"A\"/><PES_DepenseAller>"),
        ("</n:PES_Aller>", "<Autre Id=\"A\"/></n:PES_Aller>"),
        ("</ds:Object>", "<Autre Id=\"A\"/></ds:Object>"),
        ("<EnTeteDepense>", "<EnTeteDepense Id=\"A_SIG_1_SP\">"),
    ] {
        let report = report(&signed.replacen(from, to, 1));
        assert!(!report.signatures[0].intact, "{to}");
        assert!(codes(&report).contains(&"VER-004"), "{to}: {:?}", codes(&report));
    }
}

#[test]
fn a_part_that_stands_twice_makes_the_signature_unbelievable() {
    let signed = signed();
    let part = |name: &str| {
        let (from, end) = (format!("<{name}"), format!("</{name}>"));
        let at = signed.find(&from).unwrap();
        let to = signed[at..].find(&end).unwrap() + at + end.len();
        signed[at..to].to_owned()
    };
    let evil = part("ds:SignedInfo").replace("URI=\"#A\"", "URI=\"#B\"");
    for again in [
        evil,
        part("ds:SignatureValue"),
        part("ds:KeyInfo"),
        part("ds:Transforms"),
        part("ds:DigestValue"),
        part("xad:SignedProperties").replace("_SP\"", "_SP2\"").replace("T09", "T10"),
    ] {
        let name = again[1..].split([' ', '>']).next().unwrap();
        let once = part(name);
        let report = report(&signed.replacen(&once, &format!("{once}{again}"), 1));
        assert!(!report.signatures[0].intact, "{again}");
        assert!(codes(&report).contains(&"VER-006"), "{again}: {:?}", codes(&report));
    }
}

#[test]
fn the_properties_that_are_shown_are_those_that_were_signed() {
    let unsigned = "<ds:Object><xad:QualifyingProperties xmlns:xad=\"http://uri.etsi.org/01903/v1.2.2#\" \
                    Target=\"#A_SIG_1\"><xad:SignedProperties><xad:SignedSignatureProperties><xad:SignerRole>\
                    <xad:ClaimedRoles><xad:ClaimedRole>Préfet</xad:ClaimedRole></xad:ClaimedRoles>\
                    </xad:SignerRole></xad:SignedSignatureProperties></xad:SignedProperties>\
                    </xad:QualifyingProperties></ds:Object>";
    let after = report(&signed().replacen("</ds:Object>", &format!("</ds:Object>{unsigned}"), 1));
    assert_eq!(after.signatures[0].role, None);
    assert!(after.signatures[0].intact && codes(&after).contains(&"VER-039"));
    let before = report(&signed().replacen("<ds:Object>", &format!("{unsigned}<ds:Object>"), 1));
    assert!(codes(&before).contains(&"VER-010"), "{:?}", codes(&before));
    assert_ne!(before.verdict, Verdict::Valid);
}

#[test]
fn a_file_that_changes_between_the_passes_is_not_called_intact() {
    let signed = signed();
    let forged = signed.replace("ecdsa-sha256", "rsa-sha256");
    let report = judged(&signed, &forged);
    assert!(!report.signatures[0].intact);
    assert!(codes(&report).contains(&"VER-013"));
    let report = judged(&signed, &flux());
    assert_eq!((report.verdict, codes(&report).contains(&"VER-013")), (Verdict::Invalid, true));
}

#[test]
fn a_file_signed_over_signed_bordereaux_is_said_to_be_so() {
    let references = reference("F", true) + &reference("F_SIG_1_SP", false);
    let over = signed().replace("</n:PES_Aller>", &(signature("F", &references) + "</n:PES_Aller>"));
    let report = report(&over);
    assert_eq!(report.signatures[1].covers, Some(Covered::File));
    let found = report.findings.iter().find(|finding| finding.code == Code::SignedOver).unwrap();
    assert_eq!(found.signature, Some(1));
}

#[test]
fn comments_belong_to_no_reference_whatever_its_canonicalization() {
    let signed = signed().replace(
        "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>",
        "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#WithComments\"/>",
    );
    let commented = signed.replacen("<Piece>", "<!-- neither signed nor shown --><Piece>", 1);
    assert!(report(&commented).signatures[0].intact);
}

#[test]
fn the_content_may_be_named_second_but_s2low_is_said_to_refuse_it() {
    let references = reference("A_SIG_1_SP", false) + &reference("A", true);
    let document = fill(&flux().replacen("</Bordereau>", &(signature("A", &references) + "</Bordereau>"), 1));
    let report = report(&document);
    assert_eq!(
        (report.signatures[0].intact, report.signatures[0].covers),
        (true, Some(Covered::Bordereau(0)))
    );
    let s2low = report.answers.iter().find(|answer| answer.tool == Tool::S2low).unwrap();
    assert_eq!(s2low.refuses, [Code::ContentNotFirst]);
}

#[test]
fn what_a_signature_says_is_judged_by_the_dgfips_list() {
    for (from, to, code) in [
        (
            "xmlns:xad=\"http://uri.etsi.org/01903/v1.2.2#\"",
            "xmlns:xad=\"http://uri.etsi.org/01903/v1.3.2#\"",
            "VER-026",
        ),
        ("<MtHT V=\"10.00\"/>", "<MtHT V=\"10.01\"/>", "VER-001"),
        ("xad:", "x:", "VER-038"),
        (" Target=\"#A_SIG_1\"", "", "VER-041"),
        ("09:00:00Z", "09:00:00+01:00", "VER-040"),
        ("<xad:SigningTime>2026", "<xad:SigningTime>2025", "VER-022"),
        ("2026-12-24T09:00:00Z", "hier", "VER-027"),
        ("v1.2.2#", "v1.1.1#", "VER-047"),
        (" Id=\"A_SIG_1\">", ">", "VER-012"),
        ("Id=\"A_SIG_1\"", "Id=\"B\"", "VER-046"),
    ] {
        let document = signed().replace(from, to);
        let document = if code == "VER-038" { document.replace("xmlns:xad=", "xmlns:x=") } else { document };
        assert!(codes(&report(&document)).contains(&code), "{code}: {:?}", codes(&report(&document)));
    }
    let unprepared = report(&signed().replace("InfoDematerialisee V=\"1\"", "InfoDematerialisee V=\"0\""));
    assert!(codes(&unprepared).contains(&"VER-044"));
}

/// The codes found in the flux that is signed once `from` is `to` in it, and not in the one as it is.
fn added(changes: &[(&str, &str)]) -> Vec<&'static str> {
    let mut document = to_fill();
    for (from, to) in changes {
        assert!(document.contains(from), "{from}");
        document = document.replacen(from, to, 1);
    }
    let as_it_is = codes(&report(&signed()));
    let mut codes = codes(&report(&fill(&document)));
    codes.retain(|code| !as_it_is.contains(code));
    codes
}

#[test]
fn each_fault_of_what_is_signed_is_told_as_what_it_is() {
    const METHOD: &str = "SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\"";
    const EXCLUSIVE: &str = "Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"";
    let signed_info = format!("CanonicalizationMethod {EXCLUSIVE}");
    let transform = format!("Transform {EXCLUSIVE}");
    let (content, other) = (reference("A", true), reference("B", true));
    let properties = reference("A_SIG_1_SP", false);
    let three = properties.clone() + &reference("B", false);
    let x509 = format!("<ds:X509Certificate>{CERTIFICATE}</ds:X509Certificate>");
    let into_piece = ("</Piece><ds:Signature ", "<ds:Signature ");
    type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        (&[], &[]),
        (&[("URI=\"#A\"", "URI=\"#Z\"")], &["VER-003", "VER-008"]),
        (&[(METHOD, "SignatureMethod Algorithm=\"urn:x\"")], &["VER-005"]),
        (&[(&signed_info, "CanonicalizationMethod Algorithm=\"urn:x\"")], &["VER-005"]),
        (&[(&transform, "Transform Algorithm=\"urn:x\"")], &["VER-005", "VER-008"]),
        (&[("http://www.w3.org/2001/04/xmlenc#sha256", "urn:x")], &["VER-005", "VER-008"]),
        // A curve that has no name.
        (&[("BwNCAARqN4", "CANCAARqN4")], &["VER-005"]),
        (&[(&x509, "")], &["VER-007"]),
        (&[(CERTIFICATE, "AAAA")], &["VER-007"]),
        (&[(&content, &other)], &["VER-008"]),
        (&[into_piece, ("</ds:Signature>", "</ds:Signature></Piece>")], &["VER-009"]),
        // Its key is for enciphering alone.
        (&[("AgZAMAwG", "AgUgMAwG")], &["VER-032"]),
        (&[(&properties, &three)], &["VER-045"]),
        (&[(&properties, "")], &["VER-010", "VER-045"]),
    ];
    for (changes, codes) in cases {
        assert_eq!(added(changes), *codes, "{changes:?}");
    }
}

/// What is found in the signed flux with a change that no digest covers.
fn found(from: &str, to: &str) -> Vec<&'static str> {
    let signed = signed();
    assert!(signed.contains(from), "{from}");
    codes(&report(&signed.replacen(from, to, 1)))
}

#[test]
fn a_signature_of_other_parts_than_xml_signature_has_is_not_believed() {
    const LIST: &str = "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\"";
    const VALUE: &str = "<ds:SignatureValue>AAAA</ds:SignatureValue>";
    const TRANSFORM: &str = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"";
    let transform = format!("{TRANSFORM}/>");
    let with = |content: &str| format!("{TRANSFORM}>{content}</ds:Transform>");
    for (from, to) in [
        (VALUE, format!("<vu/>{VALUE}")),
        (VALUE, format!("{VALUE}{VALUE}")),
        (VALUE, format!("<ds:SignedInfo/>{VALUE}")),
        (VALUE, format!("<SignedInfo/>{VALUE}")),
        (VALUE, VALUE.replace("AAAA", "AAAA<vu/>")),
        ("</ds:SignedInfo>", "<vu/></ds:SignedInfo>".to_owned()),
        ("</ds:DigestValue></ds:Reference>", "</ds:DigestValue><vu/></ds:Reference>".to_owned()),
        ("</ds:DigestValue>", "<vu/></ds:DigestValue>".to_owned()),
        ("</ds:X509Certificate>", "<vu/></ds:X509Certificate>".to_owned()),
        ("</ds:Signature>", "<vu/></ds:Signature>".to_owned()),
        ("<ds:Object>", "<ds:Object/><ds:KeyInfo/><ds:Object>".to_owned()),
        (&*transform, with("<vu/>")),
        (&*transform, with(&format!("{LIST}/>"))),
        ("</xad:SignedProperties>", "</xad:SignedProperties><xad:SignedProperties/>".to_owned()),
    ] {
        assert!(found(from, &to).contains(&"VER-006"), "{to}");
    }
    for (from, to) in [
        (&*transform, with(&format!("{LIST} PrefixList=\"\"/>"))),
        ("</ds:Signature>", "<ds:Object/></ds:Signature>".to_owned()),
        ("</ds:X509Data>", "</ds:X509Data><ds:KeyValue/>".to_owned()),
        ("AAAA</ds:SignatureValue>", "AA\n<!-- -->AA</ds:SignatureValue>".to_owned()),
        // The last letter has bits to spare.
        ("AAAA</ds:SignatureValue>", "AAAB AB==</ds:SignatureValue>".to_owned()),
    ] {
        assert!(!found(from, &to).contains(&"VER-006"), "{to}");
    }
}

#[test]
fn what_another_verifier_takes_for_the_same_identifier_makes_it_ambiguous() {
    const B: &str = "<Bordereau Id=\"B\">";
    const IN_B: &str = "<Piece><MtHT V=\"10.00\"/></Piece></Bordereau></PES";
    for (from, to, is_told) in [
        (B, "<Bordereau Id=\"A\">", true),
        (B, "<Bordereau xml:id=\"A\">", true),
        (B, "<Bordereau xmlns:x=\"urn:x\" x:Id=\"A\">", true),
        (B, "<Bordereau ID=\"A\" id=\"A\">", false),
        (IN_B, "<Piece xml:id=\"A\"/></Bordereau></PES", true),
        (IN_B, "<Piece xmlns:x=\"urn:x\" x:Id=\"A\"/></Bordereau></PES", false),
        ("<Bordereau Id=\"A\">", "<Bordereau xml:id=\"C\" Id=\"A\">", false),
    ] {
        assert_eq!(found(from, to).contains(&"VER-004"), is_told, "{to}");
    }
}

#[test]
fn what_s2lows_tool_does_not_take_is_told() {
    for (from, to, is_told) in [
        ("<n:PES_Aller ", "<n:PES_Aller xmlns:e=\"flux\" ", true),
        ("<n:PES_Aller ", "<n:PES_Aller xmlns:e=\"urn:flux\" ", false),
        ("<MtHT ", "<MtHT xmlns=\"\" ", false),
        ("<PES_DepenseAller>", "<PES_DepenseAller xmlns:e=\"urn:a b\">", true),
    ] {
        assert_eq!(found(from, to).contains(&"VER-050"), is_told, "{to}");
    }
    let enveloped = (reference("A_SIG_1_SP", false), reference("A_SIG_1_SP", true));
    assert_eq!(added(&[(&enveloped.0, &enveloped.1)]), ["VER-050"]);
    let renamed = |id: &str| {
        let [own, other] = ["A", id].map(|id| format!("<Bordereau Id=\"{id}\">"));
        added(&[(&own, &other), ("#A\"", &format!("#{id}\"")), ("@A@", &format!("@{id}@"))])
    };
    assert_eq!(renamed("1"), [""; 0]);
    assert_eq!(renamed("A B"), ["VER-050"]);
}

#[test]
fn which_key_each_tool_takes_is_told() {
    const DATA: &str = "<ds:KeyInfo><ds:X509Data>";
    const NAME: &str =
        "<ds:X509Data><ds:X509SubjectName>CN=x</ds:X509SubjectName></ds:X509Data><ds:X509Data>";
    const KEY: &str =
        "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>wcE=</ds:Modulus></ds:RSAKeyValue></ds:KeyValue>";
    let told = |before: &str, after: &str| {
        let to = format!("<ds:KeyInfo>{before}");
        added(&[(DATA, &to), ("</ds:X509Data></ds:KeyInfo>", &format!("</ds:X509Data>{after}</ds:KeyInfo>"))])
    };
    assert_eq!(told("<ds:X509Data>", ""), [""; 0]);
    assert_eq!(told(NAME, ""), ["VER-055"]);
    assert_eq!(told(&format!("{KEY}<ds:X509Data>"), ""), ["VER-050"]);
    assert_eq!(told(&format!("<ds:KeyName>x</ds:KeyName>{}", "<ds:X509Data>"), KEY), [""; 0]);
    assert_eq!(told(&format!("{}<ds:X509Data>", KEY.replace("wcE=", "?")), ""), ["VER-050"]);
}

#[test]
fn properties_of_another_version_than_what_they_stand_in_are_not_those_of_the_signature() {
    let other = "<xad:SignedProperties xmlns:xad=\"http://uri.etsi.org/01903/v1.3.2#\" ";
    assert!(added(&[("<xad:SignedProperties ", other)]).contains(&"VER-010"));
}

#[test]
fn a_bordereau_in_a_place_of_its_own_is_said_not_to_be_covered() {
    let end = "</n:PES_Aller>";
    let one_more = signed().replace(end, &format!("<Autre><Bordereau/></Autre>{end}"));
    let count = |report: &Report| report.findings.iter().filter(|one| one.code == Code::Uncovered).count();
    assert_eq!((count(&report(&signed())), count(&report(&one_more))), (1, 2));
}

#[test]
fn a_signature_over_what_is_no_flux_is_in_no_place_of_a_flux() {
    let references = reference("F", true) + &reference("F_SIG_1_SP", false);
    let whole = fill(&flux().replace("</n:PES_Aller>", &(signature("F", &references) + "</n:PES_Aller>")));
    assert!(!codes(&report(&whole)).contains(&"VER-009"));
    let other = fill(&format!("<autre Id=\"F\">{}</autre>", signature("F", &references)));
    assert!(codes(&report(&other)).contains(&"VER-009"));
}

#[test]
fn a_value_that_is_wrong_and_one_that_nobody_can_check_are_told_apart() {
    let signed = signed();
    for (said, code) in [(Unverified::Mismatch, "VER-002"), (Unverified::Unsupported, "VER-005")] {
        let report = judged_by(&Says(Err(said)), NOW, &signed, &signed);
        assert!(codes(&report).contains(&code), "{:?}", codes(&report));
        assert_eq!((report.verdict, report.signatures[0].intact), (Verdict::Invalid, false));
    }
}

#[test]
fn what_the_properties_say_of_certificate_and_policy_is_held_against_them() {
    const END: &str = "</xad:SigningTime>";
    let certificate = |digest: &str, serial: &str| {
        format!(
            "{END}<xad:SigningCertificate><xad:Cert><xad:CertDigest>\
             <xad:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\
             <xad:DigestValue>{digest}</xad:DigestValue></xad:CertDigest><xad:IssuerSerial>\
             <ds:X509IssuerName>CN=Jeanne ESSAI,O=Commune d'essai,C=FR</ds:X509IssuerName>\
             <ds:X509SerialNumber>{serial}</ds:X509SerialNumber></xad:IssuerSerial></xad:Cert>\
             </xad:SigningCertificate>"
        )
    };
    let right = STANDARD.encode(DigestAlgorithm::Sha256.digest(&STANDARD.decode(CERTIFICATE).unwrap()));
    let Policy { identifier, sha256, .. } = Policy::default();
    let policy = |identifier: &str, digest: &str, address: &str| {
        format!(
            "{END}<xad:SignaturePolicyIdentifier><xad:SignaturePolicyId><xad:SigPolicyId>\
             <xad:Identifier>{identifier}</xad:Identifier></xad:SigPolicyId><xad:SigPolicyHash>\
             <xad:DigestValue>{digest}</xad:DigestValue></xad:SigPolicyHash><xad:SigPolicyQualifiers>\
             <xad:SigPolicyQualifier>{address}</xad:SigPolicyQualifier></xad:SigPolicyQualifiers>\
             </xad:SignaturePolicyId></xad:SignaturePolicyIdentifier>"
        )
    };
    let address = "<xad:SPURI>https://essai.example/politique.pdf</xad:SPURI>";
    let old = "urn:oid:1.2.250.1.131.1.5.18.21.1.4";
    let wrong = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    for (after, codes) in [
        (certificate(&right, "1234567890"), &[] as &[&str]),
        (certificate(wrong, "1234567890"), &["VER-023"]),
        (certificate(&right, "1234567891"), &["VER-024"]),
        (certificate(&right, "1234567890").replace("CN=Jeanne", "CN=Jean"), &["VER-025"]),
        (policy(&identifier, &sha256, address), &[]),
        (policy(&identifier, wrong, address), &["VER-029"]),
        (policy(old, &sha256, address), &["VER-037"]),
        (policy(&identifier, &sha256, ""), &["VER-042"]),
        (policy(&identifier, &sha256, "<xad:SPURI> </xad:SPURI>"), &["VER-042"]),
    ] {
        assert_eq!(added(&[(END, &after)]), codes, "{after}");
    }
}

#[test]
fn a_certificate_that_was_valid_then_and_is_not_now_is_said_to_be_so() {
    /// 1 January 2047, six weeks after its end.
    const LATER: u64 = 2_429_913_600;
    let signed = signed();
    let [now, later] = [NOW, LATER].map(|now| judged_by(&Says(Ok(())), now, &signed, &signed));
    assert!(!codes(&now).contains(&"VER-043"));
    assert!(codes(&later).contains(&"VER-043") && !codes(&later).contains(&"VER-022"));
    assert_eq!(later.signatures[0].valid_then, Some(true));
}

#[test]
fn a_second_signature_on_an_element_is_one_too_many() {
    let again = signature("A", &reference("A", true)).replace("A_SIG_1", "A_SIG_2");
    let twice = report(&fill(&signed().replacen("</Bordereau>", &(again + "</Bordereau>"), 1)));
    let found: Vec<_> = twice.findings.iter().filter(|found| found.code == Code::SignedTwice).collect();
    let [found] = found.as_slice() else { panic!("{:?}", codes(&twice)) };
    assert_eq!((found.signature, twice.verdict), (Some(1), Verdict::Invalid));
    assert_eq!(twice.signatures.iter().filter(|one| one.covers == Some(Covered::Bordereau(0))).count(), 2);
    let references = reference("B", true) + &reference("B_SIG_1_SP", false);
    let other = signature("B", &references) + "</Bordereau></PES_DepenseAller>";
    let both = report(&signed().replace("</Bordereau></PES_DepenseAller>", &other));
    assert_eq!(both.signatures[1].covers, Some(Covered::Bordereau(1)));
    assert!(!codes(&both).contains(&"VER-011"), "{:?}", codes(&both));
}

#[test]
fn what_many_signatures_say_is_kept_within_bounds() {
    let role = "é".repeat(20_000);
    let one = format!(
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"{role}\"><ds:SignedInfo/></ds:Signature>"
    );
    let count = limits::SIGNATURES_BYTES / role.len() + 20;
    let document = flux().replace("</n:PES_Aller>", &format!("{}</n:PES_Aller>", one.repeat(count)));
    let report = report(&document);
    let kept: usize = report.signatures.iter().filter_map(|one| one.id.as_ref()).map(String::len).sum();
    assert!(kept <= limits::SIGNATURES_BYTES, "{kept}");
    assert_eq!(report.signatures.len(), count);
    assert_ne!(report.verdict, Verdict::Valid);
}
