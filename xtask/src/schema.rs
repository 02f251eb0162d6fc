//! Reads the XML Schema of the PES: types and their content, as far as the DGFiP uses the language.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use roxmltree::{Document, Node};

/// Which elements may stand in one another.
#[derive(Clone, Debug)]
pub enum Model {
    /// One element.
    Element(Element),
    /// All of them, in order.
    Sequence(Vec<Occurring>),
    /// One of them.
    Choice(Vec<Occurring>),
}

/// A model and how often it may come.
#[derive(Clone, Debug)]
pub struct Occurring {
    /// What comes.
    pub model: Model,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it may come more than once.
    pub repeated: bool,
}

/// An element and what it holds.
#[derive(Clone, Debug)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its type.
    pub holds: Reference,
}

/// A type, named or given on the spot.
#[derive(Clone, Debug)]
pub enum Reference {
    /// By the key of its schema and its name.
    Named(String, String),
    /// On the spot.
    Inline(Box<Type>),
}

/// What an element may hold.
#[derive(Clone, Debug)]
pub enum Type {
    /// Other elements; whether it may have an `Id`.
    Content(Occurring, bool),
    /// One value, in the attribute `V`.
    Value(Facets),
    /// Base64 text, with its media type in `MIMEType`.
    File,
    /// The same as another one.
    Same(Reference),
}

/// What a value must be.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    /// The built-in type that it restricts, such as `decimal`.
    pub base: String,
    /// Facets by name; of several steps, the last one.
    pub limits: BTreeMap<String, String>,
    /// Every pattern of every step.
    pub patterns: Vec<String>,
    /// The values of an enumeration.
    pub values: Vec<String>,
}

/// All schemas that one imports, and itself.
#[derive(Debug, Default)]
pub struct Schemas {
    types: BTreeMap<(String, String), Type>,
    simple: BTreeMap<(String, String), (String, Facets)>,
    roots: BTreeMap<String, Type>,
}

impl Schemas {
    /// Reads the schema at `path` and what it includes or imports, the signature's left out.
    pub fn read(path: &Path) -> Result<Self> {
        let mut schemas = Self::default();
        schemas.add(path, "own")?;
        Ok(schemas)
    }

    /// The type of a root element.
    pub fn root(&self, name: &str) -> Result<&Type> {
        self.roots.get(name).with_context(|| format!("there is no root element {name}"))
    }

    /// The type that a reference leads to.
    pub fn resolve<'a>(&'a self, reference: &'a Reference) -> Result<&'a Type> {
        let found = match reference {
            Reference::Inline(inline) => inline,
            Reference::Named(schema, name) => self
                .types
                .get(&(schema.clone(), name.clone()))
                .with_context(|| format!("there is no type {schema}:{name}"))?,
        };
        match found {
            Type::Same(other) => self.resolve(other),
            found => Ok(found),
        }
    }

    /// The facets of all steps down to the built-in type.
    pub fn facets(&self, facets: &Facets, schema: &str) -> Result<Facets> {
        let local = facets.base.split(':').next_back().unwrap_or_default();
        if facets.base.starts_with("xs:") {
            return Ok(Facets { base: local.to_owned(), ..facets.clone() });
        }
        let known = [schema, "cm", "own"];
        let step = known.iter().find_map(|schema| self.simple.get(&((*schema).to_owned(), local.to_owned())));
        let (schema, parent) = step.with_context(|| format!("there is no simple type {local}"))?;
        let mut whole = self.facets(parent, schema)?;
        whole.limits.extend(facets.limits.clone());
        whole.patterns.extend(facets.patterns.clone());
        if !facets.values.is_empty() {
            whole.values.clone_from(&facets.values);
        }
        Ok(whole)
    }

