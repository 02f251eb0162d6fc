//! `HeliosSignature`: what S2low 5.1 has signed in the browser, and how it puts the signatures into the file.

use std::path::Path;

use encoding_rs::mem::decode_latin1;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::error::Error;
use crate::pes::Pes;
use crate::process::{run, run_well};

/// What is to be signed.
#[derive(Debug)]
pub(crate) struct Signable {
    /// Each bordereau by itself, or the whole file.
    pub(crate) is_bordereau: bool,
    /// Ids, dépense before recette.
    pub(crate) ids: Vec<String>,
    /// SHA-256 of each one's canonical form, in lower-case hexadecimal.
    pub(crate) hashes: Vec<String>,
}

/// The hashes of a file; `None` when it cannot be signed.
pub(crate) async fn hashes(file: &Path) -> Result<Option<Signable>, Error> {
    let bytes = tokio::fs::read(file).await.map_err(Error::file(file))?;
    let Ok(pes) = Pes::read(&bytes) else { return Ok(None) };
    if !pes.children.iter().any(|name| name == "PES_DepenseAller" || name == "PES_RecetteAller") {
        return Ok(None);
    }
    let mut bordereaux: Vec<_> = pes.bordereaux.iter().collect();
    bordereaux.sort_by_key(|bordereau| bordereau.recette);
    let ids: Option<Vec<String>> =
        bordereaux.iter().map(|bordereau| bordereau.id.clone().filter(|id| !id.is_empty())).collect();
    if let Some(ids) = ids {
        let mut hashes = Vec::new();
        for id in &ids {
            let xpath = format!(
                "//*[local-name()='PES_DepenseAller' or local-name()='PES_RecetteAller']/Bordereau[@Id='{id}']"
            );
            let output = run("xmllint", |command| {
                command.args(["--nonet", "--huge", "--xpath", &xpath]).arg(file);
            });
            hashes.push(canonical_hash(output.await?.stdout).await?);
        }
        return Ok(Some(Signable { is_bordereau: true, ids, hashes }));
    }
    let root = pes.ids.iter().find(|(_, names)| names.contains(&pes.root));
    let Some((id, _)) = root else { return Ok(None) };
    Ok(Some(Signable {
        is_bordereau: false,
        ids: vec![id.clone()],
        hashes: vec![canonical_hash(bytes).await?],
    }))
}

/// SHA-256 of the exclusive canonical form, by other programs' hands.
async fn canonical_hash(xml: Vec<u8>) -> Result<String, Error> {
    let folder = tempfile::tempdir().map_err(Error::file(std::env::temp_dir()))?;
    let (plain, canonical) = (folder.path().join("plain.xml"), folder.path().join("canonical.xml"));
    tokio::fs::write(&plain, xml).await.map_err(Error::file(&plain))?;
    let output = run("xmllint", |command| {
        command.args(["--nonet", "--huge", "--exc-c14n"]).arg(&plain);
    });
    tokio::fs::write(&canonical, output.await?.stdout).await.map_err(Error::file(&canonical))?;
    let digest = run_well("openssl", |command| {
        command.args(["dgst", "-sha256", "-r"]).arg(&canonical);
    });
    Ok(digest.await?.split(' ').next().unwrap_or_default().to_owned())
}

/// The file with signatures as last children of its bordereaux, in document order, or of its root. As with PHP's
/// DOM, all of it is written anew, and a signature's own text stays UTF-8.
pub(crate) async fn inject(file: &Path, answers: &[Vec<u8>], is_bordereau: bool) -> Result<Vec<u8>, Error> {
    let output = run("xmllint", |command| {
        command.args(["--nonet", "--huge"]).arg(file);
    });
    let mut text = output.await?.stdout;
    let end: &[u8] = if is_bordereau { b"</Bordereau>" } else { b"PES_Aller>" };
    let mut places: Vec<usize> = memchr::memmem::find_iter(&text, end).collect();
    if !is_bordereau {
        let last = places.last().and_then(|place| memchr::memrchr(b'<', &text[..*place]));
        places = last.into_iter().collect();
    }
    for (place, answer) in places.into_iter().zip(answers).rev() {
        text.splice(place..place, first_child(answer).unwrap_or_default());
    }
    Ok(text)
}

/// `firstChild->firstChild`: the first node in the root, if it is an element.
fn first_child(document: &[u8]) -> Option<Vec<u8>> {
    let text = match std::str::from_utf8(document) {
        Ok(text) => text.into(),
        Err(_) => decode_latin1(document),
    };
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().ok()? {
            Event::Decl(_) => {}
            Event::Start(_) => break,
            _ => return None,
        }
    }
    let start = usize::try_from(reader.buffer_position()).ok()?;
    let Event::Start(child) = reader.read_event().ok()? else { return None };
    let name = child.name().into_inner().to_owned();
    reader.read_to_end(quick_xml::name::QName(&name)).ok()?;
    let end = usize::try_from(reader.buffer_position()).ok()?;
    text.get(start..end).map(|child| child.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_first_child_is_taken() {
        let wrapped = b"<?xml version=\"1.0\"?><D><ds:S a=\"1\"><b/></ds:S></D>";
        assert_eq!(first_child(wrapped).as_deref(), Some(&b"<ds:S a=\"1\"><b/></ds:S>"[..]));
        assert_eq!(first_child(b"<D> <S></S></D>"), None);
        assert_eq!(first_child(b"<!-- c --><D><S></S></D>"), None);
    }
}
