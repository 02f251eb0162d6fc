//! What the module asks of its JavaScript side, under short names: the generated ones are long, end in a hash, and would
//! be downloaded twice.

use std::collections::HashMap;

use anyhow::{Context as _, Result, bail, ensure};

use crate::site::Files;

/// Magic number and version of a WebAssembly module, in bytes.
const HEADER: usize = 8;
/// The number of the section of imports.
const IMPORTS: u8 = 2;
/// The kind of an import that is a function.
const FUNCTION: u8 = 0;

/// Renames every imported function in a module and in the JavaScript that provides it.
pub fn shorten(files: &mut Files, name: &str) -> Result<()> {
    let (wasm, script) = (format!("{name}_bg.wasm"), format!("{name}.js"));
    let module = files.get(&wasm).with_context(|| format!("there is no {wasm}"))?;
    let text = files.get(&script).with_context(|| format!("there is no {script}"))?;
    let text = std::str::from_utf8(text).with_context(|| format!("{script} is not UTF-8"))?;
    let mut names = HashMap::new();
    let module = renamed(module, &mut names).with_context(|| format!("cannot read the imports of {wasm}"))?;
    let text = replaced(text, &names).with_context(|| format!("cannot rename the imports in {script}"))?;
    files.insert(wasm, module);
    files.insert(script, text.into_bytes());
    Ok(())
}

/// The module with its imported functions renamed; `names` learns how.
fn renamed(module: &[u8], names: &mut HashMap<String, String>) -> Result<Vec<u8>> {
    let mut from = Reader(module);
    let mut to = from.take(HEADER)?.to_vec();
    while !from.0.is_empty() {
        let id = from.byte()?;
        let size = from.number()?;
        let content = from.take(size)?;
        let content = match id {
            IMPORTS => renamed_imports(content, names)?,
            _ => content.to_vec(),
        };
        to.push(id);
        put_bytes(&mut to, &content)?;
    }
    Ok(to)
}

fn renamed_imports(section: &[u8], names: &mut HashMap<String, String>) -> Result<Vec<u8>> {
    let mut from = Reader(section);
    let count = from.number()?;
    let mut to = Vec::with_capacity(section.len());
    put_number(&mut to, count)?;
    for index in 0..count {
        put_bytes(&mut to, from.bytes()?)?;
        let name = std::str::from_utf8(from.bytes()?)?;
        let kind = from.byte()?;
        ensure!(kind == FUNCTION, "{name} is no function");
        let short = format!("i{index:x}");
        put_bytes(&mut to, short.as_bytes())?;
        to.push(kind);
        put_number(&mut to, from.number()?)?;
        names.insert(name.to_owned(), short);
    }
    Ok(to)
}

/// The script with these names in the place of others; each has to be there, once.
fn replaced(script: &str, names: &HashMap<String, String>) -> Result<String> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$';
    let mut text = String::with_capacity(script.len());
    let mut found = 0;
    let mut rest = script;
    while !rest.is_empty() {
        let starts_word = rest.bytes().next().is_some_and(is_part);
        let end = rest.bytes().position(|byte| is_part(byte) != starts_word).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let short = names.get(word);
        found += usize::from(short.is_some());
        text.push_str(short.map_or(word, String::as_str));
        rest = after;
    }
    ensure!(found == names.len(), "{found} names were found, {} were looked for", names.len());
    Ok(text)
}

/// A binary module, read from its start.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).context("it ends too early")?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    /// An unsigned number of 32 bits in LEB128.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        bail!("it has a number that is too long")
    }

    fn bytes(&mut self) -> Result<&'a [u8]> {
        let count = self.number()?;
        self.take(count)
    }
}

fn put_number(to: &mut Vec<u8>, mut number: usize) -> Result<()> {
    while number >= 0x80 {
        to.push(u8::try_from(number & 0x7F)? | 0x80);
        number >>= 7;
    }
    to.push(u8::try_from(number)?);
    Ok(())
}

fn put_bytes(to: &mut Vec<u8>, bytes: &[u8]) -> Result<()> {
    put_number(to, bytes.len())?;
    to.extend_from_slice(bytes);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "const imports = { __wbg_get_0a1b: function() { return wasm.__wbg_get; } };";

    fn module(kind: u8) -> Vec<u8> {
        let mut imports = vec![1];
        put_bytes(&mut imports, b"./page_bg.js").unwrap();
        put_bytes(&mut imports, b"__wbg_get_0a1b").unwrap();
        imports.extend([kind, 0]);
        let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\x00\x00".to_vec();
        module.push(IMPORTS);
        put_bytes(&mut module, &imports).unwrap();
        module.extend(b"\x03\x02\x01\x00\x0a\x04\x01\x02\x00\x0b");
        module
    }

    fn shortened(module: Vec<u8>, script: &str) -> Result<Files> {
        let script = script.as_bytes().to_vec();
        let mut files = Files::from([("page_bg.wasm".to_owned(), module), ("page.js".to_owned(), script)]);
        shorten(&mut files, "page").map(|()| files)
    }

    #[test]
    fn an_imported_function_has_one_short_name_on_both_sides_and_all_else_is_as_it_was() {
        let files = shortened(module(FUNCTION), SCRIPT).unwrap();
        let script = std::str::from_utf8(&files["page.js"]).unwrap();
        assert_eq!(script, SCRIPT.replace("__wbg_get_0a1b", "i0"));
        let mut expected = module(FUNCTION);
        let name = expected.windows(14).position(|window| window == b"__wbg_get_0a1b").unwrap();
        expected.splice(name - 1..name + 14, *b"\x02i0");
        // The section is shorter by what the name is.
        expected[15] -= 12;
        assert_eq!(files["page_bg.wasm"], expected);
    }

    #[test]
    fn a_name_that_the_script_does_not_have_and_a_module_cut_short_are_refused() {
        assert!(shortened(module(FUNCTION), "").is_err());
        assert!(shortened(module(FUNCTION)[..30].to_vec(), SCRIPT).is_err());
        assert!(shortened(module(3), SCRIPT).is_err());
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for number in [0, 1, 127, 128, 300, 16_384, 4_000_000_000] {
            let mut bytes = Vec::new();
            put_number(&mut bytes, number).unwrap();
            assert_eq!(Reader(&bytes).number().unwrap(), number);
        }
    }
}
