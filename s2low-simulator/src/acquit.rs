//! What the DGFiP sends back: a PES_ACQUIT about the bordereaux of a transaction, and what S2low makes of it.

use std::fmt::Write as _;

use crate::answers::escape_text;
use crate::error::Error;
use crate::pes::{Bordereau, Pes};
use crate::status::Status;
use crate::store::{Store, Transaction};

/// What the DGFiP says of a flux.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Acquit {
    /// Every bordereau is taken.
    Positive,
    /// The first bordereau is refused, with an error of its own, of its first piece and of that one's first line.
    Negative,
    /// An answer that its own schema forbids.
    Invalid,
}

/// Takes the answer to a transmitted transaction: status 8 whatever it says, -1 when it cannot be read. S2low
/// does not look at `EtatAck`.
pub(crate) async fn receive(store: &Store, acquit: Acquit, transaction: &Transaction) -> Result<(), Error> {
    let id = transaction.id;
    let bytes = tokio::fs::read(store.path(&transaction.sha1)).await.unwrap_or_default();
    let Ok(pes) = Pes::read(&bytes) else { return Ok(()) };
    if acquit == Acquit::Invalid {
        return store.step(id, Status::ERROR, &format!("Transaction {id} : erreur retournée par Helios"));
    }
    let path = store.acquit_path(id);
    tokio::fs::write(&path, write(&pes, acquit == Acquit::Negative)).await.map_err(Error::file(&path))?;
    store.acquitted(id, path);
    store.step(id, Status::INFORMATION, &format!("Transaction {id} : information disponible"))
}

/// The file, in ISO-8859-1.
fn write(pes: &Pes, negative: bool) -> Vec<u8> {
    let value = |value: &Option<String>| escape_text(value.as_deref().unwrap_or_default());
    let (name, cod_col, id_post, cod_bud) =
        (value(&pes.nom_fic), value(&pes.cod_col), value(&pes.id_post), value(&pes.cod_bud));
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\
         <n:PES_ACQUIT xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour/v2\">\n\
         <Enveloppe><Parametres><Version V=\"2\"/><TypFic V=\"PESALR2\"/><NomFic V=\"{name}\"/></Parametres>\
         <Emetteur><Sigle V=\"HELIOS\"/><Adresse V=\"DGFIP\"/></Emetteur><Recepteur><Sigle V=\"HELIOS\"/></Recepteur></Enveloppe>\n\
         <EnTetePES><DteStr V=\"2026-11-24\"/><IdPost V=\"{id_post}\"/><IdColl V=\"{}\"/><CodCol V=\"{cod_col}\"/><CodBud V=\"{cod_bud}\"/></EnTetePES>\n\
         <ACQUIT>\n<EnTeteAcquit><IdVer V=\"2\"/></EnTeteAcquit>\n",
        value(&pes.id_coll),
    );
    for (index, bordereau) in pes.bordereaux.iter().enumerate() {
        let refused = negative && index == 0;
        element(&mut text, bordereau, refused);
    }
    if pes.bordereaux.is_empty() {
        // A flux of attachments alone: the technical word is all there is.
        text.push_str("<ElementACQUIT><DomaineAck V=\"0\"/><EtatAck V=\"1\"/></ElementACQUIT>\n");
    }
    text.push_str("</ACQUIT>\n</n:PES_ACQUIT>\n");
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

fn element(text: &mut String, bordereau: &Bordereau, refused: bool) {
    let domain = if bordereau.recette { "6" } else { "5" };
    let state = if refused { "0" } else { "1" };
    // Writing into a String does not fail.
    let _ = write!(
        text,
        "<ElementACQUIT><DomaineAck V=\"{domain}\"/><EtatAck V=\"{state}\"/><NumBord V=\"{}\"/><ExerciceBord V=\"{}\"/>",
        escape_text(&bordereau.number),
        escape_text(&bordereau.year)
    );
    if refused {
        text.push_str(
            "<Erreur><NumAnoAck V=\"ERREUR_CUMUL_MONTANTS\"/><LibelleAnoAck V=\"Le montant du bordereau ne correspond pas à ses pièces.\"/></Erreur>",
        );
        if let Some(piece) = &bordereau.first_piece {
            let _ = write!(
                text,
                "<DetailPiece><NumPiece V=\"{}\"/><Erreur><NumAnoAck V=\"ERREUR_AUTRE\"/><LibelleAnoAck V=\"Tiers inconnu de la trésorerie.\"/></Erreur>\
                 <DetailLigne><NumLigne V=\"1\"/><Erreur><NumAnoAck V=\"ERREUR_AUTRE\"/><LibelleAnoAck V=\"Imputation non autorisée.\"/></Erreur></DetailLigne></DetailPiece>",
                escape_text(piece)
            );
        }
    }
    text.push_str("</ElementACQUIT>\n");
}
