//! A signature, element by element, against the DGFiP profile.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::PathBuf;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use roxmltree::{Document, Node};
use sha2::{Digest, Sha256};

use cross_checks::cli::{AT, Sign};
use cross_checks::encodings::{Encoding, decode, encode};
use cross_checks::folder::subfolder;
use cross_checks::insertions::{find, signatures};
use cross_checks::jdk::{self, Validation};
use cross_checks::material::material;
use cross_checks::pes::Pes;
use cross_checks::xmlsec::{DS, verify_as_s2low};

const XADES_1_1_1: &str = "http://uri.etsi.org/01903/v1.1.1#";
const XADES_1_2_2: &str = "http://uri.etsi.org/01903/v1.2.2#";

#[test]
fn the_default_profile_is_xades_1_1_1_element_by_element() {
    let signed = signed("default", &Sign::default());
    assert_outline(&signed, XADES_1_1_1, "xad");
}

#[test]
fn the_other_profile_is_xades_1_2_2_element_by_element() {
    let signed = signed("other", &Sign { profile: "xades-1.2.2", ..Sign::default() });
    assert_outline(&signed, XADES_1_2_2, "ds");
}

#[test]
fn each_prefix_is_bound_where_it_is_first_needed_and_nothing_else_is() {
    for (profile, xades) in [("default", XADES_1_1_1), ("xades-1.2.2", XADES_1_2_2)] {
        let signed = signed(&format!("prefixes-{profile}"), &Sign { profile, ..Sign::default() });
        let bytes = fs::read(signed).unwrap();
        for (range, id) in signatures(&bytes).into_iter().zip(["BORD_D.1", "BORD_D.2", "BORD-R1"]) {
            let signature = String::from_utf8_lossy(&bytes[range]).into_owned();
            let opens = format!("<ds:Signature xmlns:ds=\"{DS}\" Id=\"{id}_SIG_1\">");
            assert!(signature.starts_with(&opens), "{signature:.200}");
            let properties =
                format!("<xad:QualifyingProperties xmlns:xad=\"{xades}\" Target=\"#{id}_SIG_1\">");
            assert!(signature.contains(&properties), "{signature}");
            assert_eq!(signature.matches("xmlns").count(), 2, "{signature}");
        }
    }
}

#[test]
fn base64_is_wrapped_at_76_with_line_feeds_and_no_carriage_return() {
    let bytes = fs::read(signed("wrapping", &Sign::default())).unwrap();
    let text = decode(&bytes);
    let document = Document::parse(&text).unwrap();
    for name in ["SignatureValue", "X509Certificate"] {
        let written =
            document.descendants().find(|node| node.has_tag_name((DS, name))).unwrap().text().unwrap();
        let lines: Vec<&str> = written.trim().split('\n').collect();
        let (last, full) = lines.split_last().unwrap();
        assert!(!full.is_empty() && full.iter().all(|line| line.len() == 76), "{name}: {lines:?}");
        assert!((1..=76).contains(&last.len()), "{name}: {lines:?}");
    }
    let signature = &bytes[signatures(&bytes)[0].clone()];
    assert!(find(signature, b"\r", 0).is_none() && find(signature, b"&#13;", 0).is_none());
    assert!(find(signature, b"&#xD;", 0).is_none());
}

#[test]
fn a_signature_of_the_whole_file_bears_the_root_s_id() {
    let signed = signed("whole", &Sign { scope: "file", ..Sign::default() });
    let text = decode(&fs::read(&signed).unwrap());
    let document = Document::parse(&text).unwrap();
    let last = document.root_element().last_element_child().unwrap();
    assert!(last.has_tag_name((DS, "Signature")));
    assert_eq!(last.attribute("Id"), Some("ID20261123_SIG_1"));
    assert!(outline(last, 0).contains("ds:Reference URI=\"#ID20261123\""), "{}", outline(last, 0));
}

#[test]
fn words_outside_the_file_s_encoding_are_numeric_references_and_read_back_whole() {
    let role = "Présidente d'Œuvre & <Cie> \"1\" ]]> 😀";
    let city = "L’Haÿ-les-Œillets";
    let sign = Sign { role: role.to_owned(), city: city.to_owned(), ..Sign::default() };
    let signed = signed("words", &sign);
    let bytes = fs::read(&signed).unwrap();
    assert_eq!(Encoding::declared(&bytes), Encoding::Latin1);
    assert!(find(&bytes, "Œ".as_bytes(), 0).is_none(), "UTF-8 stands in a file declared ISO-8859-1");
    let text = decode(&bytes);
    let document = Document::parse(&text).unwrap();
    let read =
        |name: &str| document.descendants().find(|node| node.tag_name().name() == name).unwrap().text();
    assert_eq!(read("ClaimedRole"), Some(role));
    assert_eq!(read("City"), Some(city));
    assert_eq!(verify_as_s2low(&signed, &material().trusted), Ok(3));
    let found = jdk::verify(std::slice::from_ref(&signed), Validation::Secure);
    assert!(found[&signed].iter().all(jdk::Signature::is_perfect), "{found:?}");
}

#[test]
fn another_country_and_hour_are_written_as_given() {
    let more = ["--country", "Polynésie française"].map(str::to_owned).to_vec();
    let text = decode(&fs::read(signed("country", &Sign { more, ..Sign::default() })).unwrap());
    assert!(text.contains("<xad:CountryName>Polynésie française</xad:CountryName>"), "{text}");
    assert!(text.contains(&format!("<xad:SigningTime>{AT}</xad:SigningTime>")), "{text}");
}

