//! PES Aller files made up for the tests, valid against the official schema.

use std::io::{self, Write};

/// What a made-up PES has.
#[derive(Debug, Clone)]
pub struct Pes {
    /// The root's Id.
    pub id: Option<String>,
    /// Bordereaux of dépense; each has an Id or none.
    pub depense: Vec<Option<String>>,
    /// Bordereaux of recette.
    pub recette: Vec<Option<String>>,
    /// Pièces in each bordereau.
    pub pieces: usize,
    /// Whether it is marked as to be signed.
    pub dematerialised: bool,
    /// Sizes of the attachments, in base64 characters; multiples of four.
    pub attachments: Vec<usize>,
}

/// An Id, as [`Pes`] holds them.
pub fn id(id: &str) -> Option<String> {
    Some(id.to_owned())
}

impl Default for Pes {
    fn default() -> Self {
        Self {
            id: id("ID20261123"),
            depense: vec![id("BORD_D.1"), id("BORD_D.2")],
            recette: vec![id("BORD-R1")],
            pieces: 2,
            dematerialised: true,
            attachments: vec![160],
        }
    }
}

impl Pes {
    /// The text, declared ISO-8859-1; every character of it is in that encoding.
    pub fn text(&self) -> String {
        let mut bytes = Vec::new();
        self.write(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap().replacen("UTF-8", "ISO-8859-1", 1)
    }

    /// Writes the text as UTF-8, declared so; `pieces` and `attachments` may be far larger than memory.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        write!(out, "{HEAD}{}{ENVELOPE}", attribute(self.id.as_deref()))?;
        if !self.depense.is_empty() {
            self.domain(out, "Depense", &self.depense)?;
        }
        if !self.recette.is_empty() {
            self.domain(out, "Recette", &self.recette)?;
        }
        out.write_all(b" <PES_PJ>\n  <EnTetePES_PJ>\n   <IdVer V=\"1\"/>\n  </EnTetePES_PJ>\n")?;
        for (number, size) in self.attachments.iter().enumerate() {
            attachment(out, number, *size)?;
        }
        out.write_all(b" </PES_PJ>\n</n:PES_Aller>\n")
    }

    fn domain(&self, out: &mut impl Write, name: &str, bordereaux: &[Option<String>]) -> io::Result<()> {
        let marked = u8::from(self.dematerialised);
        write!(out, " <PES_{name}Aller>\n  <EnTete{name}>\n   <IdVer V=\"2\"/>\n")?;
        write!(out, "   <InfoDematerialisee V=\"{marked}\"/>\n  </EnTete{name}>\n")?;
        for (number, id) in bordereaux.iter().enumerate() {
            write!(out, "  <Bordereau{}>\n{BORDEREAU}", attribute(id.as_deref()))?;
            let (total, piece) =
                if name == "Depense" { ("MtBordHT", EXPENSE) } else { ("MtBordHt", REVENUE) };
            write!(out, "    <IdBord V=\"{}\"/>\n    <DteBordEm V=\"2026-11-20\"/>\n", number + 1)?;
            write!(out, "    <TypBord V=\"01\"/>\n    <NbrPce V=\"{}\"/>\n", self.pieces)?;
            write!(
                out,
                "    <MtCumulAnnuel V=\"9876.50\"/>\n    <{total} V=\"1234.00\"/>\n   </BlocBordereau>\n"
            )?;
            for place in 0..self.pieces {
                out.write_all(piece.replace("@number@", &(place % 90_000 + 1).to_string()).as_bytes())?;
            }
            out.write_all(b"  </Bordereau>\n")?;
        }
        writeln!(out, " </PES_{name}Aller>")
    }
}

fn attribute(id: Option<&str>) -> String {
    id.map(|id| format!(" Id=\"{id}\"")).unwrap_or_default()
}

