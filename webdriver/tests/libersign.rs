//! The signing panel of S2low 5.1 with the script in LiberSign's place, from the import to S2low's own checks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::{Path, PathBuf};

use fantoccini::Locator;
use s2low_simulator::Fault;
use webdriver_journeys::accessibility::violations;
use webdriver_journeys::embedded::Embedded;
use webdriver_journeys::judges;
use webdriver_journeys::material::{PLAIN_SIGNER, Pes, SIGNER, plain_certificate};
use webdriver_journeys::npm;
use webdriver_journeys::patience::until;
use webdriver_journeys::screenshots::{self, WIDTHS};
use webdriver_journeys::stage::{Stage, journey, journey_with_jquery};
use webdriver_journeys::view;

/// As S2low 5.1 has it on its pages.
const JQUERY: &str = "jquery@3.7.1";

/// A certificate that S2low's way of putting signatures in leaves whole; its authority is one of S2low's.
async fn certificate(stage: &Stage) -> (PathBuf, PathBuf) {
    let (container, authority) = plain_certificate(&stage.subfolder("plain"));
    stage.simulator.trust(&std::fs::read_to_string(&authority).unwrap()).await.unwrap();
    (container, authority)
}

/// Imports a flux by S2low's form, with « Signer avant de transmettre » ticked; its page is shown then.
async fn import(stage: &Stage, name: &str, pes: &Pes) {
    // S2low's pages have no icon, which the console tells.
    stage.expect_trouble();
    let browser = stage.page.browser();
    browser.open(&format!("{}/modules/helios/helios_fichier_import.php", stage.simulator.url())).await;
    let find = async |css: &str| browser.client().find(Locator::Css(css)).await.unwrap();
    find("[name=enveloppe]").await.send_keys(stage.pes(name, pes).to_str().unwrap()).await.unwrap();
    find("[name=must_signed]").await.click().await.unwrap();
    find("form button").await.click().await.unwrap();
    shows(stage, "En attente d'être signé").await;
}

/// Waits until S2low's page says this.
async fn shows(stage: &Stage, words: &str) -> String {
    until(&format!("“{words}” on S2low's page"), async || {
        let text = stage.page.browser().look("return document.body?.innerText").await;
        let text = view::plain(text.as_str().unwrap_or_default());
        text.contains(words).then_some(text)
    })
    .await
}

async fn press(stage: &Stage, name: &str) {
    shows(stage, name).await;
    let button = stage.page.browser().client().find(Locator::Css(".libersign button")).await.unwrap();
    assert_eq!(stage.page.browser().accessible_name(&button).await, name);
    button.click().await.unwrap();
}

/// S2low took the signatures, its worker found them right, and the command line does as well.
async fn taken(stage: &Stage, signatures: usize, authority: &Path) {
    shows(stage, "La signature a été enregistrée").await;
    let id = stage.latest_transaction();
    let transaction = judges::accepted(&stage.simulator, id).await;
    assert_eq!(transaction.workflow[1].message, "Fichier signé");
    let signed = judges::received(&stage.simulator, id);
    assert_eq!(memchr::memmem::find_iter(&signed, b"<ds:Signature ").count(), signatures);
    let file = stage.file("recu.xml", &signed);
    judges::command_line_verifies(&file, authority);
    judges::well_formed(&file);
    stage.reload().await;
}

#[test]
fn s2lows_page_has_a_flux_signed_whose_content_was_shown_and_compared() {
    let jquery = npm::file(JQUERY, "dist/jquery.min.js");
    journey_with_jquery(&jquery, async |stage| {
        let (container, authority) = certificate(stage).await;
        import(stage, "novembre.xml", &Pes::full()).await;
        press(stage, "Signer…").await;
        let dialog = Embedded(&stage.page);
        let text = dialog.shows("il a été relu, et ses empreintes sont celles").await;
        assert!(text.contains("27 594,40 € HT") && text.contains("Bordereau 112"), "{text}");
        // As it is written: S2low would break an accent.
        assert!(text.contains("Ordonnateur, Sainte-Elodie-les-Pres ("), "{text}");
        assert!(!text.contains("n’a pas été vu"), "{text}");
        dialog.shows("En attente du certificat du signataire.").await;
        assert!(!dialog.offers("go").await);
        dialog.open_certificate(&container, PLAIN_SIGNER).await;
        dialog.shows("Prêt à signer.").await;
        for width in WIDTHS {
            screenshots::take(&stage.page, "embed-s2low", width).await.unwrap();
        }
        stage.page.browser().resize(1280, 1000).await;
        let violations = violations(&stage.page).await;
        // S2low's page around it is not ours.
        assert!(!violations.contains("dialog"), "{violations}");
        dialog.press("go", "Signer").await;
        taken(stage, 3, &authority).await;
    });
}

#[test]
fn a_page_that_calls_the_object_itself_gets_the_same() {
    journey(async |stage| {
        let (container, authority) = certificate(stage).await;
        import(stage, "novembre.xml", &Pes::full()).await;
        press(stage, "Signer").await;
        let dialog = Embedded(&stage.page);
        dialog.shows("Certificat de signature").await;
        dialog.open_certificate(&container, PLAIN_SIGNER).await;
        dialog.press("go", "Utiliser ce certificat").await;
        let text = dialog.shows("il a été relu, et ses empreintes sont celles").await;
        assert!(text.contains(PLAIN_SIGNER), "{text}");
        dialog.press("go", "Signer").await;
        taken(stage, 3, &authority).await;
    });
}

