//! The page as a person uses it: controls are found by their names, and what is shown is read.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::engine::Engine;
use crate::patience::{PATIENCE, PAUSE, until};
use crate::view::{self, View};

/// The names of the controls, as `DESIGN.md` lists them, and those of the steps between.
pub mod names {
    #![allow(missing_docs, reason = "each is what it says")]
    pub const FILES: &str = "Fichiers PES";
    pub const CERTIFICATE: &str = "Certificat (.p12 ou .pfx)";
    pub const PASSWORD: &str = "Mot de passe du certificat";
    pub const OPEN: &str = "Ouvrir le certificat";
    pub const CHANGE: &str = "Changer de certificat";
    pub const FORGET: &str = "Oublier ce certificat";
    pub const REMEMBER: &str = "Retenir ce certificat sur ce poste";
    pub const BY_ANYBODY: &str = "Toute personne qui utilise cette session de l’ordinateur";
    pub const MAKE_REQUEST: &str = "Créer la clé et la demande";
    pub const ROLE: &str = "Qualité du signataire";
    pub const CITY: &str = "Ville";
    pub const POSTAL_CODE: &str = "Code postal";
    pub const SIGN_AND_SEND: &str = "Signer et envoyer";
    pub const SIGN_ONLY: &str = "Signer sans envoyer";
    pub const SEND_SIGNED: &str = "Envoyer sans nouvelle signature";
    pub const SEND_NOW: &str = "Envoyer maintenant";
    pub const DOWNLOAD: &str = "Télécharger le fichier signé";
    pub const RETRY: &str = "Réessayer";
    pub const VERIFY: &str = "Vérifier un fichier signé";
}

/// A download is whole when it did not grow for so long.
const QUIET: Duration = Duration::from_millis(400);

/// The page in a browser.
#[derive(Debug)]
pub struct Page {
    browser: Browser,
}

impl Page {
    /// Opens the page and waits until it can be used.
    pub async fn open(browser: Browser, url: &str) -> Self {
        let page = Self { browser };
        page.visit(url).await;
        page
    }

    /// Opens the page once more, or at another address.
    pub async fn visit(&self, url: &str) -> View {
        self.browser.resize(1280, 1000).await;
        self.browser.open(url).await;
        self.is_ready().await
    }

    /// Waits until the page can be used, and knows about S2low and how certificates can be kept.
    pub async fn is_ready(&self) -> View {
        self.shows("a page that can be used, with S2low behind it", |view| {
            view.state == "ready"
                && !view.connection.contains("connexion en cours")
                && view.certificate.keeping
        })
        .await
    }

    /// Waits until the browser keeps the page, in place of one that may stand above it.
    pub async fn is_kept(&self) {
        let script = "
            const done = arguments[arguments.length - 1];
            const { serviceWorker } = navigator;
            const own = new URL('service-worker.js', document.baseURI).href;
            const look = () => serviceWorker.controller?.scriptURL === own && done(true);
            serviceWorker.addEventListener('controllerchange', look);
            look();
            setTimeout(done, 10000, false)";
        let kept = self.browser.client().execute_async(script, vec![]).await.unwrap();
        assert_eq!(kept, true, "the browser keeps no page");
    }

    /// Ends the browser and starts it again with the same profile; it shows nothing yet.
    pub async fn restart(&mut self) {
        self.browser.restart().await;
    }

    /// The browser is killed, and started again by the same person.
    pub async fn crash(&mut self, url: &str) -> View {
        self.browser.crash().await;
        self.visit(url).await
    }

    /// The browser.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// What is seen now.
    pub async fn view(&self) -> View {
        let seen = self.browser.look(&format!("{}\nreturn view()", view::SCRIPT)).await;
        serde_json::from_value(seen).unwrap()
    }

    /// Waits until what is seen is as wanted.
    pub async fn shows(&self, what: &str, wanted: impl Fn(&View) -> bool) -> View {
        self.shows_within(PATIENCE, what, wanted).await
    }

