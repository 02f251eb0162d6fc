//! What was asked for.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use lexopt::{Arg, Parser};

use crate::c14n::Method;
use crate::pes::Rules;
use crate::signing::Scope;
use crate::words::Language;
use crate::xades::{Profile, Signatory, SigningTime};

/// A command with its arguments.
#[derive(Debug)]
pub(super) enum Command {
    Help,
    Version,
    Inspect(Inspect),
    Sign(Box<Sign>),
    Verify(Verify),
    Certificate(Certificate),
    Canonicalize(Canonicalize),
}

#[derive(Debug)]
pub(super) struct Inspect {
    pub(super) file: PathBuf,
    pub(super) rules: Rules,
    pub(super) json: bool,
}

#[derive(Debug)]
pub(super) struct Sign {
    pub(super) file: PathBuf,
    pub(super) container: PathBuf,
    pub(super) password_file: PathBuf,
    /// Which key of the container, where it has several.
    pub(super) key: Option<String>,
    pub(super) trust: Vec<PathBuf>,
    pub(super) signatory: Signatory,
    pub(super) scope: Scope,
    pub(super) rules: Rules,
    pub(super) profile: Profile,
    pub(super) at: Option<SigningTime>,
    pub(super) repair: bool,
    pub(super) force: bool,
    /// `None` for standard output.
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug)]
pub(super) struct Verify {
    pub(super) file: PathBuf,
    pub(super) trust: Vec<PathBuf>,
    pub(super) json: bool,
}

#[derive(Debug)]
pub(super) struct Certificate {
    pub(super) file: PathBuf,
    pub(super) password_file: Option<PathBuf>,
    pub(super) trust: Vec<PathBuf>,
    pub(super) json: bool,
}

#[derive(Debug)]
pub(super) struct Canonicalize {
    pub(super) file: PathBuf,
    pub(super) method: Method,
    pub(super) id: Option<String>,
    /// The Id of a signature that is left out.
    pub(super) without: Option<String>,
    pub(super) inclusive_prefixes: String,
}

/// Why the call is wrong: a message of the Fluent files and its arguments.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Usage {
    pub(super) message: &'static str,
    pub(super) args: Vec<(&'static str, String)>,
}

/// One option: its name, the letter that stands for it, whether a value follows, whether it may come again.
struct Spec {
    name: &'static str,
    letter: Option<char>,
    has_value: bool,
    repeats: bool,
}

const fn flag(name: &'static str) -> Spec {
    Spec { name, letter: None, has_value: false, repeats: true }
}

const fn value(name: &'static str) -> Spec {
    Spec { name, letter: None, has_value: true, repeats: false }
}

/// Authorities that are believed; one may come after another.
const TRUST: Spec = Spec { repeats: true, ..value("trust") };

/// The largest file that the S2low in use takes.
const MAX_SIZE: Spec = value("max-size");

/// Options of every command.
const COMMON: &[Spec] = &[
    Spec { letter: Some('h'), ..flag("help") },
    Spec { letter: Some('V'), ..flag("version") },
    Spec { repeats: true, ..value("lang") },
];

type Build = fn(&Given) -> Result<Command, Usage>;

/// The commands: name, options beside the common ones, and what makes the request of what was given.
const COMMANDS: &[(&str, &[Spec], Build)] = &[
    ("inspect", &[flag("json"), MAX_SIZE], inspect),
    (
        "sign",
        &[
            value("p12"),
            value("password-file"),
            value("key"),
            TRUST,
            value("role"),
            value("city"),
            value("postal-code"),
            value("country"),
            value("scope"),
            value("profile"),
            value("at"),
            MAX_SIZE,
            flag("repair"),
            flag("force"),
            Spec { letter: Some('o'), ..value("output") },
        ],
        sign,
    ),
    ("verify", &[TRUST, flag("json")], verify),
    ("certificate", &[value("password-file"), TRUST, flag("json")], certificate),
    (
        "c14n",
        &[value("mode"), flag("with-comments"), value("id"), value("enveloped"), value("inclusive-prefixes")],
        canonicalize,
    ),
];

const LANGUAGES: &[(&str, Language)] = &[("fr", Language::French), ("en", Language::English)];

const SCOPES: &[(&str, Scope)] =
    &[("auto", Scope::Auto), ("file", Scope::File), ("bordereaux", Scope::Bordereaux)];

/// Forms of canonicalization: the method, and the one that keeps comments.
const MODES: &[(&str, (Method, Method))] = &[
    ("exclusive", (Method::Exclusive, Method::ExclusiveWithComments)),
    ("inclusive", (Method::Inclusive, Method::InclusiveWithComments)),
    ("inclusive-1.1", (Method::Inclusive11, Method::Inclusive11WithComments)),
];

