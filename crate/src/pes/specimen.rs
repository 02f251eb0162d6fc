//! A made-up flux of any length, right by the schemas: what a program can practise on before a real one comes.

/// The beginning, up to the first piece.
const START: &[u8] = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\
<n:PES_Aller xmlns:n=\"http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller\" Id=\"a\">\
<Enveloppe><Parametres><Version V=\"2\"/><TypFic V=\"PESALR2\"/><NomFic V=\"a\"/></Parametres>\
<Emetteur><Sigle V=\"a\"/><Adresse V=\"a\"/></Emetteur><Recepteur/></Enveloppe><EnTetePES><DteStr V=\"2026-01-01\"/><IdPost V=\"099002\"/>\
<IdColl V=\"99999002100019\"/><CodCol V=\"512\"/><CodBud V=\"00\"/></EnTetePES>\
<PES_DepenseAller><EnTeteDepense><IdVer V=\"2\"/><InfoDematerialisee V=\"1\"/></EnTeteDepense>\
<Bordereau Id=\"b\"><BlocBordereau><Exer V=\"2026\"/><IdBord V=\"1\"/><DteBordEm V=\"2026-01-01\"/>\
<TypBord V=\"01\"/><NbrPce V=\"1\"/><MtCumulAnnuel V=\"1.00\"/><MtBordHT V=\"1.00\"/></BlocBordereau>\n";
/// A piece.
const PIECE_UP_TO_NUMBER: &[u8] = b"   <Piece>\n    <BlocPiece>\n     <InfoPce>\n      <IdPce V=\"";
const PIECE_BEHIND_NUMBER: &[u8] = b"\"/>\n      <TypPce V=\"01\"/>\n\
      <NatPce V=\"01\"/>\n      <Obj V=\"Fournitures &amp; services\"/>\n     </InfoPce>\n    </BlocPiece>\n\
    <LigneDePiece>\n     <BlocLignePiece>\n      <InfoLignePce>\n       <IdLigne V=\"1\"/>\n       <Nature V=\"6068\"/>\n\
       <ModRegl V=\"03\"/>\n       <TVAIntraCom V=\"0\"/>\n       <MtHT V=\"12.50\"/>\n      </InfoLignePce>\n     </BlocLignePiece>\n\
     <Tiers>\n      <InfoTiers>\n       <IdTiers V=\"99998636950013\"/>\n       <NatIdTiers V=\"01\"/>\n       <RefTiers V=\"F1\"/>\n\
       <CatTiers V=\"60\"/>\n       <NatJur V=\"03\"/>\n       <Nom V=\"Soci\xE9t\xE9\"/>\n      </InfoTiers>\n      <Adresse>\n\
       <TypAdr V=\"1\"/>\n       <Adr2 V=\"1 rue\"/>\n       <CP V=\"99800\"/>\n       <Ville V=\"La For\xEAt\"/>\n\
       <CodRes V=\"0\"/>\n      </Adresse>\n      <CpteBancaire>\n       <BIC V=\"ESSAFRPP\"/>\n\
       <IBAN V=\"FR7699998000016186337673763\"/>\n       <TitCpte V=\"Soci\xE9t\xE9\"/>\n      </CpteBancaire>\n     </Tiers>\n\
    </LigneDePiece>\n   </Piece>\n";

/// Writes the flux, piece by piece.
#[derive(Debug, Default)]
pub struct Specimen {
    pieces: usize,
}

impl Specimen {
    /// The next pieces; what stands before the first comes with it.
    pub fn pieces(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = if self.pieces == 0 { START.to_vec() } else { Vec::new() };
        for _ in 0..count {
            self.pieces += 1;
            for part in [PIECE_UP_TO_NUMBER, self.pieces.to_string().as_bytes(), PIECE_BEHIND_NUMBER] {
                bytes.extend_from_slice(part);
            }
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pes::Rules;
    use crate::signing::{Analyzer, Scope};

    #[test]
    fn nothing_is_wrong_with_it_but_the_totals_that_it_cannot_know() {
        let mut specimen = Specimen::default();
        let mut analyzer = Analyzer::new(Scope::Auto, Rules::default());
        analyzer.feed(&specimen.pieces(20)).unwrap();
        analyzer.feed(&specimen.pieces(20)).unwrap();
        analyzer.feed(b"</Bordereau></PES_DepenseAller></n:PES_Aller>").unwrap();
        let analysis = analyzer.finish().unwrap();
        let codes: Vec<_> = analysis.findings.iter().map(|finding| finding.code.code()).collect();
        assert_eq!(
            (analysis.flux.bordereaux[0].pieces, codes.as_slice()),
            (40, ["PES-030", "PES-029"].as_slice())
        );
    }
}
