//! Every rule, refusing and accepting: a change of the project's own samples breaks it, and without the change nothing
//! is found.

use std::collections::BTreeSet;

use crate::limits;
use crate::pes::{Code, Findings, Reader, Rules};
use crate::words::{Language, Words};
use crate::xml::Scanner;

const DEPENSE: &[u8] = include_bytes!("../../../../s2low-simulator/demonstration/pes-depense.xml");
const RECETTE: &[u8] = include_bytes!("../../../../s2low-simulator/demonstration/pes-recette.xml");

const MARCHE: &[u8] = include_bytes!("../../../../s2low-simulator/demonstration/pes-marche.xml");
const FACTURE: &[u8] = include_bytes!("../../../../s2low-simulator/demonstration/pes-facture.xml");

fn text(sample: &[u8]) -> String {
    sample.iter().map(|byte| char::from(*byte)).collect()
}

fn findings(text: &str) -> Findings {
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let (mut scanner, mut reader) = (Scanner::new(), Reader::new(Rules::default()));
    scanner
        .tell(&bytes, &mut |event| {
            reader.event(event);
        })
        .unwrap();
    scanner.finish().unwrap();
    reader.finish(0, &|_| false).1
}

fn codes(text: &str) -> BTreeSet<&'static str> {
    findings(text).iter().map(|finding| finding.code.code()).collect()
}

/// All that is found once, in a sample, the first `from` behind `after` becomes `to`.
type Change = (&'static [Code], &'static str, &'static str, &'static str);

const IN_DEPENSE: &[Change] = &[
    (&[Code::Doubtful], "", "<Version V=\"2\"/>", "<Version V=\"1\"/>"),
    (&[Code::Doubtful], "<IdPce V=\"1205\"/>", "<TypPce V=\"01\"/>", "<TypPce V=\"06\"/>"),
    (
        &[Code::IdentifierOfPerson],
        "<IdPce V=\"1203\"/>",
        "<InfoTiers>",
        "<InfoTiers><IdTiers V=\"255081416802538\"/><NatIdTiers V=\"04\"/>",
    ),
    (&[Code::AttachmentReference], "<RefCompta>", "<TypeObjet V=\"01\"/>", "<TypeObjet V=\"05\"/>"),
    (
        &[Code::ValueRefused],
        "<RefCompta>",
        "<ComplementIdentifiant V=\"1\"/>",
        "<ComplementIdentifiant V=\"0\"/>",
    ),
    (&[Code::ElementMisplaced], "<BlocBordereau>", "<IdBord", "<Exer V=\"2026\"/><IdBord"),
    (&[Code::ElementMisplaced], "<BlocPiece>", "<NatPce", "<IdPce V=\"9\"/><NatPce"),
    (&[Code::ElementUnknown], "", "<BlocPiece>", "<BlocPiece><Chose V=\"1\"/>"),
    (&[Code::AttributeUnknown], "", "<IdBord V=\"120\"", "<IdBord V=\"120\" W=\"1\""),
    (&[Code::AttributeUnknown], "", "<BlocPiece>", "<BlocPiece V=\"1\">"),
    (&[Code::TextUnexpected], "", "<BlocPiece>", "<BlocPiece>texte"),
    (&[Code::TextUnexpected], "", "<IdBord V=\"120\"/>", "<IdBord V=\"120\">texte</IdBord>"),
    (&[Code::WrongNamespace], "", "<PES_DepenseAller>", "<PES_DepenseAller xmlns=\"urn:x\">"),
    (&[Code::Version], "<EnTeteDepense>", "<IdVer V=\"2\"/>", "<IdVer V=\"1\"/>"),
    (&[Code::NotPrepared], "<EnTeteDepense>", "<InfoDematerialisee V=\"1\"/>", ""),
    (&[Code::PieceCount], "", "<NbrPce V=\"5\"/>", "<NbrPce V=\"4\"/>"),
    (&[Code::TotalDiffers], "", "<MtBordHT V=\"17217.40\"/>", "<MtBordHT V=\"17217.41\"/>"),
    (&[Code::TaxDiffers], "", "<MtBordTVA V=\"2596.00\"/>", "<MtBordTVA V=\"2596.01\"/>"),
    (&[Code::TaxDiffers], "", "<MtBordTVA V=\"2596.00\"/>", ""),
    (&[Code::ValueRefused], "", "<MtBordTVA V=\"2596.00\"/>", "<MtBordTVA V=\"2596,00\"/>"),
    (&[Code::BordereauType], "", "<TypBord V=\"01\"/>", "<TypBord V=\"04\"/>"),
    (&[Code::BordereauTwice], "", "<IdBord V=\"122\"/>", "<IdBord V=\"120\"/>"),
    (&[Code::PieceTwice], "", "<IdPce V=\"1202\"/>", "<IdPce V=\"1201\"/>"),
    (&[Code::LineTwice], "<IdPce V=\"1204\"/>", "<IdLigne V=\"2\"/>", "<IdLigne V=\"1\"/>"),
    (&[Code::NoYearlySum], "", "<MtCumulAnnuel V=\"642.18\"/>", ""),
    (&[Code::ValueRefused], "", "<MtCumulAnnuel V=\"642.18\"/>", "<MtCumulAnnuel V=\"642,18\"/>"),
    (&[Code::AccountMissing], "<IdPce V=\"1203\"/>", "<ModRegl V=\"01\"/>", "<ModRegl V=\"03\"/>"),
    (&[Code::AccountMissing], "<IdPce V=\"1208\"/>", "<ModRegl V=\"08\"/>", "<ModRegl V=\"05\"/>"),
    (&[Code::AccountUnexpected], "<IdPce V=\"1201\"/>", "<ModRegl V=\"03\"/>", "<ModRegl V=\"02\"/>"),
    (&[Code::RibKey], "", "<CodeGuic V=\"00001\"/>", "<CodeGuic V=\"00002\"/>"),
    (&[Code::IbanKey], "", "9999900010000000000123", "9999900010000000000132"),
    (
        &[Code::InternationalHalf],
        "",
        "<CodeEtab V=\"99999\"/>",
        "<IdPayInt V=\"FR\"/><CodeEtab V=\"99999\"/>",
    ),
    (&[Code::BicMissing], "", "<BIC V=\"DEMOBEBB\"/>", ""),
    (&[Code::PersonIncomplete], "", "<Civilite V=\"Mme\"/>", ""),
    (&[Code::PersonIncomplete], "", "<Prenom V=\"H\u{e9}l\u{e8}ne\"/>", ""),
    (
        &[Code::NotAPerson],
        "",
        "<Nom V=\"Papeterie du Centre\"/>",
        "<Civilite V=\"M.\"/><Nom V=\"Papeterie du Centre\"/>",
    ),
    (&[Code::IdentifierHalf], "", "<NatIdTiers V=\"01\"/>", ""),
    (&[Code::IdentifierForm], "", "<NatIdTiers V=\"01\"/>", "<NatIdTiers V=\"02\"/>"),
    (
        &[Code::IdentifierOfPerson, Code::IdentifierForm],
        "",
        "<NatIdTiers V=\"05\"/>",
        "<NatIdTiers V=\"12\"/>",
    ),
    (&[Code::Country], "", "<CodPays V=\"131\"/>", ""),
    (&[Code::Country], "", "<CodRes V=\"1\"/>", "<CodRes V=\"0\"/>"),
    (&[Code::Country, Code::ElementMissing], "", "<CodRes V=\"1\"/>", ""),
    (&[Code::PostalCode], "", "<CP V=\"57999\"/>", "<CP V=\"5799\"/>"),
    (&[Code::Title], "", "<Civilite V=\"Mme\"/>", "<Civilite V=\"Mlle\"/>"),
    (&[Code::OriginNature], "<IdPce V=\"1206\"/>", "<NatPceOrig V=\"01\"/>", "<NatPceOrig V=\"05\"/>"),
    (&[Code::OriginNature], "<IdPce V=\"1207\"/>", "<NatPceOrig V=\"03\"/>", "<NatPceOrig V=\"04\"/>"),
    (&[Code::OriginNature], "<IdPce V=\"1205\"/>", "<TypPce V=\"01\"/>", "<TypPce V=\"13\"/>"),
    (&[Code::OriginNature], "<IdPce V=\"1205\"/>", "<TypPce V=\"01\"/>", "<TypPce V=\"07\"/>"),
    (
        &[Code::OriginNature],
        "<IdPce V=\"1205\"/>",
        "<TypPce V=\"01\"/>\n            <NatPce V=\"01\"/>",
        "<TypPce V=\"02\"/>\n            <NatPce V=\"09\"/>",
    ),
    (
        &[Code::OriginNature, Code::OriginLine],
        "<IdPce V=\"1206\"/>",
        "<NatPceOrig V=\"01\"/>",
        "<NatPceOrig V=\"03\"/>",
    ),
    (
        &[Code::OriginNature, Code::ElementMissing],
        "<IdPce V=\"1206\"/>",
        "<NatPceOrig V=\"01\"/>\n              <ExerRat V=\"2026\"/>\n              <IdPceOrig V=\"1102\"/>\n              <IdLigneOrig V=\"1\"/>",
        "",
    ),
    (&[Code::OriginLine], "<IdPce V=\"1206\"/>", "<IdLigneOrig V=\"1\"/>", ""),
    (
        &[Code::OriginLine],
        "<IdPce V=\"1207\"/>",
        "<IdPceOrig V=\"99812\"/>",
        "<IdPceOrig V=\"99812\"/><IdLigneOrig V=\"1\"/>",
    ),
    (&[Code::OriginYear], "<IdPce V=\"1206\"/>", "<ExerRat V=\"2026\"/>", "<ExerRat V=\"2025\"/>"),
    (&[Code::AttachmentVersion], "<PES_PJ>", "<IdVer V=\"1\"/>", "<IdVer V=\"2\"/>"),
    (
        &[Code::AttachmentAbsent, Code::AttachmentUnused],
        "",
        "<IdUnique V=\"SITUATION2PREAU\"/>",
        "<IdUnique V=\"SITUATION3\"/>",
    ),
    (
        &[Code::AttachmentUnused, Code::AttachmentAbsent],
        "<PES_PJ>",
        "<IdUnique V=\"ETATPAYE202611\"/>",
        "<IdUnique V=\"SEUL\"/>",
    ),
    (
        &[Code::AttachmentTwice, Code::AttachmentAbsent],
        "<PES_PJ>",
        "<IdUnique V=\"SITUATION2PREAU\"/>",
        "<IdUnique V=\"ETATPAYE202611\"/>",
    ),
    (&[Code::AttachmentOnPaper], "<IdPce V=\"1202\"/>", "<Support V=\"01\"/>", "<Support V=\"02\"/>"),
    (
        &[Code::AttachmentDomain, Code::AttachmentReference],
        "<PES_PJ>",
        "<Domaine V=\"01\"/>",
        "<Domaine V=\"02\"/>",
    ),
    (&[Code::AttachmentDomain], "<PES_PJ>", "<TypePJ V=\"004\"/>", "<TypePJ V=\"012\"/>"),
    (&[Code::AttachmentExtension, Code::ValueRefused], "<PES_PJ>", "\"situation-2.pdf\"", "\"situation-2\""),
    (&[Code::AttachmentExtension, Code::ValueRefused], "<PES_PJ>", "\"situation-2.pdf\"", "\"situation-2.\""),
    (
        &[Code::AttachmentExtension, Code::ValueRefused],
        "<PES_PJ>",
        "\"situation-2.pdf\"",
        "\"situation.2-du-preau\"",
    ),
    (
        &[Code::AttachmentReference, Code::AttachmentDomain],
        "<RefCompta>",
        "<Domaine V=\"01\"/>",
        "<Domaine V=\"06\"/>",
    ),
    (&[Code::AttachmentReference], "<RefCompta>", "<Domaine V=\"01\"/>", "<Domaine V=\"05\"/>"),
    (&[Code::AttachmentReference], "<RefCompta>", "<Identifiant V=\"1102\"/>", ""),
    (
        &[Code::AttachmentReference, Code::AttachmentDomain],
        "<RefCompta>",
        "<Domaine V=\"01\"/>\n        <Exercice V=\"2026\"/>\n        <TypeObjet V=\"01\"/>",
        "<Domaine V=\"04\"/>\n        <Exercice V=\"2026\"/>\n        <TypeObjet V=\"06\"/>",
    ),
    (
        &[Code::AttachmentReference, Code::AttachmentDomain],
        "\"RELEVECOMPTEURS202610\"",
        "<TypePJ V=\"003\"/>",
        "<TypePJ V=\"012\"/>",
    ),
    (&[Code::AttachmentUnreadable], "<PES_PJ>", "\"application/pdf\">JVBE", "\"application/pdf\">JV\u{e9}E"),
    (&[Code::NotSiret], "", "<IdColl V=\"99999001300016\"/>", "<IdColl V=\"99999001300017\"/>"),
    (
        &[Code::AttachmentEmpty],
        "<PES_PJ>",
        "H4sIAAAAAAACAwtKzUkte6mQkqqQnJ9bUJJaWlSso5CfXJKfVJSqYGRgZKZgpZCbmFmUmapgYmiko/AyOT8nVcHYwkKPCwAHHqLpOwAAAA==",
        "",
    ),
];

