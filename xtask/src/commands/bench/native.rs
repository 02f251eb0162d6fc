//! What runs without a browser: the command line, xmlsec1, the JDK. Each is timed as a process, from its start to its
//! end.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use super::RUNS;
use super::figures::{Figure, Subject};
use super::flux::Flux;
use crate::machine::Machine;
use crate::process;

/// How many seconds one run may take.
const LIMIT: &str = "240";
const ROOT_NAME: &str = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller:PES_Aller";
const ROOT_END: &[u8] = b"</n:PES_Aller>";
const PASSWORD: &str = "mesure";

/// What xmlsec1 fills in.
const TEMPLATE: &str = r##"<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#@id@"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/></ds:Signature>"##;

/// The programs, and a key that is thrown away.
pub struct Tools {
    cli: PathBuf,
    folder: PathBuf,
}

impl Tools {
    /// Builds and makes all that is needed, in `folder`.
    pub fn prepare(machine: &Machine, folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let cli = process::build_program(
            machine,
            &["build", "--release", "--package", "pes-signer"],
            "pes-signer",
        )?;
        let in_folder = |program: &str, arguments: &str| {
            let mut command = Command::new(program);
            command.current_dir(folder).args(arguments.split(' '));
            process::run(command)
        };
        in_folder("openssl", "genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem")?;
        in_folder("openssl", "pkcs8 -topk8 -nocrypt -in key.pem -outform DER -out key.der")?;
        in_folder("openssl", "req -x509 -new -key key.pem -days 30 -subj /C=FR/CN=Mesure -out signer.pem")?;
        let export =
            format!("pkcs12 -export -inkey key.pem -in signer.pem -passout pass:{PASSWORD} -out signer.p12");
        in_folder("openssl", &export)?;
        std::fs::write(folder.join("password.txt"), PASSWORD)?;
        let mut javac = Command::new("javac");
        javac
            .args(["-encoding", "UTF-8", "-d"])
            .arg(folder)
            .arg(machine.root.join("xtask/java/SignPes.java"));
        process::run(javac)?;
        Ok(Self { cli, folder: folder.to_path_buf() })
    }

    /// Every program on every flux.
    pub fn measure(&self, flux: &[Flux]) -> Result<Vec<Figure>> {
        let mut figures = Vec::new();
        for flux in flux {
            for (subject, program) in self.programs(flux)? {
                println!("Measuring {} on the {} flux.", subject.name(), flux.name);
                figures.push(self.figure(subject, flux, &program));
            }
            for leftover in [self.template(), self.signed()] {
                std::fs::remove_file(&leftover).or_else(|error| match error.kind() {
                    std::io::ErrorKind::NotFound => Ok(()),
                    _ => Err(error),
                })?;
            }
        }
        Ok(figures)
    }

    /// The programs as one would type them; writes the template for xmlsec1 as well.
    fn programs(&self, flux: &Flux) -> Result<Vec<(Subject, Vec<OsString>)>> {
        let template = with_template(&std::fs::read(&flux.file)?)?;
        std::fs::write(self.template(), template)?;
        let (cli, file, signed) = (self.cli.as_os_str(), flux.file.as_os_str(), self.signed());
        let words = |given: &[&dyn AsRef<OsStr>]| given.iter().map(|word| word.as_ref().to_owned()).collect();
        let (key, der, p12) =
            (self.in_folder("key.pem"), self.in_folder("key.der"), self.in_folder("signer.p12"));
        let password = self.in_folder("password.txt");
        let signatory = ["--role", "Maire", "--city", "Rivière-aux-Ormes", "--postal-code", "99800"];
        let mut sign: Vec<OsString> =
            words(&[&cli, &"sign", &file, &"--scope", &"file", &"--force", &"-o", &signed]);
        sign.extend(words(&[&"--p12", &p12, &"--password-file", &password]));
        sign.extend(signatory.map(OsString::from));
        let (template, folder) = (self.template(), self.folder.as_path());
        let key_options: Vec<OsString> = words(&[&"--privkey-pem", &key, &"--id-attr:Id", &ROOT_NAME]);
        let mut xmlsec: Vec<OsString> = words(&[&"xmlsec1", &"--sign", &"--output", &signed]);
        xmlsec.extend(key_options);
        xmlsec.push(template.into_os_string());
        let java =
            words(&[&"java", &"-XX:MaxRAMPercentage=75", &"-cp", &folder, &"SignPes", &der, &file, &signed]);
        Ok(vec![
            (Subject::Inspect, words(&[&cli, &"inspect", &"--json", &file])),
            (Subject::Sign, sign),
            (Subject::Xmlsec, xmlsec),
            (Subject::Jdk, java),
        ])
    }

