//! S2low's messages, told apart by their words, since nothing else tells them apart.

use crate::letters::lowercase;

/// Why a flux was not taken (`domain/s2low.md` §1.3 and §2.1).
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The certificate of the connection is not RGS.
    NotRgs,
    /// No file arrived, most likely because it is too large for the server.
    NoEnvelope,
    /// The upload failed with this PHP code.
    Upload(String),
    /// The file is larger than S2low takes.
    TooLarge,
    /// The file is empty.
    Empty,
    /// The very same file was posted before: S2low has it.
    Duplicate,
    /// S2low could not store it.
    Storage,
    /// The Helios module is not to be had.
    Module,
    /// The person is not known.
    Authentication,
    /// The person may not.
    Denied,
    /// S2low could not send the file on.
    NotSent,
    /// The connection had no certificate.
    NoCertificate,
    /// No account goes with the certificate.
    NoAccount,
    /// Several accounts go with the certificate.
    SeveralAccounts,
    /// Something else; S2low's own words.
    Unknown(String),
}

/// Words that tell a refusal, compared without regard to letter case.
const REFUSALS: &[(&str, Refusal)] = &[
    ("n'est pas rgs", Refusal::NotRgs),
    ("aucune enveloppe", Refusal::NoEnvelope),
    ("supérieure à la limite", Refusal::TooLarge),
    ("est vide (0 octet)", Refusal::Empty),
    ("doublon", Refusal::Duplicate),
    ("chec lors du téléchargement", Refusal::Storage),
    ("initialisation du module", Refusal::Module),
    ("chec de l'authentification", Refusal::Authentication),
    ("accès refus", Refusal::Denied),
    ("impossible d'envoyer le fichier", Refusal::NotSent),
    ("aucune information de certificat", Refusal::NoCertificate),
    ("certificat n'est pas valide", Refusal::NoAccount),
    ("connexion n'a pas pu", Refusal::SeveralAccounts),
];

impl Refusal {
    /// Understands a message.
    #[must_use]
    pub fn from_message(message: &str) -> Self {
        let lower = lowercase(message);
        if let Some((_, code)) = lower.split_once("téléchargement du fichier : code ") {
            return Self::Upload(code.trim().to_owned());
        }
        let known = REFUSALS.iter().find(|(words, _)| lower.contains(words));
        known.map_or_else(|| Self::Unknown(message.to_owned()), |(_, refusal)| refusal.clone())
    }

    /// The Fluent message that explains it, and the argument of that message.
    #[must_use]
    pub fn words(&self) -> (&'static str, Option<(&'static str, &str)>) {
        match self {
            Self::NotRgs => ("s2low-refusal-not-rgs", None),
            Self::NoEnvelope => ("s2low-refusal-no-envelope", None),
            Self::Upload(number) => ("s2low-refusal-upload", Some(("number", number))),
            Self::TooLarge => ("s2low-refusal-too-large", None),
            Self::Empty => ("s2low-refusal-empty", None),
            Self::Duplicate => ("s2low-refusal-duplicate", None),
            Self::Storage => ("s2low-refusal-storage", None),
            Self::Module => ("s2low-refusal-module", None),
            Self::Authentication => ("s2low-refusal-authentication", None),
            Self::Denied => ("s2low-refusal-denied", None),
            Self::NotSent => ("s2low-refusal-not-sent", None),
            Self::NoCertificate => ("s2low-refusal-no-certificate", None),
            Self::NoAccount => ("s2low-refusal-no-account", None),
            Self::SeveralAccounts => ("s2low-refusal-several-accounts", None),
            Self::Unknown(message) => ("s2low-refusal-unknown", Some(("message", message))),
        }
    }
}

/// Why the worker put a flux aside (`domain/s2low.md` §3e).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The Fluent message that explains it.
    pub words: &'static str,
    /// The arguments of that message.
    pub arguments: Vec<(&'static str, String)>,
}

/// Words that tell a check of the worker, in the order in which they are looked for.
const CHECKS: &[(&str, &str)] = &[
    ("non trouvé en local", "s2low-check-not-found"),
    ("fichier est introuvable", "s2low-check-not-found"),
    ("virus", "s2low-check-virus"),
    ("encodé en iso-8859-1", "s2low-check-encoding"),
    ("n'est pas en xml", "s2low-check-not-xml"),
    ("ni bordereau, ni pj", "s2low-check-no-content"),
    ("parametre/nomfic", "s2low-check-no-file-name"),
    ("codcol est trop long", "s2low-check-codcol-too-long"),
    ("idcol est trop longue", "s2low-check-idcol-too-long"),
    ("modifé depuis", "s2low-check-altered"),
    ("altéré depuis", "s2low-check-altered"),
    ("existe déjà sur la plateforme", "s2low-check-already-there"),
    ("problème d'enregistrement", "s2low-check-registration"),
    ("propriétés helios ftp", "s2low-check-server"),
    ("mauvaise file passtrans", "s2low-check-server"),
    ("erreur retournée par helios", "s2low-check-helios"),
];

