//! Signatures that xmlsec1 makes: a template put into a PES and filled by `xmlsec1 --sign`.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::authorities::Holder;
use crate::cli::text;
use crate::encodings::{Encoding, encode};
use crate::pes::Pes;
use crate::process::{must, run};

/// The Id of the root of [`pes`].
pub const FILE: &str = "ID20261123";
/// The Id of the bordereau of [`pes`] that is signed.
pub const BORDEREAU: &str = "BORD_D.1";
/// The Id of the signature.
pub const SIGNATURE: &str = "S1";
/// A PrefixList of namespaces that are in scope, the default one among them.
pub const PREFIXES: &str = "n #default p";

/// RSA-SHA256, which the policy fixes.
pub const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
/// SHA-256, which the policy fixes.
pub const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
/// Exclusive canonicalization, which the policy fixes.
pub const EXCLUSIVE: Form = Form { uri: "http://www.w3.org/2001/10/xml-exc-c14n#", prefixes: "" };

/// A canonicalization as a template names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Its URI.
    pub uri: &'static str,
    /// The PrefixList of its InclusiveNamespaces; none if empty.
    pub prefixes: &'static str,
}

/// What a signature covers and how it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Last in the first bordereau, which it names by Id.
    Bordereau,
    /// Last in the root, which it names by Id.
    File,
    /// Last in the root, with an empty URI.
    WholeDocument,
}

impl Place {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bordereau, Self::File, Self::WholeDocument];

    /// The Id that its reference names.
    pub fn target(self) -> &'static str {
        match self {
            Self::Bordereau => BORDEREAU,
            Self::File => FILE,
            Self::WholeDocument => "",
        }
    }

    fn uri(self) -> String {
        if self == Self::WholeDocument { String::new() } else { format!("#{}", self.target()) }
    }

    fn end_tag(self) -> &'static str {
        if self == Self::Bordereau { "</Bordereau>" } else { "</n:PES_Aller>" }
    }
}

/// A signature to be made.
#[derive(Debug, Clone)]
pub struct Template {
    /// What it covers.
    pub place: Place,
    /// URI of SignatureMethod.
    pub method: &'static str,
    /// URI of DigestMethod.
    pub digest: &'static str,
    /// CanonicalizationMethod.
    pub canonicalization: Form,
    /// Whether there is a comment in SignedInfo.
    pub comment: bool,
    /// The canonicalization among the transforms, if one is to be there.
    pub transform: Option<Form>,
    /// What `SignedSignatureProperties` holds; there are no properties if it is empty.
    pub properties: String,
}

impl Default for Template {
    fn default() -> Self {
        Self {
            place: Place::Bordereau,
            method: RSA_SHA256,
            digest: SHA256,
            canonicalization: EXCLUSIVE,
            comment: true,
            transform: Some(EXCLUSIVE),
            properties: String::new(),
        }
    }
}

impl Template {
    /// Puts the signature into [`pes`], signed by `holder`, as `<name>.xml` of `folder`. Its KeyInfo also has the
    /// certificates of `others`, behind that of the holder.
    pub fn sign(&self, holder: &Holder, others: &[&Holder], folder: &Path, name: &str) -> PathBuf {
        let (template, signed) =
            (folder.join(format!("{name}.template.xml")), folder.join(format!("{name}.xml")));
        let end = self.place.end_tag();
        let content = pes().replacen(end, &format!("{}{end}", self.text()), 1);
        fs::write(&template, encode(&content, Encoding::Latin1)).unwrap();
        let mut pair = format!("{},{}", text(&holder.key), text(&holder.certificate));
        others.iter().for_each(|other| write!(pair, ",{}", text(&other.certificate)).unwrap());
        let mut arguments = vec!["--sign", "--privkey-pem", &pair, "--output", text(&signed)];
        IDENTIFIED.iter().for_each(|name| arguments.extend(["--id-attr:Id", name]));
        must("xmlsec1", arguments.into_iter().chain([text(&template)]));
        signed
    }

