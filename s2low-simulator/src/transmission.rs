//! Sending a valid file to the DGFiP (`sendOneTransaction`): what S2low checks then, and the next status.

use crate::analysis::hex_sha1;
use crate::error::Error;
use crate::pes::Pes;
use crate::status::Status;
use crate::store::{Store, Transaction};

/// Transmits a waiting transaction: status 3, or -1 when its header does not fit.
pub(crate) async fn transmit(store: &Store, transaction: &Transaction) -> Result<(), Error> {
    let id = transaction.id;
    let bytes = tokio::fs::read(store.path(&transaction.sha1)).await.unwrap_or_default();
    let (status, what) = if hex_sha1(&bytes) != transaction.sha1 {
        (
            Status::ERROR,
            " : le fichier a été altéré depuis son postage ou sa signature sur la plateforme\n".into(),
        )
    } else {
        match Pes::read(&bytes) {
            Ok(pes) if pes.root == "PES_ACQUIT_RETOUR" => {
                (Status::TRANSMITTED_FINALLY, " transmise au serveur.".to_owned())
            }
            Ok(pes) => match header_fits(&pes) {
                Ok(()) => (Status::TRANSMITTED, " transmise au serveur.".to_owned()),
                Err(fault) => (Status::ERROR, format!(" : {fault}")),
            },
            Err(_) => (Status::ERROR, " : ce fichier n'est pas en XML".to_owned()),
        }
    };
    store.step(id, status, &format!("Transaction {id}{what}"))
}

/// `PesAllerReader`: three header values of a fixed length, which make the name of the message to the DGFiP.
fn header_fits(pes: &Pes) -> Result<(), String> {
    if !pes.children.iter().any(|name| name == "EnTetePES") {
        return Err("La balise EnTetePES n'est pas présente ou est vide".into());
    }
    let fields = [
        ("EnTetePES/CodCol ou EnTetePES/CodColl", pes.cod_col.as_deref().or(pes.cod_coll.as_deref()), 3),
        ("EnTetePES/IdPost", pes.id_post.as_deref(), 6),
        ("EnTetePES/CodBud", pes.cod_bud.as_deref(), 2),
    ];
    for (name, value, expected) in fields {
        match value.unwrap_or_default().chars().count() {
            0 => return Err(format!("La balise {name} n'est pas présente ou est vide")),
            length if length != expected => {
                return Err(format!(
                    "Non-conformité PES aller : la balise {name} contient {length} caractères ({expected} attendus)."
                ));
            }
            _ => {}
        }
    }
    Ok(())
}
