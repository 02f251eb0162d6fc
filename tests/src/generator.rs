//! Well-formed documents at random, seeded: whatever a canonicalizer must get right, no document type.

use std::fmt::Write;

/// How many fragments hang under one root.
const FRAGMENTS: usize = 40;
const PREFIXES: [&str; 5] = ["", "a", "b", "c-1", "é"];
const NAMES: [&str; 6] = ["x", "Y", "z.1", "ñandú", "_u", "Bordereau"];
/// A namespace that libxml2 writes wrongly: its canonical forms leave the ampersand bare.
pub const WITH_AMPERSAND: &str = "http://essai.invalid/c?d&amp;e";
const URIS: [&str; 5] = ["urn:a", "urn:b", "urn:e%C3%A9", "http://essai.invalid/C", WITH_AMPERSAND];
/// An `xml:base` that takes its own segment back: joined with a base that has no folder, nothing is left.
pub const BACK_TO_THE_FOLDER: &str = "u/..";
/// Values of `xml:base`. Not among them is what libxml2 joins wrongly: fragments, two trailing dots after an
/// outer base, a dot before the last letter, a query or nothing after a trailing slash.
pub const BASES: [&str; 11] = [
    "http://essai.invalid/a/b",
    "http://essai.invalid/a/",
    "//autre.invalid/k",
    "/i/j",
    "c",
    "d/",
    "e/f",
    "../g",
    "./h",
    "n?o",
    BACK_TO_THE_FOLDER,
];
const TEXTS: [&str; 22] = [
    " ",
    "\n",
    "\t",
    "\r\n",
    "\r",
    "été",
    "€",
    "😀",
    "&#13;",
    "&#xA;",
    "&#9;",
    "&#x1F600;",
    "&amp;",
    "&lt;",
    "&gt;",
    "&quot;",
    "&apos;",
    "a",
    "  b  ",
    "]]&gt;",
    "\u{A0}",
    "\u{2028}",
];

#[derive(Debug)]
struct Generator {
    state: u64,
    /// How many of [`URIS`] this document uses.
    uris: usize,
    text: String,
    ids: Vec<String>,
}

/// A document and the Ids of some of its elements.
#[derive(Debug, Clone)]
pub struct Generated {
    /// The document.
    pub text: String,
    /// Ids, at any depth.
    pub ids: Vec<String>,
}

/// The document of `seed`.
pub fn document(seed: u64) -> Generated {
    // One document in four has a namespace with an ampersand.
    let uris = URIS.len() - usize::from(!seed.is_multiple_of(4));
    let mut generator = Generator {
        state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15),
        uris,
        text: String::new(),
        ids: Vec::new(),
    };
    generator.document();
    Generated { text: generator.text, ids: generator.ids }
}

impl Generator {
    fn document(&mut self) {
        if self.one_in(2) {
            self.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        }
        self.around_the_root();
        self.text.push_str("<racine xmlns:a=\"urn:a\"");
        let inherited = [
            " xmlns=\"urn:d\"",
            " xmlns:b='urn:b'",
            " xml:lang=\"fr\"",
            " xml:space='preserve'",
            " xml:base='http://essai.invalid/p/q'",
            " xml:id=\"x0\"",
        ];
        for attribute in inherited {
            if self.one_in(2) {
                self.text.push_str(attribute);
            }
        }
        self.text.push('>');
        let default = self.text.contains("xmlns=\"urn:d\"");
        let bound = vec![if default { "" } else { "-" }, "a"];
        for _ in 0..FRAGMENTS {
            self.element(&bound, 0);
        }
        self.text.push_str("</racine >");
        self.around_the_root();
    }

    fn around_the_root(&mut self) {
        for _ in 0..self.below(3) {
            self.add_one_of(&["\n", " ", "\r\n", "\t"]);
            match self.below(3) {
                0 => self.comment(),
                1 => self.instruction(),
                _ => {}
            }
        }
    }