fn attachment(out: &mut impl Write, number: usize, size: usize) -> io::Result<()> {
    out.write_all(b"  <PJ>\n   <Contenu>\n    <Fichier MIMEType=\"application/pdf\">")?;
    let block = b"SGVsaW9zLCBmaWNoaWVyIGQnZXNzYWku".repeat(2_048);
    for start in (0..size).step_by(block.len()) {
        out.write_all(&block[..block.len().min(size - start)])?;
    }
    out.write_all(b"</Fichier>\n   </Contenu>\n")?;
    write!(out, "   <IdUnique V=\"PJ{number}\"/>\n   <NomPJ V=\"facture-{number}.pdf\"/>\n")?;
    out.write_all("   <Description V=\"Facture n° ".as_bytes())?;
    write!(out, "{number}\"/>\n  </PJ>\n")
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<n:PES_Aller xmlns:n="http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller" xmlns:cm="http://www.minefi.gouv.fr/cp/helios/pes_v2/commun" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#;

const ENVELOPE: &str = r#">
 <Enveloppe>
  <Parametres>
   <Version V="1"/>
   <TypFic V="PESALR2"/>
   <NomFic V="essai_2026_11_23.xml"/>
  </Parametres>
  <Emetteur>
   <Sigle V="ESSAI"/>
   <Adresse V="Saint-Éloi"/>
  </Emetteur>
  <Recepteur>
   <Sigle V="HELIOS"/>
   <Adresse V="HELIOS"/>
  </Recepteur>
 </Enveloppe>
 <EnTetePES>
  <DteStr V="2026-11-23"/>
  <IdPost V="042000"/>
  <IdColl V="00000000000000"/>
  <CodCol V="042"/>
  <CodBud V="00"/>
  <LibelleColBud V="Saint-Éloi-lès-Bois &amp; alentours"/>
 </EnTetePES>
"#;

const BORDEREAU: &str = "   <BlocBordereau>\n    <Exer V=\"2026\"/>\n";

const EXPENSE: &str = r#"   <Piece>
    <BlocPiece>
     <InfoPce>
      <IdPce V="@number@"/>
      <TypPce V="01"/>
      <NatPce V="01"/>
      <Obj V="Fournitures de l'école"/>
     </InfoPce>
    </BlocPiece>
    <LigneDePiece>
     <BlocLignePiece>
      <InfoLignePce>
       <IdLigne V="1"/>
       <Nature V="6067"/>
       <Fonction V="211"/>
       <LibVir1 V="FACTURE @number@"/>
       <ModRegl V="03"/>
       <TVAIntraCom V="0"/>
       <MtHT V="617.00"/>
      </InfoLignePce>
     </BlocLignePiece>
     <Tiers>
      <InfoTiers>
       <CatTiers V="20"/>
       <NatJur V="03"/>
       <Nom V="Papeterie d'essai Lefèvre"/>
      </InfoTiers>
      <Adresse>
       <TypAdr V="1"/>
       <Adr2 V="1 rue de l'Été"/>
       <CP V="00420"/>
       <Ville V="Saint-Éloi"/>
       <CodRes V="0"/>
      </Adresse>
     </Tiers>
    </LigneDePiece>
   </Piece>
"#;

const REVENUE: &str = r#"   <Piece>
    <BlocPiece>
     <IdPce V="@number@"/>
     <TypPce V="01"/>
     <NatPce V="01"/>
     <ObjPce V="Cantine de l'été"/>
    </BlocPiece>
    <LigneDePiece>
     <BlocLignePiece>
      <InfoLignePiece>
       <IdLigne V="1"/>
       <CodProdLoc V="0001"/>
       <Nature V="7067"/>
       <Majo V="0"/>
       <TvaIntraCom V="0"/>
       <MtHT V="617.00"/>
      </InfoLignePiece>
     </BlocLignePiece>
     <Tiers>
      <InfoTiers>
       <CatTiers V="01"/>
       <NatJur V="01"/>
       <TypTiers V="01"/>
       <Nom V="Éléonore Essai"/>
      </InfoTiers>
      <Adresse>
       <TypAdr V="1"/>
       <Adr2 V="2 rue de l'Été"/>
       <CP V="00420"/>
       <Ville V="Saint-Éloi"/>
       <CodRes V="0"/>
      </Adresse>
     </Tiers>
    </LigneDePiece>
   </Piece>
"#;
