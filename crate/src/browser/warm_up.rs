//! What makes the first file as fast as the next: browsers compile a function well only once it has worked for a
//! while, which on a large file would happen while the person waits.

use super::blob;
use super::digests::PageDigests;
use crate::pes::Rules;
use crate::signing::{Analyzer, Scope};

const START: &[u8] = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\
<n:PES_Aller xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller\" Id=\"a\">\
<PES_DepenseAller><Bordereau Id=\"b\">";
const PIECE: &[u8] = b"<Piece>\n <BlocPiece><InfoPce><IdPce V=\"1\"/><Obj V=\"Fournitures &amp; services\"/></InfoPce></BlocPiece>\n\
 <LigneDePiece><BlocLignePiece><InfoLignePiece><IdLigne V=\"1\"/><Nature V=\"6068\"/><MtHT V=\"12.50\"/></InfoLignePiece></BlocLignePiece>\
<Tiers><InfoTiers><Nom V=\"Soci\xE9t\xE9\"/></InfoTiers><Adresse><Adr2 V=\"1 rue\"/></Adresse></Tiers></LigneDePiece>\n\
 <PJ><Contenu><Fichier MIMEType=\"text/plain\">QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=</Fichier></Contenu></PJ>\n</Piece>\n";
/// Pieces read between two moments in which the page can answer.
const AT_A_TIME: usize = 32;
/// Enough for Chromium to compile everything that reading needs.
const TIMES: usize = 32;

/// Reads a made-up flux, little by little, until something better is to be done.
pub async fn warm_up(is_needed: impl Fn() -> bool) {
    let mut analyzer = Analyzer::with_digests(Scope::Auto, Rules::default(), PageDigests::here());
    let mut next = START.to_vec();
    for _ in 0..TIMES {
        if !is_needed() || analyzer.feed(&next).is_err() {
            return;
        }
        next = PIECE.repeat(AT_A_TIME);
        blob::pause().await;
    }
}
