//! The program as a whole: files made up here, a container made by OpenSSL, exit codes, and what is left
//! behind. Where there is no OpenSSL, the tests that need a key say so and pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{SystemTime, UNIX_EPOCH};

use pes_signer::xades::SigningTime;
use tempfile::TempDir;

/// Tomorrow: the certificates made here are valid from the moment they are made.
static AT: LazyLock<String> = LazyLock::new(|| {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    SigningTime::from_unix(now + 86_400).unwrap().to_string()
});
const PASSWORD: &str = "mot de passe d'été";

/// A folder with a flux and a signer's container.
struct Desk {
    folder: TempDir,
}

impl Desk {
    /// `None`, with a word on it, where OpenSSL is absent.
    fn new(flux: &[u8]) -> Option<Self> {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        fs::write(desk.path("flux.xml"), flux).unwrap();
        fs::write(desk.path("password.txt"), format!("{PASSWORD}\n")).unwrap();
        fs::write(desk.path("wrong.txt"), "pas le bon\n").unwrap();
        fs::write(desk.path("ca.cnf"), CONFIGURATION).unwrap();
        for arguments in [
            "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 3650 -utf8 -config ca.cnf",
            "pkcs12 -export -inkey key.pem -in cert.pem -out maire.p12 -passout file:password.txt",
        ] {
            let mut openssl = Command::new("openssl");
            match openssl.args(arguments.split(' ')).current_dir(desk.folder.path()).output() {
                Ok(made) => assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr)),
                Err(why) => {
                    println!("skipped: openssl does not start ({why})");
                    return None;
                }
            }
        }
        Some(desk)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn sign(&self, more: &[&str]) -> Output {
        self.run_sign("password.txt", "flux.xml", &AT, more, b"")
    }

    fn run_sign(&self, password: &str, file: &str, at: &str, more: &[&str], input: &[u8]) -> Output {
        let mut arguments = vec!["sign", file, "--p12", "maire.p12", "--password-file", password];
        arguments.extend(["--role", "Maire", "--city", "Œting", "--postal-code", "57460", "--at", at]);
        arguments.extend(more);
        run(self.folder.path(), &arguments, input)
    }

    fn verify(&self, file: &str, more: &[&str]) -> serde_json::Value {
        let answer = run(self.folder.path(), &[&["verify", file, "--json"], more].concat(), b"");
        let report: serde_json::Value = serde_json::from_slice(&answer.stdout).unwrap();
        assert_eq!(answer.status.code() == Some(0), report["verdict"] == "valid", "{report:#}");
        report
    }
}

#[test]
fn a_signed_file_is_the_original_with_insertions_and_verifies() {
    let Some(desk) = Desk::new(&flux(1)) else { return };
    for (scope, signatures) in [("auto", 2), ("file", 1), ("bordereaux", 2)] {
        let answer = desk.sign(&["--scope", scope, "-o", scope]);
        assert_eq!(answer.status.code(), Some(0), "{}", errors(&answer));
        assert!(errors(&answer).contains("Jeanne ESSAI"), "{}", errors(&answer));
        assert_eq!(cut_out(&desk.read(scope)), desk.read("flux.xml"));
        let report = desk.verify(scope, &["--trust", "cert.pem"]);
        assert_eq!(report["verdict"], "valid", "{report:#}");
        assert_eq!(report["signatures"].as_array().map(Vec::len), Some(signatures));
        let first = &report["signatures"][0];
        assert_eq!((&first["signer"], &first["city"]), (&"Jeanne ESSAI".into(), &"Œting".into()));
        assert_eq!((&first["role"], &first["signing_time"]), (&"Maire".into(), &AT.as_str().into()));
    }
}

#[test]
fn standard_input_and_output_carry_the_same_bytes_as_files() {
    let Some(desk) = Desk::new(&flux(1)) else { return };
    let piped = desk.run_sign("password.txt", "-", &AT, &[], &desk.read("flux.xml"));
    assert_eq!(piped.status.code(), Some(0), "{}", errors(&piped));
    let filed = desk.sign(&["-o", "signed.xml"]);
    assert_eq!(filed.status.code(), Some(0), "{}", errors(&filed));
    assert!(piped.stdout == desk.read("signed.xml") && filed.stdout.is_empty());
    let verified = run(desk.folder.path(), &["verify", "-"], &piped.stdout);
    assert_eq!(verified.status.code(), Some(0), "{}", errors(&verified));
}

