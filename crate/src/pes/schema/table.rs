//! The elements of a PES Aller, their order and their values (schemas v5.17).
//!
//! Written by `cargo xtask schema`: a change made here by hand would be lost. In `first` and `next`, bit *n* says that
//! the place *n* may come next, and the highest bit that nothing need come.
#![cfg_attr(rustfmt, rustfmt_skip)]

use super::value::{Kind, ValueRule};
use super::{Content, Holds, names, place};

names! {
    Adr1 = "Adr1",
    Adr2 = "Adr2",
    Adr3 = "Adr3",
    Adresse = "Adresse",
    Affect = "Affect",
    AncienIBAN = "AncienIBAN",
    AncienICS = "AncienICS",
    AncienRUM = "AncienRUM",
    AncienTiersCreancier = "AncienTiersCreancier",
    AncienneBanque = "AncienneBanque",
    BIC = "BIC",
    BlocBordereau = "BlocBordereau",
    BlocLignePiece = "BlocLignePiece",
    BlocPiece = "BlocPiece",
    Bordereau = "Bordereau",
    CP = "CP",
    CarteAchatNiveau1 = "CarteAchatNiveau1",
    CatTiers = "CatTiers",
    Civilite = "Civilite",
    Cle1 = "Cle1",
    Cle2 = "Cle2",
    CleRib = "CleRib",
    CodAssDeb = "CodAssDeb",
    CodAyantDroit = "CodAyantDroit",
    CodBud = "CodBud",
    CodBudBen = "CodBudBen",
    CodCol = "CodCol",
    CodCollBen = "CodCollBen",
    CodEtGeo = "CodEtGeo",
    CodIntMor = "CodIntMor",
    CodOpSpec = "CodOpSpec",
    CodPays = "CodPays",
    CodProdLoc = "CodProdLoc",
    CodRes = "CodRes",
    CodServ = "CodServ",
    CodeCommune = "CodeCommune",
    CodeDeptDomCom = "CodeDeptDomCom",
    CodeEtab = "CodeEtab",
    CodeGuic = "CodeGuic",
    CodePays = "CodePays",
    CodeService = "CodeService",
    ComplNom = "ComplNom",
    ComplementIdentifiant = "ComplementIdentifiant",
    Contenu = "Contenu",
    CptAna = "CptAna",
    CpteBancaire = "CpteBancaire",
    CpteTiers = "CpteTiers",
    DGP = "DGP",
    DateSignMandat = "DateSignMandat",
    DebFact = "DebFact",
    Description = "Description",
    Dgp = "Dgp",
    Domaine = "Domaine",
    DteAdr = "DteAdr",
    DteAsp = "DteAsp",
    DteBanc = "DteBanc",
    DteBordEm = "DteBordEm",
    DteDebDgp = "DteDebDgp",
    DteEch = "DteEch",
    DteFinDgp = "DteFinDgp",
    DteIdTiers = "DteIdTiers",
    DteMajo = "DteMajo",
    DteNaissance = "DteNaissance",
    DtePrel = "DtePrel",
    DteReco = "DteReco",
    DteStr = "DteStr",
    DureeDgp = "DureeDgp",
    Edition = "Edition",
    Emetteur = "Emetteur",
    EnTeteDepense = "EnTeteDepense",
    EnTetePES = "EnTetePES",
    EnTetePESPJ = "EnTetePES_PJ",
    EnTeteRecette = "EnTeteRecette",
    Enveloppe = "Enveloppe",
    Etranger = "Etranger",
    Exer = "Exer",
    ExerRat = "ExerRat",
    Exercice = "Exercice",
    Facture = "Facture",
    Fichier = "Fichier",
    FinFact = "FinFact",
    FinGeo = "FinGeo",
    FinJur = "FinJur",
    Fonction = "Fonction",
    IBAN = "IBAN",
    IdActif = "IdActif",
    IdBancInt = "IdBancInt",
    IdBord = "IdBord",
    IdCaution = "IdCaution",
    IdColl = "IdColl",
    IdCollBen = "IdCollBen",
    IdConv = "IdConv",
    IdCpte = "IdCpte",
    IdEmpruntOrdo = "IdEmpruntOrdo",
    IdEncaissement = "IdEncaissement",
    IdLigne = "IdLigne",
    IdLigneOrig = "IdLigneOrig",
    IdMarche = "IdMarche",
    IdOpSpec = "IdOpSpec",
    IdPayInt = "IdPayInt",
    IdPce = "IdPce",
    IdPceOrig = "IdPceOrig",
    IdPost = "IdPost",
    IdRegie = "IdRegie",
    IdRol = "IdRol",
    IdTiers = "IdTiers",
    IdUnique = "IdUnique",
    IdVer = "IdVer",
    Identifiant = "Identifiant",
    InfoAssure = "InfoAssure",
    InfoCollBen = "InfoCollBen",
    InfoDematerialisee = "InfoDematerialisee",
    InfoLignePce = "InfoLignePce",
    InfoLignePiece = "InfoLignePiece",
    InfoPce = "InfoPce",
    InfoPrelevement = "InfoPrelevement",
    InfoPrelevementSEPA = "InfoPrelevementSEPA",
    InfoTVAHLM = "InfoTVAHLM",
    InfoTiers = "InfoTiers",
    LibBanc = "LibBanc",
    LibPrel = "LibPrel",
    LibVir1 = "LibVir1",
    LibVir2 = "LibVir2",
    LibelleColBud = "LibelleColBud",
    LibelleCommune = "LibelleCommune",
    LibellePays = "LibellePays",
    LibellePoste = "LibellePoste",
    LiensIdent = "LiensIdent",
    LieuNaissance = "LieuNaissance",
    LigneDePiece = "LigneDePiece",
    Majo = "Majo",
    MetropoleDomCom = "MetropoleDomCom",
    ModRegl = "ModRegl",
    MtBordHT = "MtBordHT",
    MtBordHt = "MtBordHt",
    MtBordTVA = "MtBordTVA",
    MtCumulAnnuel = "MtCumulAnnuel",
    MtFactHT = "MtFactHT",
    MtHT = "MtHT",
    MtHtRes = "MtHtRes",
    MtNonMajo = "MtNonMajo",
    MtPrel = "MtPrel",
    MtReco = "MtReco",
    MtTVA = "MtTVA",
    NatIdTiers = "NatIdTiers",
    NatJur = "NatJur",
    NatPce = "NatPce",
    NatPceOrig = "NatPceOrig",
    NatPrel = "NatPrel",
    Nature = "Nature",
    NbrPce = "NbrPce",
    NeEnFrance = "NeEnFrance",
    Nom = "Nom",
    NomFic = "NomFic",
    NomPJ = "NomPJ",
    NomService = "NomService",
    NumDette = "NumDette",
    NumeroEngagement = "NumeroEngagement",
    NumeroFacture = "NumeroFacture",
    NumeroMarche = "NumeroMarche",
    Obj = "Obj",
    ObjLignePce = "ObjLignePce",
    ObjPce = "ObjPce",
    Objet = "Objet",
    OpSpec = "OpSpec",
    Operation = "Operation",
    PESDepenseAller = "PES_DepenseAller",
    PESFacture = "PES_Facture",
    PESMarche = "PES_Marche",
    PESPJ = "PES_PJ",
    PESRecetteAller = "PES_RecetteAller",
    PJ = "PJ",
    PJRef = "PJRef",
    Parametres = "Parametres",
    Per = "Per",
    PerPrel = "PerPrel",
    Piece = "Piece",
    Prenom = "Prenom",
    RattachPiece = "RattachPiece",
    RecTVA = "RecTVA",
    Recepteur = "Recepteur",
    Recouvrement = "Recouvrement",
    RefCompta = "RefCompta",
    RefTiers = "RefTiers",
    RefUniMdt = "RefUniMdt",
    SequencePres = "SequencePres",
    ServeurId = "ServeurId",
    Sigle = "Sigle",
    Signature = "Signature",
    Support = "Support",
    TVAIntraCom = "TVAIntraCom",
    Tiers = "Tiers",
    TitCpte = "TitCpte",
    TitCpteDiff = "TitCpteDiff",
    TvaIntraCom = "TvaIntraCom",
    TxIntMor = "TxIntMor",
    TxMajo = "TxMajo",
    TxTva = "TxTva",
    TypAdr = "TypAdr",
    TypBord = "TypBord",
    TypFic = "TypFic",
    TypFlux = "TypFlux",
    TypPce = "TypPce",
    TypTiers = "TypTiers",
    TypeObjet = "TypeObjet",
    TypePJ = "TypePJ",
    Version = "Version",
    Ville = "Ville",
}