#[test]
fn a_flux_whose_digest_is_another_than_the_page_asks_for_cannot_be_signed() {
    journey(async |stage| {
        import(stage, "novembre.xml", &Pes::full()).await;
        // Somebody in between would have another file signed.
        let script = "
            const infos = JSON.parse(document.querySelector('.libersign').dataset.siginfos);
            infos[0].hash = infos[0].hash.replace(/^../, (start) => (start === '00' ? '11' : '00'));
            LiberSign.sign(undefined, infos).catch((error) => { document.title = error.exception; });";
        stage.page.run(script, vec![]).await;
        let dialog = Embedded(&stage.page);
        let text = dialog.shows("n’est pas celle du fichier.").await;
        assert!(text.contains("Ne signez pas."), "{text}");
        dialog.open_certificate(&stage.demonstration.certificate, SIGNER).await;
        dialog.shows("Ce fichier ne peut pas être signé ici.").await;
        assert!(!dialog.offers("go").await);
        dialog.press("cancel", "Annuler").await;
        stage.page.becomes("return document.title", "Rien n’a été signé.").await;
        stage.reload().await;
    });
}

#[test]
fn a_certificate_whose_authority_s2low_would_write_wrongly_is_refused_before_it_signs() {
    journey(async |stage| {
        import(stage, "novembre.xml", &Pes::full()).await;
        let script = "LiberSign.sign(undefined, JSON.parse(document.querySelector('.libersign').dataset.siginfos)).catch(() => {})";
        stage.page.run(script, vec![]).await;
        let dialog = Embedded(&stage.page);
        dialog.open_certificate(&stage.demonstration.certificate, SIGNER).await;
        let text = dialog.shows("« Autorité de démonstration », a dans son nom des caractères").await;
        assert!(text.contains("signez-le avec la page PES Signer"), "{text}");
        assert!(!dialog.offers("go").await);
        let (container, _) = certificate(stage).await;
        dialog
            .control("details.other > summary", "Ouvrir un fichier de certificat")
            .await
            .click()
            .await
            .unwrap();
        dialog.open_certificate(&container, PLAIN_SIGNER).await;
        dialog.shows("Prêt à signer.").await;
        dialog.press("cancel", "Annuler").await;
        stage.reload().await;
    });
}

#[test]
fn several_files_are_signed_together_each_shown() {
    let jquery = npm::file(JQUERY, "dist/jquery.min.js");
    journey_with_jquery(&jquery, async |stage| {
        let (container, _) = certificate(stage).await;
        import(stage, "novembre.xml", &Pes::full()).await;
        import(stage, "decembre.xml", &Pes::small()).await;
        let script = "
            const form = document.body.appendChild(document.createElement('form'));
            form.method = 'POST';
            form.action = '/modules/helios/helios_batch_sign.php';
            for (const id of [1, 2]) {
                form.append(Object.assign(document.createElement('input'), { name: 'liste_id[]', value: id }));
            }
            form.submit();";
        stage.page.run(script, vec![]).await;
        shows(stage, "Signature par lot").await;
        press(stage, "Signer…").await;
        let dialog = Embedded(&stage.page);
        let text = dialog.shows("535,55 € HT").await;
        assert!(text.contains("27 594,40 € HT"), "{text}");
        dialog.open_certificate(&container, PLAIN_SIGNER).await;
        dialog.press("go", "Signer").await;
        shows(stage, "Les signatures ont été enregistrées").await;
        for id in [1, 2] {
            judges::accepted(&stage.simulator, id).await;
        }
        stage.reload().await;
    });
}

#[test]
fn a_file_that_s2low_does_not_give_is_said_not_to_be_seen_and_one_that_is_cut_is_not_signed() {
    journey(async |stage| {
        import(stage, "novembre.xml", &Pes::full()).await;
        let script = "
            window.infos = JSON.parse(document.querySelector('.libersign').dataset.siginfos);
            LiberSign.sign(undefined, window.infos).catch(() => {})";
        let dialog = Embedded(&stage.page);
        for fault in [Fault::LoggedOut, Fault::Portal] {
            stage.simulator.set_fault(fault);
            stage.page.run(script, vec![]).await;
            let text = dialog.shows("Le contenu de ce fichier n’a pas été vu ici.").await;
            assert!(text.contains("BORD-DEP-2026-112") && !text.contains("il a été relu"), "{text}");
            dialog.press("cancel", "Annuler").await;
        }
        stage.simulator.set_fault(Fault::AnswerCut(9000));
        stage.page.run(script, vec![]).await;
        dialog.shows("Ce fichier ne peut pas être signé ici.").await;
        dialog.press("cancel", "Annuler").await;
        stage.simulator.set_fault(Fault::None);
        stage.reload().await;
    });
}

#[test]
fn what_is_not_of_a_pes_is_refused_in_words() {
    journey(async |stage| {
        import(stage, "novembre.xml", &Pes::full()).await;
        let script = "
            const done = arguments[arguments.length - 1];
            LiberSign.setUpdateUrl('/libersign/');
            LiberSign.sign({}, [{ hash: 'cc78058a4d1967d4d0d26f5dcc4c8cd89defbb4e', format: 'CMS' }])
                .then(() => done('signed'), (error) => done(error));";
        let error = stage.page.browser().client().execute_async(script, vec![]).await.unwrap();
        assert_eq!(error["code"], "LIB-001", "{error}");
        assert!(
            error["exception"].as_str().unwrap().contains("« CMS »".replace(' ', "\u{a0}").as_str()),
            "{error}"
        );
        stage.reload().await;
    });
}
