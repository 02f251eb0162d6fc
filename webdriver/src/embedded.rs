//! What other pages embed, as a person meets it there: controls in shadow roots, found by what they are.

use std::path::Path;
use std::time::Instant;

use fantoccini::elements::Element;
use serde_json::{Value, json};

use crate::material::PASSWORD;
use crate::page::Page;
use crate::patience::{PATIENCE, PAUSE};

/// Every shadow root of the page, the one added last first.
const ROOTS: &str = "
    const roots = [...document.querySelectorAll('*')].map((element) => element.shadowRoot).filter(Boolean).reverse();
    const plain = (text) => text.replace(/[\\u00a0\\u202f]/g, ' ').trim();
    const shown = (element) => !!element && element.checkVisibility();
";

/// What is embedded in the page that is open.
#[derive(Clone, Copy, Debug)]
pub struct Embedded<'a>(pub &'a Page);

impl Embedded<'_> {
    /// What is shown in the shadow root added last.
    pub async fn text(self) -> String {
        let script = format!("{ROOTS} return plain(roots[0]?.querySelector('.frame')?.innerText ?? '')");
        self.0.browser().look(&script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until what is shown holds this.
    pub async fn shows(self, words: &str) -> String {
        let start = Instant::now();
        loop {
            let text = self.text().await;
            if text.contains(words) {
                return text;
            }
            assert!(start.elapsed() < PATIENCE, "“{words}” is not shown, but:\n{text}");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The control that `selector` selects, once it can be used; its accessible name has to be this.
    pub async fn control(self, selector: &str, name: &str) -> Element {
        let start = Instant::now();
        let script = format!(
            "{ROOTS} return roots[0] && [...roots[0].querySelectorAll(arguments[0])].find((one) => shown(one) && !one.disabled)"
        );
        loop {
            let found = self.0.run(&script, vec![json!(selector)]).await;
            if let Some(element) = self.0.browser().element(&found) {
                assert_eq!(self.0.browser().accessible_name(&element).await, name, "the name of {selector}");
                return element;
            }
            let text = self.text().await;
            assert!(start.elapsed() < PATIENCE, "no usable {selector} in:\n{text}");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Presses a button.
    pub async fn press(self, action: &str, name: &str) {
        let button = self.control(&format!("button[data-action=\"{action}\"]"), name).await;
        button.click().await.unwrap();
    }

    /// Whether a button of this action can be pressed.
    pub async fn offers(self, action: &str) -> bool {
        let script = format!(
            "{ROOTS} return roots[0]?.querySelector(`button[data-action=\"${{arguments[0]}}\"]`)?.disabled === false"
        );
        self.0.run(&script, vec![json!(action)]).await == Value::Bool(true)
    }

    /// Chooses the flux.
    pub async fn choose(self, file: &Path) {
        let field = self.control("input#file", "Fichier PES").await;
        field.send_keys(file.to_str().unwrap()).await.unwrap();
    }

    /// Chooses a certificate file and asks to open it.
    pub async fn try_certificate(self, container: &Path, password: &str) {
        let file = self.control("#certificate-file", "Certificat (.p12 ou .pfx)").await;
        file.send_keys(container.to_str().unwrap()).await.unwrap();
        let field = self.control("#certificate-password", "Mot de passe du certificat").await;
        field.clear().await.unwrap();
        field.send_keys(password).await.unwrap();
        let button =
            self.control("form[data-form=\"open\"] button:not([type])", "Ouvrir le certificat").await;
        button.click().await.unwrap();
    }

    /// Opens a certificate file that [`PASSWORD`] opens, and waits until this holder is the signer.
    pub async fn open_certificate(self, container: &Path, holder: &str) {
        self.try_certificate(container, PASSWORD).await;
        let script = format!(
            "{ROOTS} return plain(roots[0]?.querySelector('input[name=\"certificate\"]:checked')?.labels[0].innerText ?? '').replace(/\\s+/g, ' ')"
        );
        let start = Instant::now();
        loop {
            let name = self.0.run(&script, vec![]).await;
            if let Some(name) = name.as_str().filter(|name| name.starts_with(holder)) {
                self.control("input[name=\"certificate\"]:checked", name).await;
                return;
            }
            assert!(start.elapsed() < PATIENCE, "{holder} is not the signer:\n{}", self.text().await);
            tokio::time::sleep(PAUSE).await;
        }
    }
}