const IN_MARCHE: &[Change] = &[
    (
        &[Code::AttachmentExtension],
        "",
        "<ConditionsExecution>",
        "<PJs><PJRef><NomPJ V=\"acte.pdf\"/></PJRef><PJRef><NomPJ V=\"acte\"/></PJRef></PJs><ConditionsExecution>",
    ),
    (&[Code::Version], "", "<IdVer V=\"2\"/>", "<IdVer V=\"1\"/>"),
    (&[Code::PartIncomplete], "", "<NatureMarche V=\"04\"/>", "<NatureMarche V=\"01\"/><Operateurs/>"),
    (
        &[Code::PartIncomplete],
        "",
        "<NatureMarche V=\"04\"/>",
        "<NatureMarche V=\"01\"/><VentilationsAcheteurs/>",
    ),
    (
        &[Code::PartIncomplete],
        "",
        "<NatureMarche V=\"04\"/>",
        "<NatureMarche V=\"05\"/><ConditionsExecution><IdAccordCadre V=\"2025A1\"/></ConditionsExecution><Operateurs/><VentilationsAcheteurs/>",
    ),
    (
        &[Code::PartIncomplete],
        "",
        "<NatureMarche V=\"04\"/>",
        "<NatureMarche V=\"05\"/><ConditionsExecution><SiretPAAccordCadre V=\"99999001300016\"/></ConditionsExecution><Operateurs/><VentilationsAcheteurs/>",
    ),
    (
        &[Code::MarcheAmount],
        "",
        "</Acheteur>\n        </Acheteurs>",
        "<MontantHTEstime V=\"48000.01\"/></Acheteur></Acheteurs><MontantHTEstime V=\"48000.00\"/>",
    ),
    (&[Code::MarcheAmount], "", "<Reconductibilite", "<MontantHTEstime V=\"47999.99\"/><Reconductibilite"),
    (
        &[Code::PartTwice],
        "",
        "<Acheteurs>",
        "<Acheteurs><Acheteur><IdAcheteur V=\"99999001300016\"/></Acheteur>",
    ),
    (
        &[Code::IbanKey],
        "",
        "<ConditionsExecution>",
        "<Operateurs><CpteBancaire><IBAN V=\"FR1520041010050500013M02606\"/></CpteBancaire></Operateurs><ConditionsExecution>",
    ),
    (
        &[Code::BicMissing],
        "",
        "<ConditionsExecution>",
        "<Operateurs><CpteBancaire><IBAN V=\"GB82WEST12345698765432\"/></CpteBancaire></Operateurs><ConditionsExecution>",
    ),
    (
        &[Code::RibKey],
        "",
        "<ConditionsExecution>",
        "<Operateurs><CpteBancaire><CodeEtab V=\"20041\"/><CodeGuic V=\"01005\"/><IdCpte V=\"0500013M026\"/><CleRib V=\"07\"/></CpteBancaire></Operateurs><ConditionsExecution>",
    ),
];

