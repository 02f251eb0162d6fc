//! Certificates of every kind, and with everything that is said of a certificate before it signs: for the command line
//! and the page.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::cli::text;
use crate::folder::subfolder;
use crate::material::{PASSWORD, material};
use crate::parallel::each;
use crate::process::must;
use crate::words::{french, french_attribute};

/// The common name of the authority that issues them, unless they are signed by themselves.
pub const ISSUER: &str = "#AC d'essai < rang 1 > ; a=b";

/// A certificate, and what is said of it.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// What is particular about it.
    pub name: &'static str,
    /// The certificate, PEM.
    pub file: PathBuf,
    /// It and its key in a container, under [`PASSWORD`].
    pub container: PathBuf,
    /// Its holder's common name.
    pub holder: &'static str,
    /// Its kind, as in the words `certificate-kind-…`.
    pub kind: &'static str,
    /// What is found, in this order.
    pub findings: Vec<Finding>,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The code.
    pub code: &'static str,
    /// What happened.
    pub message: String,
    /// What to do.
    pub fix: String,
}

/// All of them, made once.
pub fn certificates() -> &'static [Certificate] {
    static CERTIFICATES: OnceLock<Vec<Certificate>> = OnceLock::new();
    CERTIFICATES.get_or_init(|| each(WANTED, Wanted::make))
}

/// What is to be made.
struct Wanted {
    name: &'static str,
    kind: &'static str,
    findings: &'static [&'static str],
    subject: (&'static str, &'static str),
    extensions: &'static str,
    period: Period,
    more: &'static [&'static str],
}

/// When a certificate is valid.
enum Period {
    /// From one moment to another.
    Between(&'static str, &'static str),
    /// For so many days from now, and some hours.
    Days(u64),
}

const JEANNE: (&str, &str) = ("/O=Commune/GN=Jeanne/SN=Essai/title=Maire", "Jeanne ESSAI");
const MAIRIE: (&str, &str) = ("/O=Mairie", "Mairie");
const LONG: Period = Period::Between("20200101000000Z", "20491231120000Z");
const BY_ITSELF: &[&str] = &["-selfsign"];
/// ETSI EN 319 412-5: qualified; and that of a seal, and of a web site.
const QUALIFIED: &str = "1.3.6.1.5.5.7.1.3=DER:300A3008060604008E460101";
const SEAL: &str = "1.3.6.1.5.5.7.1.3=DER:301F3008060604008E4601013013060604008E4601063009060704008E46010602";
const WEB: &str = "1.3.6.1.5.5.7.1.3=DER:301F3008060604008E4601013013060604008E4601063009060704008E46010603";

const PLAIN: Wanted = Wanted {
    name: "plain",
    kind: "other",
    findings: &[],
    subject: JEANNE,
    extensions: "",
    period: LONG,
    more: &[],
};

const WANTED: &[Wanted] = &[
    PLAIN,
    Wanted {
        name: "free of the DGFiP",
        kind: "dgfip",
        extensions: "certificatePolicies=1.2.250.1.131.1.5.18.20.1.5.2",
        ..PLAIN
    },
    Wanted {
        name: "another of the DGFiP",
        extensions: "certificatePolicies=1.2.250.1.131.1.5.18.21",
        ..PLAIN
    },
    Wanted { name: "qualified by statement", kind: "qualified", extensions: QUALIFIED, ..PLAIN },
    Wanted {
        name: "qualified by policy",
        kind: "qualified",
        extensions: "certificatePolicies=0.4.0.194112.1.2",
        ..PLAIN
    },
    Wanted { name: "seal by statement", kind: "seal", findings: &["CRT-008"], extensions: SEAL, ..PLAIN },
    Wanted {
        name: "seal by policy",
        kind: "seal",
        findings: &["CRT-008"],
        extensions: "certificatePolicies=0.4.0.194112.1.1",
        ..PLAIN
    },
    Wanted { name: "web site by statement", extensions: WEB, ..PLAIN },
    Wanted { name: "web site by policy", extensions: "certificatePolicies=0.4.0.194112.1.4", ..PLAIN },
    Wanted {
        name: "recognised",
        kind: "recognised",
        extensions: "certificatePolicies=0.4.0.2042.1.2,1.2.250.1.1.1",
        ..PLAIN
    },
    Wanted { name: "own", kind: "self-signed", findings: &["CRT-007"], more: BY_ITSELF, ..PLAIN },
    Wanted { name: "ends soon", findings: &["CRT-003"], period: Period::Days(30), ..PLAIN },
    Wanted { name: "ends tomorrow", findings: &["CRT-003"], period: Period::Days(1), ..PLAIN },
    Wanted { name: "ends later", period: Period::Days(61), ..PLAIN },
    Wanted {
        name: "not for signing",
        findings: &["CRT-004"],
        extensions: "keyUsage=keyEncipherment",
        ..PLAIN
    },
    Wanted {
        name: "authority",
        findings: &["CRT-005"],
        extensions: "basicConstraints=CA:TRUE\nkeyUsage=digitalSignature,keyCertSign",
        ..PLAIN
    },
    Wanted { name: "SHA-1", findings: &["CRT-006"], more: &["-md", "sha1"], ..PLAIN },
    Wanted { name: "body", findings: &["CRT-008"], subject: MAIRIE, ..PLAIN },
    Wanted {
        name: "expired",
        findings: &["SIG-014"],
        period: Period::Between("20200101000000Z", "20230314120000Z"),
        ..PLAIN
    },
    Wanted {
        name: "not yet valid",
        findings: &["SIG-015"],
        period: Period::Between("20400314120000Z", "20491231120000Z"),
        ..PLAIN
    },
    Wanted {
        name: "all at once",
        kind: "self-signed",
        findings: &["CRT-004", "CRT-005", "CRT-007", "CRT-003", "CRT-006", "CRT-008"],
        subject: MAIRIE,
        extensions: "basicConstraints=CA:TRUE\nkeyUsage=keyCertSign",
        period: Period::Days(30),
        more: &["-selfsign", "-md", "sha1"],
    },
];

