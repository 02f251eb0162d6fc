//! Answers as they come over HTTP, and what they mean.

use std::collections::HashMap;

use super::message::Refusal;
use crate::limits;
use crate::xml::{Event, Scanner};

/// An HTTP answer.
#[derive(Clone, Debug)]
pub struct Http<'a> {
    /// The status code.
    pub status: u16,
    /// The address that it came from, where that is another than the one asked.
    pub landed: Option<&'a str>,
    /// Its body.
    pub body: &'a [u8],
}

/// What S2low says to a flux posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It took it, under this transaction number.
    Accepted(u64),
    /// It refused it.
    Refused(Refusal),
}

/// The state of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Its state (`domain/s2low.md` §4) and the last message about it.
    Known {
        /// From -1 to 24.
        state: i32,
        /// S2low's own words.
        message: String,
    },
    /// S2low does not tell; its own words.
    Refused(String),
}

/// An answer that is not one.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerError {
    /// A page where XML was due: the session is lost, or somebody in between has a page of their own.
    LoggedOut,
    /// A page of S2low that says why it does not know the person.
    Stranger(Refusal),
    /// An HTTP error.
    Http(u16),
    /// Something that cannot be understood: cut short, too long, or from somebody else.
    Unreadable,
}

impl AnswerError {
    /// Whether S2low may have taken a flux that was answered so: the script may have run before what went wrong.
    #[must_use]
    pub fn leaves_doubt(&self) -> bool {
        match self {
            Self::LoggedOut | Self::Stranger(_) => false,
            Self::Http(status) => CERTAINLY_NOT_TAKEN.iter().all(|certain| certain != status),
            Self::Unreadable => true,
        }
    }

    /// Whether asking again soon may well fare better.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Http(status) if PASSING.contains(status))
    }
}

/// HTTP statuses that a web server gives in place of running a script.
const CERTAINLY_NOT_TAKEN: &[u16] =
    &[301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 411, 413, 414, 429, 431, 503];

/// HTTP statuses of a server, or of one before it, that is busy or just starting.
const PASSING: &[u16] = &[429, 502, 503, 504];

/// What to say where the web server answers in place of S2low, by HTTP status.
const HTTP_MESSAGES: &[(u16, &str)] = &[
    (401, "network-forbidden"),
    (403, "network-forbidden"),
    (404, "network-not-found"),
    (413, "network-too-large"),
    (500, "network-server"),
    (502, "network-gateway"),
    (503, "network-busy"),
    (504, "network-gateway"),
];

/// The message about an HTTP status that a web server answers in place of S2low.
#[must_use]
pub fn http_words(status: u16) -> &'static str {
    HTTP_MESSAGES.iter().find(|(known, _)| *known == status).map_or("network-http", |(_, id)| *id)
}

/// Whether S2low knows who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connection {
    /// It does.
    Known,
    /// It does not, and says why.
    Refused(Refusal),
}

/// Reads the answer of the script that tries the connection.
///
/// # Errors
/// [`AnswerError`].
pub fn read_connection(http: &Http<'_>) -> Result<Connection, AnswerError> {
    let text = text_of(http)?;
    match plain_refusal(&text) {
        Some(message) => Ok(Connection::Refused(Refusal::from_message(&message))),
        None if text.trim() == "OK" => Ok(Connection::Known),
        None => Err(AnswerError::Unreadable),
    }
}

/// Reads the answer to a flux posted.
///
/// # Errors
/// [`AnswerError`]; [`AnswerError::leaves_doubt`] tells whether S2low may have taken the flux all the same.
pub fn read_import(http: &Http<'_>) -> Result<Answer, AnswerError> {
    let text = text_of(http)?;
    if let Some(message) = plain_refusal(&text) {
        return Ok(Answer::Refused(Refusal::from_message(&message)));
    }
    let fields = fields(&text, "import")?;
    let field = |name: &str| fields.get(name).map_or("", |text| text.trim());
    match (field("resultat"), field("id").parse()) {
        ("OK", Ok(id)) => Ok(Answer::Accepted(id)),
        ("KO", _) => Ok(Answer::Refused(Refusal::from_message(&unescaped(field("message"))))),
        _ => Err(AnswerError::Unreadable),
    }
}

