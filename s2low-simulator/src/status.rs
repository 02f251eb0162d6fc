/// A status of a transaction, as S2low numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Status(i32);

/// Number and name of every status.
const NAMES: &[(i32, &str)] = &[
    (-1, "Erreur"),
    (0, "Annulé"),
    (1, "Posté"),
    (2, "En attente de transmission. Fichier valide."),
    (3, "Transmis"),
    (4, "Acquittement reçu"),
    (5, "Validé. Non utilisé en Helios."),
    (6, "Refusé"),
    (7, "En traitement"),
    (8, "Information disponible"),
    (9, "Envoyé au SAE"),
    (10, "Accepter par le SAE"),
    (11, "Refuser par le SAE"),
    (13, "En attente d'être signé"),
    (14, "En attente d'être postée"),
    (19, "En attente de transmission au SAE"),
    (20, "Erreur lors de l'envoi au SAE"),
    (21, "A détruire"),
    (22, "Détruite"),
    (23, "Impossible d'envoyer au SAE (documents indisponibles)"),
    (24, "Transmis. Aucun Ack attendu."),
];

impl Status {
    /// A check failed.
    pub const ERROR: Self = Self(-1);
    /// Received, not yet analysed.
    pub const POSTED: Self = Self(1);
    /// Valid, waiting to be transmitted.
    pub const WAITING: Self = Self(2);
    /// Sent to the DGFiP.
    pub const TRANSMITTED: Self = Self(3);
    /// An acquittement came (old versions).
    pub const ACKNOWLEDGED: Self = Self(4);
    /// A refusal came (old versions).
    pub const REFUSED: Self = Self(6);
    /// An acquittement came, with details.
    pub const INFORMATION: Self = Self(8);
    /// Waits for a signature in S2low itself (5.1 and before).
    pub const TO_BE_SIGNED: Self = Self(13);
    /// Waits for somebody who may transmit.
    pub const TO_BE_POSTED: Self = Self(14);
    /// Sent, and no acquittement is expected.
    pub const TRANSMITTED_FINALLY: Self = Self(24);

    /// The status of this number, if S2low has one.
    pub fn from_code(code: i32) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == code).map(|(known, _)| Self(*known))
    }

    /// S2low's number.
    pub const fn code(self) -> i32 {
        self.0
    }

    /// S2low's name for it.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(code, _)| *code == self.0).map_or("", |(_, name)| name)
    }

    /// The number that the status script tells: an acquittement that cannot be fetched is not announced.
    pub(crate) fn reported(self, acquit_available: bool) -> i32 {
        let announces_acquit = [Self::ACKNOWLEDGED, Self::REFUSED, Self::INFORMATION].contains(&self);
        if announces_acquit && !acquit_available { Self::TRANSMITTED.0 } else { self.0 }
    }
}