#[test]
fn a_refusal_writes_nothing_and_tells_no_password() {
    let Some(desk) = Desk::new(&flux(1)) else { return };
    fs::write(desk.path("broken.p12"), &desk.read("maire.p12")[..300]).unwrap();
    fs::write(desk.path("cut.xml"), "<a><b>").unwrap();
    fs::write(desk.path("other.xml"), "<a/>").unwrap();
    let before = desk.names();
    let out = ["-o", "out.xml"];
    for (answer, code, words) in [
        (desk.run_sign("wrong.txt", "flux.xml", &AT, &out, b""), 1, "P12-001"),
        (desk.run_sign("absent.txt", "flux.xml", &AT, &out, b""), 3, "absent.txt"),
        (desk.run_sign("password.txt", "absent.xml", &AT, &out, b""), 3, "absent.xml"),
        (desk.run_sign("password.txt", "cut.xml", &AT, &out, b""), 3, "XML-002"),
        (desk.run_sign("password.txt", "other.xml", &AT, &out, b""), 1, "PES-001"),
        (desk.run_sign("password.txt", "flux.xml", "2060-01-01T00:00:00Z", &out, b""), 1, "SIG-014"),
        (desk.run_sign("password.txt", "flux.xml", "2001-01-01T00:00:00Z", &out, b""), 1, "SIG-015"),
        (desk.sign(&["-o", "no-such-folder/out.xml"]), 1, "no-such-folder"),
        (desk.sign(&["-o", "."]), 1, "CLI-006"),
    ] {
        let said = errors(&answer);
        assert_eq!(answer.status.code(), Some(code), "{words}: {said}");
        assert!(said.contains(words), "{words}: {said}");
        assert!(!said.contains("pas le bon") && !said.contains(PASSWORD), "{said}");
        assert!(answer.stdout.is_empty());
        assert_eq!(desk.names(), before, "{words}");
    }
    let mut arguments = vec!["sign", "flux.xml", "--p12", "", "--password-file", "password.txt"];
    arguments.extend(["--role", "a", "--city", "b", "--postal-code", "c", "-o", "out.xml"]);
    for (container, code) in [("broken.p12", "P12-003"), ("cert.pem", "P12-002"), ("flux.xml", "P12-002")] {
        arguments[3] = container;
        let answer = run(desk.folder.path(), &arguments, b"");
        assert_eq!(answer.status.code(), Some(3), "{}", errors(&answer));
        assert!(errors(&answer).contains(code), "{}", errors(&answer));
    }
    assert_eq!(desk.names(), before);
}