    fn text(&self) -> String {
        let Self { place, method, digest, canonicalization, comment, transform, properties } = self;
        let comment = if *comment { "<!-- how -->" } else { "" };
        let mut transforms = algorithm("Transform", ENVELOPED, "");
        if let Some(form) = transform {
            transforms += &algorithm("Transform", form.uri, form.prefixes);
        }
        let mut references = reference(&place.uri(), &transforms, digest);
        let mut object = String::new();
        if !properties.is_empty() {
            let transform = algorithm("Transform", EXCLUSIVE.uri, "");
            references += &reference(&format!("#{SIGNATURE}_SP"), &transform, digest);
            object = format!(
                "<ds:Object><xad:QualifyingProperties xmlns:xad=\"http://uri.etsi.org/01903/v1.1.1#\" \
                 Target=\"#{SIGNATURE}\"><xad:SignedProperties Id=\"{SIGNATURE}_SP\"><xad:SignedSignatureProperties>\
                 {properties}</xad:SignedSignatureProperties></xad:SignedProperties></xad:QualifyingProperties></ds:Object>"
            );
        }
        format!(
            "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"{SIGNATURE}\">\n<ds:SignedInfo>\
             {comment}\n{}{}{references}</ds:SignedInfo>\n<ds:SignatureValue/>\
             <ds:KeyInfo><ds:X509Data><ds:X509Certificate/></ds:X509Data></ds:KeyInfo>{object}</ds:Signature>",
            algorithm("CanonicalizationMethod", canonicalization.uri, canonicalization.prefixes),
            algorithm("SignatureMethod", method, ""),
        )
    }
}

/// Whether xmlsec1 finds the signature of `file` right under the key of `holder`.
pub fn xmlsec1_accepts(file: &Path, holder: &Holder) -> bool {
    let mut command = Command::new("xmlsec1");
    command.args(["--verify", "--pubkey-cert-pem", text(&holder.certificate)]);
    for name in IDENTIFIED {
        command.args(["--id-attr:Id", name]);
    }
    run(command.arg(file), b"").code == 0
}

/// The elements whose Ids are told to xmlsec1.
const IDENTIFIED: [&str; 3] = ["Bordereau", "PES_Aller", "SignedProperties"];

const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

fn reference(uri: &str, transforms: &str, digest: &str) -> String {
    format!(
        "<ds:Reference URI=\"{uri}\"><ds:Transforms>{transforms}</ds:Transforms>{}<ds:DigestValue/></ds:Reference>",
        algorithm("DigestMethod", digest, "")
    )
}

fn algorithm(element: &str, uri: &str, prefixes: &str) -> String {
    let inside = match prefixes {
        "" => String::new(),
        _ => format!(
            "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"{prefixes}\"/>"
        ),
    };
    format!("<ds:{element} Algorithm=\"{uri}\">{inside}</ds:{element}>")
}

/// A PES in which every method of canonicalization gives another form: comments, instructions and odd spaces in what
/// is signed and around it; namespaces that are in scope and not used, a default one that is left again; `xml:`
/// attributes on the root to inherit.
pub fn pes() -> String {
    let mut text = Pes::default().text();
    text = text.replacen("<n:PES_Aller ", "<?avant  le reste ?>\n<!-- vu --><n:PES_Aller xmlns=\"urn:d\" xmlns:p='urn:p' xml:lang=\"fr\" xml:id=\"r\" xml:base=\"http://essai.invalid/a/\" ", 1);
    for child in ["Enveloppe", "EnTetePES", "PES_DepenseAller", "PES_RecetteAller", "PES_PJ"] {
        text = text.replacen(&format!("<{child}>"), &format!("<{child} xmlns=\"\">"), 1);
    }
    let odd = "<!-- vu, à l'été -->\t <?essai  à  garder ?>\n<![CDATA[ <&> ]]>\u{A0}<p:x \n xmlns = 'urn:e' b=' \t1' a=\"&#9;\"\n/>  ";
    text = text.replace("<Piece>", &format!("{odd}<Piece >"));
    text + "<!-- après -->\n<?fin?>"
}
