//! The way of people through S2low's own pages, of 5.1 and 6.0.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test ends where something is not as expected")]

use std::path::Path;
use std::process::Command;

use crate::common::{self, PATIENCE, S2low, enveloppe, pes, shared};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Client, Response};
use s2low_simulator::{Account, Config, Permission, Simulator, Status, Version};

const RECEPTION: &str = "/modules/helios/helios_script_reception.php";
const FORM: &str = "/modules/helios/helios_fichier_import.php";

/// As a browser: it keeps cookies, and follows no redirection by itself.
fn browser() -> Client {
    let client = Client::builder().cookie_store(true).timeout(PATIENCE);
    client.redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

async fn post(client: &Client, s2low: &S2low, path: &str, body: String) -> Response {
    client.post(format!("{}{path}", s2low.simulator.url())).body(body).send().await.unwrap()
}

async fn page(client: &Client, s2low: &S2low, path: &str) -> String {
    client.get(format!("{}{path}", s2low.simulator.url())).send().await.unwrap().text().await.unwrap()
}

fn location(response: &Response) -> &str {
    response.headers()["location"].to_str().unwrap()
}

async fn import(client: &Client, s2low: &S2low, bytes: Vec<u8>, must_signed: bool) -> Response {
    let form = enveloppe(bytes);
    let form = if must_signed { form.text("must_signed", "on") } else { form };
    client.post(format!("{}{RECEPTION}", s2low.simulator.url())).multipart(form).send().await.unwrap()
}

#[tokio::test]
async fn a_file_posted_by_the_form_lands_on_its_page_with_s2lows_words() {
    let s2low = S2low::start().await;
    let client = browser();
    let form = page(&client, &s2low, FORM).await;
    assert!(
        form.contains("enctype=\"multipart/form-data\"")
            && form.contains("name=\"enveloppe\" accept=\".xml\"")
    );
    assert!(form.contains("name=\"must_signed\""));
    let answer = import(&client, &s2low, pes(), false).await;
    assert_eq!(
        (answer.status().as_u16(), location(&answer)),
        (302, "/modules/helios/helios_transac_show.php?id=1")
    );
    let shown = page(&client, &s2low, "/modules/helios/helios_transac_show.php?id=1").await;
    assert!(shown.contains("Création de la transation n°1. Résultat ok."), "{shown}");
    assert!(shown.contains(&s2low.simulator.transaction(1).unwrap().sha1));
    let again = page(&client, &s2low, "/modules/helios/helios_transac_show.php?id=1").await;
    assert!(!again.contains("Création"), "a message is shown once");

    let answer = import(&client, &s2low, pes(), false).await;
    assert_eq!(location(&answer), FORM);
    let form = page(&client, &s2low, FORM).await;
    assert!(form.contains("doublon détecté. Ce fichier a déjà été posté."), "{form}");
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn with_api_1_the_same_script_answers_in_text() {
    let s2low = S2low::start().await;
    let url = format!("{}{RECEPTION}?api=1", s2low.simulator.url());
    let post = async || {
        s2low.client.post(&url).multipart(enveloppe(pes())).send().await.unwrap().bytes().await.unwrap()
    };
    assert_eq!(post().await.as_ref(), b"OK\nCr\xE9ation de la transation n\xB01. R\xE9sultat ok.\n");
    assert_eq!(
        post().await.as_ref(),
        b"KO\ndoublon d\xE9tect\xE9. Ce fichier a d\xE9j\xE0 \xE9t\xE9 post\xE9.\n"
    );
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn whoever_may_only_sign_leaves_the_file_for_a_colleague_to_submit() {
    let s2low = S2low::with(|c| c.account.permission = Permission::Sign).await;
    let client = browser();
    import(&client, &s2low, pes(), false).await;
    assert_eq!(s2low.simulator.transaction(1).unwrap().status(), Status::TO_BE_POSTED);
    let submit = "/modules/helios/helios_transac_submit.php";
    post(&client, &s2low, submit, "id=1".into()).await;
    assert!(page(&client, &s2low, "/modules/helios/index.php").await.contains("Accès refusé"));

    s2low.simulator.set_account(Account { permission: Permission::Transmit, ..Account::demonstration() });
    let show = "/modules/helios/helios_transac_show.php?id=1";
    assert!(page(&client, &s2low, show).await.contains(submit));
    let answer = post(&client, &s2low, submit, "id=1".into()).await;
    assert_eq!(location(&answer), show);
    assert!(page(&client, &s2low, show).await.contains("Préparation de la télétransmission réusssie."));
    assert_eq!(s2low.analysed(1).await.status(), Status::WAITING);
    post(&client, &s2low, submit, "id=1".into()).await;
    assert!(page(&client, &s2low, show).await.contains("La transaction n&#039;est pas dans le bon état"));
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn transactions_of_another_body_are_not_shown() {
    let s2low = S2low::start().await;
    s2low.import(pes()).await;
    s2low.simulator.set_account(Account { authority: "Ailleurs".into(), ..Account::demonstration() });
    assert!(s2low.status("1").await.contains("<resultat>KO</resultat><message>Accès refusé</message>"));
    for script in ["helios_download_file", "helios_download_acquit", "helios_transac_show"] {
        let answer = s2low.get(&format!("/modules/helios/{script}.php?id=1")).await;
        assert_eq!(
            (answer.status().as_u16(), location(&answer)),
            (302, "/modules/helios/index.php"),
            "{script}"
        );
    }
    s2low.simulator.stop().await;
}

/// The object that the page hands to the signer.
fn siginfo(page: &str) -> serde_json::Value {
    let text = page.split_once("data-siginfos=\"").unwrap().1.split_once('"').unwrap().0;
    let infos: serde_json::Value = serde_json::from_str(&text.replace("&quot;", "\"")).unwrap();
    infos[0].clone()
}

#[tokio::test]
async fn version_5_has_files_signed_on_its_page_and_puts_the_signatures_in() {
    let s2low = S2low::start().await;
    let client = browser();
    import(&client, &s2low, pes(), true).await;
    let show = "/modules/helios/helios_transac_show.php?id=1";
    let info = siginfo(&page(&client, &s2low, show).await);
    assert_eq!(info["pesid"], "BORD-DEP-2026-114");
    assert_eq!(info["hash"].as_str().unwrap().len(), 64);
    assert_eq!(
        (info["format"].as_str(), info["pesencoding"].as_str()),
        (Some("xades-env-1.2.2-sha256"), Some("iso-8859-1"))
    );

    let answer = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\" standalone=\"no\"?><D><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"S\"><ds:SignedInfo/></ds:Signature></D>";
    let form = format!(
        "nb_signature=1&id_1=1&signature_1={}&is_bordereau_1=1",
        STANDARD.encode(answer).replace('+', "%2B")
    );
    let done = post(&client, &s2low, "/modules/helios/helios_transac_sign.php", form.clone()).await;
    assert_eq!(location(&done), show);
    let analysed = s2low.analysed(1).await;
    assert_eq!(analysed.workflow[1].message, "Fichier signé");
    // It is not verified when it is put in, but by the worker.
    assert!(
        analysed.message().starts_with("La signature du fichier est invalide : "),
        "{}",
        analysed.message()
    );
    let stored = std::fs::read(s2low.simulator.file_of(1).unwrap()).unwrap();
    let end = b"<ds:SignedInfo/></ds:Signature></Bordereau>";
    assert!(stored.windows(end.len()).any(|window| window == end));

    post(&client, &s2low, "/modules/helios/helios_transac_sign.php", form).await;
    let refused = page(&client, &s2low, show).await;
    assert!(
        refused.contains("Le fichier PES ne peut plus être signé à ce moment-là (status : -1)"),
        "{refused}"
    );
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn several_files_are_handed_to_the_signer_together() {
    let s2low = S2low::start().await;
    let client = browser();
    import(&client, &s2low, pes(), true).await;
    import(&client, &s2low, common::pes_with("_002.xml", "_003.xml"), true).await;
    let batch = "/modules/helios/helios_batch_sign.php";
    let both =
        post(&client, &s2low, batch, "liste_id%5B%5D=1&liste_id%5B%5D=2".into()).await.text().await.unwrap();
    assert!(
        both.contains("name=\"nb_signature\" value=\"2\"") && both.contains("name=\"id_2\" value=\"2\""),
        "{both}"
    );
    post(&client, &s2low, batch, String::new()).await;
    let told = page(&client, &s2low, "/modules/helios/index.php").await;
    assert!(told.contains("Vous devez sélectionner au moins une transaction à signer."), "{told}");
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn the_signing_page_loads_the_signer_that_the_site_has() {
    let site = tempfile::tempdir().unwrap();
    let folder = site.path().to_path_buf();
    let s2low = S2low::with(|config| config.site = Some(folder)).await;
    let client = browser();
    import(&client, &s2low, pes(), true).await;
    let show = "/modules/helios/helios_transac_show.php?id=1";
    assert!(!page(&client, &s2low, show).await.contains("<script"));
    for script in ["embed/libersign.js", "jsmodules/jquery.js"] {
        let path = site.path().join(script);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "").unwrap();
        let shown = page(&client, &s2low, show).await;
        assert!(shown.contains(&format!("<script src=\"/{script}\"></script>")), "{shown}");
    }
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn version_6_no_longer_signs() {
    let s2low = S2low::with(|c| c.version = Version::V6).await;
    let client = browser();
    assert!(!page(&client, &s2low, FORM).await.contains("must_signed"));
    import(&client, &s2low, pes(), true).await;
    assert_eq!(s2low.simulator.transaction(1).unwrap().status(), Status::TO_BE_SIGNED);
    assert!(
        !page(&client, &s2low, "/modules/helios/helios_transac_show.php?id=1").await.contains("form_sign")
    );
    assert_eq!(
        post(&client, &s2low, "/modules/helios/helios_transac_sign.php", String::new()).await.status(),
        404
    );
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn the_hash_for_the_signer_is_the_one_of_s2lows_own_test() {
    let Some(sample) = shared("samples/unsigned/pes_aller.xml") else { return };
    let s2low = S2low::start().await;
    let client = browser();
    import(&client, &s2low, std::fs::read(sample).unwrap(), true).await;
    let info = siginfo(&page(&client, &s2low, "/modules/helios/helios_transac_show.php?id=1").await);
    assert_eq!(info["pesid"], "BORD1093357910");
    assert_eq!(info["hash"], "5bacc4255471f1aedd219e851e7fcfc0164ee34f714903f8385b459ec3de6507");
    s2low.simulator.stop().await;
}

async fn acquitted(acquit: s2low_simulator::Acquit) -> (S2low, s2low_simulator::Transaction) {
    let s2low = S2low::with(|config| {
        config.transmission_delay = Some(std::time::Duration::ZERO);
        config.acquit_delay = Some(std::time::Duration::ZERO);
        config.acquit = acquit;
    })
    .await;
    s2low.import(pes()).await;
    let transaction = s2low.simulator.wait_for(1, PATIENCE, |t| t.workflow.len() == 4).await.unwrap();
    (s2low, transaction)
}

#[tokio::test]
async fn an_acquittement_ends_in_status_8_whatever_it_says() {
    for (acquit, state) in
        [(s2low_simulator::Acquit::Positive, "1"), (s2low_simulator::Acquit::Negative, "0")]
    {
        let (s2low, transaction) = acquitted(acquit).await;
        assert_eq!(
            (transaction.status(), transaction.message()),
            (Status::INFORMATION, "Transaction 1 : information disponible")
        );
        assert!(s2low.status("1").await.contains("<status>8</status>"));
        let answer = s2low.get("/modules/helios/helios_download_acquit.php?id=1").await;
        assert_eq!(answer.headers()["content-type"], "text/xml");
        let bytes = answer.bytes().await.unwrap();
        let text: String = bytes.iter().copied().map(char::from).collect();
        assert!(
            text.contains(&format!("<EtatAck V=\"{state}\"/><NumBord V=\"114\"/><ExerciceBord V=\"2026\"/>")),
            "{text}"
        );
        assert!(text.contains("<NomFic V=\"PESALR2_DEMONSTRATION_20261123_002.xml\"/>"));
        is_valid(&bytes);
        s2low.simulator.stop().await;
    }
}

fn is_valid(acquit: &[u8]) {
    let Some(schema) = shared("schemas/pes_v5.17/PES_V2/Rev0/PES_V2_Acquit_Autonome_V2.xsd") else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("acquit.xml");
    std::fs::write(&file, acquit).unwrap();
    let judged =
        Command::new("xmllint").args(["--noout", "--schema"]).arg(schema).arg(&file).output().unwrap();
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stderr));
}

#[tokio::test]
async fn an_acquittement_that_its_schema_forbids_ends_in_an_error() {
    let (s2low, transaction) = acquitted(s2low_simulator::Acquit::Invalid).await;
    assert_eq!(
        (transaction.status(), transaction.message()),
        (Status::ERROR, "Transaction 1 : erreur retournée par Helios")
    );
    let none = s2low.get("/modules/helios/helios_download_acquit.php?id=1").await.text().await.unwrap();
    assert!(none.contains("n'est pas/plus disponible."), "{none}");
    s2low.simulator.stop().await;
}

#[tokio::test]
async fn a_restart_forgets_nothing_and_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let work = folder.path().join("work");
    let s2low = S2low::with(|config| {
        config.work_dir.clone_from(&work);
        config.worker_delay = PATIENCE;
    })
    .await;
    s2low.import(pes()).await;
    s2low.simulator.stop().await;
    let s2low = S2low::with(|config| config.work_dir.clone_from(&work)).await;
    assert_eq!(s2low.analysed(1).await.status(), Status::WAITING);
    assert!(s2low.import(pes()).await.contains("doublon"));
    s2low.simulator.stop().await;

    std::fs::write(table(&work), "no table").unwrap();
    let failed = Simulator::start(Config::new(&work)).await;
    assert!(failed.is_err_and(|error| error.to_string().contains("not a table of transactions")));
}

fn table(work: &Path) -> std::path::PathBuf {
    work.join("transactions.json")
}
