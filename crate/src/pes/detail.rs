//! One piece in full, read again from its bytes in the file: what would take too much room for all of them.

use super::Amount;
use super::reader::short;
use crate::limits;
use crate::xml::{Encoding, Event, Scanner, StartTag};

/// What a piece says, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// Its lines, as far as they are kept.
    pub lines: Vec<Line>,
    /// What it says of its attachments.
    pub references: Vec<Reference>,
}

/// One line of a piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// `IdLigne`, its number.
    pub number: Option<String>,
    /// `ObjLignePce` in recette, `LibVir1` in dépense.
    pub object: Option<String>,
    /// `Nature`, the account it goes to.
    pub nature: Option<String>,
    /// `Fonction`.
    pub function: Option<String>,
    /// `Operation`.
    pub operation: Option<String>,
    /// `MtHT`.
    pub total: Option<Amount>,
    /// `MtTVA`.
    pub tax: Option<Amount>,
    /// `ModRegl`, a code.
    pub payment: Option<String>,
    /// The direct debit that pays it.
    pub debit: Option<Debit>,
    /// Who pays or is paid.
    pub parties: Vec<Party>,
}

/// A direct debit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Debit {
    /// `NatPrel`, a code: `01` is handed in by the treasury, `02` by the ordonnateur.
    pub nature: Option<String>,
    /// `DtePrel`.
    pub date: Option<String>,
    /// `RefUniMdt`, the reference of the mandate.
    pub mandate: Option<String>,
}

/// A third party.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// `Nom` and `Prenom`.
    pub name: Option<String>,
    /// `IdTiers`.
    pub identifier: Option<String>,
    /// `CP` and `Ville`.
    pub town: Option<String>,
    /// `IBAN`, or bank, branch, account and key of the RIB.
    pub account: Option<String>,
}

/// A reference to an attachment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// `Support`, a code: `01` electronic, `02` on paper, `03` on a disc.
    pub support: Option<String>,
    /// `IdUnique`.
    pub id: Option<String>,
    /// `NomPJ`.
    pub name: Option<String>,
}

/// Reads one piece, part by part.
#[derive(Debug)]
pub struct Reader {
    scanner: Scanner,
    detail: Detail,
    /// The bytes are no XML from some place on: what was read before counts.
    broken: bool,
}

impl Reader {
    /// A reader at the start of a `Piece` element of a file in `encoding`.
    #[must_use]
    pub fn new(encoding: Encoding) -> Self {
        let mut reader = Self { scanner: Scanner::new(), detail: Detail::default(), broken: false };
        reader.feed(format!("<?xml version=\"1.0\" encoding=\"{}\"?>", encoding.name()).as_bytes());
        reader
    }

    /// Reads the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        let detail = &mut self.detail;
        if !self.broken {
            let read = self.scanner.tell(bytes, &mut |event| {
                if let Event::Start(tag) = event {
                    detail.start(tag);
                }
            });
            self.broken = read.is_err();
        }
    }

    /// What was read.
    #[must_use]
    pub fn finish(self) -> Detail {
        self.detail
    }
}

impl Detail {
    /// Reads the bytes of one `Piece` element of a file in `encoding`; of bytes that are cut short, what is there.
    #[must_use]
    pub fn read(bytes: &[u8], encoding: Encoding) -> Self {
        let mut reader = Reader::new(encoding);
        reader.feed(bytes);
        reader.finish()
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        let local = tag.name().local();
        match local {
            b"LigneDePiece" if self.lines.len() < limits::LINES_KEPT => self.lines.push(Line::default()),
            b"Tiers" => {
                if let Some(line) =
                    self.lines.last_mut().filter(|line| line.parties.len() < limits::LINES_KEPT)
                {
                    line.parties.push(Party::default());
                }
            }
            b"PJRef" if self.references.len() < limits::LINES_KEPT => {
                self.references.push(Reference::default())
            }
            _ => {
                if let Some(value) = tag.attribute("V") {
                    self.value(local, &short(value.value()));
                }
            }
        }
    }