/// Reads the answer to a question about a transaction.
///
/// # Errors
/// [`AnswerError`].
pub fn read_status(http: &Http<'_>) -> Result<Status, AnswerError> {
    let text = text_of(http)?;
    if let Some(message) = plain_refusal(&text) {
        return Ok(Status::Refused(message));
    }
    let fields = fields(&text, "transaction")?;
    let field = |name: &str| fields.get(name).map_or("", |text| text.trim());
    let message = unescaped(field("message"));
    match (field("resultat"), field("status").parse()) {
        ("OK", Ok(state)) => Ok(Status::Known { state, message }),
        ("KO", _) => Ok(Status::Refused(message)),
        _ => Err(AnswerError::Unreadable),
    }
}

/// The body as text: UTF-8 if it is that, whatever it declares, else ISO-8859-1.
fn text_of(http: &Http<'_>) -> Result<String, AnswerError> {
    if http.status != 200 {
        return Err(AnswerError::Http(http.status));
    }
    if http.body.len() > limits::S2LOW_ANSWER_BYTES {
        return Err(AnswerError::Unreadable);
    }
    let text = match std::str::from_utf8(http.body) {
        Ok(text) => text.to_owned(),
        Err(_) => http.body.iter().copied().map(char::from).collect(),
    };
    let start = text.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
    // S2low sends whoever it does not know to a page of its own.
    let is_page = start.starts_with("<!doctype html") || start.starts_with("<html");
    match http.landed {
        None if !is_page => Ok(text),
        landed => Err(reason_of_page(landed.unwrap_or_default(), &text)),
    }
}

/// Why S2low sent a page: by its address, or by its words.
fn reason_of_page(address: &str, text: &str) -> AnswerError {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if path.ends_with("/login.php") && query.contains("multiple_accounts") {
        return AnswerError::Stranger(Refusal::SeveralAccounts);
    }
    match Refusal::from_message(&unescaped(text)) {
        refusal @ (Refusal::NoCertificate | Refusal::NoAccount | Refusal::SeveralAccounts) => {
            AnswerError::Stranger(refusal)
        }
        _ => AnswerError::LoggedOut,
    }
}

/// `KO`, a line end, and the message: how S2low refuses before it comes to XML.
fn plain_refusal(text: &str) -> Option<String> {
    let message = text.strip_prefix("KO")?.strip_prefix(['\n', '\r'])?;
    Some(unescaped(message.trim()))
}

/// The texts of the elements of a small answer, by name.
fn fields(text: &str, root: &str) -> Result<HashMap<String, String>, AnswerError> {
    // The declaration may name another encoding than that of the bytes, which are text by now.
    let text = text.trim_start();
    let body = match text.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map(|(_, body)| body).ok_or(AnswerError::Unreadable)?,
        None => text,
    };
    let mut fields = HashMap::new();
    let mut path: Vec<String> = Vec::new();
    let mut scanner = Scanner::new();
    let told = scanner.tell(body.as_bytes(), &mut |event| match event {
        Event::Start(tag) => path.push(String::from_utf8_lossy(tag.name().as_bytes()).into_owned()),
        Event::End(_) => drop(path.pop()),
        Event::Text(text) => {
            if let [first, name] = path.as_slice()
                && first == root
            {
                let field: &mut String = fields.entry(name.clone()).or_default();
                field.push_str(&String::from_utf8_lossy(text.bytes));
            }
        }
        _ => {}
    });
    told.and_then(|()| scanner.finish()).map_err(|_| AnswerError::Unreadable)?;
    Ok(fields)
}

