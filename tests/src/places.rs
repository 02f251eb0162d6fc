//! Documents with something put in one place: every byte of ASCII, every piece of markup, every character at a border
//! of the productions of XML, each in every place where grammar changes.

use std::collections::BTreeSet;

use crate::mutations::INSERTED;

/// Words that mean something in some place.
const NAMES: [&str; 26] = [
    "xml",
    "XML",
    "Xml",
    "xmlns",
    "xml-x",
    "xmlx",
    "xml:a",
    "xmlns:a",
    "xmlns:xml",
    "a:b",
    "a:b:c",
    ":",
    "a:",
    ":a",
    "a:1",
    "yes",
    "no",
    "1.0",
    "1.1",
    "1.",
    "1.10",
    "2.0",
    "UTF-16",
    "http://www.w3.org/2000/xmlns/",
    "http://www.w3.org/XML/1998/namespace",
    "b='' b=''",
];

/// Documents with one place, `@`, where something is put.
const TEMPLATES: [&str; 34] = [
    "@",
    "@<a/>",
    "<a/>@",
    "<@a/>",
    "<@/>",
    "<a@/>",
    "<a@b=''/>",
    "<a @/>",
    "<a b@=''/>",
    "<a b=@''/>",
    "<a b=''@/>",
    "<a b=''@c=''/>",
    "<a b='@'/>",
    "<a b=\"@\"/>",
    "<a b='&@;'/>",
    "<a b='&#@;'/>",
    "<a /@>",
    "<a>@</a>",
    "<a>]]@></a>",
    "<a>&@;</a>",
    "<a>&#x4@1;</a>",
    "<a><@/a>",
    "<a></@a>",
    "<a></a@>",
    "<!--@--><a/>",
    "<!-@- --><a/>",
    "<?@?><a/>",
    "<?p@d?><a/>",
    "<a><![CDATA[@]]></a>",
    "<a><![CDATA[]@]></a>",
    "<a xmlns:@='u'/>",
    "<p:@ xmlns:p='u'/>",
    "<p@:a xmlns:p='u'/>",
    "<a xmlns='@'/>",
];
const IN_THE_DECLARATION: [&str; 11] = [
    "<?xml@version='1.0'?><a/>",
    "<?xml version@='1.0'?><a/>",
    "<?xml version=@'1.0'?><a/>",
    "<?xml version='@'?><a/>",
    "<?xml version='1.@'?><a/>",
    "<?xml version='1.0'@?><a/>",
    "<?xml version='1.0'?@><a/>",
    "<?xml version='1.0'@encoding='UTF-8'?><a/>",
    "<?xml version='1.0' encoding='@UTF-8'?><a/>",
    "<?xml version='1.0' encoding='UTF-8'@standalone='no'?><a/>",
    "<?xml version='1.0' standalone='@'?><a/>",
];

/// Where the productions of names and characters change their mind, and what each has next to it.
const BORDERS: [u32; 46] = [
    0x7E, 0xB7, 0xC0, 0xD6, 0xD8, 0xF6, 0xF8, 0x2FF, 0x300, 0x36F, 0x370, 0x37D, 0x37F, 0x1FFF, 0x200C,
    0x200D, 0x203F, 0x2040, 0x2070, 0x218F, 0x2C00, 0x2FEF, 0x3001, 0xD7FF, 0xE000, 0xF900, 0xFDCF, 0xFDF0,
    0xFFFD, 0xFFFE, 0x1_0000, 0xE_FFFF, 0xF_0000, 0x10_FFFF, 0x85, 0xA0, 0x2028, 0x3000, 0xFEFF, 0x130,
    0x131, 0x17F, 0x212A, 0x660, 0x1_F600, 0x20AC,
];

/// Where a single byte is put in a document that declares one of [`SINGLE_BYTE`].
const IN_ONE_BYTE: [&str; 6] =
    ["<@/>", "<a@/>", "<a b='@'/>", "<a>@</a>", "<a><![CDATA[@]]></a>", "<!--@--><a/>"];
const SINGLE_BYTE: [&str; 4] = ["US-ASCII", "ISO-8859-1", "ISO-8859-15", "windows-1252"];

/// Every place with every byte of ASCII, every piece of markup and every character at a border of the productions; and
/// every byte beyond ASCII in the encodings of one byte.
pub fn filled() -> Vec<Vec<u8>> {
    let ascii = (0..=0x7F_u8).map(|byte| vec![byte]);
    let near = BORDERS.iter().flat_map(|border| [border - 1, *border, border + 1]);
    let characters = near.filter_map(char::from_u32).map(|c| c.to_string().into_bytes());
    let names = NAMES.iter().map(|name| name.as_bytes().to_vec());
    let fillings: BTreeSet<Vec<u8>> =
        ascii.chain(characters).chain(INSERTED.map(<[u8]>::to_vec)).chain(names).collect();
    let mut documents = Vec::new();
    for template in TEMPLATES.iter().chain(&IN_THE_DECLARATION) {
        documents.extend(fillings.iter().map(|filling| fill(template, filling)));
    }
    for encoding in SINGLE_BYTE {
        for template in IN_ONE_BYTE {
            let template = format!("<?xml version='1.0' encoding='{encoding}'?>{template}");
            documents.extend((0x80..=0xFF).map(|byte| fill(&template, &[byte])));
        }
    }
    documents
}

fn fill(template: &str, filling: &[u8]) -> Vec<u8> {
    let (before, after) = template.split_once('@').unwrap();
    [before.as_bytes(), filling, after.as_bytes()].concat()
}
