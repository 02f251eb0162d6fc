//! What breaks the rules about invoices and notices of payment.

use super::{Change, FACTURE, text};
use crate::pes::Code;

/// What an invoice has, but one for a patient.
const LINE: &str = "\
<LigneFacture>
        <Date V=\"2026-11-24\"/>
        <Libelle V=\"Repas\"/>
        <Quantite V=\"18\"/>
        <MtUnitaire V=\"4.00\"/>
        <MtHT V=\"72.00\"/>
        <TauxTVA V=\"20.00\"/>
        <MtTVA V=\"14.40\"/>
        <MtTTC V=\"86.40\"/>
        <Ordre V=\"1\"/>
      </LigneFacture>";

const TOTAL: &str = "\
<TotalAPayer>
        <MtTotalHT V=\"72.00\"/>
        <MtTotalTVA V=\"14.40\"/>
        <MtTotalTTC V=\"86.40\"/>
      </TotalAPayer>";

/// In a notice of payment.
pub(super) const IN_FACTURE: &[Change] = &[
    (&[Code::Version], "", "<IdVer V=\"2\"/>", "<IdVer V=\"1\"/>"),
    (
        &[Code::InvoiceParties, Code::PartContradiction],
        "<Tiers>",
        "<TypTiers V=\"26\"/>",
        "<TypTiers V=\"25\"/>",
    ),
    (&[Code::PartIncomplete], "", "<Signataire/>", ""),
    (&[Code::PartIncomplete], "", "<RefBdf V=\"FR00ZZZ999999\"/>", ""),
    (&[Code::PartIncomplete], "", "<RefBdf", "<CodeTipi V=\"000001\"/><RefBdf"),
    (&[Code::PartIncomplete], "", "<RefBdf", "<AdrTipi V=\"x\"/><RefBdf"),
    (&[Code::PartIncomplete], "<FactureIndiv>", "<Adr2 V=\"1 rue Haute\"/>", ""),
    (&[Code::PartIncomplete], "<PES_Facture>", "<Adr2 V=\"1 rue Haute\"/>", ""),
    (&[Code::PartIncomplete], "", "<RefTitre><Exercice V=\"2026\"/><NumTitre V=\"1\"/></RefTitre>", ""),
    (&[Code::PartIncomplete], "", "<TalonOptique2Lignes/>", ""),
    (&[Code::PartIncomplete], "", "<ModeRecouvrement V=\"0\"/>", ""),
    (&[Code::PartIncomplete, Code::PartContradiction], "", "<TypeFact V=\"09\"/>", "<TypeFact V=\"10\"/>"),
    (&[Code::PartIncomplete], "", LINE, ""),
    (&[Code::PartIncomplete], "", TOTAL, ""),
    (&[Code::PartContradiction], "", "<LigneFacture>", "<DossierPatient/><LigneFacture>"),
    (&[Code::PartContradiction], "", "<LigneFacture>", "<LigneFacturePatient/><LigneFacture>"),
    (&[Code::InvoiceAmount], "", "<MtTVA V=\"14.40\"/>", "<MtTVA V=\"-14.40\"/>"),
    (&[Code::InvoiceAmount], "", "<MtTotalTTC V=\"86.40\"/>", "<MtTotalTTC V=\"0.00\"/>"),
    (&[Code::InvoiceAmount], "", "<MtUnitaire V=\"4.00\"/>", "<MtUnitaire V=\"-4.00\"/>"),
    (&[Code::InvoiceAmount], "", "<MtTTC V=\"86.40\"/>", "<MtTTC V=\"0.00\"/>"),
    (&[Code::InvoiceAmount], "", "<MtHT V=\"72.00\"/>", "<MtBase V=\"0.00\"/><MtHT V=\"72.00\"/>"),
    (&[Code::InvoiceAmount], "", "<MtHT V=\"72.00\"/>", "<MtRemise V=\"-1.00\"/><MtHT V=\"72.00\"/>"),
    (&[Code::PartTwice], "</FactureIndiv>", "<NumTitre V=\"2\"/>", "<NumTitre V=\"1\"/>"),
    (&[Code::InvoiceAmount], "", "<MtHT V=\"72.00\"/>", "<MtHT V=\"0.00\"/>"),
    (&[Code::PartIncomplete], "<Destinataire>", "<Adr2 V=\"2 rue Haute\"/>", ""),
    (&[Code::PartIncomplete], "<Debiteur>", "<TitCpte V=\"Corvaisier\"/>", ""),
    (&[Code::PartIncomplete], "", "<Quantite V=\"18\"/>", "<Unite1 V=\"kg\"/>"),
    (&[Code::PartIncomplete], "", "<Quantite V=\"18\"/>", "<Quantite V=\"18\"/><Unite2 V=\"kg\"/>"),
    (&[Code::PartContradiction], "", "<Quantite V=\"18\"/>", "<Quantite V=\"1234567\"/>"),
    (
        &[Code::PartContradiction],
        "",
        "<Quantite V=\"18\"/>",
        "<Quantite V=\"18\"/><Quantite2 V=\"1234.567\"/>",
    ),
    (&[Code::PartContradiction], "", "<MtTotalTTC V=\"86.40\"/>", "<MtTotalTTC V=\"150000.01\"/>"),
    (&[Code::PartContradiction], "", "<RefBdf V=\"FR00ZZZ999999\"/>", "<RefBdf V=\"123456\"/>"),
    (&[Code::Country], "<Debiteur>", "<CodRes V=\"0\"/>", "<CodRes V=\"1\"/>"),
    (&[Code::Country], "<Debiteur>", "<CodRes V=\"0\"/>", "<CodRes V=\"0\"/><CodPays V=\"131\"/>"),
    (&[Code::Country], "<Destinataire>", "<CodRes V=\"1\"/>", "<CodRes V=\"0\"/>"),
    (&[Code::Country], "<Destinataire>", "<CodPays V=\"131\"/>", ""),
    (&[Code::RibKey], "<Debiteur>", "<CleRib V=\"06\"/>", "<CleRib V=\"07\"/>"),
    (&[Code::InternationalHalf], "<Debiteur>", "<CpteBancaire>", "<CpteBancaire><IdPayInt V=\"FR\"/>"),
    (&[Code::InternationalHalf], "<Debiteur>", "<CpteBancaire>", "<CpteBancaire><IdBancInt V=\"1\"/>"),
    (
        &[Code::IbanKey],
        "</FactureIndiv>",
        "<IBAN V=\"FR1420041010050500013M02606\"/>",
        "<IBAN V=\"FR1520041010050500013M02606\"/>",
    ),
    (
        &[Code::PartContradiction],
        "</FactureIndiv>",
        "<IBAN V=\"FR1420041010050500013M02606\"/>",
        "<IBAN V=\"GB82WEST12345698765432\"/>",
    ),
    (&[Code::PartContradiction], "<Emetteur>", "<CodRes V=\"0\"/>", "<CodRes V=\"1\"/>"),
    (&[Code::PartContradiction], "<Tiers>", "<CodRes V=\"0\"/>", "<CodRes V=\"1\"/>"),
    (&[Code::PartContradiction], "<Tiers>", "<Adr3 V=\"TSA 1\"/>", "<Adr1 V=\"TSA 1\"/>"),
    (&[Code::PartContradiction], "<Tiers>", "<Adr3 V=\"TSA 1\"/>", "<Adr2 V=\"TSA 1\"/>"),
    (&[Code::PartIncomplete], "<Tiers>", "<Adresse><Adr3 V=\"TSA 1\"/><CodRes V=\"0\"/></Adresse>", ""),
    (
        &[Code::PartIncomplete],
        "<TypTiers V=\"26\"/>",
        "<CpteBancaire><IBAN V=\"FR1420041010050500013M02606\"/></CpteBancaire>",
        "",
    ),
    (
        &[Code::IbanKey],
        "<TypTiers V=\"26\"/>",
        "<IBAN V=\"FR1420041010050500013M02606\"/>",
        "<IBAN V=\"FR1520041010050500013M02606\"/>",
    ),
];

