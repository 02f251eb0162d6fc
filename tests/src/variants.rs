//! One PES, written in the many ways that XML allows: all of them must be signed as they stand.

use crate::encodings::{Encoding, encode};
use crate::markup::{Piece, join, pieces, written};

/// A PES written in one particular way.
#[derive(Debug, Clone)]
pub struct Variant {
    /// What is particular.
    pub name: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Every variant of `text`, a PES that declares ISO-8859-1 and stays within it.
pub fn variants(text: &str) -> Vec<Variant> {
    let mut all: Vec<Variant> = REWRITES
        .iter()
        .map(|(name, rewrite)| Variant { name, bytes: encode(&rewrite(text), Encoding::Latin1) })
        .collect();
    all.extend(ENCODINGS.iter().map(|(name, encoding, words)| {
        let text = with_name(&declared(text, encoding.name()), words);
        Variant { name, bytes: encode(&text, *encoding) }
    }));
    let mut marked = vec![0xEF, 0xBB, 0xBF];
    marked.extend(encode(&with_name(&declared(text, "UTF-8"), "Œuvre 😀"), Encoding::Utf8));
    all.push(Variant { name: "UTF-8 with a byte order mark", bytes: marked });
    let bare = text.split_once("?>").map_or(text, |(_, after)| after.trim_start());
    all.push(Variant { name: "no declaration, UTF-8", bytes: bare.as_bytes().to_vec() });
    all
}

type Rewrite = fn(&str) -> String;

const REWRITES: &[(&str, Rewrite)] = &[
    ("as it is", str::to_owned),
    ("CRLF line ends", |text| text.replace("\r\n", "\n").replace('\n', "\r\n")),
    ("lone CR line ends", |text| text.replace("\r\n", "\n").replace('\n', "\r")),
    ("one line", one_line),
    ("no trailing newline", |text| text.trim_end().to_owned()),
    ("blanks after the root", |text| format!("{text}\n \t\r\n")),
    ("declaration in single quotes, lower case, standalone", |text| {
        text.replacen(&declaration(text), "<?xml version='1.0'  encoding='iso-8859-1' standalone='yes' ?>", 1)
    }),
    ("attributes in single quotes", |text| {
        let single = |piece: &Piece| match piece {
            Piece::Start(tag) => {
                let mut tag = tag.clone();
                tag.attributes.iter_mut().for_each(|(_, value)| *value = value.replace('\'', "&apos;"));
                written(&Piece::Start(tag), '\'', " ")
            }
            other => written(other, '"', " "),
        };
        pieces(text).iter().map(single).collect()
    }),
    ("attributes on lines of their own", |text| {
        pieces(text).iter().map(|piece| written(piece, '"', "\r\n\t ")).collect()
    }),
    ("blanks inside tags", |text| {
        text.replace("/>", " \n/>").replace(" V=\"", "  V = \"").replace("</Bordereau>", "</Bordereau \t\n>")
    }),
    ("empty elements with an end tag", |text| {
        let open = |piece: Piece| match piece {
            Piece::Start(mut tag) if tag.empty => {
                tag.empty = false;
                let end = format!("</{}>", tag.name);
                vec![Piece::Start(tag), Piece::End(end)]
            }
            other => vec![other],
        };
        join(&pieces(text).into_iter().flat_map(open).collect::<Vec<_>>())
    }),
    ("comments everywhere", |text| around(text, "<!-- é < & > </Bordereau> -->")),
    ("processing instructions everywhere", |text| around(text, "<?essai <Bordereau Id=\"x\"> & é?>")),
    ("CDATA in text", |text| in_bordereaux(text, "<![CDATA[ </Bordereau> & é ]] > ]]>")),
    ("end tags in comments and attributes", |text| {
        let tricky = "<!-- </Bordereau></n:PES_Aller><Bordereau Id=\"BORD_FAUX\"> -->";
        in_bordereaux(&with_name(text, "> &lt;/Bordereau> '/>"), tricky)
    }),
    ("another prefix", |text| {
        text.replace("<n:", "<Pes-2.é:").replace("</n:", "</Pes-2.é:").replace("xmlns:n=", "xmlns:Pes-2.é=")
    }),
    ("default namespace on the root", default_namespace),
    ("unused namespace declarations", |text| {
        let unused = " xmlns:vide=\"urn:a\" xmlns:b=\"urn:b\"";
        let again = " xmlns:b=\"urn:c\" xmlns:n=\"urn:n\" xmlns:z=\"urn:z\"";
        text.replacen("PES_Aller ", &format!("PES_Aller{unused} "), 1)
            .replace("<Piece>", &format!("<Piece{again}>"))
            .replace("<Bordereau ", &format!("<Bordereau{again} "))
    }),
    ("ds and xad bound to other namespaces", |text| {
        let other = " xmlns:ds=\"urn:autre\" xmlns:xad=\"urn:encore\"";
        text.replacen(
            "PES_Aller ",
            &format!("PES_Aller{} ", if text.contains("xmlns:ds=") { "" } else { other }),
            1,
        )
        .replace("<Bordereau ", &format!("<Bordereau{other} "))
    }),
    ("xml:space, xml:lang and xml:base", |text| {
        text.replacen("PES_Aller ", "PES_Aller xml:lang=\"fr\" xml:base=\"urn:base\" ", 1)
            .replace("<Bordereau ", "<Bordereau xml:space=\"preserve\" xml:id=\"deux\" ")
            .replacen("xml:id=\"deux\"", "xml:id=\"un\"", 1)
    }),
    ("other attributes called id", |text| {
        text.replace("<Bordereau ", "<Bordereau id=\"x\" ID=\"y\" ")
            .replace("<Piece>", "<Piece id=\"BORD_D.1\">")
    }),
    ("numeric references", |text| {
        with_name(text, "&#69;&#x53;&#x20AC;&#128512;&#xE9;&#233;&#x9;&#10;&#xD;&#13;")
    }),
    ("predefined references", |text| with_name(text, "&lt;&gt;&amp;&quot;&apos;&amp;amp;&amp;#13; > ]]>")),
    ("references in text", |text| in_bordereaux(text, "&#13;&#xD;\u{A0}&amp;&lt;]]&gt;\"'&#x1F600;")),
    ("tabs and newlines in values", |text| with_name(text, "a\tb\nc\r\nd\re  f ")),
    ("a huge attribute", |text| with_name(text, &"é&amp;0123456789".repeat(20_000))),
    ("a huge text", |text| in_bordereaux(text, &"texte & été\n".replace('&', "&amp;").repeat(30_000))),
    ("raw bytes above 0x7F, controls of ISO-8859-1 too", |text| {
        with_name(text, "é\u{E9}ÿ\u{A0}\u{92}\u{80}\u{85}")
    }),
    ("a very deep bordereau", |text| {
        in_bordereaux(text, &format!("{}{}", "<a>".repeat(150), "</a>".repeat(150)))
    }),
    ("many attributes", |text| {
        let many: String = (0..150).map(|number| format!(" a{}=\"{number}\"", (number * 37) % 150)).collect();
        text.replace("<Piece>", &format!("<Piece{many}>"))
    }),
];

const ENCODINGS: &[(&str, Encoding, &str)] = &[
    ("UTF-8", Encoding::Utf8, "Œuvre – l’été € 😀 \u{FFFD}"),
    ("windows-1252", Encoding::Windows1252, "Œuvre – l’été €"),
    ("ISO-8859-15", Encoding::Latin9, "Œuvre été €"),
];

fn declaration(text: &str) -> String {
    text.split_once("?>").map(|(before, _)| format!("{before}?>")).unwrap()
}

fn declared(text: &str, encoding: &str) -> String {
    text.replacen(&declaration(text), &format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>"), 1)
}

/// `value` in the first `Nom` inside a bordereau, and in the text's first label outside.
fn with_name(text: &str, value: &str) -> String {
    let mut done = (false, false);
    let mut all = pieces(text);
    for piece in &mut all {
        let Piece::Start(tag) = piece else { continue };
        let done = match tag.local_name() {
            "Nom" => &mut done.0,
            "LibelleColBud" => &mut done.1,
            _ => continue,
        };
        if !*done {
            *done = true;
            tag.attributes = vec![("V".to_owned(), value.replace('"', "&quot;"))];
        }
    }
    join(&all)
}

/// `insertion` in the prolog, after the root and inside every element that holds others.
fn around(text: &str, insertion: &str) -> String {
    let declaration = declaration(text);
    let body = text.replacen(&declaration, "", 1);
    let body = body.replace(">\n", &format!(">\n{insertion}"));
    format!("{declaration}\n{insertion}{}{insertion}\n", body.trim_start())
}

/// `insertion` at the end of each bordereau and after its first block.
fn in_bordereaux(text: &str, insertion: &str) -> String {
    let inserted = |piece: &Piece| match piece {
        Piece::End(end) if end == "</BlocBordereau>" => format!("{end}{insertion}"),
        Piece::End(end) if end == "</Bordereau>" => format!("{insertion}{end}"),
        other => written(other, '"', " "),
    };
    pieces(text).iter().map(inserted).collect()
}

fn one_line(text: &str) -> String {
    let kept = pieces(text)
        .into_iter()
        .filter(|piece| !matches!(piece, Piece::Text(data) if data.trim().is_empty()));
    join(&kept.collect::<Vec<_>>())
}

/// The root's prefix becomes the default namespace; its children leave it again.
fn default_namespace(text: &str) -> String {
    let mut depth = 0;
    let mut all = pieces(text);
    for piece in &mut all {
        match piece {
            Piece::Start(tag) => {
                if depth == 0 {
                    tag.name = "PES_Aller".to_owned();
                    for (name, _) in &mut tag.attributes {
                        if name == "xmlns:n" {
                            *name = "xmlns".to_owned();
                        }
                    }
                } else if depth == 1 {
                    tag.attributes.insert(0, ("xmlns".to_owned(), String::new()));
                }
                depth += usize::from(!tag.empty);
            }
            Piece::End(end) => {
                depth -= 1;
                if depth == 0 {
                    *end = "</PES_Aller>".to_owned();
                }
            }
            Piece::Text(_) | Piece::Other(_) => {}
        }
    }
    join(&all)
}