    fn add(&mut self, path: &Path, key: &str) -> Result<()> {
        let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        let document = Document::parse(&text)?;
        let folder = path.parent().map(PathBuf::from).unwrap_or_default();
        for node in document.root_element().children().filter(Node::is_element) {
            let name = node.attribute("name").unwrap_or_default().to_owned();
            match node.tag_name().name() {
                "include" => {
                    self.add(&folder.join(node.attribute("schemaLocation").unwrap_or_default()), key)?;
                }
                "import" => {
                    let namespace = node.attribute("namespace").unwrap_or_default();
                    let key = match () {
                        () if namespace.ends_with("/commun") => "cm",
                        () if namespace.contains("/depense/") => "depa",
                        () if namespace.contains("/recette/") => "reca",
                        () => continue,
                    };
                    if !self.types.keys().any(|(schema, _)| schema == key) {
                        self.add(&folder.join(node.attribute("schemaLocation").unwrap_or_default()), key)?;
                    }
                }
                "complexType" => {
                    let parsed = complex(node, key)?;
                    self.types.insert((key.to_owned(), name), parsed);
                }
                "simpleType" => {
                    let parsed = restriction(node)?;
                    self.simple.insert((key.to_owned(), name), (key.to_owned(), parsed));
                }
                "element" => {
                    let inline = child(node, "complexType").context("a root element of a named type")?;
                    self.roots.insert(name, complex(inline, key)?);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn complex(node: Node<'_, '_>, schema: &str) -> Result<Type> {
    if child(node, "simpleContent").is_some() {
        return Ok(Type::File);
    }
    if let Some(extension) = child(node, "complexContent").and_then(|content| child(content, "extension")) {
        return Ok(Type::Same(reference(extension.attribute("base").unwrap_or_default(), schema)));
    }
    let has_id = children(node, "attribute").any(|attribute| attribute.attribute("name") == Some("Id"));
    for kind in ["sequence", "choice"] {
        if let Some(group) = child(node, kind) {
            return Ok(Type::Content(occurring(group, schema)?, has_id));
        }
    }
    let attribute = child(node, "attribute").context("a type with neither elements nor a value")?;
    let facets = match (attribute.attribute("type"), child(attribute, "simpleType")) {
        (Some(base), _) => Facets { base: base.to_owned(), ..Facets::default() },
        (None, Some(inline)) => restriction(inline)?,
        (None, None) => bail!("an attribute without type"),
    };
    Ok(Type::Value(facets))
}

fn occurring(node: Node<'_, '_>, schema: &str) -> Result<Occurring> {
    let optional = node.attribute("minOccurs") == Some("0");
    let repeated = match node.attribute("maxOccurs") {
        None | Some("1") => false,
        Some("unbounded") => true,
        Some(other) => bail!("maxOccurs {other}"),
    };
    let parts = || -> Result<Vec<Occurring>> {
        let is_part = |node: &Node<'_, '_>| {
            matches!(node.tag_name().name(), "element" | "sequence" | "choice" | "group")
        };
        node.children().filter(is_part).map(|part| occurring(part, schema)).collect()
    };
    let model = match node.tag_name().name() {
        "sequence" => Model::Sequence(parts()?),
        "choice" => Model::Choice(parts()?),
        // The one group there is.
        "group" => Model::Element(Element {
            name: "Signature".to_owned(),
            holds: Reference::Named("ds".to_owned(), "Signature".to_owned()),
        }),
        _ => {
            let holds = match (node.attribute("type"), child(node, "complexType")) {
                (Some(name), _) => reference(name, schema),
                (None, Some(inline)) => Reference::Inline(Box::new(complex(inline, schema)?)),
                (None, None) => bail!("an element without type"),
            };
            Model::Element(Element { name: node.attribute("name").unwrap_or_default().to_owned(), holds })
        }
    };
    Ok(Occurring { model, optional, repeated })
}

fn reference(name: &str, schema: &str) -> Reference {
    match name.split_once(':') {
        Some((prefix, local)) => Reference::Named(prefix.to_owned(), local.to_owned()),
        None => Reference::Named(schema.to_owned(), name.to_owned()),
    }
}

fn restriction(node: Node<'_, '_>) -> Result<Facets> {
    let restriction = child(node, "restriction").context("a simple type that restricts nothing")?;
    let base = restriction.attribute("base").unwrap_or_default().to_owned();
    let mut facets = Facets { base, ..Facets::default() };
    for facet in restriction.children().filter(Node::is_element) {
        let value = facet.attribute("value").unwrap_or_default().to_owned();
        match facet.tag_name().name() {
            "pattern" => facets.patterns.push(value),
            "enumeration" => facets.values.push(value),
            "annotation" => {}
            name => {
                facets.limits.insert(name.to_owned(), value);
            }
        }
    }
    Ok(facets)
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> Option<Node<'a, 'input>> {
    children(node, name).next()
}

fn children<'a, 'input>(
    node: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| child.tag_name().name() == name)
}