/// The first signature of `signed` against the whole profile. `digests` is the prefix of digests in signed properties.
fn assert_outline(signed: &PathBuf, xades: &str, digests: &str) {
    let text = decode(&fs::read(signed).unwrap());
    let document = Document::parse(&text).unwrap();
    let signature = document.descendants().find(|node| node.has_tag_name((DS, "Signature"))).unwrap();
    let certificate = material().certificate_der();
    let in_file = signature.descendants().find(|node| node.has_tag_name((DS, "X509Certificate"))).unwrap();
    let in_file: String = in_file.text().unwrap().split_whitespace().collect();
    assert!(BASE64_STANDARD.decode(in_file).unwrap() == certificate);

    let expected = PROFILE
        .trim_start()
        .replace("@xades@", xades)
        .replace("@at@", AT)
        .replace("@certificate digest@", &BASE64_STANDARD.encode(Sha256::digest(&certificate)))
        .replace("@digests@", digests);
    assert_eq!(outline(signature, 0), expected);
}

/// An element and all in it, one line each, indented; what changes with key and content is told by its kind.
fn outline(node: Node, depth: usize) -> String {
    let prefix = match node.tag_name().namespace() {
        Some(DS) => "ds:",
        Some(XADES_1_1_1 | XADES_1_2_2) => "xad:",
        other => panic!("{other:?} in a signature"),
    };
    let mut line = format!("{:depth$}{prefix}{}", "", node.tag_name().name(), depth = depth * 2);
    let mut attributes: Vec<_> = node.attributes().collect();
    attributes.sort_by_key(|attribute| attribute.name());
    for attribute in attributes {
        line.push_str(&format!(" {}=\"{}\"", attribute.name(), attribute.value()));
    }
    let children: Vec<Node> = node.children().filter(Node::is_element).collect();
    if children.is_empty() {
        line.push_str(&value(node));
        return line + "\n";
    }
    let blank = node.children().filter(Node::is_text).all(|text| text.text().unwrap().trim().is_empty());
    assert!(blank, "text between elements of {line}");
    let inside: String = children.into_iter().map(|child| outline(child, depth + 1)).collect();
    format!("{line}\n{inside}")
}

fn value(node: Node) -> String {
    let text = node.text().unwrap_or_default();
    let in_signed_info = node.ancestors().any(|above| above.has_tag_name((DS, "SignedInfo")));
    match node.tag_name().name() {
        "SignatureValue" => format!(" = {} bytes", decoded_length(text)),
        "DigestValue" if in_signed_info => {
            format!(" = {} bytes", BASE64_STANDARD.decode(text).unwrap().len())
        }
        "X509Certificate" => " = the certificate".to_owned(),
        "X509IssuerName" | "X509SerialNumber" => {
            assert!(!text.is_empty() && text.trim() == text && !text.contains('\n'), "{text:?}");
            " = its name".to_owned()
        }
        _ if text.is_empty() => String::new(),
        _ => format!(" = {text}"),
    }
}

fn decoded_length(wrapped: &str) -> usize {
    let joined: String = wrapped.split_whitespace().collect();
    BASE64_STANDARD.decode(joined).unwrap().len()
}

fn signed(name: &str, sign: &Sign) -> PathBuf {
    let folder = subfolder(name);
    let (input, output) = (folder.join("pes.xml"), folder.join("signed.xml"));
    fs::write(&input, encode(&Pes::default().text(), Encoding::Latin1)).unwrap();
    let answer = sign.run(&input, &output);
    assert!(answer.code == 0, "{}", answer.all());
    output
}

const PROFILE: &str = r##"
ds:Signature Id="BORD_D.1_SIG_1"
  ds:SignedInfo
    ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"
    ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    ds:Reference URI="#BORD_D.1"
      ds:Transforms
        ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"
        ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"
      ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"
      ds:DigestValue = 32 bytes
    ds:Reference Type="@xades@SignedProperties" URI="#BORD_D.1_SIG_1_SP"
      ds:Transforms
        ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"
      ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"
      ds:DigestValue = 32 bytes
  ds:SignatureValue Id="BORD_D.1_SIG_1_SV" = 256 bytes
  ds:KeyInfo
    ds:X509Data
      ds:X509Certificate = the certificate
  ds:Object
    xad:QualifyingProperties Target="#BORD_D.1_SIG_1"
      xad:SignedProperties Id="BORD_D.1_SIG_1_SP"
        xad:SignedSignatureProperties
          xad:SigningTime = @at@
          xad:SigningCertificate
            xad:Cert
              xad:CertDigest
                @digests@:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"
                @digests@:DigestValue = @certificate digest@
              xad:IssuerSerial
                ds:X509IssuerName = its name
                ds:X509SerialNumber = its name
          xad:SignaturePolicyIdentifier
            xad:SignaturePolicyId
              xad:SigPolicyId
                xad:Identifier = urn:oid:1.2.250.1.131.1.5.18.21.1.7
                xad:Description = Politique de signature Helios de la DGFiP
              xad:SigPolicyHash
                @digests@:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"
                @digests@:DigestValue = roF9+cfRHNPtVJolhdqfIqGMVuUXX8aR4rpiquf0u5E=
              xad:SigPolicyQualifiers
                xad:SigPolicyQualifier
                  xad:SPURI = https://www.collectivites-locales.gouv.fr/files/files/finances_locales/dematerialisation/ps_helios_dgfip.pdf
          xad:SignatureProductionPlace
            xad:City = Saint-Éloi-lès-Bois
            xad:PostalCode = 00420
            xad:CountryName = France
          xad:SignerRole
            xad:ClaimedRoles
              xad:ClaimedRole = Adjointe déléguée
"##;