/// What the values of elements must be.
pub(super) const VALUES: [ValueRule; 89] = [
    // 0
    ValueRule::new(Kind::Number, 0, 2),
    // 1
    ValueRule::new(Kind::Text, 1, 32),
    // 2
    ValueRule::new(Kind::Text, 1, 100),
    // 3
    ValueRule::new(Kind::Text, 1, 38),
    // 4
    ValueRule::new(Kind::Date, 0, 250),
    // 5
    ValueRule::new(Kind::Codique, 6, 7),
    // 6
    ValueRule::new(Kind::Digits, 0, 14),
    // 7
    ValueRule::new(Kind::Alphanumeric, 0, 20),
    // 8
    ValueRule::new(Kind::SomeDigits, 3, 3),
    // 9
    ValueRule::new(Kind::BudgetCode, 2, 2),
    // 10
    ValueRule::new(Kind::Boolean, 0, 250),
    // 11
    ValueRule::new(Kind::Year, 0, 250),
    // 12
    ValueRule::new(Kind::Number, 0, 7),
    // 13
    ValueRule::code("01 02 03 04"),
    // 14
    ValueRule::new(Kind::Number, 0, 5),
    // 15
    ValueRule::new(Kind::Amount, 2, 14),
    // 16
    ValueRule::new(Kind::AmountOrZero, 2, 14),
    // 17
    ValueRule::new(Kind::Text, 1, 10),
    // 18
    ValueRule::new(Kind::Number, 0, 8),
    // 19
    ValueRule::code("01 02 03 04 05 06 07 08 09 10 11 12 13"),
    // 20
    ValueRule::code("01 02 03 04 05 06 07 08 09 10 11 12 13 14 18"),
    // 21
    ValueRule::code("01 02 03"),
    // 22
    ValueRule::new(Kind::Identifier, 1, 50),
    // 23
    ValueRule::code("001 002 003 004 005 006 007 008 009 010 011 012 013"),
    // 24
    ValueRule::new(Kind::Text, 1, 250),
    // 25
    ValueRule::new(Kind::Rate, 2, 18),
    // 26
    ValueRule::new(Kind::Number, 0, 6),
    // 27
    ValueRule::new(Kind::Number, 0, 12),
    // 28
    ValueRule::new(Kind::Digits, 0, 10),
    // 29
    ValueRule::new(Kind::Identifier, 1, 10),
    // 30
    ValueRule::new(Kind::Text, 1, 20),
    // 31
    ValueRule::new(Kind::Text, 1, 70),
    // 32
    ValueRule::code("01 02 03 04 05 06 07 08 09 10 11"),
    // 33
    ValueRule::code("01 02 03 04 05"),
    // 34
    ValueRule::new(Kind::Identifier, 1, 15),
    // 35
    ValueRule::new(Kind::Number, 0, 13),
    // 36
    ValueRule::new(Kind::Digits, 1, 6),
    // 37
    ValueRule::new(Kind::Text, 1, 25),
    // 38
    ValueRule::new(Kind::Text, 1, 30),
    // 39
    ValueRule::new(Kind::Text, 1, 24),
    // 40
    ValueRule::new(Kind::Identifier, 1, 80),
    // 41
    ValueRule::code("01 02 03 04 05 06 07 08 09 10 11 12"),
    // 42
    ValueRule::code("01 20 21 22 23 24 25 26 27 28 29 50 60 61 62 63 64 65 70 71 72 73 74"),
    // 43
    ValueRule::code("0 1 2"),
    // 44
    ValueRule::new(Kind::Digits, 0, 5),
    // 45
    ValueRule::new(Kind::Number, 0, 3),
    // 46
    ValueRule::new(Kind::Identifier, 1, 4),
    // 47
    ValueRule::new(Kind::Identifier, 1, 11),
    // 48
    ValueRule::new(Kind::Identifier, 1, 5),
    // 49
    ValueRule::new(Kind::Alphanumeric, 0, 5),
    // 50
    ValueRule::new(Kind::Text, 1, 11),
    // 51
    ValueRule::new(Kind::Digits, 0, 2),
    // 52
    ValueRule::new(Kind::Bic, 8, 11),
    // 53
    ValueRule::new(Kind::Iban, 1, 34),
    // 54
    ValueRule::new(Kind::Number, 0, 4),
    // 55
    ValueRule::code("01 02 03 04 05 06"),
    // 56
    ValueRule::new(Kind::Text, 1, 160),
    // 57
    ValueRule::code("01 02 03 04 05 06 07 09 10 11 12 14 15"),
    // 58
    ValueRule::code("01 02 03 04 05 06 07 08 09 10 11 18"),
    // 59
    ValueRule::new(Kind::Number, 0, 15),
    // 60
    ValueRule::new(Kind::Digits, 0, 1),
    // 61
    ValueRule::new(Kind::Alphanumeric, 0, 1),
    // 62
    ValueRule::new(Kind::InvoiceNumber, 1, 20),
    // 63
    ValueRule::new(Kind::Text, 1, 50),
    // 64
    ValueRule::new(Kind::Any, 0, 100),
    // 65
    ValueRule::new(Kind::Alphanumeric, 0, 9),
    // 66
    ValueRule::new(Kind::Identifier, 1, 3),
    // 67
    ValueRule::new(Kind::Amount, 2, 5),
    // 68
    ValueRule::new(Kind::Alphanumeric, 0, 2),
    // 69
    ValueRule::code("01 02"),
    // 70
    ValueRule::code("01 02 03 04 05 06 07"),
    // 71
    ValueRule::new(Kind::Sepa, 1, 35),
    // 72
    ValueRule::new(Kind::Sepa, 1, 140),
    // 73
    ValueRule::new(Kind::Identifier, 1, 13),
    // 74
    ValueRule::new(Kind::Sepa, 1, 70),
    // 75
    ValueRule::code("1 2 3"),
    // 76
    ValueRule::code("01 02 03 05"),
    // 77
    ValueRule::code("01 02 03 04 05 06 07 10 11 12 13 14 15 20 21 22 23 24 25 26 30"),
    // 78
    ValueRule::new(Kind::Department, 2, 3),
    // 79
    ValueRule::new(Kind::SomeDigits, 2, 3),
    // 80
    ValueRule::new(Kind::PlaceName, 1, 70),
    // 81
    ValueRule::new(Kind::CountryCode, 3, 3),
    // 82
    ValueRule::code("01 02 03 04 05 06 07 08 09"),
    // 83
    ValueRule::new(Kind::Number, 0, 1),
    // 84
    ValueRule::new(Kind::Identifier, 1, 20),
    // 85
    ValueRule::new(Kind::FileName, 0, 100),
    // 86
    ValueRule::code("01 02 03 04 05 06 07 08 09 10"),
    // 87
    ValueRule::new(Kind::Reference, 1, 20),
    // 88
    ValueRule::new(Kind::Text, 1, 15),
];

