//! Why a command could not do what it was asked, in words and as exit code.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::arguments::Usage;
use crate::identity::{Certificate, Pkcs12Error};
use crate::signing::SigningError;
use crate::words::{Arg, Explanation, Words, readable};
use crate::{verify, xml};

/// A command that ends without its answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The call is wrong.
    Usage(Usage),
    /// The clock shows no time that can be written into a signature.
    Clock,
    /// A file cannot be read.
    Read { name: String, error: io::Error },
    /// A file is no XML that this program accepts.
    Xml { name: String, error: xml::Error },
    /// A container gives no identity.
    Container { name: String, error: Pkcs12Error },
    /// A file holds no certificate.
    NoCertificate { name: String },
    /// Several keys can sign, or none is the one that was asked for.
    Choice { name: String, key: Option<String>, candidates: Vec<Certificate> },
    /// A file of authorities holds none.
    Authorities { name: String },
    /// Nothing can be signed.
    Signing { name: String, error: SigningError },
    /// The signed file, read again, is not what was meant.
    SelfCheck { explanations: Vec<Explanation> },
    /// The file was changed while it was read.
    Changed { name: String },
    /// The output is there already.
    Exists { path: PathBuf },
    /// The output cannot be written.
    Write { name: String, error: io::Error },
    /// Whoever read standard output has gone; there is nobody to tell.
    Unread,
    /// No element has the Id.
    NoElement { name: String, id: String },
    /// More than one element has the Id.
    SeveralElements { name: String, id: String },
}

impl Failure {
    pub(super) fn write(path: &Path, error: io::Error) -> Self {
        Self::Write { name: path.display().to_string(), error }
    }

    pub(super) fn standard_output(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Unread,
            _ => Self::Write { name: "-".to_owned(), error },
        }
    }

    /// 1: the answer is no; 2: the call is wrong; 3: the input cannot be read.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::Choice { .. } => 2,
            Self::Read { .. }
            | Self::Xml { .. }
            | Self::Authorities { .. }
            | Self::Changed { .. }
            | Self::NoCertificate { .. }
            | Self::Container { error: Pkcs12Error::NotPkcs12(_) | Pkcs12Error::Damaged, .. } => 3,
            _ => 1,
        }
    }

    /// Where in the file it is, if that can be told.
    pub(super) fn position(&self) -> Option<xml::Position> {
        match self {
            Self::Xml { error, .. } => Some(error.position),
            Self::Signing { error: SigningError::Blocked(findings), .. } => findings.first()?.position,
            _ => None,
        }
    }

    /// What is the matter and what to do now.
    pub(super) fn explanation(&self, words: &Words) -> Explanation {
        match self {
            Self::Usage(Usage { message, args }) => {
                let args: Vec<(&str, Arg<'_>)> =
                    args.iter().map(|(name, value)| (*name, Arg::from(value))).collect();
                let message = words.message(message, &args);
                Explanation { code: "CLI-001", message, fix: words.message("usage-help", &[]) }
            }
            Self::Clock => words.explain("CLI-009", &[]),
            Self::Read { name, error } => of_file(words, "CLI-002", name, error),
            Self::Xml { error, .. } => words.xml_error(error),
            Self::Container { name, error } => words.container_error(error, name),
            Self::NoCertificate { name } => words.explain("CLI-012", &[("name", name.into())]),
            Self::Choice { name, key, candidates } => choice(words, name, key.as_deref(), candidates),
            Self::Authorities { name } => words.explain("CLI-003", &[("name", name.into())]),
            Self::Signing { error, .. } => words.signing_error(error),
            Self::SelfCheck { .. } => words.explain("SIG-016", &[]),
            Self::Changed { name } => words.explain("CLI-004", &[("name", name.into())]),
            Self::Exists { path } => {
                words.explain("CLI-005", &[("name", (&path.display().to_string()).into())])
            }
            Self::Write { name, error } => of_file(words, "CLI-006", name, error),
            Self::Unread => words.explain("CLI-007", &[]),
            Self::NoElement { name, id } => {
                words.explain("CLI-008", &[("name", name.into()), ("id", id.into())])
            }
            Self::SeveralElements { name, id } => {
                words.explain("CLI-013", &[("name", name.into()), ("id", id.into())])
            }
        }
    }

    /// Tells it on standard error. Nothing can be done if that cannot be written.
    pub(super) fn tell(&self, words: &Words, errors: &mut dyn Write) {
        let _ = match self {
            Self::Unread => Ok(()),
            Self::Signing { name, error: SigningError::Blocked(findings) } if !findings.is_empty() => {
                findings.iter().try_for_each(|finding| {
                    tell(errors, &prefix(Some(name), finding.position), &words.finding(finding))
                })
            }
            Self::SelfCheck { explanations } => tell(errors, &prefix(None, None), &self.explanation(words))
                .and_then(|()| {
                    explanations.iter().try_for_each(|explanation| tell(errors, "  ", explanation))
                }),
            Self::Xml { name, .. } | Self::Signing { name, .. } => {
                tell(errors, &prefix(Some(name), self.position()), &self.explanation(words))
            }
            _ => tell(errors, &prefix(None, None), &self.explanation(words)),
        };
    }
}

