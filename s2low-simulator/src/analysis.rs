//! The checks of S2low's worker on a file that was just posted (`validateOneTransaction`), in its order.

use std::path::Path;

use sha1::{Digest, Sha1};

use crate::authorities::Authorities;
use crate::error::Error;
use crate::fault::Fault;
use crate::pes::Pes;
use crate::process::run;
use crate::signature::verify_all;
use crate::status::Status;
use crate::store::{Store, Transaction};

/// What the simulator takes for a virus: the harmless test file of the EICAR, and nothing else.
/// It stands in two halves so that this program is not itself taken for one.
const VIRUSES: &[[&str; 2]] =
    &[["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"]];

/// How much of a file S2low looks at for its encoding.
const DECLARATION_LENGTH: usize = 50;

/// `CodCol` and `IdColl` may not be longer.
const COD_COL_LIMIT: usize = 3;
const ID_COLL_LIMIT: usize = 14;

/// Analyses a posted transaction and records its next status. `Err`: the worker itself is in trouble, and the
/// transaction stays as it is.
pub(crate) async fn analyse(
    store: &Store,
    trusted: &Authorities,
    fault: Fault,
    transaction: &Transaction,
) -> Result<(), Error> {
    let id = transaction.id;
    match check(store, trusted, fault, transaction).await? {
        Ok(()) => store.step(id, Status::WAITING, &format!("Transaction {id} dans la file d'attente")),
        Err(message) => store.step(id, Status::ERROR, &message),
    }
}

/// The inner `Err` is the message of the check that failed.
async fn check(
    store: &Store,
    trusted: &Authorities,
    fault: Fault,
    transaction: &Transaction,
) -> Result<Result<(), String>, Error> {
    let refused = |what: &str| Ok(Err(format!("Transaction {} : {what}", transaction.id)));
    let path = store.path(&transaction.sha1);
    let Ok(bytes) = tokio::fs::read(&path).await else {
        return refused("fichier non trouvé en local ou sur le cloud");
    };
    if bytes.is_empty() {
        return refused("le fichier est introuvable");
    }
    if fault == Fault::Virus || has_virus(&bytes) {
        return refused("un virus a été detecté dans le fichier PES");
    }
    if !declares_latin1(&bytes) {
        return refused("ce fichier n'est pas encodé en ISO-8859-1");
    }
    let pes = match Pes::read(&bytes) {
        Ok(pes) if is_xml(&path).await? => pes,
        _ => return refused("ce fichier n'est pas en XML"),
    };
    let unchanged = hex_sha1(&bytes) == transaction.sha1;
    drop(bytes);
    if !pes.children.iter().any(|name| name != "Enveloppe" && name != "EnTetePES") {
        return refused("ce fichier ne contient ni bordereau, ni PJ, ni marché");
    }
    let Some(nom_fic) = pes.nom_fic.as_deref().filter(|name| !name.is_empty()) else {
        return refused("La balise Enveloppe/Parametre/NomFic n'est pas présente ou est vide");
    };
    let cod_col = pes.cod_col.as_deref().unwrap_or_default();
    if cod_col.chars().count() > COD_COL_LIMIT {
        return refused("Le CodCol est trop long");
    }
    if !unchanged {
        return Ok(Err("Le fichier a été modifé depuis son postage sur la plateforme".into()));
    }
    if let Err(exception) = verify_all(&path, &pes, trusted).await {
        return Ok(Err(format!("La signature du fichier est invalide : {exception}")));
    }
    if store.name_is_used(nom_fic, cod_col) {
        return refused("ce fichier existe déjà sur la plateforme");
    }
    if fault == Fault::DatabaseDown {
        return refused("problème d'enregistrement du PES Aller en base de données.");
    }
    store.record_name(transaction.id, nom_fic, cod_col);
    if pes.id_coll.as_deref().unwrap_or_default().chars().count() > ID_COLL_LIMIT {
        return refused("La balise IdCol est trop longue");
    }
    Ok(Ok(()))
}

/// SHA-1 of bytes in lower-case hexadecimal.
pub(crate) fn hex_sha1(bytes: &[u8]) -> String {
    hex(&Sha1::digest(bytes))
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn has_virus(bytes: &[u8]) -> bool {
    VIRUSES.iter().any(|halves| memchr::memmem::find(bytes, halves.concat().as_bytes()).is_some())
}

fn declares_latin1(bytes: &[u8]) -> bool {
    let start = bytes.get(..DECLARATION_LENGTH).unwrap_or(bytes).to_ascii_uppercase();
    memchr::memmem::find(&start, b"ISO-8859-1").is_some()
}

/// S2low reads with libxml2; so does `xmllint`.
async fn is_xml(path: &Path) -> Result<bool, Error> {
    let output = run("xmllint", |command| {
        command.args(["--noout", "--nonet", "--huge"]).arg(path);
    });
    Ok(output.await?.status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_fifty_characters_can_declare_latin1() {
        assert!(declares_latin1(b"<?xml version='1.0' encoding='iso-8859-1'?><a/>"));
        assert!(declares_latin1(b"<?xml version='1.0' encoding='ISO-8859-15'?><a/>"));
        assert!(!declares_latin1(b"<?xml version='1.0' encoding='UTF-8'?><a/>"));
        assert!(!declares_latin1(b"<?xml version='1.0'                  encoding='ISO-8859-1'?><a/>"));
    }
}
