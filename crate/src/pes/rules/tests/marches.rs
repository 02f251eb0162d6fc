//! What breaks the rules about marchés and concessions.

use super::{Change, MARCHE, text};
use crate::pes::Code;

pub(super) const IN_MARCHE: &[Change] = &[
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
pub(super) const IN_CONTRACT: &[Change] = &[
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

pub(super) const IN_CONCESSION: &[Change] = &[
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

/// The marché of the samples with a buyer, two contractors, two subcontractors and a change.
pub(super) fn contract() -> String {
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

pub(super) fn concession() -> String {
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