/// The language that `--lang` asks for, wherever it stands: a wrong call is explained in it.
pub(super) fn language(arguments: &[OsString]) -> Option<Language> {
    let mut found = None;
    for (index, argument) in arguments.iter().enumerate() {
        let value = match argument.to_str().unwrap_or_default() {
            "--lang" => arguments.get(index + 1).and_then(|value| value.to_str()),
            other => other.strip_prefix("--lang="),
        };
        found = value.and_then(|value| look_up(LANGUAGES, value)).or(found);
    }
    found
}

/// Reads the arguments, the program's name left out.
pub(super) fn parse(arguments: Vec<OsString>) -> Result<Command, Usage> {
    let mut parser = Parser::from_args(arguments);
    let mut command: Option<&(&str, &[Spec], Build)> = None;
    let mut given = Given { file: None, options: Vec::new() };
    while let Some(argument) = parser.next()? {
        let (spec, shown) = match argument {
            Arg::Value(text) if command.is_none() => {
                command = COMMANDS.iter().find(|(name, ..)| text == *name);
                if command.is_none() {
                    return Err(Usage::new("usage-unknown-command", &[("command", &lossy(&text))]));
                }
                continue;
            }
            Arg::Value(text) if given.file.is_none() => {
                given.file = Some(text.into());
                continue;
            }
            Arg::Value(text) => {
                return Err(Usage::new("usage-unexpected-argument", &[("value", &lossy(&text))]));
            }
            Arg::Long(name) => (find(command, |spec| spec.name == name), format!("--{name}")),
            Arg::Short(letter) => (find(command, |spec| spec.letter == Some(letter)), format!("-{letter}")),
        };
        let Some(spec) = spec else {
            return Err(Usage::new("usage-unknown-option", &[("option", &shown)]));
        };
        match spec.name {
            "help" => return Ok(Command::Help),
            "version" => return Ok(Command::Version),
            _ => {}
        }
        if !spec.repeats && given.all(spec.name).next().is_some() {
            return Err(Usage::new("usage-repeated-option", &[("option", &shown)]));
        }
        let value = if spec.has_value { parser.value()? } else { OsString::new() };
        given.options.push((spec.name, value));
    }
    given.choice("lang", LANGUAGES)?;
    match command {
        Some((.., build)) => build(&given),
        None => Err(Usage::new("usage-no-command", &[])),
    }
}

fn find(
    command: Option<&'static (&str, &[Spec], Build)>,
    wanted: impl Fn(&&Spec) -> bool,
) -> Option<&'static Spec> {
    let own = command.map(|(_, options, _)| *options).unwrap_or_default();
    COMMON.iter().chain(own).find(wanted)
}

fn inspect(given: &Given) -> Result<Command, Usage> {
    Ok(Command::Inspect(Inspect { file: given.file()?, rules: given.rules()?, json: given.has("json") }))
}

fn sign(given: &Given) -> Result<Command, Usage> {
    let file = given.file()?;
    let container = given.required("p12")?.into();
    let password_file = given.required("password-file")?.into();
    let (role, city) = (given.required_text("role")?, given.required_text("city")?);
    let postal_code = given.required_text("postal-code")?;
    let country = given.text("country")?.unwrap_or(Signatory::FRANCE);
    let signatory =
        Signatory::new(role, city, postal_code, country).map_err(|error| Usage::new(error.code(), &[]))?;
    let profile = match given.text("profile")? {
        None => Profile::DEFAULT,
        Some(name) => Profile::from_name(name).ok_or_else(|| {
            let allowed: Vec<_> = Profile::ALL.iter().map(|profile| profile.name).collect();
            wrong_value("profile", name, &allowed)
        })?,
    };
    let at = match given.text("at")? {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| wrong_value("at", text, &["2026-11-23T09:00:00Z"]))?),
    };
    Ok(Command::Sign(Box::new(Sign {
        file,
        container,
        password_file,
        key: given.text("key")?.map(str::to_owned),
        trust: given.paths("trust"),
        signatory,
        scope: given.choice("scope", SCOPES)?.unwrap_or_default(),
        rules: given.rules()?,
        profile,
        at,
        repair: given.has("repair"),
        force: given.has("force"),
        output: given.last("output").filter(|path| *path != "-").map(PathBuf::from),
    })))
}

fn verify(given: &Given) -> Result<Command, Usage> {
    let trust = given.paths("trust");
    Ok(Command::Verify(Verify { file: given.file()?, trust, json: given.has("json") }))
}

fn certificate(given: &Given) -> Result<Command, Usage> {
    let password_file = given.last("password-file").map(PathBuf::from);
    let trust = given.paths("trust");
    Ok(Command::Certificate(Certificate {
        file: given.file()?,
        password_file,
        trust,
        json: given.has("json"),
    }))
}