    fn value(&mut self, name: &[u8], value: &str) {
        let set = |field: &mut Option<String>| {
            if field.is_none() {
                *field = Some(value.to_owned());
            }
        };
        let append = |field: &mut Option<String>| match field {
            Some(text) => *text = format!("{text} {value}"),
            None => *field = Some(value.to_owned()),
        };
        if let (b"Support" | b"IdUnique" | b"NomPJ", Some(reference)) = (name, self.references.last_mut()) {
            return match name {
                b"Support" => set(&mut reference.support),
                b"IdUnique" => set(&mut reference.id),
                _ => set(&mut reference.name),
            };
        }
        let Some(line) = self.lines.last_mut() else { return };
        match name {
            b"IdLigne" => set(&mut line.number),
            b"ObjLignePce" | b"LibVir1" => set(&mut line.object),
            b"Nature" => set(&mut line.nature),
            b"Fonction" => set(&mut line.function),
            b"Operation" => set(&mut line.operation),
            b"MtHT" => line.total = line.total.or_else(|| Amount::parse(value)),
            b"MtTVA" => line.tax = line.tax.or_else(|| Amount::parse(value)),
            b"ModRegl" => set(&mut line.payment),
            b"NatPrel" => set(&mut line.debit.get_or_insert_default().nature),
            b"DtePrel" => set(&mut line.debit.get_or_insert_default().date),
            b"RefUniMdt" => set(&mut line.debit.get_or_insert_default().mandate),
            _ => {
                let Some(party) = line.parties.last_mut() else { return };
                match name {
                    b"Nom" | b"Prenom" => append(&mut party.name),
                    b"IdTiers" => set(&mut party.identifier),
                    b"CP" | b"Ville" => append(&mut party.town),
                    b"IBAN" => set(&mut party.account),
                    b"CodeEtab" | b"CodeGuic" | b"IdCpte" | b"CleRib" => append(&mut party.account),
                    _ => {}
                }
            }
        }
    }
}

/// An account number that shows no more than tells it from another: its first and last four characters.
#[must_use]
pub fn shortened(account: &str) -> String {
    let characters: Vec<char> = account.chars().filter(|c| !c.is_whitespace()).collect();
    if characters.len() <= 8 {
        return characters.into_iter().collect();
    }
    let (start, end) = (&characters[..4], &characters[characters.len() - 4..]);
    start.iter().chain(&['…']).chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_read_line_by_line_in_its_encoding() {
        let piece = b"<Piece><BlocPiece><InfoPce><PJRef><Support V=\"01\"/><IdUnique V=\"A\"/></PJRef></InfoPce></BlocPiece>\
            <LigneDePiece><BlocLignePiece><InfoLignePce><IdLigne V=\"1\"/><Nature V=\"6067\"/><LibVir1 V=\"Caf\xE9\"/>\
            <ModRegl V=\"03\"/><MtHT V=\"12.5\"/><MtTVA V=\"2.5\"/></InfoLignePce></BlocLignePiece>\
            <Tiers><InfoTiers><Nom V=\"Martin\"/><Prenom V=\"Luce\"/></InfoTiers><Adresse><CP V=\"57590\"/>\
            <Ville V=\"Delme\"/></Adresse><CpteBancaire><IBAN V=\"FR7612345678901234\"/></CpteBancaire></Tiers>\
            </LigneDePiece></Piece>";
        let detail = Detail::read(piece, Encoding::Latin1);
        let [line] = detail.lines.as_slice() else { panic!("{detail:?}") };
        assert_eq!((line.object.as_deref(), line.payment.as_deref()), (Some("Café"), Some("03")));
        assert_eq!((line.total, line.tax), (Amount::parse("12.50"), Amount::parse("2.50")));
        let party = &line.parties[0];
        assert_eq!(
            (party.name.as_deref(), party.town.as_deref()),
            (Some("Martin Luce"), Some("57590 Delme"))
        );
        assert_eq!(shortened(party.account.as_deref().unwrap()), "FR76…1234");
        assert_eq!(detail.references[0].id.as_deref(), Some("A"));
        // What is cut is read as far as it goes.
        assert_eq!(Detail::read(&piece[..200], Encoding::Latin1).lines.len(), 1);
    }
}
