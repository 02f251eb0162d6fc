//! What the journal keeps of a signed file, and the table that a spreadsheet opens.

/// How far a signed file got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Signed and verified; nothing was sent.
    Signed,
    /// An upload began, and S2low's answer is not known: it may have the file.
    Sending,
    /// S2low has it.
    Sent,
}

/// The states as the journal writes them.
const STATES: &[(&str, State)] =
    &[("signed", State::Signed), ("sending", State::Sending), ("sent", State::Sent)];

impl State {
    /// Its name in the journal.
    #[must_use]
    pub fn name(self) -> &'static str {
        STATES.iter().find(|(_, state)| *state == self).map_or("", |(name, _)| name)
    }

    /// The state of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        STATES.iter().find(|(known, _)| *known == name).map(|(_, state)| *state)
    }
}

/// One signed file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// SHA-256 of the signed file, in lower-case hexadecimal; no two records have the same.
    pub sha256: String,
    /// What was signed: one digest in hexadecimal, and the flux's `NomFic`. The same for every signature of one flux; empty
    /// where unknown.
    pub content: String,
    /// Its name.
    pub name: String,
    /// Who signed it; empty if it came signed.
    pub signer: String,
    /// When it was signed, or came, in seconds since 1970.
    pub signed_at: u64,
    /// How far it got.
    pub state: State,
    /// When S2low's word came, in seconds since 1970.
    pub sent_at: Option<u64>,
    /// Its number in S2low.
    pub transaction: Option<u64>,
    /// The last status that S2low told, and its words.
    pub status: Option<(i32, String)>,
}

/// The records as a table: semicolons, CRLF, UTF-8 with its mark, as spreadsheets in France take it. The first
/// line is `heads`; `time` writes moments, `status` the state in words.
pub fn csv<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    heads: &[String],
    time: impl Fn(u64) -> String,
    status: impl Fn(&Record) -> String,
) -> String {
    let mut table = String::from("\u{FEFF}");
    line(&mut table, heads.iter().map(String::as_str));
    for record in records {
        let number = record.transaction.map_or_else(String::new, |number| number.to_string());
        let sent = record.sent_at.map_or_else(String::new, &time);
        let message = record.status.as_ref().map_or("", |(_, message)| message);
        let (signed, status) = (time(record.signed_at), status(record));
        let cells = [&record.name, &record.sha256, &record.signer, &signed, &sent, &number, &status, message];
        line(&mut table, cells);
    }
    table
}

fn line<'a>(table: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            table.push(';');
        }
        table.push('"');
        // A spreadsheet would calculate what begins so, and file names come from anywhere.
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            table.push('\'');
        }
        table.push_str(&cell.replace('"', "\"\""));
        table.push('"');
    }
    table.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_keeps_every_cell_in_its_place_and_calculates_nothing() {
        let record = Record {
            sha256: "ab12".into(),
            content: String::new(),
            name: "=1+1;\"x\".xml".into(),
            signer: "Élodie".into(),
            signed_at: 5,
            state: State::Sent,
            sent_at: Some(7),
            transaction: Some(42),
            status: Some((2, "dans la file".into())),
        };
        let heads = ["Fichier", "SHA-256"].map(str::to_owned);
        let table = csv([&record], &heads, |at| format!("t{at}"), |_| "Contrôlé".into());
        assert_eq!(
            table,
            "\u{FEFF}\"Fichier\";\"SHA-256\"\r\n\"'=1+1;\"\"x\"\".xml\";\"ab12\";\"Élodie\";\"t5\";\"t7\";\"42\";\"Contrôlé\";\"dans la file\"\r\n"
        );
    }

    #[test]
    fn states_come_back_by_their_names() {
        for state in [State::Signed, State::Sending, State::Sent] {
            assert_eq!(State::from_name(state.name()), Some(state));
        }
        assert_eq!(State::from_name("other"), None);
    }
}