#[test]
fn an_existing_file_stays_unless_forced() {
    let Some(desk) = Desk::new(&flux(1)) else { return };
    fs::write(desk.path("out.xml"), "précieux").unwrap();
    let refused = desk.sign(&["-o", "out.xml"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(errors(&refused).contains("--force"), "{}", errors(&refused));
    assert_eq!(desk.read("out.xml"), "précieux".as_bytes());
    // A file signed over itself is whole.
    let forced = desk.sign(&["--force", "-o", "flux.xml"]);
    assert_eq!(forced.status.code(), Some(0), "{}", errors(&forced));
    assert_eq!(desk.verify("flux.xml", &[])["verdict"], "valid");
    let again = desk.sign(&["-o", "again.xml"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(errors(&again).contains("PES-003") && !desk.path("again.xml").exists(), "{}", errors(&again));
}

#[cfg(unix)]
#[test]
fn a_new_file_has_the_rights_of_any_new_file_and_a_link_stays_one() {
    use std::os::unix::fs::PermissionsExt;
    let Some(desk) = Desk::new(&flux(1)) else { return };
    let mode = |name: &str| fs::metadata(desk.path(name)).unwrap().permissions().mode();
    assert_eq!(desk.sign(&["-o", "out.xml"]).status.code(), Some(0));
    assert_eq!(mode("out.xml"), mode("flux.xml"));
    fs::write(desk.path("behind.xml"), "").unwrap();
    std::os::unix::fs::symlink("behind.xml", desk.path("link.xml")).unwrap();
    assert_eq!(desk.sign(&["--force", "-o", "link.xml"]).status.code(), Some(0));
    assert!(fs::symlink_metadata(desk.path("link.xml")).unwrap().is_symlink());
    assert_eq!(desk.verify("behind.xml", &[])["verdict"], "valid");
}

#[test]
fn a_flux_not_prepared_is_repaired_on_request_and_warned_of_otherwise() {
    let Some(desk) = Desk::new(&flux(0)) else { return };
    let warned = desk.sign(&["-o", "warned.xml"]);
    assert_eq!(warned.status.code(), Some(0), "{}", errors(&warned));
    assert!(errors(&warned).contains("PES-012"), "{}", errors(&warned));
    let repaired = desk.sign(&["--repair", "-o", "repaired.xml"]);
    assert_eq!(repaired.status.code(), Some(0), "{}", errors(&repaired));
    assert!(!errors(&repaired).contains("PES-012"), "{}", errors(&repaired));
    assert_eq!(cut_out(&desk.read("repaired.xml")), flux(1));
    assert_eq!(desk.verify("repaired.xml", &[])["verdict"], "valid");
}

#[test]
fn a_changed_file_is_not_valid_and_says_where() {
    let Some(desk) = Desk::new(&flux(1)) else { return };
    assert_eq!(desk.sign(&["-o", "signed.xml"]).status.code(), Some(0));
    assert_eq!(desk.verify("signed.xml", &["--trust", "cert.pem"])["verdict"], "valid");
    let mut changed = desk.read("signed.xml");
    let place = changed.windows(7).position(|window| window == b"1234.50").unwrap();
    changed[place] = b'9';
    fs::write(desk.path("changed.xml"), changed).unwrap();
    let report = desk.verify("changed.xml", &[]);
    assert_eq!((&report["verdict"], &report["signatures"][0]["intact"]), (&"invalid".into(), &false.into()));
    assert_eq!(report["signatures"][1]["intact"], true);
    assert_eq!(report["uncovered"], serde_json::json!(["B1"]));
    assert_eq!(report["findings"][0]["code"], "VER-001");
    let documentation = include_str!("../../docs/json.md");
    let section = documentation.split("## verify").nth(1).unwrap();
    let example = section.split("```json").nth(1).and_then(|part| part.split("```").next()).unwrap();
    let example: serde_json::Value = serde_json::from_str(example).unwrap();
    for part in ["", "/signatures/0", "/findings/0"] {
        let names = |value: &serde_json::Value| -> Vec<String> {
            value.pointer(part).unwrap().as_object().unwrap().keys().cloned().collect()
        };
        assert_eq!(names(&report), names(&example));
    }
    let answer = run(desk.folder.path(), &["verify", "changed.xml"], b"");
    let text = String::from_utf8(answer.stdout).unwrap();
    assert_eq!(answer.status.code(), Some(1));
    assert!(text.contains("Dépense 1 (B1)") && text.contains("VER-001"), "{text}");
}

#[test]
fn authorities_that_cannot_be_read_are_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("flux.xml"), flux(1)).unwrap();
    for (authorities, words) in [("flux.xml", "CLI-003"), ("absent.pem", "CLI-002")] {
        let answer = run(folder.path(), &["verify", "flux.xml", "--trust", authorities], b"");
        assert_eq!(answer.status.code(), Some(3), "{}", errors(&answer));
        assert!(errors(&answer).contains(words), "{}", errors(&answer));
    }
}

fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pes-signer"))
        .args(["--lang", "fr"])
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Small enough for a pipe; a program that refuses early closes it.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn errors(answer: &Output) -> String {
    String::from_utf8_lossy(&answer.stderr).into_owned()
}

/// The file without its signatures.
fn cut_out(signed: &[u8]) -> Vec<u8> {
    let find = |from: usize, what: &[u8]| {
        signed[from..].windows(what.len()).position(|window| window == what).map(|place| from + place)
    };
    let mut rest = Vec::new();
    let mut from = 0;
    while let Some(start) = find(from, b"<ds:Signature ") {
        rest.extend_from_slice(&signed[from..start]);
        from = find(start, b"</ds:Signature>").unwrap() + "</ds:Signature>".len();
    }
    rest.extend_from_slice(&signed[from..]);
    rest
}

/// A flux of two bordereaux in ISO-8859-1, prepared to be signed (1) or not (0).
fn flux(prepared: u8) -> Vec<u8> {
    let bordereau = |number: u8| {
        format!(
            "<Bordereau Id=\"B{number}\"><BlocBordereau><Exer V=\"2026\"/><IdBord V=\"{number}\"/>\
             <DteBordEm V=\"2026-11-20\"/><TypBord V=\"01\"/><NbrPce V=\"1\"/><MtCumulAnnuel V=\"1\"/>\
             <MtBordHT V=\"1234.50\"/></BlocBordereau><Piece><Obj V=\"Été\"/></Piece></Bordereau>\r\n"
        )
    };
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\r\n\
         <n:PES_Aller xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller\" Id=\"F1\">\r\n\
         <Enveloppe><Parametres><TypFic V=\"PESALR2\"/><NomFic V=\"essai.xml\"/></Parametres></Enveloppe>\
         <EnTetePES><DteStr V=\"2026-11-20\"/><IdPost V=\"057014\"/><IdColl V=\"00000000000000\"/>\
         <CodCol V=\"123\"/><CodBud V=\"00\"/><LibelleColBud V=\"Cité d'essai\"/></EnTetePES>\r\n\
         <PES_DepenseAller><EnTeteDepense><InfoDematerialisee V=\"{prepared}\"/></EnTeteDepense>\r\n\
         {}{}</PES_DepenseAller>\r\n</n:PES_Aller>\r\n",
        bordereau(1),
        bordereau(2)
    );
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect()
}

/// A certificate that signs and that is its own authority.
const CONFIGURATION: &str = "[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
CN = Jeanne ESSAI
O = Commune d'essai
[extensions]
basicConstraints = critical, CA:TRUE
keyUsage = critical, digitalSignature, nonRepudiation, keyCertSign
";