/// S2low escapes its messages for HTML, inside XML too.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let reference = after.split_once(';').filter(|(name, _)| name.len() <= LONGEST_REFERENCE);
        match reference.and_then(|(name, after)| Some((character(name)?, after))) {
            Some((character, after)) => {
                out.push(character);
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// `#x10FFFF`
const LONGEST_REFERENCE: usize = 8;

/// The names that PHP's `htmlspecialchars` and `htmlentities` write in French words.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("deg", '°'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("ccedil", 'ç'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("Eacute", 'É'),
    ("icirc", 'î'),
    ("ocirc", 'ô'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
];

fn character(name: &str) -> Option<char> {
    let number = match name.strip_prefix('#') {
        None => return NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character),
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => digits.parse(),
        },
    };
    char::from_u32(number.ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn http(body: &[u8]) -> Http<'_> {
        Http { status: 200, landed: None, body }
    }

    #[test]
    fn an_accepted_flux_has_a_transaction_number() {
        let body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<import>\n  <id>123</id>\n  \
                    <resultat>OK</resultat>\n  <message>Téléchargement du fichier réussi.</message>\n</import>\n";
        assert_eq!(read_import(&http(body.as_bytes())), Ok(Answer::Accepted(123)));
    }

    #[test]
    fn a_refusal_is_understood_in_xml_and_in_plain_text() {
        let body = "<import><id/><resultat>KO</resultat><message>doublon détecté. Ce fichier a déjà été posté.</message></import>";
        assert_eq!(read_import(&http(body.as_bytes())), Ok(Answer::Refused(Refusal::Duplicate)));
        assert_eq!(read_import(&http(b"KO\nAcc\xE8s refus\xE9\n")), Ok(Answer::Refused(Refusal::Denied)));
    }

    #[test]
    fn utf_8_under_an_iso_8859_1_declaration_is_read_as_utf_8() {
        let body = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<transaction >\n  <id>5</id><resultat>OK</resultat>\
                    <message>Transaction 5 dans la file d&#039;attente é</message><status>2</status></transaction>  ";
        let message = "Transaction 5 dans la file d'attente é".to_owned();
        assert_eq!(read_status(&http(body.as_bytes())), Ok(Status::Known { state: 2, message }));
        let body = "<transaction ><id></id><resultat>KO</resultat><message>Accès refusé</message><status></status></transaction>";
        assert_eq!(read_status(&http(body.as_bytes())), Ok(Status::Refused("Accès refusé".to_owned())));
    }

    #[test]
    fn what_is_no_answer_is_told_apart() {
        let page = http(b" <!DOCTYPE html><html><body>Connexion</body></html>");
        assert_eq!(read_import(&page), Err(AnswerError::LoggedOut));
        let elsewhere =
            Http { status: 200, landed: Some("https://s2low.example/index.php"), body: b"<import/>" };
        assert_eq!(read_import(&elsewhere), Err(AnswerError::LoggedOut));
        let error = Http { status: 503, landed: None, body: b"" };
        assert_eq!(read_import(&error), Err(AnswerError::Http(503)));
        for body in [
            &b""[..],
            b"<import><id>1</id>",
            b"OK",
            b"<other/>",
            b"<import><resultat>OK</resultat></import>",
            b"\xFF\xFE",
        ] {
            assert_eq!(read_import(&http(body)), Err(AnswerError::Unreadable), "{body:?}");
        }
        let long = vec![b' '; limits::S2LOW_ANSWER_BYTES + 1];
        assert_eq!(read_status(&http(&long)), Err(AnswerError::Unreadable));
    }

    #[test]
    fn the_pages_that_s2low_sends_strangers_to_say_why() {
        let page = |landed, body: &'static [u8]| read_import(&Http { status: 200, landed, body });
        let several = Err(AnswerError::Stranger(Refusal::SeveralAccounts));
        assert_eq!(page(Some("https://s2low.example/login.php?error=multiple_accounts"), b""), several);
        let unknown = "<!DOCTYPE html><p>Le certificat n'est pas valide : aucun compte trouvé</p>";
        assert_eq!(
            page(Some("https://s2low.example/connexion-status"), unknown.as_bytes()),
            Err(AnswerError::Stranger(Refusal::NoAccount))
        );
        assert_eq!(page(Some("https://s2low.example/login.php"), b"<html>"), Err(AnswerError::LoggedOut));
    }

    #[test]
    fn the_connection_is_known_or_refused_in_s2lows_words() {
        assert_eq!(read_connection(&http(b"OK")), Ok(Connection::Known));
        // Version 6 loses the accents on the way.
        for body in [
            &b"KO\nLa connexion n&#039;a pas pu ?tre ?tablie\n"[..],
            b"KO\nLa connexion n&#039;a pas pu \xEAtre \xE9tablie\n",
        ] {
            assert_eq!(read_connection(&http(body)), Ok(Connection::Refused(Refusal::SeveralAccounts)));
        }
        assert_eq!(read_connection(&http(b"")), Err(AnswerError::Unreadable));
    }

    #[test]
    fn only_what_stood_in_for_the_script_leaves_no_doubt() {
        for (status, doubt, passing) in [
            (413, false, false),
            (403, false, false),
            (503, false, true),
            (500, true, false),
            (502, true, true),
            (504, true, true),
            (200, true, false),
        ] {
            let error = AnswerError::Http(status);
            assert_eq!((error.leaves_doubt(), error.is_passing()), (doubt, passing), "{status}");
        }
        assert!(AnswerError::Unreadable.leaves_doubt() && !AnswerError::LoggedOut.leaves_doubt());
    }

    #[test]
    fn references_in_messages_are_written_out_and_what_is_none_stays() {
        assert_eq!(
            unescaped("n&#039;&eacute;t&#xE9; &amp;lt; &b; & &#xD800; &#99999999999;"),
            "n'été &lt; &b; & &#xD800; &#99999999999;"
        );
    }

    const ACCEPTED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<import>\n  <id>123</id>\n  <resultat>OK</resultat>\n  <message>Téléchargement du fichier réussi.</message>\n</import>";

    #[test]
    fn an_answer_cut_anywhere_is_unreadable() {
        for length in 0..ACCEPTED.len() {
            assert_eq!(
                read_import(&http(&ACCEPTED.as_bytes()[..length])),
                Err(AnswerError::Unreadable),
                "{length}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn no_answer_makes_the_readers_panic_or_grow(
            status in proptest::prelude::any::<u16>(),
            landed in proptest::option::of(".{0,40}"),
            body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..2000),
        ) {
            let http = Http { status, landed: landed.as_deref(), body: &body };
            let bounded = |text: &str| text.len() <= 2 * body.len();
            match read_import(&http) {
                Ok(Answer::Refused(Refusal::Unknown(message))) => proptest::prop_assert!(bounded(&message)),
                Ok(Answer::Accepted(_)) => proptest::prop_assert!(status == 200 && landed.is_none()),
                _ => {}
            }
            if let Ok(Status::Known { message, .. } | Status::Refused(message)) = read_status(&http) {
                proptest::prop_assert!(bounded(&message));
            }
            let _ = read_connection(&http);
        }

        #[test]
        fn a_damaged_answer_never_becomes_another_transaction(at in 0..ACCEPTED.len(), byte in proptest::prelude::any::<u8>()) {
            let mut body = ACCEPTED.as_bytes().to_vec();
            body[at] = byte;
            if let Ok(Answer::Accepted(id)) = read_import(&http(&body)) {
                let digits = &body[ACCEPTED.find("<id>").unwrap() + 4..][..3];
                // A no-break space, as an answer in ISO-8859-1 has it, is space around a number too.
                let shown = digits.iter().copied().map(char::from).collect::<String>();
                let shown = shown.trim().parse();
                proptest::prop_assert_eq!(Ok(id), shown);
            }
        }

        #[test]
        fn nested_hostile_answers_are_refused(depth in 0_usize..5000, name in "[a-z]{1,8}") {
            let body = format!("<import>{}", format!("<{name}>").repeat(depth));
            proptest::prop_assert_eq!(read_import(&http(body.as_bytes())), Err(AnswerError::Unreadable));
        }
    }
}
