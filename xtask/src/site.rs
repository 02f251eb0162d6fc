//! The folder that a server gets: what `www/` has, the module, and names that follow from contents.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use crate::{assets, icons, licences, offline, plain, words};

/// Files by their path in the site, with `/` between folders.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What other pages embed is in this folder, and no part of the page.
pub const EMBED: &str = "embed/";
/// What is fetched by nobody who only opens the page: what others embed, what installing it shows, what few read.
const EXTRA: &[&str] = &[EMBED, icons::FOLDER, licences::FILE];

/// Whether a file is no part of the page.
pub fn is_extra(path: &str) -> bool {
    EXTRA.iter().any(|extra| path.starts_with(extra))
}

/// Puts together the page, its module, the module that other pages embed, and what else is generated.
pub fn assemble(www: &Path, page: Files, embed: Files, others: Files) -> Result<Files> {
    let mut files = read(www)?;
    ensure!(files.contains_key("index.html"), "{} is missing", www.join("index.html").display());
    let embed = embed.into_iter().map(|(path, bytes)| (format!("{EMBED}{path}"), bytes));
    for (path, bytes) in page.into_iter().chain(embed).chain(others) {
        if files.insert(path.clone(), bytes).is_some() {
            bail!("www/{path} has the name of a generated file");
        }
    }
    words::gather(&mut files)?;
    plain::make(&mut files, |path| !is_extra(path))?;
    let mut files = assets::publish(&files)?;
    offline::fill(&mut files)?;
    Ok(files)
}

/// Reads a folder whole; hidden files belong to editors and are left out.
pub fn read(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    read_into(&mut files, folder, "")?;
    Ok(files)
}

fn read_into(files: &mut Files, folder: &Path, prefix: &str) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.with_context(|| format!("{} has a name that is not UTF-8", path.display()))?;
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            read_into(files, &path, &format!("{prefix}{name}/"))?;
        } else {
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.insert(format!("{prefix}{name}"), bytes);
        }
    }
    Ok(())
}

/// Puts a site in the place of the one before; a build that fails on the way leaves that one alone.
pub fn replace(site: &Path, files: &Files) -> Result<()> {
    let beside = |suffix: &str| site.with_extension(format!("{suffix}-{}", std::process::id()));
    let (new, old) = (beside("new"), beside("old"));
    let written = write(&new, files).and_then(|()| {
        if site.exists() {
            fs::rename(site, &old)?;
        }
        Ok(fs::rename(&new, site)?)
    });
    for leftover in [&new, &old] {
        if leftover.exists() {
            fs::remove_dir_all(leftover)?;
        }
    }
    written.with_context(|| format!("cannot write {}", site.display()))
}

fn write(folder: &Path, files: &Files) -> Result<()> {
    for (path, bytes) in files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_new_site_replaces_the_old_one_whole() {
        let folder = scratch("replaces");
        let site = folder.join("site");
        let first = Files::from([("a.js".into(), b"1".to_vec()), ("sub/b.txt".into(), b"2".to_vec())]);
        replace(&site, &first).unwrap();
        assert_eq!(read(&site).unwrap(), first);
        let second = Files::from([("c.js".into(), b"3".to_vec())]);
        replace(&site, &second).unwrap();
        assert_eq!(read(&site).unwrap(), second);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside the site");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_page_without_index_or_with_a_generated_name_is_refused() {
        let folder = scratch("refused");
        let bindings = || Files::from([("pes_signer.js".into(), Vec::new())]);
        let message = assemble(&folder, bindings(), Files::new(), Files::new()).unwrap_err().to_string();
        assert!(message.ends_with("index.html is missing"), "{message}");
        fs::write(folder.join("index.html"), "").unwrap();
        fs::write(folder.join("pes_signer.js"), "").unwrap();
        let message = assemble(&folder, bindings(), Files::new(), Files::new()).unwrap_err().to_string();
        assert_eq!(message, "www/pes_signer.js has the name of a generated file");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn hidden_files_are_not_published() {
        let folder = scratch("hidden");
        fs::write(folder.join(".swp"), "x").unwrap();
        fs::write(folder.join("page.html"), "y").unwrap();
        assert_eq!(read(&folder).unwrap().into_keys().collect::<Vec<_>>(), ["page.html"]);
        fs::remove_dir_all(folder).unwrap();
    }
}
