//! `cargo xtask schema FOLDER`: writes the rules that the crate checks from the schemas of the PES in FOLDER.
//!
//! The schemas themselves are not part of the project. What comes of them is a table: which elements may follow which,
//! and what their values must be.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::machine::Machine;
use crate::schema::{Facets, Model, Occurring, Reference, Schemas, Type};

/// Parts whose content is not checked: their schemas change on their own, and they are not signed one by one.
const UNCHECKED: [&str; 3] = ["PES_Facture", "PES_Marche", "Signature"];
/// The bit that says that nothing need follow.
const END: u32 = 1 << 31;

/// Reads the schemas, writes `crate/src/pes/schema/table.rs`.
pub fn run(machine: &Machine, arguments: &[String]) -> Result<()> {
    let [folder] = arguments else { bail!("say where the schemas are: cargo xtask schema FOLDER") };
    let schemas = Schemas::read(&Path::new(folder).join("PES_V2/Rev0/PES_Aller.xsd"))?;
    let mut table = Table { schemas: &schemas, contents: Vec::new(), values: Vec::new() };
    let Type::Content(content, true) = schemas.root("PES_Aller")? else { bail!("PES_Aller is no content") };
    table.add("PES_Aller", content, true, "own")?;
    let path = machine.root.join("crate/src/pes/schema/table.rs");
    fs::write(&path, table.text()?).with_context(|| format!("writing {}", path.display()))?;
    println!("{}: {} contents, {} values", path.display(), table.contents.len(), table.values.len());
    Ok(())
}

struct Table<'a> {
    schemas: &'a Schemas,
    contents: Vec<Content>,
    values: Vec<String>,
}

/// The elements of one type: which may come first, and which after each.
#[derive(PartialEq)]
struct Content {
    name: String,
    has_id: bool,
    first: u32,
    places: Vec<Place>,
}

#[derive(Clone, PartialEq)]
struct Place {
    name: String,
    holds: String,
    next: u32,
}

/// First, last, and whether it may be empty, of a model whose places are numbered.
struct Ends {
    first: u32,
    last: u32,
    empty: bool,
}

impl Table<'_> {
    fn add(&mut self, name: &str, content: &Occurring, has_id: bool, schema: &str) -> Result<usize> {
        let mut places = Vec::new();
        let mut elements = Vec::new();
        let ends = number(content, &mut places, &mut elements)?;
        for (index, place) in places.iter_mut().enumerate() {
            if ends.last & (1 << index) != 0 {
                *place |= END;
            }
        }
        let first = ends.first | if ends.empty { END } else { 0 };
        let index = self.contents.len();
        self.contents.push(Content { name: name.to_owned(), has_id, first, places: Vec::new() });
        for ((element, holds), next) in elements.into_iter().zip(places) {
            let holds = self.holds(&element, &holds, schema)?;
            self.contents[index].places.push(Place { name: element, holds, next });
        }
        // Types that come out the same are one.
        let twin = self.contents[..index].iter().position(|other| {
            let own = &self.contents[index];
            (own.has_id, own.first, &own.places) == (other.has_id, other.first, &other.places)
        });
        if let Some(twin) = twin.filter(|_| index + 1 == self.contents.len()) {
            self.contents.pop();
            return Ok(twin);
        }
        Ok(index)
    }

    fn holds(&mut self, element: &str, reference: &Reference, schema: &str) -> Result<String> {
        if UNCHECKED.contains(&element) {
            return Ok("Unchecked".to_owned());
        }
        let schema = if let Reference::Named(key, _) = reference { key } else { schema };
        let schemas = self.schemas;
        let known = schemas.resolve(reference).with_context(|| format!("in {element}"))?;
        Ok(match known {
            Type::Content(content, has_id) => {
                format!("Content({})", self.add(element, content, *has_id, schema)?)
            }
            Type::Value(facets) => {
                let value =
                    value(&schemas.facets(facets, schema)?).with_context(|| format!("in {element}"))?;
                let index = self.values.iter().position(|known| *known == value).unwrap_or_else(|| {
                    self.values.push(value);
                    self.values.len() - 1
                });
                format!("Value({index})")
            }
            Type::File => "File".to_owned(),
            Type::Same(_) => bail!("{element} was not resolved"),
        })
    }

    fn text(&self) -> Result<String> {
        let names: BTreeSet<&str> = self
            .contents
            .iter()
            .flat_map(|content| &content.places)
            .map(|place| place.name.as_str())
            .collect();
        let mut text = String::from(HEAD);
        writeln!(text, "names! {{")?;
        for name in &names {
            let variant: String = name.split('_').collect();
            writeln!(text, "    {variant} = \"{name}\",")?;
        }
        writeln!(text, "}}\n")?;
        writeln!(text, "/// What the values of elements must be.")?;
        writeln!(text, "pub(super) const VALUES: [ValueRule; {}] = [", self.values.len())?;
        for (index, value) in self.values.iter().enumerate() {
            writeln!(text, "    // {index}\n    {value},")?;
        }
        writeln!(text, "];\n\n/// The types that hold elements; the first one is the root's.")?;
        writeln!(text, "pub(super) const CONTENTS: [Content; {}] = [", self.contents.len())?;
        for (index, Content { name, has_id, first, places }) in self.contents.iter().enumerate() {
            writeln!(text, "    // {index}: {name}")?;
            writeln!(text, "    Content {{ first: {first:#x}, has_id: {has_id}, places: &[")?;
            for Place { name, holds, next } in places {
                let variant: String = name.split('_').collect();
                writeln!(text, "        place(Name::{variant}, Holds::{holds}, {next:#x}),")?;
            }
            writeln!(text, "    ] }},")?;
        }
        text.push_str("];\n");
        Ok(text)
    }
}