    /// An element; `bound` are the prefixes in scope.
    fn element(&mut self, bound: &[&'static str], depth: usize) {
        let mut bound = bound.to_vec();
        let mut attributes = Vec::new();
        self.declarations(&mut bound, &mut attributes);
        let prefix = self.prefix_of(&bound, true);
        let name = format!("{prefix}{}", NAMES[self.below(NAMES.len())]);
        self.plain_attributes(&bound, &mut attributes);
        if self.one_in(4) {
            let id = format!("id{}", self.ids.len());
            attributes.push(format!("Id=\"{id}\""));
            self.ids.push(id);
        }
        self.shuffle(&mut attributes);
        write!(self.text, "<{name}").unwrap();
        for attribute in attributes {
            let blank = [" ", "\n", "\t ", " \r\n"][self.below(4)];
            write!(self.text, "{blank}{attribute}").unwrap();
        }
        if self.one_in(5) {
            self.text.push_str("/>");
            return;
        }
        self.add_one_of(&[">", " >", "\n>"]);
        for _ in 0..self.below(6) {
            match self.below(6) {
                0 | 1 if depth < 6 => self.element(&bound, depth + 1),
                2 => self.comment(),
                3 => self.instruction(),
                4 => self.character_data(),
                _ => self.some_text(),
            }
        }
        write!(self.text, "</{name}").unwrap();
        self.add_one_of(&[">", " >", "\r\n>"]);
    }

    fn declarations(&mut self, bound: &mut Vec<&'static str>, attributes: &mut Vec<String>) {
        for prefix in PREFIXES {
            if !self.one_in(4) {
                continue;
            }
            let quote = self.quote();
            if prefix.is_empty() && self.one_in(3) {
                attributes.push(format!("xmlns={quote}{quote}"));
                continue;
            }
            let uri = URIS[self.below(self.uris)];
            let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            attributes.push(format!("{name}={quote}{uri}{quote}"));
            bound.push(prefix);
        }
    }

    /// At most one prefix among an element's attributes, so that no two names meet in one namespace.
    fn plain_attributes(&mut self, bound: &[&'static str], attributes: &mut Vec<String>) {
        let prefix = self.prefix_of(bound, false);
        for name in ["m", "n", "É", "v.w", "m2", "M"] {
            if self.one_in(3) {
                let quote = self.quote();
                let prefix = if self.one_in(2) { prefix.as_str() } else { "" };
                let value = self.value(quote);
                attributes.push(format!("{prefix}{name}={quote}{value}{quote}"));
            }
        }
        for (name, values) in [("xml:lang", ["en", ""]), ("xml:space", ["default", "preserve"])] {
            if self.one_in(12) {
                attributes.push(format!("{name}=\"{}\"", values[self.below(2)]));
            }
        }
        if self.one_in(4) {
            attributes.push(format!("xml:base=\"{}\"", BASES[self.below(BASES.len())]));
        }
        if self.one_in(12) {
            // Unlike any other: every element stands at its own place.
            attributes.push(format!("xml:id=\"x{}\"", self.text.len()));
        }
    }

    fn value(&mut self, quote: char) -> String {
        let mut value = String::new();
        for _ in 0..self.below(4) {
            value.push_str(TEXTS[self.below(TEXTS.len())]);
            value.push_str(["", ">", "'", "\""][self.below(4)].trim_matches(quote));
        }
        value
    }

    fn some_text(&mut self) {
        for _ in 0..=self.below(3) {
            self.add_one_of(&TEXTS);
        }
        self.add_one_of(&["", "'", "\"", "> "]);
        // A text that ends in brackets must not make the end of a CDATA section with what follows.
        self.text.push(' ');
    }

    fn comment(&mut self) {
        let inside = ["", " é & < ", "-a-", " \r\n ", "<x/>"][self.below(5)];
        write!(self.text, "<!--{inside} -->").unwrap();
    }

    fn instruction(&mut self) {
        let inside = ["", " ", " é & <", "  a=\"b\" ", " \r\n x"][self.below(5)];
        write!(self.text, "<?essai{inside}?>").unwrap();
    }

    fn character_data(&mut self) {
        let inside = ["", "<&>", "\r\n", "é]]", " ]>", "&amp;", "\""][self.below(7)];
        write!(self.text, "<![CDATA[{inside}]]>").unwrap();
    }

    /// A bound prefix with its colon, or none.
    fn prefix_of(&mut self, bound: &[&'static str], or_none: bool) -> String {
        let named: Vec<&str> =
            bound.iter().copied().filter(|prefix| !prefix.is_empty() && *prefix != "-").collect();
        if or_none && self.one_in(2) {
            return String::new();
        }
        format!("{}:", named[self.below(named.len())])
    }

    fn shuffle(&mut self, items: &mut [String]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }

    fn add_one_of(&mut self, choices: &[&str]) {
        let chosen = choices[self.below(choices.len())];
        self.text.push_str(chosen);
    }

    fn quote(&mut self) -> char {
        if self.one_in(2) { '"' } else { '\'' }
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// SplitMix64, taken below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let limit = u64::try_from(limit).unwrap();
        usize::try_from((mixed ^ (mixed >> 31)) % limit).unwrap()
    }
}