/// The invoice of the samples as two notices of payment.
pub(super) fn notices() -> String {
    let address = "<Adresse><Adr2 V=\"1 rue Haute\"/><CodRes V=\"0\"/></Adresse>";
    let iban = "<CpteBancaire><IBAN V=\"FR1420041010050500013M02606\"/></CpteBancaire>";
    let rib = "<CpteBancaire><CodeEtab V=\"20041\"/><CodeGuic V=\"01005\"/><IdCpte V=\"0500013M026\"/>\
               <CleRib V=\"06\"/><TitCpte V=\"Corvaisier\"/></CpteBancaire>";
    let recipient = "<Destinataire><Adresse><Adr2 V=\"2 rue Haute\"/><CodRes V=\"1\"/><CodPays V=\"131\"/></Adresse>\
                     </Destinataire>";
    let text = text(FACTURE)
        .replace("<TypeFact V=\"01\"/>", "<TypeFact V=\"09\"/>")
        .replace("</InfoTiers>", &format!("</InfoTiers>{address}"))
        .replace(
            "</Emetteur>\n    <FactureIndiv>",
            "<InfoSuppl><RefBdf V=\"FR00ZZZ999999\"/></InfoSuppl><Signataire/></Emetteur>\n    \
             <Tiers><InfoTiers><TypTiers V=\"25\"/></InfoTiers>\
             <Adresse><Adr3 V=\"TSA 1\"/><CodRes V=\"0\"/></Adresse></Tiers>\
             <Tiers><InfoTiers><TypTiers V=\"26\"/></InfoTiers>{address}{iban}</Tiers><FactureIndiv>"
                .replace("{address}", address)
                .replace("{iban}", iban)
                .as_str(),
        )
        .replace("</Debiteur>", &format!("{rib}</Debiteur>{recipient}"))
        .replace(
            "<ModalitesReglement",
            "<RefTitre><Exercice V=\"2026\"/><NumTitre V=\"1\"/></RefTitre><TalonOptique2Lignes/>\
             <ModeRecouvrement V=\"0\"/><ModalitesReglement",
        );
    let start = text.find("<FactureIndiv>").unwrap();
    let end = text.find("    <Nomenclatures/>").unwrap();
    let second = text[start..end]
        .replace("<NumTitre V=\"1\"/>", "<NumTitre V=\"2\"/>")
        .replace(rib, &iban.replace("</CpteBancaire>", "<TitCpte V=\"Corvaisier\"/></CpteBancaire>"));
    format!("{}{second}{}", &text[..end], &text[end..])
}