fn canonicalize(given: &Given) -> Result<Command, Usage> {
    let file = given.file()?;
    let (without, with) = given.choice("mode", MODES)?.unwrap_or(MODES[0].1);
    let method = if given.has("with-comments") { with } else { without };
    let prefixes = given.text("inclusive-prefixes")?;
    if prefixes.is_some() && !method.is_exclusive() {
        let mode = given.text("mode")?.unwrap_or_default();
        return Err(Usage::new("usage-prefixes", &[("mode", mode)]));
    }
    Ok(Command::Canonicalize(Canonicalize {
        file,
        method,
        id: given.text("id")?.map(str::to_owned),
        without: given.text("enveloped")?.map(str::to_owned),
        inclusive_prefixes: prefixes.unwrap_or_default().to_owned(),
    }))
}

/// What stood on the command line, option by option.
struct Given {
    file: Option<PathBuf>,
    options: Vec<(&'static str, OsString)>,
}

impl Given {
    fn file(&self) -> Result<PathBuf, Usage> {
        self.file.clone().ok_or_else(|| Usage::new("usage-no-file", &[]))
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &OsStr> {
        self.options.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value.as_os_str())
    }

    fn last(&self, name: &str) -> Option<&OsStr> {
        self.all(name).last()
    }

    fn paths(&self, name: &str) -> Vec<PathBuf> {
        self.all(name).map(PathBuf::from).collect()
    }

    fn rules(&self) -> Result<Rules, Usage> {
        let mut rules = Rules::default();
        if let Some(text) = self.text(MAX_SIZE.name)? {
            let bytes = text.parse().ok().and_then(|megabytes: u64| megabytes.checked_mul(1 << 20));
            rules.max_bytes = bytes.ok_or_else(|| wrong_value(MAX_SIZE.name, text, &["128"]))?;
        }
        Ok(rules)
    }

    fn has(&self, name: &str) -> bool {
        self.last(name).is_some()
    }

    fn required(&self, name: &'static str) -> Result<&OsStr, Usage> {
        self.last(name).ok_or_else(|| Usage::new("usage-missing-option", &[("option", &long(name))]))
    }

    fn text(&self, name: &'static str) -> Result<Option<&str>, Usage> {
        self.last(name).map(|value| as_text(name, value)).transpose()
    }

    fn required_text(&self, name: &'static str) -> Result<&str, Usage> {
        as_text(name, self.required(name)?)
    }

    fn choice<T: Copy>(&self, name: &'static str, choices: &[(&str, T)]) -> Result<Option<T>, Usage> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        let allowed: Vec<_> = choices.iter().map(|(known, _)| *known).collect();
        look_up(choices, text).map(Some).ok_or_else(|| wrong_value(name, text, &allowed))
    }
}

impl Usage {
    fn new(message: &'static str, args: &[(&'static str, &str)]) -> Self {
        Self { message, args: args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect() }
    }
}

impl From<lexopt::Error> for Usage {
    fn from(error: lexopt::Error) -> Self {
        use lexopt::Error;
        match error {
            Error::MissingValue { option } => {
                Self::new("usage-missing-value", &[("option", &option.unwrap_or_default())])
            }
            Error::UnexpectedOption(option) => Self::new("usage-unknown-option", &[("option", &option)]),
            Error::UnexpectedValue { option, .. } => {
                Self::new("usage-unexpected-value", &[("option", &option)])
            }
            Error::UnexpectedArgument(value) | Error::NonUnicodeValue(value) => {
                Self::new("usage-unexpected-argument", &[("value", &lossy(&value))])
            }
            Error::ParsingFailed { value, .. } => {
                Self::new("usage-unexpected-argument", &[("value", &value)])
            }
            Error::Custom(error) => Self::new("usage-unexpected-argument", &[("value", &error.to_string())]),
        }
    }
}

/// Whether a path stands for standard input.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn look_up<T: Copy>(choices: &[(&str, T)], text: &str) -> Option<T> {
    choices.iter().find(|(known, _)| *known == text).map(|(_, choice)| *choice)
}

fn as_text<'a>(name: &str, value: &'a OsStr) -> Result<&'a str, Usage> {
    value.to_str().ok_or_else(|| Usage::new("usage-not-text", &[("option", &long(name))]))
}

fn wrong_value(name: &str, value: &str, allowed: &[&str]) -> Usage {
    let args = [("option", &*long(name)), ("value", value), ("allowed", &*allowed.join(", "))];
    Usage::new("usage-wrong-value", &args)
}

fn long(name: &str) -> String {
    if name == "output" { "-o".to_owned() } else { format!("--{name}") }
}

fn lossy(text: &OsStr) -> String {
    text.to_string_lossy().into_owned()
}
