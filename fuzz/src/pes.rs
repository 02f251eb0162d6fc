//! A grammar of PES-like files: with Ids or not, oddly spaced, with what no schema allows in between.

use std::fmt::Write as _;

use arbitrary::Unstructured;
use pes_signer::pes::ALLER_NAMESPACE;
use pes_signer::xml::Encoding;

use crate::input::{one_in, one_of, up_to};

const ENCODINGS: [Encoding; 5] =
    [Encoding::Latin1, Encoding::Utf8, Encoding::Windows1252, Encoding::Latin9, Encoding::Ascii];
const IDS: [&str; 12] =
    ["A", "B", "C", "D.1-x_2", "é1", "A_SIG_1", "", "1A", "a b", " A ", "B&#10;", "\u{20000}"];
const BETWEEN: [&str; 14] = [
    "\n",
    " ",
    "\r\n",
    "<!-- é -->",
    "<?p q?>",
    "<Autre V='&lt;é&#13;'/>",
    "<u:Autre xmlns:u='urn:u' u:V=\"\t\"><Bordereau Id='A'/></u:Autre>",
    "<x xmlns=''/>",
    "été &amp; &#8364;",
    "<![CDATA[<Bordereau>]]>",
    "<Signature Id=\"A\"/>",
    "<xad:QualifyingProperties xmlns:xad='http://uri.etsi.org/01903/v1.1.1#'/>",
    "<ds:KeyInfo xmlns:ds='http://www.w3.org/2000/09/xmldsig#'/>",
    "<ds:Signature xmlns:ds='http://www.w3.org/2000/09/xmldsig#'/>",
];
const BORDEREAU: &str = "<BlocBordereau><IdBord V=\"7\"/><Exer V='2026'/><NbrPce V=\"1\"/><MtBordHT V='12.50'/>\
    <MtCumulAnnuel V=\"1.00\"/></BlocBordereau>";
const PIECE: &str = "<Piece><BlocPiece><InfoPce><IdPce V=\"5\"/><Obj V=\"Chaises d'école\"/></InfoPce></BlocPiece>\
    <LigneDePiece><BlocLignePiece><InfoLignePce><MtHT V=\"1.50\"/></InfoLignePce></BlocLignePiece>\
    <Tiers><InfoTiers><Nom V=\"Müller\"/></InfoTiers></Tiers></LigneDePiece></Piece>";
const ENVELOPE: &str = "<Enveloppe><Parametres><NomFic V=\"flux\"/></Parametres></Enveloppe><EnTetePES>\
    <IdPost V=\"123456\"/><IdColl V=\"12345678901234\"/><CodCol V=\"123\"/><CodBud V=\"01\"/></EnTetePES>";

/// A file, in the encoding that it declares; nothing but the choices taken from `input` decides.
pub fn document(input: &mut Unstructured<'_>) -> Vec<u8> {
    let encoding = one_of(input, &ENCODINGS);
    encoding.encode(&text(input, encoding))
}

fn text(input: &mut Unstructured<'_>, encoding: Encoding) -> String {
    let mut out = format!("<?xml version=\"1.0\" encoding=\"{}\"?>", encoding.name());
    if encoding == Encoding::Utf8 && one_in(input, 3) {
        out = one_of(input, &["", "\u{FEFF}", "<?xml version='1.0'?>"]).to_owned();
    }
    out.push_str(one_of(input, &["\n", "", "<!-- é -->\r\n", "<?p q?>"]));
    let (name, declaration) = one_of(input, &[("n:PES_Aller", "xmlns:n"), ("PES_Aller", "xmlns")]);
    let _ = write!(out, "<{name} {declaration}=\"{ALLER_NAMESPACE}\"");
    out.push_str(one_of(
        input,
        &["", " xmlns:b='urn:b' b:c='d'", "\n xml:lang='fr' xml:base='x'", " xmlns:u='urn:v'"],
    ));
    id(input, &mut out);
    out.push('>');
    between(input, &mut out);
    if !one_in(input, 8) {
        out.push_str(ENVELOPE);
    }
    for _ in 0..up_to(input, 2) {
        domain(input, &mut out);
        between(input, &mut out);
    }
    let _ = write!(out, "</{name}{}>", one_of(input, &["", " ", "\n"]));
    out.push_str(one_of(input, &["", "\n", "<!-- é -->", "<?p?>\r\n"]));
    out
}

fn domain(input: &mut Unstructured<'_>, out: &mut String) {
    let name = one_of(input, &["Depense", "Recette"]);
    let _ = write!(out, "<PES_{name}Aller{}>", one_of(input, &["", " xmlns:a='urn:a'", " a='b'"]));
    let prepared = one_of(
        input,
        &["<InfoDematerialisee V=\"1\"/>", "<InfoDematerialisee V='0'></InfoDematerialisee>", ""],
    );
    let _ = write!(out, "<EnTete{name}>{prepared}</EnTete{name}>");
    for _ in 0..up_to(input, 3) {
        between(input, out);
        bordereau(input, out);
    }
    let _ = write!(out, "</PES_{name}Aller>");
}

fn bordereau(input: &mut Unstructured<'_>, out: &mut String) {
    let name = one_of(input, &["Bordereau", "Bordereau", "q:Bordereau"]);
    let _ = write!(out, "<{name}");
    if name.starts_with('q') {
        out.push_str(" xmlns:q='urn:q'");
    }
    id(input, out);
    out.push_str(one_of(input, &["", " z='\"&#9;'", " xmlns='urn:d'", " xmlns:n='urn:other'"]));
    if one_in(input, 16) {
        out.push_str("/>");
        return;
    }
    out.push_str(one_of(input, &[">", "\n >"]));
    between(input, out);
    out.push_str(BORDEREAU);
    for _ in 0..up_to(input, 2) {
        between(input, out);
        out.push_str(PIECE);
    }
    between(input, out);
    let _ = write!(out, "</{name}{}>", one_of(input, &["", " "]));
}

fn id(input: &mut Unstructured<'_>, out: &mut String) {
    // The sound ones come first, and more often.
    let last = if one_in(input, 8) { IDS.len() } else { 5 };
    let id = match up_to(input, last) {
        0 => return,
        number => IDS[number - 1],
    };
    out.push_str(one_of(input, &[" ", "\n", "\t"]));
    let quote = one_of(input, &["\"", "'"]);
    let _ = write!(out, "Id={quote}{id}{quote}");
}

fn between(input: &mut Unstructured<'_>, out: &mut String) {
    for _ in 0..up_to(input, 2) {
        // The last one is a signature, which blocks all.
        let last = BETWEEN.len() - 1 - usize::from(!one_in(input, 16));
        out.push_str(BETWEEN[up_to(input, last)]);
    }
}
