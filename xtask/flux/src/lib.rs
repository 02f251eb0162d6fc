//! PES flux made for measuring: as large as asked for, the same bytes at every run, nobody's accounts.
//!
//! [`dense`] is nearly all markup, as real flux are; [`attachments`] is nearly all base64.

mod latin1;
mod pieces;
mod random;

use latin1::Text;
use pieces::Bordereau;
use random::Random;

/// The Id of the root element.
pub const ID: &str = "PES-MESURE-2026";
/// How many bordereaux [`dense`] has.
pub const BORDEREAUX: usize = 20;

/// How many characters of base64 stand on a line.
const LINE: usize = 76;

/// A flux of twenty bordereaux, each with an Id: `size` bytes, or some kilobytes more.
///
/// Every bordereau has an Id, so that each gets a signature of its own.
#[must_use]
pub fn dense(size: usize) -> Vec<u8> {
    let mut text = Text::with_capacity(size + size / 16 + 16_384);
    begin(&mut text);
    let mut random = Random::new(1);
    for number in 1..=BORDEREAUX {
        let length = size.saturating_sub(text.len()) / (BORDEREAUX + 1 - number);
        Bordereau::filled(number, length, &mut random).write(&mut text, true);
    }
    text.put("  </PES_DepenseAller>\n</n:PES_Aller>\n");
    text.into_bytes()
}

/// A flux of which two thirds are one attachment, a sixth another, and most of the rest small ones: `size` bytes, or
/// some kilobytes more.
///
/// No bordereau has an Id, so that the file is signed as a whole and the attachments are digested with it.
#[must_use]
pub fn attachments(size: usize) -> Vec<u8> {
    let mut text = Text::with_capacity(size + size / 16 + 16_384);
    begin(&mut text);
    let mut random = Random::new(2);
    for number in 1..=3 {
        Bordereau::filled(number, size / 150, &mut random).write(&mut text, false);
    }
    text.put("  </PES_DepenseAller>\n  <PES_PJ>\n    <EnTetePES_PJ>\n      <IdVer V=\"1\"/>\n    </EnTetePES_PJ>\n");
    let mut number = 0;
    let mut attach = |text: &mut Text, length: usize| {
        number += 1;
        attachment(text, number, length, &mut random);
    };
    attach(&mut text, size / 3 * 2);
    attach(&mut text, size / 6);
    while text.len() < size {
        let length = (size / 75).min(size - text.len());
        attach(&mut text, length);
    }
    text.put("  </PES_PJ>\n</n:PES_Aller>\n");
    text.into_bytes()
}

fn begin(text: &mut Text) {
    text.put(&format!(
        r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<n:PES_Aller xmlns:n="http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" Id="{ID}">
  <Enveloppe>
    <Parametres>
      <Version V="2"/>
      <TypFic V="PESALR2"/>
      <NomFic V="PESALR2_MESURE_20261120_001.xml"/>
    </Parametres>
    <Emetteur>
      <Sigle V="Mesure de PES Signer"/>
      <Adresse V="Générateur de flux"/>
    </Emetteur>
    <Recepteur>
      <Sigle V="HELIOS"/>
      <Adresse V="DGFIP"/>
    </Recepteur>
  </Enveloppe>
  <EnTetePES>
    <DteStr V="2026-11-20"/>
    <IdPost V="099002"/>
    <LibellePoste V="SGC de Montfleury-la-Forêt"/>
    <IdColl V="99999002100019"/>
    <CodCol V="512"/>
    <CodBud V="00"/>
    <LibelleColBud V="Commune de Rivière-aux-Ormes"/>
  </EnTetePES>
  <PES_DepenseAller>
    <EnTeteDepense>
      <IdVer V="2"/>
      <InfoDematerialisee V="1"/>
    </EnTeteDepense>
"#
    ));
}

fn attachment(text: &mut Text, number: usize, length: usize, random: &mut Random) {
    text.put("    <PJ>\n      <Contenu>\n        <Fichier MIMEType=\"application/pdf\">\n");
    let end = text.len() + length;
    while text.len() < end {
        text.put_base64(LINE, random);
    }
    text.put(&format!(
        r#"</Fichier>
      </Contenu>
      <IdUnique V="PJ{number:04}"/>
      <NomPJ V="piece-{number:04}.pdf"/>
      <TypePJ V="007"/>
      <Description V="Pièce {number}"/>
    </PJ>
"#
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_gives_the_same_bytes() {
        assert_eq!(dense(300_000), dense(300_000));
        assert_eq!(attachments(300_000), attachments(300_000));
    }

    #[test]
    fn a_flux_is_as_large_as_asked_for() {
        for size in [200_000, 1_000_000, 3_000_000] {
            for flux in [dense(size), attachments(size)] {
                assert!((size..size + 8_000).contains(&flux.len()), "{} for {size}", flux.len());
                assert!(flux.ends_with(b"</n:PES_Aller>\n"));
            }
        }
    }

    #[test]
    fn its_letters_are_those_of_the_encoding_it_declares() {
        let flux = dense(200_000);
        assert!(std::str::from_utf8(&flux).is_err(), "accents are one byte each");
        assert!(flux.windows(6).any(|bytes| bytes == b"Rivi\xE8r"));
    }

    #[test]
    fn a_bordereau_declares_the_pieces_that_it_has() {
        let text: String = dense(200_000).iter().copied().map(char::from).collect();
        let mut bordereaux = text.split("<Bordereau Id=").skip(1);
        assert_eq!(bordereaux.clone().count(), BORDEREAUX);
        assert!(bordereaux.all(|bordereau| {
            let declared = bordereau.split_once("NbrPce V=\"").and_then(|(_, rest)| rest.split_once('"'));
            declared.map(|(number, _)| number.parse()) == Some(Ok(bordereau.matches("<Piece>").count()))
        }));
    }
}
