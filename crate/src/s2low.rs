//! What S2low is asked and what it answers, as plain values. Nothing here sends anything.
//!
//! Facts: `domain/s2low.md` §1.3, §2.2, §3e and §4.

mod answer;
mod login;
mod message;
mod record;

pub use answer::{
    Answer, AnswerError, Connection, Http, Status, http_words, read_connection, read_import, read_status,
};
pub use login::{Login, LoginEncoding};
pub use message::{Check, Refusal};
pub use record::{Record, State, csv};

/// Where a flux is posted, as the file field `enveloppe` of a multipart form.
pub const IMPORT: &str = "/modules/helios/api/helios_importer_fichier.php";
/// The name of that field.
pub const IMPORT_FIELD: &str = "enveloppe";
/// Where the state of a transaction is asked for; its number follows.
pub const STATUS: &str = "/modules/helios/api/helios_transac_get_status.php?transaction=";
/// The page of a transaction for people; its number follows.
pub const TRANSACTION_PAGE: &str = "/modules/helios/helios_transac_show.php?id=";
/// Where it is told whether S2low knows the person.
pub const CONNECTION: &str = "/api/test-connexion.php";
/// Where S2low tells who is connected, in JSON.
pub const CONNECTION_DETAILS: &str = "/api/info-connexion.php";
/// Whether the certificate of the connection lets its owner transmit.
pub const RGS: &str = "/api/test-rgs.php";
/// Where a PES Aller can be posted by a form that opens S2low's own page of the transaction.
pub const RECEPTION: &str = "/modules/helios/helios_script_reception.php";
/// The list of transactions for people.
pub const TRANSACTIONS: &str = "/modules/helios/index.php";
/// Where the PES_ACQUIT of a transaction is fetched; its number follows.
pub const ACQUITTEMENT: &str = "/modules/helios/helios_download_acquit.php?id=";