impl Wanted {
    /// Issues it for the signer's key, all alike but for what is wanted.
    fn make(&self) -> Certificate {
        let plain = self.name.replace(' ', "-");
        let place = |end: &str| subfolder("kinds").join(format!("{plain}.{end}"));
        let (request, file, container) = (place("csr"), place("pem"), place("p12"));
        let (register, configuration) = (place("txt"), place("cnf"));
        let subject = format!("{}/CN={}", self.subject.0, self.subject.1);
        let key = text(&material().key);
        must("openssl", ["req", "-new", "-utf8", "-subj", &subject, "-key", key, "-out", text(&request)]);

        fs::write(&register, "").unwrap();
        let usage = if self.extensions.contains("keyUsage") { "" } else { "keyUsage=nonRepudiation\n" };
        let settings = CONFIGURATION.replace("@register@", text(&register)).replace("@use@", usage);
        fs::write(&configuration, settings + self.extensions + "\n").unwrap();
        let (from, until) = self.moments();
        let mut arguments = vec!["ca", "-batch", "-notext", "-utf8", "-preserveDN", "-create_serial"];
        arguments.extend(["-config", text(&configuration), "-in", text(&request), "-out", text(&file)]);
        let folder = subfolder("kinds");
        arguments.extend(["-outdir", text(&folder)]);
        arguments.extend(["-startdate", &from, "-enddate", &until]);
        let (authority, issuing) = (&material().authority, material().authority.with_extension("key"));
        if self.is_by_itself() {
            arguments.extend(["-keyfile", key]);
        } else {
            arguments.extend(["-cert", text(authority), "-keyfile", text(&issuing)]);
        }
        // What stands last counts: SHA-1 in place of SHA-256.
        arguments.extend(["-md", "sha256"].iter().chain(self.more));
        must("openssl", arguments);

        let (secret, pem) = (format!("pass:{PASSWORD}"), text(&file));
        let arguments = ["pkcs12", "-export", "-inkey", key, "-in", pem, "-passout", &secret, "-out"];
        must("openssl", arguments.iter().chain(&[text(&container)]));
        let findings = self.findings.iter().map(|code| self.finding(code)).collect();
        let Self { name, kind, subject: (_, holder), .. } = *self;
        Certificate { name, file, container, holder, kind, findings }
    }

    fn is_by_itself(&self) -> bool {
        self.more.starts_with(BY_ITSELF)
    }

    /// When it begins and ends, as `openssl` takes it.
    fn moments(&self) -> (String, String) {
        match self.period {
            Period::Between(from, until) => (from.to_owned(), until.to_owned()),
            Period::Days(days) => ("20200101000000Z".to_owned(), on_day(days, "+%Y%m%d%H%M%SZ")),
        }
    }

    fn finding(&self, code: &'static str) -> Finding {
        let day = |moment: &str| [&moment[6..8], &moment[4..6], &moment[..4]].join("/");
        let (from, until) = self.moments();
        let date = if code == "SIG-015" { day(&from) } else { day(&until) };
        let days = if let Period::Days(days) = self.period { days.to_string() } else { String::new() };
        let args = [("date", date.as_str()), ("days", &days), ("name", self.subject.1)];
        Finding { code, message: french(code, &args), fix: french_attribute(code, "fix", &args) }
    }
}

impl Certificate {
    /// What its kind is called, and what it may and may not do.
    pub fn kind_in_words(&self) -> (String, String) {
        let id = format!("certificate-kind-{}", self.kind);
        let args = [("issuer", ISSUER)];
        (french(&id, &args), french_attribute(&id, "use", &args))
    }
}

/// The moment so many days and twelve hours after this process began to ask.
fn on_day(days: u64, format: &str) -> String {
    static NOW: OnceLock<u64> = OnceLock::new();
    let now = NOW.get_or_init(|| SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs());
    let moment = now + days * 86_400 + 43_200;
    String::from_utf8(must("date", ["-u", "-d", &format!("@{moment}"), format])).unwrap().trim().to_owned()
}

const CONFIGURATION: &str = "
[ca]
default_ca = here
[here]
database = @register@
serial = @register@.serial
policy = any
unique_subject = no
x509_extensions = extensions
[any]
[extensions]
@use@";