/// What a line on standard error begins with: the program, and the file and line it is about.
pub(super) fn prefix(name: Option<&str>, position: Option<xml::Position>) -> String {
    match (name.map(readable), position) {
        (None, _) => "pes-signer: ".to_owned(),
        (Some(name), None) => format!("pes-signer: {name}: "),
        (Some(name), Some(position)) => format!("pes-signer: {name}:{}: ", position.line),
    }
}

/// Writes an explanation: the message with its code, then what to do.
pub(super) fn tell(errors: &mut dyn Write, before: &str, explanation: &Explanation) -> io::Result<()> {
    let Explanation { code, message, fix } = explanation;
    writeln!(errors, "{before}{message} [{code}]")?;
    if fix.is_empty() { Ok(()) } else { writeln!(errors, "  → {fix}") }
}

/// What speaks against signatures, less what was not asked for: the check of their authority.
pub(super) fn against(report: &verify::Report, words: &Words) -> Vec<Explanation> {
    // Said before, or not asked for.
    let known = |code| matches!(code, verify::Code::AuthorityUnchecked | verify::Code::NotPrepared);
    let told = report.findings.iter().filter(|finding| !known(finding.code));
    told.map(|finding| words.verification(finding, &report.signatures)).collect()
}

/// Which keys there are to choose from.
fn choice(words: &Words, name: &str, key: Option<&str>, candidates: &[Certificate]) -> Explanation {
    let candidates: Vec<String> = candidates
        .iter()
        .map(|certificate| {
            let (holder, issuer) = (certificate.common_name(), certificate.issuer_common_name());
            words.message(
                "cli-candidate",
                &[
                    ("name", (&*readable(&holder)).into()),
                    ("issuer", (&*readable(&issuer)).into()),
                    ("serial", (&certificate.serial()).into()),
                    ("date", (&words.day_of(certificate.not_after())).into()),
                ],
            )
        })
        .collect();
    let candidates = candidates.join(" · ");
    let args = [("name", name.into()), ("candidates", (&candidates).into())];
    match key {
        None => words.explain("CLI-010", &args),
        Some(key) => {
            let [name, candidates] = args;
            words.explain("CLI-011", &[name, candidates, ("key", (&*readable(key)).into())])
        }
    }
}

/// A file that the system refused, in words.
fn of_file(words: &Words, code: &'static str, name: &str, error: &io::Error) -> Explanation {
    let cause = match error.kind() {
        io::ErrorKind::NotFound => "absent",
        io::ErrorKind::PermissionDenied => "denied",
        io::ErrorKind::IsADirectory => "folder",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "full",
        _ => "other",
    };
    let detail = error.to_string();
    words.explain(code, &[("name", name.into()), ("cause", cause.into()), ("detail", (&detail).into())])
}