/// In a marché with contractors.
const IN_CONTRACT: &[Change] = &[
    (
        &[Code::MarcheAmount],
        "<VentilationAcheteur>",
        "<MontantHTNotifie V=\"300.00\"/>",
        "<MontantHTNotifie V=\"300.01\"/>",
    ),
    (
        &[Code::MarcheAmount],
        "<VentilationSousTraitantPaiementDirect>",
        "<MontantHTNotifie V=\"100.00\"/>",
        "<MontantHTNotifie V=\"99.99\"/>",
    ),
    (
        &[Code::MarcheAmount],
        "<VentilationAcheteur>",
        "<MontantTVANotifie V=\"60.00\"/>",
        "<MontantTVANotifie V=\"59.99\"/>",
    ),
    (
        &[Code::PartTwice],
        "<VentilationTitulaire>",
        "<IdTitulaire V=\"FR12345678902\"/>",
        "<IdTitulaire V=\"99999404440047\"/>",
    ),
    (
        &[Code::PartTwice],
        "<VentilationSousTraitantPaiementDirect>",
        "<IdSousTraitant V=\"99998636950013\"/>",
        "<IdSousTraitant V=\"FR12345678901\"/>",
    ),
    (&[Code::PartTwice], "", "<NumeroActeSousTraitance V=\"02\"/>", "<NumeroActeSousTraitance V=\"01\"/>"),
    (
        &[Code::PartContradiction],
        "<VentilationAcheteur>",
        "<IdAcheteur V=\"99999001300016\"/>",
        "<IdAcheteur V=\"99999002100019\"/>",
    ),
    (
        &[Code::PartContradiction],
        "<VentilationTitulaire>",
        "<IdTitulaire V=\"FR12345678902\"/>",
        "<IdTitulaire V=\"FR12345678903\"/>",
    ),
    (
        &[Code::PartContradiction],
        "<VentilationSousTraitantPaiementDirect>",
        "<IdSousTraitant V=\"99998636950013\"/>",
        "<IdSousTraitant V=\"FR12345678903\"/>",
    ),
    (&[Code::PartContradiction], "<ModificationTitulaire>", "<TypeGroupement V=\"02\"/>", ""),
    (&[Code::PartContradiction], "<ModificationTitulaire>", "<NbEntreprisesGroupees V=\"02\"/>", ""),
    (
        &[Code::PartContradiction],
        "<ModificationTitulaire>",
        "<NbEntreprisesGroupees V=\"02\"/>",
        "<NbEntreprisesGroupees V=\"00\"/>",
    ),
    (
        &[Code::PartContradiction],
        "",
        "<NatureMarche V=\"01\"/>",
        "<NatureMarche V=\"05\"/><ConditionsExecution><IdAccordCadre V=\"2026PREAU4\"/><SiretPAAccordCadre V=\"99999001300016\"/></ConditionsExecution>",
    ),
    (
        &[Code::PartContradiction],
        "",
        "<CaractereCorrectifEnregistrement V=\"0\"/>",
        "<CaractereCorrectifEnregistrement V=\"1\"/>",
    ),
    (
        &[Code::IdentifierForm],
        "<SousTraitantPaiementDirect>",
        "<NatIdSousTraitant V=\"05\"/>",
        "<NatIdSousTraitant V=\"01\"/>",
    ),
    (&[Code::IdentifierForm], "<Titulaire>", "<NatIdTitulaire V=\"05\"/>", "<NatIdTitulaire V=\"01\"/>"),
    (&[Code::InternationalHalf], "<Titulaire>", "<CpteBancaire>", "<CpteBancaire><IdBancInt V=\"1\"/>"),
    (&[Code::InternationalHalf], "<Titulaire>", "<CpteBancaire>", "<CpteBancaire><IdPayInt V=\"FR\"/>"),
    (&[Code::PartDoubtful], "<Titulaire>", "<RegimeAvance V=\"02\"/>", "<RegimeAvance V=\"01\"/>"),
    (&[Code::PartDoubtful], "<Titulaire>", "<RegimeAvance V=\"02\"/>", "<RegimeAvance V=\"05\"/>"),
    (&[Code::PartDoubtful], "<Titulaire>", "<RegimeAvance V=\"02\"/>", ""),
    (
        &[Code::PartDoubtful],
        "<Titulaire>",
        "<TypeGarantieAvance V=\"02\"/>",
        "<TypeGarantieAvance V=\"01\"/>",
    ),
    (&[Code::PartDoubtful], "<Titulaire>", "<TypeGarantieAvance V=\"02\"/>", ""),
    (&[Code::PartDoubtful], "", "<AutoliquidationTVA V=\"1\"/>", "<AutoliquidationTVA V=\"0\"/>"),
    (
        &[Code::PartDoubtful],
        "<VentilationsSousTraitantPaiementDirect>",
        "<ConditionsExecutionSousTraitantPaiementDirect>",
        "<MontantTVANotifie V=\"0.00\"/><ConditionsExecutionSousTraitantPaiementDirect>",
    ),
];

