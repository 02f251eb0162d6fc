//! Joining of URI references as Canonical XML 1.1 appendix A has it: RFC 3986 §5.2, changed so that a base
//! may be relative and no leading `..` gets lost.

/// The parts of a URI reference, each without its delimiter.
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

/// `reference`, seen from `base`.
pub(super) fn join(base: &[u8], reference: &[u8]) -> Vec<u8> {
    let (base, reference) = (String::from_utf8_lossy(base), String::from_utf8_lossy(reference));
    // A base that ends in `..` names a folder.
    let base = if base.ends_with("/..") || base == ".." { format!("{base}/") } else { base.into_owned() };
    let (base, reference) = (split(&base), split(&reference));
    let path;
    let target = if reference.scheme.is_some() {
        path = without_dots(reference.path);
        Parts { path: &path, ..reference }
    } else if reference.authority.is_some() {
        path = without_dots(reference.path);
        Parts { scheme: base.scheme, path: &path, ..reference }
    } else if reference.path.is_empty() {
        Parts { query: reference.query.or(base.query), ..base }
    } else {
        path = without_dots(&merged(&base, reference.path));
        Parts { path: &path, query: reference.query, ..base }
    };
    let mut joined = String::new();
    if let Some(scheme) = target.scheme {
        joined.push_str(scheme);
        joined.push(':');
    }
    if let Some(authority) = target.authority {
        joined.push_str("//");
        joined.push_str(authority);
    }
    joined.push_str(target.path);
    if let Some(query) = target.query {
        joined.push('?');
        joined.push_str(query);
    }
    joined.into_bytes()
}

/// The parts of a reference; its fragment is dropped.
fn split(text: &str) -> Parts<'_> {
    let text = text.split('#').next().unwrap_or_default();
    let (text, query) = match text.split_once('?') {
        Some((text, query)) => (text, Some(query)),
        None => (text, None),
    };
    let (scheme, text) = match text.split_once(':') {
        Some((scheme, rest)) if !scheme.is_empty() && !scheme.contains('/') => (Some(scheme), rest),
        _ => (None, text),
    };
    let (authority, path) = match text.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            (Some(&rest[..end]), &rest[end..])
        }
        None => (None, text),
    };
    Parts { scheme, authority, path, query }
}

/// `path` in place of what follows the last slash of the base.
fn merged(base: &Parts<'_>, path: &str) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    match base.path.rfind('/') {
        _ if base.authority.is_some() && base.path.is_empty() => format!("/{path}"),
        Some(slash) => format!("{}{path}", &base.path[..=slash]),
        None => path.to_owned(),
    }
}

/// Resolves `.` and `..`, keeps `..` that lead out of a relative path, and folds double slashes.
fn without_dots(path: &str) -> String {
    let absolute = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    let mut folder = false;
    for segment in path.split('/') {
        folder = matches!(segment, "" | "." | "..");
        match segment {
            "" | "." => {}
            ".." => match kept.last() {
                Some(last) if *last != ".." => drop(kept.pop()),
                _ if absolute => {}
                _ => kept.push(".."),
            },
            segment => kept.push(segment),
        }
    }
    let mut resolved = String::new();
    if absolute {
        resolved.push('/');
    }
    resolved.push_str(&kept.join("/"));
    if folder && !kept.is_empty() {
        resolved.push('/');
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_joined_as_the_specifications_examples_have_it() {
        for (base, reference, joined) in [
            ("http://a/b/c/d;p?q", "g", "http://a/b/c/g"),
            ("http://a/b/c/d;p?q", "./g/", "http://a/b/c/g/"),
            ("http://a/b/c/d;p?q", "../../../g", "http://a/g"),
            ("http://a/b/c/d;p?q", "//g", "http://g"),
            ("http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y"),
            ("http://a/b/c/d;p?q", "", "http://a/b/c/d;p?q"),
            ("http://a", "b", "http://a/b"),
            ("..", "x", "../x"),
            ("../../", "../", "../../../"),
            ("foo/bar", "..", ""),
            ("a//b/", "c", "a/b/c"),
        ] {
            let found = String::from_utf8(join(base.as_bytes(), reference.as_bytes())).unwrap();
            assert_eq!(found, joined, "{base} + {reference}");
        }
    }
}
