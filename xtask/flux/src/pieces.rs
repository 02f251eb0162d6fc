//! Bordereaux, their pieces and lines, in the shape that the schema gives them.

use crate::latin1::Text;
use crate::random::Random;

const OBJECTS: &[&str] = &[
    "Entretien des espaces verts",
    "Fournitures de bureau, mairie",
    "Réfection de la toiture de l&apos;école",
    "Électricité, bâtiments communaux",
    "Location d&apos;une nacelle élévatrice",
    "Travaux de voirie, 2e tranche",
    "Denrées pour la cantine scolaire",
    "Contrôle périodique des extincteurs",
];
const SUPPLIERS: &[&str] = &[
    "Jardins du Vallon",
    "Bureau &amp; Papier",
    "Couverture Hêtre et Fils",
    "Énergie des Ormes",
    "Levage Rivière",
    "Voirie &amp; Réseaux de la Forêt",
    "Maraîchers de Montfleury",
    "Sécurité Incendie Beauséjour",
];
const STREETS: &[&str] =
    &["rue de la Fontaine", "chemin du Vieux Pré", "place de l'Église", "impasse des Tisserands"];
const NATURES: &[&str] = &["60612", "6067", "615221", "6232", "21838", "6135", "60623", "2151"];
const FUNCTIONS: &[&str] = &["020", "213", "314", "512", "845"];

/// A bordereau of dépense.
pub struct Bordereau {
    number: usize,
    pieces: Text,
    count: usize,
    cents: u64,
}

impl Bordereau {
    /// One whose pieces take `size` bytes, or a few more.
    pub fn filled(number: usize, size: usize, random: &mut Random) -> Self {
        let mut bordereau = Self { number, pieces: Text::with_capacity(size + 8_192), count: 0, cents: 0 };
        while bordereau.pieces.len() < size || bordereau.count == 0 {
            bordereau.add_piece(random);
        }
        bordereau
    }

    /// Adds it to `text`, with an Id or without.
    pub fn write(&self, text: &mut Text, with_id: bool) {
        let Self { number, count, cents, .. } = self;
        let id = if with_id { format!(" Id=\"BORD-2026-{number:03}\"") } else { String::new() };
        text.put(&format!(
            r#"    <Bordereau{id}>
      <BlocBordereau>
        <Exer V="2026"/>
        <IdBord V="{number}"/>
        <DteBordEm V="2026-11-20"/>
        <TypBord V="01"/>
        <NbrPce V="{count}"/>
        <MtCumulAnnuel V="{total}"/>
        <MtBordHT V="{total}"/>
      </BlocBordereau>
"#,
            total = euros(*cents),
        ));
        text.append(&self.pieces);
        text.put("    </Bordereau>\n");
    }

    fn add_piece(&mut self, random: &mut Random) {
        self.count += 1;
        let (number, object) = (self.number * 100_000 + self.count, random.one_of(OBJECTS));
        self.pieces.put(&format!(
            r#"      <Piece>
        <BlocPiece>
          <InfoPce>
            <IdPce V="{number}"/>
            <TypPce V="01"/>
            <NatPce V="01"/>
            <Obj V="{object}"/>
          </InfoPce>
        </BlocPiece>
"#
        ));
        for line in 1..=1 + random.below(3) {
            self.add_line(line, random);
        }
        self.pieces.put("      </Piece>\n");
    }

    fn add_line(&mut self, line: u64, random: &mut Random) {
        let cents = 100 + random.below(900_000);
        self.cents += cents;
        let (nature, function) = (random.one_of(NATURES), random.one_of(FUNCTIONS));
        let (supplier, street) = (random.one_of(SUPPLIERS), random.one_of(STREETS));
        let (invoice, house) = (random.below(100_000), 1 + random.below(120));
        let party = random.below(1_000_000);
        let siret = siret(&format!("99998{party:06}01"));
        let iban = iban(&format!("9999800001{:011}", random.below(100_000_000_000)));
        self.pieces.put(&format!(
            r#"        <LigneDePiece>
          <BlocLignePiece>
            <InfoLignePce>
              <IdLigne V="{line}"/>
              <Nature V="{nature}"/>
              <Fonction V="{function}"/>
              <Facture V="F-2026-{invoice:05}"/>
              <LibVir1 V="Facture F-2026-{invoice:05} du 12/11/2026"/>
              <ModRegl V="03"/>
              <TVAIntraCom V="0"/>
              <MtHT V="{amount}"/>
            </InfoLignePce>
          </BlocLignePiece>
          <Tiers>
            <InfoTiers>
              <IdTiers V="{siret}"/>
              <NatIdTiers V="01"/>
              <RefTiers V="F{party:06}"/>
              <CatTiers V="60"/>
              <NatJur V="03"/>
              <Nom V="{supplier}"/>
            </InfoTiers>
            <Adresse>
              <TypAdr V="1"/>
              <Adr2 V="{house} {street}"/>
              <CP V="99800"/>
              <Ville V="Montfleury-la-Forêt"/>
              <CodRes V="0"/>
            </Adresse>
            <CpteBancaire>
              <BIC V="ESSAFRPP"/>
              <IBAN V="{iban}"/>
              <LibBanc V="Banque d'essai"/>
              <TitCpte V="{supplier}"/>
            </CpteBancaire>
          </Tiers>
        </LigneDePiece>
"#,
            amount = euros(cents),
        ));
    }
}

fn euros(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// Thirteen digits of a SIRET and its key (Luhn).
pub(crate) fn siret(digits: &str) -> String {
    let double = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let value = |(index, digit): (usize, u32)| if index % 2 == 0 { double(digit) } else { digit };
    let sum: u32 = digits.chars().rev().filter_map(|digit| digit.to_digit(10)).enumerate().map(value).sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

/// A French IBAN from the digits of bank, branch and account, with both keys.
fn iban(account: &str) -> String {
    let key = 97 - remainder(&format!("{account}00"));
    let account = format!("{account}{key:02}");
    // F and R are 15 and 27 (ISO 13616).
    let check = 98 - remainder(&format!("{account}152700"));
    format!("FR{check:02}{account}")
}

/// What a number leaves when it is divided by 97.
fn remainder(digits: &str) -> u32 {
    digits.chars().filter_map(|digit| digit.to_digit(10)).fold(0, |rest, digit| (rest * 10 + digit) % 97)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_keys_of_published_examples() {
        assert_eq!(siret("7328293200007"), "73282932000074");
        assert_eq!(iban("300060000112345678901"), "FR7630006000011234567890189");
    }
}