    /// The same, for what takes longer.
    pub async fn shows_within(&self, patience: Duration, what: &str, wanted: impl Fn(&View) -> bool) -> View {
        let start = Instant::now();
        loop {
            let view = self.view().await;
            if wanted(&view) {
                return view;
            }
            let waited = start.elapsed();
            assert!(waited < patience, "after {waited:.1?} the page does not show {what}:\n{view:#?}");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits for an error in a part of the page; the focus has to be on it.
    pub async fn tells(&self, part: &str, message: &str) -> View {
        let what = format!("the error “{message}” in the part “{part}”");
        let view = self
            .shows(&what, |view| view.error(part).is_some_and(|error| error.message.contains(message)))
            .await;
        let error = view.error(part).unwrap();
        assert!(error.focused, "the focus is not on the error but on “{}”", view.focused);
        assert!(!error.title.is_empty() && !error.fix.is_empty(), "it does not say what to do: {error:?}");
        view
    }

    /// The only usable control of this name. The browser has to give it this very name.
    pub async fn control(&self, name: &str) -> Element {
        let start = Instant::now();
        let script = format!("{}\nreturn named(arguments[0])", view::SCRIPT);
        loop {
            let found = self.browser.run(&script, vec![json!(name)]).await;
            let found = found.as_array().unwrap();
            if let [only] = found.as_slice() {
                let element = self.browser.element(only).unwrap();
                let Some(given) = self.browser.name_of(&element).await else {
                    assert!(start.elapsed() < PATIENCE, "“{name}” is drawn anew all the time");
                    continue;
                };
                // Firefox adds what its own button in a file field says.
                let own = match given.starts_with(name) && given != name && is_file_field(&element).await {
                    true => name,
                    false => &given,
                };
                // And its triangle to the name of what unfolds.
                let own = own.trim_start_matches(['▸', '▾']).trim_start();
                if own == name {
                    return element;
                }
                // Firefox tells assistive technology of what is new a moment after it is there.
                let waited = start.elapsed() > PATIENCE;
                assert!(!waited, "assistive technology is told “{given}” instead of “{name}”");
            } else if start.elapsed() > PATIENCE {
                let offered = self.view().await.controls;
                panic!("{} usable controls are called “{name}”; there are: {offered:#?}", found.len());
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Clicks on a control; on the one in its place, should it be drawn anew just then.
    pub async fn press(&self, name: &str) {
        let clicked = self.control(name).await.click().await;
        if clicked.as_ref().is_err_and(|error| error.is_stale_element_reference()) {
            self.control(name).await.click().await.unwrap();
        } else {
            clicked.unwrap();
        }
    }

    /// Types into a field, in place of what is in it.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.control(name).await;
        field.clear().await.unwrap();
        // WebKit's driver refuses to type nothing, and leaves out what is beyond the BMP: that is pasted.
        if text.chars().any(|letter| letter.len_utf16() > 1) && self.browser.engine() == Engine::WebKit {
            field.click().await.unwrap();
            let paste = "return document.execCommand('insertText', false, arguments[0])";
            assert_eq!(self.run(paste, vec![json!(text)]).await, true, "nothing can be pasted");
        } else if !text.is_empty() {
            field.send_keys(text).await.unwrap();
        }
    }

    /// Chooses files in a file field.
    pub async fn choose(&self, name: &str, files: &[&Path]) {
        let list: Vec<&str> = files.iter().map(|file| file.to_str().unwrap()).collect();
        self.control(name).await.send_keys(&list.join("\n")).await.unwrap();
    }

    /// Chooses PES files and waits until all are read.
    pub async fn read(&self, files: &[&Path]) -> View {
        self.choose(names::FILES, files).await;
        let file_names: Vec<String> = files.iter().map(|file| file_name(file)).collect();
        self.shows("the chosen files, read", |view| {
            file_names.iter().all(|name| view.file(name).is_some_and(|file| file.state != "reading"))
        })
        .await
    }

    /// Chooses a certificate file and asks to open it.
    pub async fn try_certificate(&self, file: &Path, password: &str) {
        self.choose(names::CERTIFICATE, &[file]).await;
        self.fill(names::PASSWORD, password).await;
        self.press(names::OPEN).await;
    }

    /// Waits until a certificate is open, or told why it is not.
    pub async fn answers_a_certificate(&self) -> View {
        self.shows("an answer", |view| !view.signer.name.is_empty() || view.error("signer").is_some()).await
    }

    /// Opens a certificate and says in which capacity its owner signs.
    pub async fn open_certificate(&self, file: &Path, password: &str, role: &str) -> View {
        self.try_certificate(file, password).await;
        // The form goes once it is this one's.
        let is_open = |view: &View| !view.signer.name.is_empty() && !view.offers(names::PASSWORD);
        self.shows("the signer's name", is_open).await;
        self.fill(names::ROLE, role).await;
        self.shows("the role", |view| view.fields.role == role).await
    }

    /// Removes a file from the list.
    pub async fn remove(&self, file: &str) {
        self.press(&format!("Retirer {file}")).await;
        self.shows("the list without it", |view| view.file(file).is_none()).await;
    }

    /// Waits until a file of this name has a transaction with this status of S2low.
    pub async fn reaches(&self, file: &str, status: &str) -> View {
        let what = format!("status {status} for {file}");
        self.shows(&what, |view| view.followed(file).is_some_and(|row| row.status == status)).await
    }

    /// Downloads the signed file by the link of its row, into the browser's folder of downloads.
    pub async fn download(&self, link: &str) -> PathBuf {
        self.download_as(link, "xml").await
    }

    /// The same for a file whose name ends otherwise.
    pub async fn download_as(&self, link: &str, ending: &str) -> PathBuf {
        let link = self.control(link).await;
        self.download_by(link, ending).await
    }

    /// The same by a link that was found.
    pub async fn download_by(&self, link: Element, ending: &str) -> PathBuf {
        let folder = self.browser.downloads();
        for old in std::fs::read_dir(folder).unwrap() {
            std::fs::remove_file(old.unwrap().path()).unwrap();
        }
        link.click().await.unwrap();
        let start = Instant::now();
        let mut size = 0;
        let mut grown = start;
        loop {
            let files: Vec<PathBuf> =
                std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
            if let [file] = files.as_slice()
                && file.extension().is_some_and(|extension| extension == ending)
            {
                // WebKit writes into the file itself: it is whole when it grows no more.
                let now = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
                if now != size {
                    (size, grown) = (now, Instant::now());
                } else if now > 0 && grown.elapsed() >= QUIET {
                    return file.clone();
                }
            }
            assert!(start.elapsed() < PATIENCE, "nothing was downloaded: {files:?}");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits until a script that only looks says this.
    pub async fn becomes(&self, script: &str, wanted: impl Into<Value>) {
        let wanted = wanted.into();
        until(&format!("{script}: {wanted}"), async || {
            (self.browser.look(script).await == wanted).then_some(())
        })
        .await;
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str, args: Vec<Value>) -> Value {
        self.browser.run(script, args).await
    }
}

async fn is_file_field(element: &Element) -> bool {
    element.attr("type").await.unwrap().as_deref() == Some("file")
}

/// The last part of a path.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}