    fn figure(&self, subject: Subject, flux: &Flux, program: &[OsString]) -> Figure {
        let mut figure = Figure {
            subject,
            flux: flux.name.to_owned(),
            seconds: Vec::new(),
            memory: None,
            module: None,
            digest: None,
            error: None,
        };
        for _ in 0..RUNS {
            match self.timed(program) {
                Ok((seconds, memory)) => {
                    figure.seconds.push(seconds);
                    figure.memory = figure.memory.max(Some(memory));
                }
                Err(error) => {
                    figure.error = Some(format!("{error:#}"));
                    break;
                }
            }
        }
        if subject != Subject::Inspect && figure.error.is_none() {
            figure.digest = std::fs::read(self.signed()).ok().as_deref().and_then(digest_value);
        }
        figure
    }

    /// Seconds from start to end, and the most memory in bytes, as `time` sees it.
    fn timed(&self, program: &[OsString]) -> Result<(f64, u64)> {
        let (note, errors) = (self.in_folder("memory.txt"), self.in_folder("errors.txt"));
        let mut command = Command::new("timeout");
        command.args([LIMIT, "time", "--format=%M", "--output"]).arg(&note).args(program);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&errors)?);
        let start = Instant::now();
        let status = command.status().context("cannot start `timeout`")?;
        let seconds = start.elapsed().as_secs_f64();
        if !status.success() {
            let said = String::from_utf8_lossy(&std::fs::read(&errors)?).into_owned();
            bail!("it failed ({status}): {}", said.lines().take(3).collect::<Vec<_>>().join(" / "));
        }
        let text = std::fs::read_to_string(&note)?;
        let kibibytes: u64 = text.trim().parse().with_context(|| format!("“{text}” from `time`"))?;
        Ok((seconds, kibibytes << 10))
    }

    fn template(&self) -> PathBuf {
        self.in_folder("template.xml")
    }

    fn signed(&self) -> PathBuf {
        self.in_folder("signed.xml")
    }

    fn in_folder(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The flux with an empty signature before the end of its root.
fn with_template(flux: &[u8]) -> Result<Vec<u8>> {
    let end = flux.windows(ROOT_END.len()).rposition(|bytes| bytes == ROOT_END);
    let (before, after) = flux.split_at(end.context("the flux has no end")?);
    let template = TEMPLATE.replace("@id@", bench_flux::ID);
    Ok([before, template.as_bytes(), after].concat())
}

/// The first `DigestValue` of a signature at the end of a file.
fn digest_value(signed: &[u8]) -> Option<String> {
    let end = String::from_utf8_lossy(&signed[signed.len().saturating_sub(16 << 10)..]);
    let (_, value) = end.split_once("<ds:DigestValue>")?;
    Some(value.split_once('<')?.0.split_whitespace().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_stands_before_the_end_of_the_root() {
        let flux = bench_flux::dense(100_000);
        let text: String = with_template(&flux).unwrap().iter().copied().map(char::from).collect();
        assert!(text.contains("URI=\"#PES-MESURE-2026\""));
        assert!(text.ends_with("</ds:Signature></n:PES_Aller>\n"));
        assert!(with_template(b"<a/>").is_err());
    }

    #[test]
    fn the_digest_is_found_in_a_signed_file() {
        let signed = b"...<ds:DigestMethod/><ds:DigestValue>ab\nc=</ds:DigestValue></ds:Reference>...";
        assert_eq!(digest_value(signed).as_deref(), Some("abc="));
        assert_eq!(digest_value(b""), None);
    }
}