const IN_CONCESSION: &[Change] = &[
    (&[Code::Version], "", "<IdVer V=\"2\"/>", "<IdVer V=\"1\"/>"),
    (
        &[Code::PartTwice],
        "",
        "<IdConcessionnaire V=\"FR12345678901\"/>",
        "<IdConcessionnaire V=\"99999404440047\"/>",
    ),
    (
        &[Code::IdentifierForm],
        "",
        "<IdConcessionnaire V=\"99999404440047\"/>",
        "<IdConcessionnaire V=\"99999404440048\"/>",
    ),
    (
        &[Code::PartContradiction],
        "",
        "<CaractereCorrectifEnregistrement V=\"0\"/>",
        "<CaractereCorrectifEnregistrement V=\"true\"/>",
    ),
    (&[Code::PartDoubtful], "", "</Concession>", "<ModificationsConcession/></Concession>"),
];

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
const IN_FACTURE: &[Change] = &[
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

/// The marché of the samples with a buyer, two contractors, two subcontractors and a change.
fn contract() -> String {
    let account = "<CpteBancaire><IBAN V=\"FR1420041010050500013M02606\"/></CpteBancaire>";
    let contractor = |kind: &str, id: &str, advance: &str| {
        format!(
            "<Titulaire><NatIdTitulaire V=\"{kind}\"/><IdTitulaire V=\"{id}\"/>{account}\
             <ConditionsExecutionTitulaire>{advance}</ConditionsExecutionTitulaire></Titulaire>"
        )
    };
    let advance = "<RegimeAvance V=\"02\"/><MontantAvance V=\"10.00\"/><TypeGarantieAvance V=\"02\"/>\
                   <MontantGarantieAvance V=\"5.00\"/>";
    let contractors = [
        contractor("05", "FR12345678902", advance),
        contractor("01", "99999404440047", "<RegimeAvance V=\"01\"/>"),
    ]
    .concat();
    let subcontractor = |number: &str, kind: &str, id: &str| {
        format!(
            "<SousTraitantPaiementDirect><NumeroActeSousTraitance V=\"{number}\"/>\
             <NatIdSousTraitant V=\"{kind}\"/><IdSousTraitant V=\"{id}\"/>{account}</SousTraitantPaiementDirect>"
        )
    };
    let subcontractors =
        [subcontractor("01", "05", "FR12345678901"), subcontractor("02", "01", "99998636950013")].concat();
    let of_subcontractor = |id: &str, amount: &str, tax: &str, reversed: &str| {
        format!(
            "<VentilationSousTraitantPaiementDirect><IdSousTraitant V=\"{id}\"/><MontantHTNotifie V=\"{amount}\"/>{tax}\
             <ConditionsExecutionSousTraitantPaiementDirect><AutoliquidationTVA V=\"{reversed}\"/><RegimeAvance V=\"01\"/>\
             </ConditionsExecutionSousTraitantPaiementDirect></VentilationSousTraitantPaiementDirect>"
        )
    };
    let of_subcontractors = [
        of_subcontractor("FR12345678901", "100.00", "", "1"),
        of_subcontractor("99998636950013", "50.00", "<MontantTVANotifie V=\"10.00\"/>", "0"),
    ]
    .concat();
    let parts = format!(
        "<VentilationsAcheteurs><VentilationAcheteur><IdAcheteur V=\"99999001300016\"/>\
         <MontantHTNotifie V=\"300.00\"/><MontantTVANotifie V=\"60.00\"/><VentilationsTitulaire>\
         <VentilationTitulaire><IdTitulaire V=\"99999404440047\"/><MontantHTNotifie V=\"100.00\"/>\
         <MontantTVANotifie V=\"40.00\"/><VentilationsSousTraitantPaiementDirect>{of_subcontractors}\
         </VentilationsSousTraitantPaiementDirect></VentilationTitulaire>\
         <VentilationTitulaire><IdTitulaire V=\"FR12345678902\"/><MontantHTNotifie V=\"50.00\"/>\
         <MontantTVANotifie V=\"10.00\"/></VentilationTitulaire></VentilationsTitulaire></VentilationAcheteur>\
         </VentilationsAcheteurs>"
    );
    let changes = "<ModificationsMarche><ModificationTitulaire><Titulaires><Titulaire><Id V=\"x\"/></Titulaire>\
                   </Titulaires><TypeGroupement V=\"02\"/><NbEntreprisesGroupees V=\"02\"/>\
                   </ModificationTitulaire></ModificationsMarche>";
    text(MARCHE)
        .replace("<NatureMarche V=\"04\"/>", "<NatureMarche V=\"01\"/>")
        .replace(
            "<ConditionsExecution>",
            &format!("<Operateurs>{contractors}{subcontractors}</Operateurs><ConditionsExecution>"),
        )
        .replace("</Marche>", &format!("{parts}{changes}</Marche>"))
}

fn concession() -> String {
    let sample = text(MARCHE);
    let (start, end) = (sample.find("<Marches>").unwrap(), sample.find("</Marches>").unwrap());
    let grantee = |kind: &str, id: &str| {
        format!(
            "<Concessionnaire><NatIdConcessionnaire V=\"{kind}\"/><IdConcessionnaire V=\"{id}\"/></Concessionnaire>"
        )
    };
    format!(
        "{}<Concessions><Concession><IdentifiantConcession><SequenceEnvoi V=\"1\"/>\
         <CaractereCorrectifEnregistrement V=\"0\"/></IdentifiantConcession><Concessionnaires>{}{}</Concessionnaires>\
         </Concession></Concessions>{}",
        &sample[..start],
        grantee("01", "99999404440047"),
        grantee("05", "FR12345678901"),
        &sample[end + "</Marches>".len()..]
    )
}

/// The invoice of the samples as two notices of payment.
fn notices() -> String {
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

const IN_RECETTE: &[Change] = &[
    (
        &[Code::IdentifierOfPerson],
        "",
        "<DteNaissance V=\"1988-04-12\"/>",
        "<IdTiers V=\"255081416802538\"/><DteNaissance V=\"1988-04-12\"/><NatIdTiers V=\"04\"/>",
    ),
    (&[Code::Doubtful], "<InfoPrelevementSEPA>", "<NatPrel V=\"01\"/>", "<NatPrel V=\"02\"/>"),
    (&[Code::Doubtful], "", "<TxTva V=\"20.00\"/>", ""),
    (
        &[Code::Doubtful],
        "",
        "<LibPrel V=\"Cantine novembre\"/>",
        "<LibPrel V=\"Cantine novembre\"/><AncienneBanque V=\"1\"/><AncienIBAN V=\"FR4799999000100000000007777\"/>",
    ),
    (
        &[Code::Doubtful],
        "",
        "<CpteBancaire>
              <BIC V=\"DEMOFRPP\"/>
              <IBAN V=\"FR4799999000100000000007777\"/>
              <LibBanc V=\"Banque de d\u{e9}monstration\"/>
              <TitCpte V=\"Ana\u{ef}s Corvaisier\"/>
            </CpteBancaire>",
        "",
    ),
    (&[Code::EditionIncomplete], "<IdPce V=\"501\"/>", "<ObjPce", "<Edition V=\"02\"/><ObjPce"),
    (
        &[Code::EditionIncomplete],
        "<IdPce V=\"503\"/>",
        "<NatPce V=\"01\"/>",
        "<NatPce V=\"01\"/><Edition V=\"05\"/>",
    ),
    (&[Code::Version], "<EnTeteRecette>", "<IdVer V=\"2\"/>", "<IdVer V=\"1\"/>"),
    (&[Code::TotalDiffers], "", "<MtBordHt V=\"456.40\"/>", "<MtBordHt V=\"456.41\"/>"),
    (&[Code::BordereauType], "", "<TypBord V=\"01\"/>", "<TypBord V=\"05\"/>"),
    (&[Code::PersonIncomplete], "", "<Civilite V=\"Mme\"/>", ""),
    (&[Code::Birth], "", "<NeEnFrance V=\"1\"/>", "<NeEnFrance V=\"0\"/>"),
    (&[Code::Birth], "", "<NeEnFrance V=\"0\"/>", "<NeEnFrance V=\"1\"/>"),
    (&[Code::BirthPlace], "", "<CodeCommune V=\"463\"/>", "<CodeCommune V=\"46\"/>"),
    (&[Code::BirthPlace], "", "<CodeDeptDomCom V=\"57\"/>", "<CodeDeptDomCom V=\"976\"/>"),
    (&[Code::Birth], "<IdPce V=\"503\"/>", "<CatTiers V=\"01\"/>", "<CatTiers V=\"60\"/>"),
    (
        &[Code::OriginNature, Code::Surcharge],
        "<IdPce V=\"505\"/>",
        "<NatPceOrig V=\"05\"/>",
        "<NatPceOrig V=\"03\"/>",
    ),
    (
        &[Code::OriginNature, Code::OriginLine],
        "<IdPce V=\"504\"/>",
        "<NatPceOrig V=\"01\"/>",
        "<NatPceOrig V=\"03\"/>",
    ),
    (&[Code::OriginLine], "<IdPce V=\"504\"/>", "<IdLigneOrig V=\"1\"/>", "<IdLigneOrig V=\"0\"/>"),
    (&[Code::Surcharge], "<IdPce V=\"505\"/>", "<DteMajo V=\"2026-11-30\"/>", ""),
    (&[Code::Surcharge], "<IdPce V=\"505\"/>", "<Majo V=\"1\"/>", "<Majo V=\"0\"/>"),
    (&[Code::Surcharge, Code::ElementMissing], "<IdPce V=\"505\"/>", "<Majo V=\"1\"/>", ""),
    (&[Code::Surcharge], "<IdPce V=\"505\"/>", "<TxMajo V=\"10.00\"/>", ""),
    (
        &[Code::Surcharge, Code::OriginLine],
        "<IdPce V=\"505\"/>",
        "<NatPceOrig V=\"05\"/>",
        "<NatPceOrig V=\"01\"/>",
    ),
    (&[Code::OriginNature], "<IdPce V=\"501\"/>", "<TypPce V=\"01\"/>", "<TypPce V=\"14\"/>"),
    (
        &[Code::OriginNature],
        "<IdPce V=\"501\"/>",
        "<TypPce V=\"01\"/>\n          <NatPce V=\"01\"/>",
        "<TypPce V=\"02\"/>\n          <NatPce V=\"09\"/>",
    ),
    (&[Code::AgreementMissing], "<IdPce V=\"501\"/>", "<TypPce V=\"01\"/>", "<TypPce V=\"10\"/>"),
    (
        &[Code::FormerCreditor],
        "<IdPce V=\"501\"/>",
        "<LibPrel V=\"Cantine novembre\"/>",
        "<LibPrel V=\"Cantine novembre\"/>\n              <AncienICS V=\"FR00ZZZ99999\"/>",
    ),
    (&[Code::AgreementMissing], "", "<IdConv V=\"CONV-2025-3\"/>", ""),
    (&[Code::RollUnexpected], "<IdPce V=\"507\"/>", "<TypPce V=\"06\"/>", "<TypPce V=\"07\"/>"),
    (&[Code::EditionType, Code::EditionAttachment], "", "<Edition V=\"01\"/>", "<Edition V=\"06\"/>"),
    (&[Code::EditionIncomplete], "", "<Edition V=\"01\"/>", "<Edition V=\"02\"/>"),
    (&[Code::EditionIncomplete], "", "<Edition V=\"01\"/>", "<Edition V=\"05\"/>"),
    (
        &[Code::AttachmentAbsent, Code::AttachmentUnused],
        "<PES_PJ>",
        "<IdUnique V=\"ASAP502\"/>",
        "<IdUnique V=\"ASAP503\"/>",
    ),
];

#[test]
fn nothing_is_found_in_the_samples_as_they_are() {
    for sample in [DEPENSE, RECETTE, MARCHE, FACTURE] {
        assert_eq!(codes(&text(sample)), BTreeSet::new());
    }
    for sample in [notices(), contract(), concession()] {
        assert_eq!(codes(&sample), BTreeSet::new());
    }
}

/// The samples, each with what breaks a rule in it.
fn tried() -> [(String, &'static [Change]); 6] {
    [
        (text(DEPENSE), IN_DEPENSE),
        (text(RECETTE), IN_RECETTE),
        (text(MARCHE), IN_MARCHE),
        (notices(), IN_FACTURE),
        (contract(), IN_CONTRACT),
        (concession(), IN_CONCESSION),
    ]
}

fn changed(sample: &str, (_, after, from, to): &Change) -> String {
    let at = sample.find(after).unwrap();
    let place = at + sample[at..].find(from).unwrap_or_else(|| panic!("{from} behind {after}"));
    format!("{}{to}{}", &sample[..place], &sample[place + from.len()..])
}

#[test]
fn every_rule_refuses_what_breaks_it_and_nothing_else_is_found() {
    for (sample, changes) in tried() {
        for change in changes {
            let expected: BTreeSet<_> = change.0.iter().map(|code| code.code()).collect();
            assert_eq!(codes(&changed(&sample, change)), expected, "{change:?}");
        }
    }
}

#[test]
fn the_nature_of_a_corrected_mandat_or_titre_is_asked_for_whatever_is_corrected() {
    for (sample, piece) in [(DEPENSE, "1206"), (RECETTE, "504")] {
        let sample = text(sample);
        let (before, rest) = sample.split_once(&format!("<IdPce V=\"{piece}\"/>")).unwrap();
        let rest = rest.replacen("<NatPce V=\"06\"/>", "<NatPce V=\"10\"/>", 1);
        for (origin, found) in [("01", false), ("02", false), ("05", true)] {
            let rest = rest.replacen("<NatPceOrig V=\"01\"/>", &format!("<NatPceOrig V=\"{origin}\"/>"), 1);
            let codes = codes(&format!("{before}{rest}"));
            assert_eq!(codes.contains(Code::OriginNature.code()), found, "{piece}, {origin}: {codes:?}");
        }
    }
}

#[test]
fn what_cancels_a_piece_of_a_closed_year_refers_to_an_earlier_one() {
    for (sample, piece) in [(DEPENSE, "1206"), (RECETTE, "504")] {
        let sample = text(sample);
        let (before, rest) = sample.split_once(&format!("<IdPce V=\"{piece}\"/>")).unwrap();
        let kind = before.rfind("<TypBord V=\"02\"/>").unwrap();
        let before = format!("{}{}", &before[..kind], before[kind..].replace("V=\"02\"", "V=\"01\""));
        let rest = rest.replacen("<NatPce V=\"06\"/>", "<NatPce V=\"09\"/>", 1);
        // In recette, another year is all that is asked for.
        for (year, found) in [("2025", false), ("2026", true), ("2027", piece == "1206")] {
            let rest = rest.replacen("<ExerRat V=\"2026\"/>", &format!("<ExerRat V=\"{year}\"/>"), 1);
            let codes = codes(&format!("{before}{rest}"));
            assert_eq!(codes.contains(Code::OriginYear.code()), found, "{piece}, {year}: {codes:?}");
        }
    }
}

#[test]
fn a_number_of_the_social_security_is_for_some_third_parties_alone() {
    let is_told = |text: &str| codes(text).contains(Code::IdentifierOfPerson.code());
    let number = "<IdTiers V=\"255081416802538\"/>";
    let mandat = text(DEPENSE);
    let (before, rest) = mandat.split_once("<IdPce V=\"1203\"/>").unwrap();
    let rest = rest.replacen("<InfoTiers>", &format!("<InfoTiers>{number}<NatIdTiers V=\"04\"/>"), 1);
    for (kind, nature, found) in [("02", "09", false), ("02", "06", true), ("01", "09", true)] {
        let rest = rest.replacen("<TypPce V=\"01\"/>", &format!("<TypPce V=\"{kind}\"/>"), 1).replacen(
            "<NatPce V=\"05\"/>",
            &format!("<NatPce V=\"{nature}\"/>"),
            1,
        );
        assert_eq!(is_told(&format!("{before}<IdPce V=\"1203\"/>{rest}")), found, "{kind} {nature}");
    }
    let birth = "<DteNaissance V=\"1988-04-12\"/>";
    let titre = text(RECETTE).replacen(birth, &format!("{number}{birth}<NatIdTiers V=\"04\"/>"), 1);
    assert!(is_told(&titre));
    assert!(!is_told(&titre.replacen("<TypTiers V=\"01\"/>", "<TypTiers V=\"07\"/>", 1)));
    let insured = |code: &str| {
        let block = format!("</InfoPrelevementSEPA><InfoAssure><CodAssDeb V=\"{code}\"/></InfoAssure>");
        titre.replacen("</InfoPrelevementSEPA>", &block, 1)
    };
    assert!(!is_told(&insured("1")) && is_told(&insured("2")) && is_told(&insured("3")));
}

#[test]
fn what_a_direct_debit_asks_for_may_be_with_any_of_the_third_parties() {
    let sample = text(RECETTE);
    let start = sample.find("<CpteBancaire>").unwrap();
    let end = sample.find("</CpteBancaire>").unwrap() + "</CpteBancaire>".len();
    let account = &sample[start..end];
    let without = sample.replacen(account, "", 1);
    let second = without.find("Lo\u{ef}c").unwrap();
    let place = second + without[second..].find("</Adresse>").unwrap() + "</Adresse>".len();
    let moved = format!("{}{account}{}", &without[..place], &without[place..]);
    assert_eq!(codes(&moved), BTreeSet::new());
    let block = sample.replace("InfoPrelevementSEPA", "InfoPrelevement");
    assert!(codes(&block).contains(Code::Doubtful.code()));
    let own = block.replace("<NatPrel V=\"01\"/>", "<NatPrel V=\"02\"/>");
    assert!(!codes(&own).contains(Code::Doubtful.code()));
}

#[test]
fn each_reference_of_an_attachment_is_checked_by_itself() {
    let sample = text(DEPENSE);
    let (start, end) = (sample.find("<RefCompta>").unwrap(), sample.find("</RefCompta>").unwrap());
    let end = end + "</RefCompta>".len();
    let reference = &sample[start..end];
    let with = |second: &str| codes(&format!("{}{second}{}", &sample[..end], &sample[end..]));
    assert_eq!(with(reference), BTreeSet::new());
    assert_eq!(with(&reference.repeat(3000)), BTreeSet::new(), "any number of them");
    let refused = |from: &str, to: &str| with(&reference.replace(from, to));
    let of_reference = BTreeSet::from([Code::AttachmentReference.code()]);
    assert_eq!(refused("<Identifiant V=\"1102\"/>", ""), of_reference);
    assert_eq!(refused("<Domaine V=\"01\"/>", "<Domaine V=\"05\"/>"), of_reference);
    assert_eq!(
        refused("<Domaine V=\"01\"/>", "<Domaine V=\"02\"/>"),
        BTreeSet::from([Code::AttachmentDomain.code(), Code::AttachmentReference.code()])
    );
}

#[test]
fn an_attachment_refers_to_a_type_of_bordereau_of_its_domain_and_kind() {
    for (reference, found) in [
        (["003", "01", "03", "1"], false),
        (["003", "01", "04", "1"], false),
        (["003", "01", "06", "1"], true),
        (["002", "02", "06", "1"], true),
        (["006", "02", "06", "1"], true),
        (["007", "02", "06", "1"], false),
        (["007", "02", "01", "1"], true),
        (["010", "02", "01", "1"], true),
        (["008", "02", "06", "1"], false),
        (["011", "02", "01", "1"], false),
        (["008", "02", "07", "1"], true),
    ] {
        let found = if found { BTreeSet::from([Code::AttachmentReference.code()]) } else { BTreeSet::new() };
        assert_eq!(codes(&referring(&[], reference)), found, "{reference:?}");
    }
}

#[test]
fn an_attachment_at_fault_is_named() {
    let sample = text(DEPENSE);
    let at = sample.find("<PES_PJ>").unwrap();
    let attachments = sample[at..]
        .replacen("\"application/pdf\">JVBE", "\"application/pdf\">JV\u{e9}E", 1)
        .replacen("<TypePJ V=\"004\"/>", "<TypePJ V=\"012\"/>", 1);
    let findings = findings(&format!("{}{attachments}", &sample[..at]));
    let told: Vec<_> = findings.iter().map(|f| (f.code, f.attachment.as_deref().unwrap())).collect();
    let ids: Vec<_> =
        sample[at..].split("<IdUnique V=\"").skip(1).map(|rest| &rest[..rest.find('"').unwrap()]).collect();
    assert!(told.iter().all(|(_, id)| ids.contains(id)), "{told:?}");
    assert!(told.iter().any(|(code, _)| *code == Code::AttachmentUnreadable), "{told:?}");
    assert!(told.contains(&(Code::AttachmentDomain, "ETATPAYE202611")), "{told:?}");
    let words = Words::new(Language::French);
    let places: Vec<_> = findings.iter().map(|finding| words.place(finding).unwrap()).collect();
    assert!(places.contains(&"Pi\u{e8}ce jointe ETATPAYE202611".to_owned()), "{places:?}");
}

#[test]
fn another_piece_does_not_take_back_what_one_asks_of_an_attachment() {
    let [six, seven] = ["006", "007"].map(|kind| format!("<TypePJ V=\"{kind}\"/>"));
    let sample = edited("02", &six, &seven);
    // A later piece names the same one, and another one beside it.
    let reference = |id: &str| format!("<PJRef><Support V=\"01\"/><IdUnique V=\"{id}\"/></PJRef>");
    let at = sample.find("<IdPce V=\"503\"/>").unwrap();
    let place = at + sample[at..].find("</BlocPiece>").unwrap();
    let two = [reference("ASAP502"), reference("ELSEWHERE")].concat();
    let changed = format!("{}{two}{}", &sample[..place], &sample[place..]);
    assert!(codes(&changed).contains(Code::EditionAttachment.code()), "{:?}", codes(&changed));
}

#[test]
fn every_finding_says_of_which_element_or_value_it_is() {
    let words = Words::new(Language::French);
    for (sample, changes) in tried() {
        for change in changes {
            for finding in &findings(&changed(&sample, change)) {
                let message = words.finding(finding).message;
                let tag = finding.element.rsplit('/').next().unwrap();
                let value = finding.value.as_deref().unwrap_or("\0");
                assert!(message.contains(tag) || message.contains(value), "{finding:?}: {message}");
                assert!(
                    !message.contains("  ") && !message.contains(" )") && !message.contains(['{', '}']),
                    "{message}"
                );
            }
        }
    }
}

/// The sentences that a clerk reads of rules that have several causes, or sums.
#[test]
fn sentences_say_what_is_there_and_what_should_be() {
    let words = Words::new(Language::French);
    let told = |sample: &str, from: &str, to: &str| -> Vec<String> {
        assert!(sample.contains(from), "{from}");
        findings(&sample.replacen(from, to, 1)).iter().map(|found| words.finding(found).message).collect()
    };
    let depense = text(DEPENSE);
    for (sample, from, to, sentence) in [
        (
            &depense,
            "<MtCumulAnnuel V=\"642.18\"/>",
            "<MtCumulAnnuel V=\"0.00\"/>",
            "Le cumul annuel du bordereau (MtCumulAnnuel) vaut 0,00\u{a0}€\u{a0}: il en faut un supérieur à 0.",
        ),
        (
            &depense,
            "<MtBordTVA V=\"2596.00\"/>",
            "",
            "Le bordereau n’annonce pas de TVA (MtBordTVA), mais ses lignes en font 2\u{202f}596,00\u{a0}€.",
        ),
        (
            &depense,
            "<NbrPce V=\"5\"/>",
            "<NbrPce V=\"1\"/>",
            "Le nombre de pièces que le bordereau annonce (NbrPce) est 1, mais il en contient 5.",
        ),
        (&depense, "9999900010000000000123", "9999900010000000000132", "sa clé n’est pas la bonne."),
        (
            &depense,
            "<NatIdTiers V=\"01\"/>",
            "",
            "Le tiers a un numéro d’identification (IdTiers), mais la nature de ce numéro (NatIdTiers) manque.",
        ),
        (
            &depense,
            "<Civilite V=\"Mme\"/>",
            "",
            "Le tiers est une personne physique (CatTiers 01), mais il manque sa civilité (Civilite).",
        ),
        (
            &text(RECETTE),
            "<Edition V=\"01\"/>",
            "<Edition V=\"02\"/>",
            "Le traitement demandé pour l’avis des sommes à payer exige un numéro de facture (Edition 02, NumeroFacture).",
        ),
        (
            &contract(),
            "<MontantHTNotifie V=\"300.00\"/>",
            "<MontantHTNotifie V=\"48000.01\"/>",
            "Le montant VentilationAcheteur/MontantHTNotifie du marché vaut 48\u{202f}000,01\u{a0}€, alors que ceux des titulaires et sous-traitants font 300,00\u{a0}€.",
        ),
        (
            &notices(),
            "<Adr3 V=\"TSA 1\"/>",
            "<Adr1 V=\"TSA 1\"/>",
            "Tiers/Adresse/Adr1 TSA 1 ne va pas avec le reste\u{a0}: l’adresse d’un centre d’encaissement (TypTiers 25) n’en a pas.",
        ),
    ] {
        let told = told(sample, from, to);
        assert!(told.iter().any(|message| message.ends_with(sentence)), "{sentence}: {told:#?}");
        assert!(!told.iter().any(|message| message.contains("0000000123")), "{told:?}");
    }
}

#[test]
fn a_flux_with_nothing_in_it_is_told() {
    let sample = text(DEPENSE);
    let (from, to) = (sample.find("<PES_DepenseAller>").unwrap(), sample.find("</n:PES_Aller>").unwrap());
    let empty = format!("{}{}", &sample[..from], &sample[to..]);
    assert_eq!(codes(&empty), BTreeSet::from([Code::NothingInside.code()]));
}

#[test]
fn more_bordereaux_than_are_taken_block() {
    let sample = text(DEPENSE);
    let end = sample.find("  </PES_DepenseAller>").unwrap();
    let with = |count: usize| {
        // Three are in the sample.
        let more: String =
            (3..count).map(|number| format!("<Bordereau Id=\"X{number}\"></Bordereau>")).collect();
        findings(&format!("{}{more}{}", &sample[..end], &sample[end..]))
    };
    assert_eq!(with(limits::BORDEREAUX).count(Code::TooManyBordereaux), 0);
    let beyond = with(limits::BORDEREAUX + 2);
    assert_eq!((beyond.count(Code::TooManyBordereaux), beyond.blocks()), (2, true));
}

/// The flux of dépense with one attachment that refers to something, among these parts.
fn referring(parts: &[&str], [kind, domain, object, number]: [&str; 4]) -> String {
    let sample = text(DEPENSE);
    let start = sample.find("  <PES_DepenseAller>").unwrap();
    let attachments = sample.find("  <PES_PJ>").unwrap();
    let first = attachments + sample[attachments..].find("    <PJ>").unwrap();
    let named = sample.find("<IdUnique V=\"RELEVECOMPTEURS202610\"/>").unwrap();
    let named = sample[..named].rfind("    <PJ>").unwrap();
    let rest = sample[named..]
        .replace("<TypePJ V=\"003\"/>", &format!("<TypePJ V=\"{kind}\"/>"))
        .replace("<Domaine V=\"01\"/>", &format!("<Domaine V=\"{domain}\"/>"))
        .replace("<TypeObjet V=\"01\"/>", &format!("<TypeObjet V=\"{object}\"/>"))
        .replace("<Identifiant V=\"1102\"/>", &format!("<Identifiant V=\"{number}\"/>"));
    format!("{}{}{}{rest}", &sample[..start], parts.concat(), &sample[attachments..first])
}

#[test]
fn an_attachment_may_refer_to_a_budget_to_its_statements_and_to_a_marche() {
    for reference in [
        ["001", "04", "03", "1"],
        ["012", "04", "10", "2026"],
        ["013", "04", "10", "2026"],
        ["009", "06", "02", "2026A1"],
    ] {
        assert_eq!(codes(&referring(&[], reference)), BTreeSet::new(), "{reference:?}");
    }
    for reference in [["001", "04", "10", "2026"], ["012", "04", "03", "2026"]] {
        let expected = BTreeSet::from([Code::AttachmentReference.code()]);
        assert_eq!(codes(&referring(&[], reference)), expected, "{reference:?}");
    }
}

#[test]
fn beside_one_part_an_attachment_refers_to_its_domain_alone() {
    let [depense, recette, marche] = [DEPENSE, RECETTE, MARCHE].map(text);
    let part = |sample: &str, name: &str| {
        let end = format!("</{name}>");
        let start = sample.find(&format!("<{name}>")).unwrap();
        sample[start..sample.find(&end).unwrap() + end.len()].to_owned()
    };
    let depense = part(&depense, "PES_DepenseAller");
    let recette = part(&recette, "PES_RecetteAller");
    let marche = part(&marche, "PES_Marche");
    let references = [
        ["003", "01", "01", "1"],
        ["002", "02", "01", "1"],
        ["001", "04", "03", "1"],
        ["009", "06", "02", "2026A1"],
    ];
    for (parts, taken) in [
        (&[&*depense] as &[&str], Some("01")),
        (&[&*recette], Some("02")),
        (&[&*marche], Some("06")),
        (&[&*depense, &*recette], None),
        (&[&*depense, &*marche], None),
        (&[], None),
    ] {
        for reference in references {
            let found = codes(&referring(parts, reference)).contains(Code::AttachmentReference.code());
            let is_taken = taken.is_none_or(|domain| domain == reference[1]);
            assert_ne!(found, is_taken, "{} parts, {taken:?}: {reference:?}", parts.len());
        }
    }
}

#[test]
fn a_notice_is_for_a_piece_one_of_whose_third_parties_has_a_siret() {
    let sample = text(RECETTE).replace("<Edition V=\"01\"/>", "<Edition V=\"02\"/><NumeroFacture V=\"7\"/>");
    assert!(!codes(&sample).contains(Code::EditionIncomplete.code()));
    let at = sample.find("<IdTiers V=\"99999404440047\"/>").unwrap();
    let start = sample[..at].rfind("<Tiers>").unwrap();
    let end = at + sample[at..].find("</Tiers>").unwrap() + "</Tiers>".len();
    let other = sample[start..end].replace("<NatIdTiers V=\"01\"/>", "<NatIdTiers V=\"02\"/>");
    let two = format!("{}{other}{}", &sample[..end], &sample[end..]);
    assert!(!codes(&two).contains(Code::EditionIncomplete.code()));
    let none = format!("{}{other}{}", &sample[..start], &sample[end..]);
    assert!(codes(&none).contains(Code::EditionIncomplete.code()));
}

/// The titre of the samples that is printed and sent, with another `Edition` and other types of its attachment, where
/// it is named and where it is.
fn edited(edition: &str, named: &str, present: &str) -> String {
    const TYPE: &str = "<TypePJ V=\"006\"/>";
    let edition = format!("<Edition V=\"{edition}\"/><NumeroFacture V=\"7\"/>");
    let sample = text(RECETTE).replace("<Edition V=\"01\"/>", &edition);
    let at = sample.find("<PES_PJ>").unwrap();
    format!("{}{}", sample[..at].replace(TYPE, named), sample[at..].replace(TYPE, present))
}

#[test]
fn a_notice_is_printed_from_an_attachment_of_its_type() {
    let [none, six, seven, ten] = ["", "006", "007", "010"]
        .map(|kind| if kind.is_empty() { String::new() } else { format!("<TypePJ V=\"{kind}\"/>") });
    for (edition, named, present, found) in [
        ("01", &six, &ten, false),
        ("02", &none, &six, false),
        ("02", &six, &seven, true),
        // Without a type, it may be the right one.
        ("02", &six, &none, false),
        ("03", &none, &seven, false),
        ("03", &seven, &six, true),
        // The reference has to say it, whatever the attachment is.
        ("06", &ten, &six, false),
        ("06", &six, &ten, true),
        ("06", &none, &ten, true),
    ] {
        let changed = edited(edition, named, present);
        let is_found = codes(&changed).contains(Code::EditionAttachment.code());
        assert_eq!(is_found, found, "{edition}: {named}, {present}");
    }
    // Another one that is not in the file may be it.
    let two = edited("02", &six, &seven)
        .replace("<PJRef>", "<PJRef><Support V=\"01\"/><IdUnique V=\"ELSEWHERE\"/></PJRef><PJRef>");
    assert!(!codes(&two).contains(Code::EditionAttachment.code()));
    let findings = findings(&edited("02", &six, &seven));
    let finding = findings.iter().find(|finding| finding.code == Code::EditionAttachment).unwrap();
    assert_eq!((finding.value.as_deref(), finding.piece.as_deref()), (Some("ASAP502"), Some("502")));
}

#[test]
fn what_the_notes_let_stand_in_marches_and_notices_is_not_told() {
    for (sample, from, to) in [
        // The number of one subcontractor may come twice, and another sequence may correct.
        (
            contract(),
            "<SousTraitantPaiementDirect><NumeroActeSousTraitance V=\"02\"/>",
            "<SousTraitantPaiementDirect><NumeroActeSousTraitance V=\"01\"/><IdSousTraitant V=\"FR12345678901\"/></SousTraitantPaiementDirect>\
          <SousTraitantPaiementDirect><NumeroActeSousTraitance V=\"02\"/>",
        ),
        (
            contract(),
            "<SequenceEnvoi V=\"1\"/>\n          <CaractereCorrectifEnregistrement V=\"0\"/>",
            "<SequenceEnvoi V=\"2\"/><CaractereCorrectifEnregistrement V=\"1\"/>",
        ),
        // Without the buyer's tax, nothing is said of the contractors'.
        (contract(), "<MontantTVANotifie V=\"60.00\"/>", ""),
        (concession(), "<SequenceEnvoi V=\"1\"/>", "<SequenceEnvoi V=\"2\"/><ModificationsConcession/>"),
        // With a talon, neither the amount nor the emitter's number is of the slip.
        (
            notices().replace("<ModeRecouvrement V=\"0\"/>", "<ModeRecouvrement V=\"1\"/>"),
            "<MtTotalTTC V=\"86.40\"/>",
            "<MtTotalTTC V=\"150000.01\"/>",
        ),
        (
            notices().replace("<ModeRecouvrement V=\"0\"/>", "<ModeRecouvrement V=\"true\"/>"),
            "<RefBdf V=\"FR00ZZZ999999\"/>",
            "<RefBdf V=\"123456\"/>",
        ),
        (notices(), "<MtTotalTTC V=\"86.40\"/>", "<MtTotalTTC V=\"150000.00\"/>"),
        (notices(), "<Quantite V=\"18\"/>", "<Quantite V=\"0012.345600\"/><Unite1 V=\"kg\"/>"),
        (
            notices(),
            "<CodRes V=\"0\"/></Adresse><CpteBancaire>",
            "<CodRes V=\"0\"/><CodPays V=\"100\"/></Adresse><CpteBancaire>",
        ),
        // An invoice that the treasury does not print is held against none of this.
        (
            notices().replace("<TypeFact V=\"09\"/>", "<TypeFact V=\"01\"/>"),
            "<CleRib V=\"06\"/>",
            "<CleRib V=\"07\"/>",
        ),
        // Nor is one that is about a titre that another one is about.
        (
            notices().replace("<TypeFact V=\"09\"/>", "<TypeFact V=\"01\"/>"),
            "<NumTitre V=\"2\"/>",
            "<NumTitre V=\"1\"/>",
        ),
        // What kind of invoice it is need not be told.
        (
            notices().replace("<TypeFact V=\"09\"/>", ""),
            "<LigneFacture>",
            "<DossierPatient/><LigneFacturePatient/><LigneFacture>",
        ),
        (notices(), "<MtTVA V=\"14.40\"/>", "<MtTVA V=\"0\"/>"),
    ] {
        let changed = sample.replacen(from, to, 1);
        assert_ne!(changed, sample, "{from}");
        assert_eq!(codes(&changed), BTreeSet::new(), "{to}");
    }
}

#[test]
fn every_rule_is_the_one_that_refuses_in_some_case() {
    // By code and element, which no two rules about the same have in common.
    let broken = tried().map(|(sample, changes)| -> BTreeSet<(Code, String)> {
        let all = changes
            .iter()
            .flat_map(|change| findings(&changed(&sample, change)).iter().cloned().collect::<Vec<_>>());
        all.map(|finding| (finding.code, finding.element)).collect()
    });
    let [in_depense, in_recette, ..] = &broken;
    let mut known = BTreeSet::new();
    let mut is_tried = |about: &str, code: Code, element: &str, places: &[&BTreeSet<(Code, String)>]| {
        assert!(known.insert((about.to_owned(), code, element.to_owned())), "{code:?} {element}: two rules");
        let is_broken = places.iter().any(|place| place.contains(&(code, element.to_owned())));
        assert!(is_broken, "no case breaks {code:?} of {element}");
    };
    for rule in [super::LINE, super::PARTY, super::PIECE, super::BORDEREAU, super::ATTACHMENT, super::LINK]
        .into_iter()
        .flatten()
    {
        is_tried("bordereau", rule.code, rule.element.text(), &[in_depense, in_recette]);
    }
}

#[test]
fn every_rule_about_marches_and_notices_is_the_one_that_refuses_in_some_case() {
    use super::parts::LEFT_OUT;
    let mut unneeded = Vec::new();
    for rule in [super::MARCHE, super::INVOICE, super::NOTICE, super::HEAD, super::AROUND]
        .into_iter()
        .flat_map(str::lines)
    {
        let is_needed = tried().iter().skip(2).any(|(sample, changes)| {
            changes.iter().any(|change| {
                let changed = changed(sample, change);
                let with = findings(&changed).iter().count();
                LEFT_OUT.set(rule.to_owned());
                let without = findings(&changed).iter().count();
                LEFT_OUT.take();
                without < with
            })
        });
        unneeded.extend((!is_needed).then_some(rule));
    }
    assert!(unneeded.is_empty(), "no case breaks {unneeded:?}");
}

#[test]
fn a_finding_in_a_piece_names_it_and_its_bordereau() {
    let broken = text(DEPENSE).replace("<CP V=\"57999\"/>", "<CP V=\"1\"/>");
    let findings = findings(&broken);
    let finding = findings.iter().find(|finding| finding.code == Code::PostalCode).unwrap();
    assert_eq!((finding.bordereau.as_deref(), finding.piece.as_deref()), (Some("120"), Some("1201")));
    assert_eq!(finding.value.as_deref(), Some("1"));
    let position = finding.position.unwrap();
    let line = broken.lines().nth(usize::try_from(position.line).unwrap() - 1).unwrap();
    assert_eq!(line.trim(), "<LigneDePiece>");
}

/// The codes and weights of `docs/rules.md`.
#[test]
fn the_documentation_lists_every_code_with_its_weight() {
    let documentation = include_str!("../../../../docs/rules.md");
    let rows = documentation.lines().filter(|line| line.starts_with("| PES-"));
    let listed: Vec<(&str, &str)> = rows
        .map(|row| {
            let mut cells = row.split('|').map(str::trim).skip(1);
            (cells.next().unwrap(), cells.next().unwrap())
        })
        .collect();
    let all: Vec<(&str, &str)> = Code::ALL.iter().map(|code| (code.code(), code.severity().name())).collect();
    assert_eq!(listed, all);
}