/// The types that hold elements; the first one is the root's.
pub(super) const CONTENTS: [Content; 51] = [
    // 0: PES_Aller
    Content { first: 0x1, has_id: true, places: &[
        place(Name::Enveloppe, Holds::Content(1), 0x2),
        place(Name::EnTetePES, Holds::Content(5), 0x800000fc),
        place(Name::PESDepenseAller, Holds::Content(6), 0x800000f8),
        place(Name::PESRecetteAller, Holds::Content(26), 0x800000f0),
        place(Name::PESFacture, Holds::Unchecked, 0x800000e0),
        place(Name::PESMarche, Holds::Unchecked, 0x800000c0),
        place(Name::PESPJ, Holds::Content(46), 0x80000080),
        place(Name::Signature, Holds::Unchecked, 0x80000000),
    ] },
    // 1: Enveloppe
    Content { first: 0x1, has_id: false, places: &[
        place(Name::Parametres, Holds::Content(2), 0x2),
        place(Name::Emetteur, Holds::Content(3), 0x80000004),
        place(Name::Recepteur, Holds::Content(4), 0x80000000),
    ] },
    // 2: Parametres
    Content { first: 0x1, has_id: false, places: &[
        place(Name::Version, Holds::Value(0), 0x2),
        place(Name::TypFic, Holds::Value(1), 0x4),
        place(Name::NomFic, Holds::Value(2), 0x80000000),
    ] },
    // 3: Emetteur
    Content { first: 0x1, has_id: false, places: &[
        place(Name::Sigle, Holds::Value(1), 0x2),
        place(Name::Adresse, Holds::Value(3), 0x80000000),
    ] },
    // 4: Recepteur
    Content { first: 0x80000003, has_id: false, places: &[
        place(Name::Sigle, Holds::Value(1), 0x80000002),
        place(Name::Adresse, Holds::Value(3), 0x80000000),
    ] },
    // 5: EnTetePES
    Content { first: 0x1, has_id: false, places: &[
        place(Name::DteStr, Holds::Value(4), 0x2),
        place(Name::IdPost, Holds::Value(5), 0xc),
        place(Name::LibellePoste, Holds::Value(3), 0x8),
        place(Name::IdColl, Holds::Value(6), 0x30),
        place(Name::FinJur, Holds::Value(7), 0x20),
        place(Name::CodCol, Holds::Value(8), 0x40),
        place(Name::CodBud, Holds::Value(9), 0x80000080),
        place(Name::LibelleColBud, Holds::Value(3), 0x80000000),
    ] },
    // 6: PES_DepenseAller
    Content { first: 0x1, has_id: false, places: &[
        place(Name::EnTeteDepense, Holds::Content(7), 0x2),
        place(Name::Bordereau, Holds::Content(8), 0x80000002),
    ] },
    // 7: EnTeteDepense
    Content { first: 0x1, has_id: false, places: &[
        place(Name::IdVer, Holds::Value(0), 0x80000002),
        place(Name::InfoDematerialisee, Holds::Value(10), 0x80000000),
    ] },
    // 8: Bordereau
    Content { first: 0x1, has_id: true, places: &[
        place(Name::BlocBordereau, Holds::Content(9), 0x2),
        place(Name::Piece, Holds::Content(10), 0x80000006),
        place(Name::Signature, Holds::Unchecked, 0x80000000),
    ] },
    // 9: BlocBordereau
    Content { first: 0x1, has_id: false, places: &[
        place(Name::Exer, Holds::Value(11), 0x2),
        place(Name::IdBord, Holds::Value(12), 0x4),
        place(Name::DteBordEm, Holds::Value(4), 0x8),
        place(Name::TypBord, Holds::Value(13), 0x10),
        place(Name::NbrPce, Holds::Value(14), 0x60),
        place(Name::MtCumulAnnuel, Holds::Value(15), 0x40),
        place(Name::MtBordHT, Holds::Value(16), 0x80000080),
        place(Name::MtBordTVA, Holds::Value(16), 0x80000000),
    ] },
    // 10: Piece
    Content { first: 0x1, has_id: false, places: &[
        place(Name::BlocPiece, Holds::Content(11), 0x2),
        place(Name::LigneDePiece, Holds::Content(15), 0x80000002),
    ] },
    // 11: BlocPiece
    Content { first: 0x1, has_id: false, places: &[
        place(Name::InfoPce, Holds::Content(12), 0x80000002),
        place(Name::DGP, Holds::Content(14), 0x80000000),
    ] },
    // 12: InfoPce
    Content { first: 0x7, has_id: false, places: &[
        place(Name::CodServ, Holds::Value(17), 0x6),
        place(Name::Affect, Holds::Value(17), 0x4),
        place(Name::IdPce, Holds::Value(18), 0x8),
        place(Name::TypPce, Holds::Value(19), 0x10),
        place(Name::NatPce, Holds::Value(20), 0x800003e0),
        place(Name::Obj, Holds::Value(2), 0x800003c0),
        place(Name::DteEch, Holds::Value(4), 0x80000380),
        place(Name::PJRef, Holds::Content(13), 0x80000380),
        place(Name::PJ, Holds::Value(24), 0x80000200),
        place(Name::CarteAchatNiveau1, Holds::Value(10), 0x80000000),
    ] },
    // 13: PJRef
    Content { first: 0x1, has_id: false, places: &[
        place(Name::Support, Holds::Value(21), 0x2),
        place(Name::IdUnique, Holds::Value(22), 0x8000000c),
        place(Name::NomPJ, Holds::Value(2), 0x80000008),
        place(Name::TypePJ, Holds::Value(23), 0x80000000),
    ] },
    // 14: DGP
    Content { first: 0x1, has_id: false, places: &[
        place(Name::Dgp, Holds::Value(10), 0x2),
        place(Name::DteDebDgp, Holds::Value(4), 0x4),
        place(Name::DteFinDgp, Holds::Value(4), 0x8),
        place(Name::DureeDgp, Holds::Value(0), 0x80000030),
        place(Name::CodIntMor, Holds::Value(21), 0x80000020),
        place(Name::TxIntMor, Holds::Value(25), 0x80000000),
    ] },
    // 15: LigneDePiece
    Content { first: 0x1, has_id: false, places: &[
        place(Name::BlocLignePiece, Holds::Content(16), 0x80000002),
        place(Name::Tiers, Holds::Content(22), 0x80000000),
    ] },
    // 16: BlocLignePiece
    Content { first: 0x1, has_id: false, places: &[
        place(Name::InfoLignePce, Holds::Content(17), 0x8000001e),
        place(Name::InfoTVAHLM, Holds::Content(18), 0x8000001c),
        place(Name::OpSpec, Holds::Content(19), 0x80000018),
        place(Name::RattachPiece, Holds::Content(20), 0x80000010),
        place(Name::LiensIdent, Holds::Content(21), 0x80000000),
    ] },
    // 17: InfoLignePce
    Content { first: 0x1, has_id: false, places: &[
        place(Name::IdLigne, Holds::Value(26), 0x2),
        place(Name::Nature, Holds::Value(27), 0x3fc),
        place(Name::Fonction, Holds::Value(28), 0x3f8),
        place(Name::Operation, Holds::Value(28), 0x3f0),
        place(Name::CptAna, Holds::Value(29), 0x3e0),
        place(Name::Facture, Holds::Value(30), 0x3c0),
        place(Name::LibVir1, Holds::Value(31), 0x380),
        place(Name::LibVir2, Holds::Value(31), 0x300),
        place(Name::ModRegl, Holds::Value(32), 0x200),
        place(Name::TVAIntraCom, Holds::Value(10), 0xc00),
        place(Name::CpteTiers, Holds::Value(27), 0x800),
        place(Name::MtHT, Holds::Value(16), 0x80007000),
        place(Name::MtTVA, Holds::Value(16), 0x80006000),
        place(Name::MtFactHT, Holds::Value(16), 0x80004000),
        place(Name::PJRef, Holds::Content(13), 0x80004000),
    ] },
    // 18: InfoTVAHLM
    Content { first: 0x1, has_id: false, places: &[
        place(Name::RecTVA, Holds::Value(10), 0x2),
        place(Name::MtHtRes, Holds::Value(15), 0x80000000),
    ] },
    // 19: OpSpec
    Content { first: 0x1, has_id: false, places: &[
        place(Name::CodOpSpec, Holds::Value(33), 0x2),
        place(Name::IdOpSpec, Holds::Value(34), 0x80000000),
    ] },
    // 20: RattachPiece
    Content { first: 0x1, has_id: false, places: &[
        place(Name::NatPceOrig, Holds::Value(33), 0x2),
        place(Name::ExerRat, Holds::Value(11), 0x4),
        place(Name::IdPceOrig, Holds::Value(35), 0x80000008),
        place(Name::IdLigneOrig, Holds::Value(36), 0x80000000),
    ] },
    // 21: LiensIdent
    Content { first: 0x8000001f, has_id: false, places: &[
        place(Name::IdConv, Holds::Value(37), 0x8000001e),
        place(Name::IdMarche, Holds::Value(38), 0x8000001c),
        place(Name::IdEmpruntOrdo, Holds::Value(39), 0x80000018),
        place(Name::IdActif, Holds::Value(37), 0x80000010),
        place(Name::IdRegie, Holds::Value(17), 0x80000000),
    ] },
    // 22: Tiers
    Content { first: 0x1, has_id: false, places: &[
        place(Name::InfoTiers, Holds::Content(23), 0x80000006),
        place(Name::Adresse, Holds::Content(24), 0x80000004),
        place(Name::CpteBancaire, Holds::Content(25), 0x80000000),
    ] },
    // 23: InfoTiers
    Content { first: 0x1f, has_id: false, places: &[
        place(Name::IdTiers, Holds::Value(40), 0x1e),
        place(Name::NatIdTiers, Holds::Value(41), 0x1c),
        place(Name::DteIdTiers, Holds::Value(4), 0x18),
        place(Name::RefTiers, Holds::Value(38), 0x10),
        place(Name::CatTiers, Holds::Value(42), 0x20),
        place(Name::NatJur, Holds::Value(32), 0xc0),
        place(Name::Civilite, Holds::Value(17), 0x80),
        place(Name::Nom, Holds::Value(3), 0x80000300),
        place(Name::ComplNom, Holds::Value(3), 0x80000200),
        place(Name::Prenom, Holds::Value(3), 0x80000000),
    ] },
    // 24: Adresse
    Content { first: 0x1, has_id: false, places: &[
        place(Name::TypAdr, Holds::Value(43), 0x6),
        place(Name::Adr1, Holds::Value(3), 0x4),
        place(Name::Adr2, Holds::Value(3), 0x18),
        place(Name::Adr3, Holds::Value(3), 0x10),
        place(Name::CP, Holds::Value(44), 0x20),
        place(Name::Ville, Holds::Value(3), 0x40),
        place(Name::CodRes, Holds::Value(10), 0x80000180),
        place(Name::CodPays, Holds::Value(45), 0x80000100),
        place(Name::DteAdr, Holds::Value(4), 0x80000000),
    ] },
    // 25: CpteBancaire
    Content { first: 0xc7, has_id: false, places: &[
        place(Name::IdPayInt, Holds::Value(46), 0x6),
        place(Name::IdBancInt, Holds::Value(47), 0x4),
        place(Name::CodeEtab, Holds::Value(48), 0x8),
        place(Name::CodeGuic, Holds::Value(49), 0x10),
        place(Name::IdCpte, Holds::Value(50), 0x20),
        place(Name::CleRib, Holds::Value(51), 0x300),
        place(Name::BIC, Holds::Value(52), 0x80),
        place(Name::IBAN, Holds::Value(53), 0x300),
        place(Name::LibBanc, Holds::Value(39), 0x200),
        place(Name::TitCpte, Holds::Value(1), 0x80000400),
        place(Name::DteBanc, Holds::Value(4), 0x80000000),
    ] },
    // 26: PES_RecetteAller
    Content { first: 0x1, has_id: false, places: &[
        place(Name::EnTeteRecette, Holds::Content(7), 0x2),
        place(Name::Bordereau, Holds::Content(27), 0x80000002),
    ] },
    // 27: Bordereau
    Content { first: 0x1, has_id: true, places: &[
        place(Name::BlocBordereau, Holds::Content(28), 0x2),
        place(Name::Piece, Holds::Content(29), 0x80000006),
        place(Name::Signature, Holds::Unchecked, 0x80000000),
    ] },
    // 28: BlocBordereau
    Content { first: 0x1, has_id: false, places: &[
        place(Name::Exer, Holds::Value(54), 0x2),
        place(Name::IdBord, Holds::Value(12), 0x4),
        place(Name::DteBordEm, Holds::Value(4), 0x8),
        place(Name::TypBord, Holds::Value(55), 0x10),
        place(Name::NbrPce, Holds::Value(14), 0x60),
        place(Name::MtCumulAnnuel, Holds::Value(15), 0x40),
        place(Name::MtBordHt, Holds::Value(15), 0x80000380),
        place(Name::MtBordTVA, Holds::Value(15), 0x80000300),
        place(Name::DteAsp, Holds::Value(4), 0x80000200),
        place(Name::Objet, Holds::Value(56), 0x80000000),
    ] },
    // 29: Piece
    Content { first: 0x1, has_id: false, places: &[
        place(Name::BlocPiece, Holds::Content(30), 0x2),
        place(Name::LigneDePiece, Holds::Content(31), 0x80000002),
    ] },
    // 30: BlocPiece
    Content { first: 0x7, has_id: false, places: &[
        place(Name::CodServ, Holds::Value(17), 0x6),
        place(Name::Affect, Holds::Value(17), 0x4),
        place(Name::IdPce, Holds::Value(18), 0x8),
        place(Name::TypPce, Holds::Value(57), 0x10),
        place(Name::NatPce, Holds::Value(58), 0x801fffe0),
        place(Name::IdRol, Holds::Value(12), 0x801fffc0),
        place(Name::DteAsp, Holds::Value(4), 0x801fff80),
        place(Name::Edition, Holds::Value(55), 0x801fff00),
        place(Name::ObjPce, Holds::Value(56), 0x801ffe00),
        place(Name::DebFact, Holds::Value(4), 0x801ffc00),
        place(Name::FinFact, Holds::Value(4), 0x801ff800),
        place(Name::NumDette, Holds::Value(59), 0x801ff000),
        place(Name::Per, Holds::Value(60), 0x801fe000),
        place(Name::Cle1, Holds::Value(60), 0x801fc000),
        place(Name::Cle2, Holds::Value(61), 0x801f8000),
        place(Name::PJRef, Holds::Content(13), 0x801f8000),
        place(Name::NumeroFacture, Holds::Value(62), 0x801e0000),
        place(Name::NumeroMarche, Holds::Value(63), 0x801c0000),
        place(Name::NumeroEngagement, Holds::Value(63), 0x80180000),
        place(Name::CodeService, Holds::Value(64), 0x80100000),
        place(Name::NomService, Holds::Value(2), 0x80000000),
    ] },
    // 31: LigneDePiece
    Content { first: 0x1, has_id: false, places: &[
        place(Name::BlocLignePiece, Holds::Content(32), 0x80000006),
        place(Name::Tiers, Holds::Content(40), 0x80000006),
        place(Name::Recouvrement, Holds::Content(45), 0x80000004),
    ] },
    // 32: BlocLignePiece
    Content { first: 0x1, has_id: false, places: &[
        place(Name::InfoLignePiece, Holds::Content(33), 0x8000003e),
        place(Name::InfoPrelevement, Holds::Content(35), 0x80000038),
        place(Name::InfoPrelevementSEPA, Holds::Content(36), 0x80000038),
        place(Name::InfoAssure, Holds::Content(37), 0x80000030),
        place(Name::RattachPiece, Holds::Content(38), 0x80000020),
        place(Name::LiensIdent, Holds::Content(39), 0x80000000),
    ] },
    // 33: InfoLignePiece
    Content { first: 0x1, has_id: false, places: &[
        place(Name::IdLigne, Holds::Value(26), 0x6),
        place(Name::ObjLignePce, Holds::Value(56), 0x4),
        place(Name::CodProdLoc, Holds::Value(46), 0x38),
        place(Name::FinGeo, Holds::Value(65), 0x30),
        place(Name::CodEtGeo, Holds::Value(66), 0x20),
        place(Name::Nature, Holds::Value(27), 0x3c0),
        place(Name::Fonction, Holds::Value(28), 0x380),
        place(Name::Operation, Holds::Value(29), 0x300),
        place(Name::TxTva, Holds::Value(67), 0x200),
        place(Name::Majo, Holds::Value(10), 0x3c00),
        place(Name::DteMajo, Holds::Value(4), 0x3800),
        place(Name::TxMajo, Holds::Value(67), 0x3000),
        place(Name::CpteTiers, Holds::Value(27), 0x2000),
        place(Name::TvaIntraCom, Holds::Value(10), 0x4000),
        place(Name::MtHT, Holds::Value(15), 0x80078000),
        place(Name::MtTVA, Holds::Value(15), 0x80070000),
        place(Name::MtNonMajo, Holds::Value(15), 0x80060000),
        place(Name::InfoCollBen, Holds::Content(34), 0x80040000),
        place(Name::PJRef, Holds::Content(13), 0x80040000),
    ] },
    // 34: InfoCollBen
    Content { first: 0x1, has_id: false, places: &[
        place(Name::IdCollBen, Holds::Value(6), 0x2),
        place(Name::CodCollBen, Holds::Value(66), 0x80000004),
        place(Name::CodBudBen, Holds::Value(68), 0x80000000),
    ] },
    // 35: InfoPrelevement
    Content { first: 0x1, has_id: false, places: &[
        place(Name::NatPrel, Holds::Value(69), 0x2),
        place(Name::PerPrel, Holds::Value(70), 0x4),
        place(Name::DtePrel, Holds::Value(4), 0x8),
        place(Name::MtPrel, Holds::Value(15), 0x80000000),
    ] },
    // 36: InfoPrelevementSEPA
    Content { first: 0x1, has_id: false, places: &[
        place(Name::NatPrel, Holds::Value(69), 0x2),
        place(Name::PerPrel, Holds::Value(70), 0x4),
        place(Name::DtePrel, Holds::Value(4), 0x8),
        place(Name::MtPrel, Holds::Value(15), 0x10),
        place(Name::SequencePres, Holds::Value(13), 0x20),
        place(Name::DateSignMandat, Holds::Value(4), 0x40),
        place(Name::RefUniMdt, Holds::Value(71), 0x80003f80),
        place(Name::LibPrel, Holds::Value(72), 0x80003f00),
        place(Name::AncienRUM, Holds::Value(71), 0x80003e00),
        place(Name::AncienICS, Holds::Value(73), 0x80003c00),
        place(Name::AncienTiersCreancier, Holds::Value(74), 0x80003800),
        place(Name::AncienneBanque, Holds::Value(10), 0x80003000),
        place(Name::AncienIBAN, Holds::Value(53), 0x80002000),
        place(Name::TitCpteDiff, Holds::Value(10), 0x80000000),
    ] },
    // 37: InfoAssure
    Content { first: 0x1, has_id: false, places: &[
        place(Name::CodAssDeb, Holds::Value(75), 0x80000002),
        place(Name::CodAyantDroit, Holds::Value(21), 0x80000000),
    ] },
    // 38: RattachPiece
    Content { first: 0x1, has_id: false, places: &[
        place(Name::NatPceOrig, Holds::Value(76), 0x2),
        place(Name::ExerRat, Holds::Value(11), 0x4),
        place(Name::IdPceOrig, Holds::Value(35), 0x80000008),
        place(Name::IdLigneOrig, Holds::Value(36), 0x80000000),
    ] },
    // 39: LiensIdent
    Content { first: 0x8000003f, has_id: false, places: &[
        place(Name::IdConv, Holds::Value(37), 0x8000003e),
        place(Name::IdMarche, Holds::Value(38), 0x8000003c),
        place(Name::IdCaution, Holds::Value(39), 0x80000038),
        place(Name::IdEmpruntOrdo, Holds::Value(39), 0x80000030),
        place(Name::IdActif, Holds::Value(37), 0x80000020),
        place(Name::IdRegie, Holds::Value(17), 0x80000000),
    ] },
    // 40: Tiers
    Content { first: 0x1, has_id: false, places: &[
        place(Name::InfoTiers, Holds::Content(41), 0x2),
        place(Name::Adresse, Holds::Content(24), 0x80000004),
        place(Name::CpteBancaire, Holds::Content(25), 0x80000000),
    ] },
    // 41: InfoTiers
    Content { first: 0x3f, has_id: false, places: &[
        place(Name::IdTiers, Holds::Value(40), 0x3e),
        place(Name::DteNaissance, Holds::Value(4), 0x3c),
        place(Name::NatIdTiers, Holds::Value(41), 0x38),
        place(Name::DteIdTiers, Holds::Value(4), 0x30),
        place(Name::RefTiers, Holds::Value(38), 0x20),
        place(Name::CatTiers, Holds::Value(42), 0x40),
        place(Name::NatJur, Holds::Value(32), 0x80),
        place(Name::TypTiers, Holds::Value(77), 0x300),
        place(Name::Civilite, Holds::Value(17), 0x200),
        place(Name::Nom, Holds::Value(3), 0x80001c00),
        place(Name::ComplNom, Holds::Value(3), 0x80001800),
        place(Name::Prenom, Holds::Value(3), 0x80001000),
        place(Name::LieuNaissance, Holds::Content(42), 0x80000000),
    ] },
    // 42: LieuNaissance
    Content { first: 0x1, has_id: false, places: &[
        place(Name::NeEnFrance, Holds::Value(10), 0x6),
        place(Name::MetropoleDomCom, Holds::Content(43), 0x80000000),
        place(Name::Etranger, Holds::Content(44), 0x80000000),
    ] },
    // 43: MetropoleDomCom
    Content { first: 0x1, has_id: false, places: &[
        place(Name::CodeDeptDomCom, Holds::Value(78), 0x80000006),
        place(Name::CodeCommune, Holds::Value(79), 0x80000004),
        place(Name::LibelleCommune, Holds::Value(80), 0x80000000),
    ] },
    // 44: Etranger
    Content { first: 0x3, has_id: false, places: &[
        place(Name::CodePays, Holds::Value(81), 0x80000000),
        place(Name::LibellePays, Holds::Value(80), 0x80000000),
    ] },
    // 45: Recouvrement
    Content { first: 0x1, has_id: false, places: &[
        place(Name::TypFlux, Holds::Value(69), 0x2),
        place(Name::ModRegl, Holds::Value(82), 0x4),
        place(Name::DteReco, Holds::Value(4), 0x8),
        place(Name::IdEncaissement, Holds::Value(27), 0x10),
        place(Name::MtReco, Holds::Value(15), 0x80000000),
    ] },
    // 46: PES_PJ
    Content { first: 0x1, has_id: false, places: &[
        place(Name::EnTetePESPJ, Holds::Content(47), 0x80000002),
        place(Name::PJ, Holds::Content(48), 0x80000002),
    ] },
    // 47: EnTetePES_PJ
    Content { first: 0x1, has_id: false, places: &[
        place(Name::IdVer, Holds::Value(83), 0x80000000),
    ] },
    // 48: PJ
    Content { first: 0x1, has_id: false, places: &[
        place(Name::Contenu, Holds::Content(49), 0x2),
        place(Name::IdUnique, Holds::Value(22), 0xc),
        place(Name::ServeurId, Holds::Value(84), 0x8),
        place(Name::NomPJ, Holds::Value(85), 0x30),
        place(Name::TypePJ, Holds::Value(23), 0x20),
        place(Name::Description, Holds::Value(24), 0x80000040),
        place(Name::RefCompta, Holds::Content(50), 0x80000040),
    ] },
    // 49: Contenu
    Content { first: 0x1, has_id: false, places: &[
        place(Name::Fichier, Holds::File, 0x80000000),
    ] },
    // 50: RefCompta
    Content { first: 0x1, has_id: false, places: &[
        place(Name::Domaine, Holds::Value(82), 0x2),
        place(Name::Exercice, Holds::Value(11), 0x4),
        place(Name::TypeObjet, Holds::Value(86), 0x80000038),
        place(Name::Identifiant, Holds::Value(87), 0x80000030),
        place(Name::ComplementIdentifiant, Holds::Value(84), 0x80000020),
        place(Name::IdTiers, Holds::Value(88), 0x80000000),
    ] },
];