impl Check {
    /// Understands the message of a transaction in state -1.
    #[must_use]
    pub fn from_message(message: &str) -> Self {
        let lower = lowercase(message);
        if let Some((_, reason)) = message.split_once("La signature du fichier est invalide : ") {
            return Self { words: "s2low-check-signature", arguments: vec![("reason", reason.to_owned())] };
        }
        if let Some((_, words)) = CHECKS.iter().find(|(part, _)| lower.contains(part)) {
            return Self { words, arguments: Vec::new() };
        }
        header_value(message).unwrap_or_else(|| Self {
            words: "s2low-check-unknown",
            arguments: vec![("message", message.to_owned())],
        })
    }
}

/// `La balise {tag} n'est pas présente ou est vide`, `… la balise {tag} contient {n} caractères ({m} attendus).`
fn header_value(message: &str) -> Option<Check> {
    let (_, rest) = message.split_once("a balise ")?;
    if let Some((tag, _)) = rest.split_once(" n'est pas présente ou est vide") {
        return Some(Check { words: "s2low-check-tag-missing", arguments: vec![("tag", tag.to_owned())] });
    }
    let (tag, rest) = rest.split_once(" contient ")?;
    let (length, rest) = rest.split_once(" caractères (")?;
    let (expected, _) = rest.split_once(" attendus)")?;
    let arguments = [("tag", tag), ("length", length), ("expected", expected)];
    let arguments = arguments.map(|(name, value)| (name, value.to_owned())).to_vec();
    Some(Check { words: "s2low-check-tag-length", arguments })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_of_the_import_is_understood() {
        for (message, refusal) in [
            ("Votre certificat n'est pas RGS et ne vous permet donc pas de télétransmettre", Refusal::NotRgs),
            (
                "Aucune enveloppe trouvée : la taille de l'enveloppe dépasse probablement la taille maximum",
                Refusal::NoEnvelope,
            ),
            ("Erreur lors du téléchargement du fichier : code 4", Refusal::Upload("4".to_owned())),
            ("Taille de fichier supérieure à la limite autorisée (128 Mo maximum).", Refusal::TooLarge),
            ("Le fichier présenté est vide (0 octet)", Refusal::Empty),
            ("doublon détecté. Ce fichier a déjà été posté.", Refusal::Duplicate),
            ("Échec lors du téléchargement du fichier", Refusal::Storage),
            ("Erreur d'initialisation du module", Refusal::Module),
            ("Échec de l'authentification", Refusal::Authentication),
            ("Accès refusé", Refusal::Denied),
            ("impossible d'envoyer le fichier XML", Refusal::NotSent),
            ("La connexion n'a pas pu ?tre ?tablie", Refusal::SeveralAccounts),
            ("Le certificat n'est pas valide : aucun compte trouvé", Refusal::NoAccount),
            ("Autre chose", Refusal::Unknown("Autre chose".to_owned())),
        ] {
            assert_eq!(Refusal::from_message(message), refusal, "{message}");
        }
    }

    #[test]
    fn the_workers_checks_are_understood() {
        for (message, words) in [
            ("Transaction 3 : ce fichier n'est pas encodé en ISO-8859-1", "s2low-check-encoding"),
            ("Transaction 3 : ce fichier n'est pas en XML", "s2low-check-not-xml"),
            (
                "Transaction 3 : ce fichier ne contient ni bordereau, ni PJ, ni marché",
                "s2low-check-no-content",
            ),
            ("Transaction 3 : ce fichier existe déjà sur la plateforme", "s2low-check-already-there"),
            ("La signature du fichier est invalide : certificate has expired", "s2low-check-signature"),
            ("bla", "s2low-check-unknown"),
        ] {
            assert_eq!(Check::from_message(message).words, words, "{message}");
        }
    }

    #[test]
    fn values_of_the_header_that_do_not_fit_are_named_with_their_lengths() {
        let missing =
            Check::from_message("Transaction 3 : La balise EnTetePES/CodBud n'est pas présente ou est vide");
        assert_eq!(missing.words, "s2low-check-tag-missing");
        assert_eq!(missing.arguments, [("tag", "EnTetePES/CodBud".to_owned())]);
        let message = "Transaction 3 : Non-conformité PES aller : la balise EnTetePES/IdPost contient 7 caractères (6 attendus).";
        let length = Check::from_message(message);
        assert_eq!(length.words, "s2low-check-tag-length");
        let values: Vec<&str> = length.arguments.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, ["EnTetePES/IdPost", "7", "6"]);
        let cut = Check::from_message("Transaction 3 : la balise EnTetePES/IdPost contient 7 carac");
        assert_eq!(cut.words, "s2low-check-unknown");
    }
}