const HEAD: &str = "//! The elements of a PES Aller, their order and their values (schemas v5.17).
//!
//! Written by `cargo xtask schema`: a change made here by hand would be lost. In `first` and `next`, bit *n* says that
//! the place *n* may come next, and the highest bit that nothing need come.
#![cfg_attr(rustfmt, rustfmt_skip)]

use super::value::{Kind, ValueRule};
use super::{Content, Holds, names, place};

";

/// Numbers the elements of a model; what may follow each goes into `next`.
fn number(part: &Occurring, next: &mut Vec<u32>, elements: &mut Vec<(String, Reference)>) -> Result<Ends> {
    let mut ends = match &part.model {
        Model::Element(element) => {
            let index = next.len();
            if index >= 31 {
                bail!("more than 31 elements in one type");
            }
            next.push(0);
            elements.push((element.name.clone(), element.holds.clone()));
            Ends { first: 1 << index, last: 1 << index, empty: false }
        }
        Model::Sequence(parts) => {
            let mut whole = Ends { first: 0, last: 0, empty: true };
            for part in parts {
                let ends = number(part, next, elements)?;
                link(next, whole.last, ends.first);
                whole.first |= if whole.empty { ends.first } else { 0 };
                whole.last = ends.last | if ends.empty { whole.last } else { 0 };
                whole.empty &= ends.empty;
            }
            whole
        }
        Model::Choice(parts) => {
            let mut whole = Ends { first: 0, last: 0, empty: false };
            for part in parts {
                let ends = number(part, next, elements)?;
                whole.first |= ends.first;
                whole.last |= ends.last;
                whole.empty |= ends.empty;
            }
            whole
        }
    };
    if part.repeated {
        link(next, ends.last, ends.first);
    }
    ends.empty |= part.optional;
    Ok(ends)
}

fn link(next: &mut [u32], from: u32, to: u32) {
    for (index, next) in next.iter_mut().enumerate() {
        if from & (1 << index) != 0 {
            *next |= to;
        }
    }
}

/// What a value must be, in the words of the crate.
fn value(facets: &Facets) -> Result<String> {
    if !facets.values.is_empty() {
        return Ok(format!("ValueRule::code(\"{}\")", facets.values.join(" ")));
    }
    let limit = |name: &str| facets.limits.get(name).map(String::as_str);
    let digits =
        || format!("{}, {}", limit("fractionDigits").unwrap_or("0"), limit("totalDigits").unwrap_or("18"));
    let length = limit("length");
    let lengths = format!(
        "{}, {}",
        length.or(limit("minLength")).unwrap_or("0"),
        length.or(limit("maxLength")).unwrap_or("250")
    );
    let patterns: Vec<&str> = facets.patterns.iter().map(String::as_str).collect();
    let kind = match (facets.base.as_str(), patterns.as_slice()) {
        ("decimal", []) => {
            let kind = match (limit("minExclusive"), limit("minInclusive"), limit("maxExclusive")) {
                (Some("0"), None, None) if limit("fractionDigits") == Some("0") => "Number",
                (Some("0"), None, None) => "Amount",
                (Some("0"), None, Some("100.00")) => "Rate",
                (None, Some("0"), None) => "AmountOrZero",
                other => bail!("a decimal between {other:?}"),
            };
            return Ok(format!("ValueRule::new(Kind::{kind}, {})", digits()));
        }
        ("gYear", []) => "Year",
        ("date", []) => "Date",
        ("boolean", []) => "Boolean",
        ("string", []) => "Any",
        ("string", ["[0-9]*"]) => "Digits",
        ("string", ["[0-9a-zA-Z]*"]) => "Alphanumeric",
        ("string", [pattern]) if pattern.starts_with("[A-Z]{6,6}") => "Bic",
        ("string", [pattern]) if pattern.starts_with("[A-Z]{2,2}[0-9]{2,2}") => "Iban",
        ("string", ["[0-9a-zA-Z/?:()\\., \\-+']*"]) => "Sepa",
        ("string", ["[0-9A-Z][0-9]"]) => "BudgetCode",
        ("string", [BASE, NOT_ZERO]) => "Text",
        ("string", [BASE, NOT_ZERO, pattern]) => match *pattern {
            "[0-9a-zA-Z]*" => "Identifier",
            "(02[A-B][0-9]{3,4}|[0-9]{6,7})" => "Codique",
            "[ \\-/_+0-9a-zA-Z]*" => "InvoiceNumber",
            "[1-5][0-9]{2}" => "CountryCode",
            "2[A-B]|[0-8][0-9]|9[0-5]|97[1-8]|98[6-8]" => "Department",
            "[0-9]{2,3}" | "[0-9]{3}" => "SomeDigits",
            "[A-Z 0-9'\\-Œ\\(\\)]*" => "PlaceName",
            "[0-9a-zA-Z/_]*" => "Reference",
            other => bail!("the pattern {other}"),
        },
        ("string", [BASE, ".+\\.[A-Za-z0-9]{2,4}"]) => "FileName",
        other => bail!("a value {other:?}"),
    };
    Ok(format!("ValueRule::new(Kind::{kind}, {lengths})"))
}

/// The patterns that most texts share: not one space or point, not `nc`; and something else than zeros.
const BASE: &str = "[^ \\.]|n[^c]|[^n]c|[^n][^c]|...+";
const NOT_ZERO: &str = ".*[^0]+.*";
