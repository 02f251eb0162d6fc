//! Answers as they come over HTTP, and what they mean.

use std::collections::HashMap;

use super::message::Refusal;
use crate::limits;
use crate::xml::{Error, Event, Scanner};

/// An HTTP answer.
#[derive(Clone, Debug)]
pub struct Http<'a> {
    /// The status code.
    pub status: u16,
    /// Whether the browser followed a redirection to get it.
    pub redirected: bool,
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
    /// A login page where XML was due: the session is lost, or the person is not known.
    LoggedOut,
    /// An HTTP error.
    Http(u16),
    /// Something that cannot be understood: cut short, too long, or from somebody else.
    Unreadable,
}

/// Reads the answer to a flux posted.
///
/// # Errors
/// [`AnswerError`]. Whether S2low took the flux is not known then, but for [`AnswerError::LoggedOut`].
pub fn read_import(http: &Http<'_>) -> Result<Answer, AnswerError> {
    let text = text_of(http)?;
    if let Some(message) = plain_refusal(&text) {
        return Ok(Answer::Refused(Refusal::from_message(&message)));
    }
    let fields = fields(&text, "import")?;
    let field = |name: &str| fields.get(name).map_or("", |text| text.trim());
    match (field("resultat"), field("id").parse()) {
        ("OK", Ok(id)) => Ok(Answer::Accepted(id)),
        ("KO", _) => Ok(Answer::Refused(Refusal::from_message(field("message")))),
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
    let is_page = http.redirected || start.starts_with("<!doctype html") || start.starts_with("<html");
    if is_page { Err(AnswerError::LoggedOut) } else { Ok(text) }
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
    let told = scanner.feed(body.as_bytes(), |event| {
        match event {
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
        }
        Ok::<_, Error>(())
    });
    told.and_then(|()| scanner.finish()).map_err(|_| AnswerError::Unreadable)?;
    Ok(fields)
}

/// S2low escapes its messages for HTML, inside XML too.
fn unescaped(text: &str) -> String {
    text.replace("&#039;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn http(body: &[u8]) -> Http<'_> {
        Http { status: 200, redirected: false, body }
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
        let elsewhere = Http { status: 200, redirected: true, body: b"<import/>" };
        assert_eq!(read_import(&elsewhere), Err(AnswerError::LoggedOut));
        let error = Http { status: 503, redirected: false, body: b"" };
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
}
