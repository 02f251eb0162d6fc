//! The pieces of one bordereau, read again from its bytes in the file: those that are too many to be kept.

use super::reader::short;
use super::{Amount, Piece, Query};
use crate::limits;
use crate::xml::{Encoding, EndTag, Event, Scanner, Span, StartTag};

/// Lists the pieces that a query asks for, part by part of the bordereau's bytes.
#[derive(Debug)]
pub struct Lister {
    scanner: Scanner,
    pieces: Pieces,
    /// The bytes are no XML from some place on: what was read before counts.
    broken: bool,
}

#[derive(Debug)]
struct Pieces {
    query: Query,
    /// What is to be added to the scanner's offsets for those in the file.
    shift: u64,
    /// Pieces that have ended.
    seen: usize,
    skip: usize,
    room: usize,
    found: Vec<Piece>,
    piece: Option<Piece>,
    /// Name of the third party being read.
    party: Option<String>,
    in_reference: bool,
    /// `IdUnique` and `NomPJ` of the reference being read.
    reference: [Option<String>; 2],
}

impl Lister {
    /// A lister at the `start` of a bordereau of a file in `encoding`: of the pieces behind the first `skip`, the first
    /// `room` that `query` asks for.
    #[must_use]
    pub fn new(start: u64, encoding: Encoding, query: Query, skip: usize, room: usize) -> Self {
        let head = format!("<?xml version=\"1.0\" encoding=\"{}\"?>", encoding.name());
        let mut scanner = Scanner::new();
        // It is well-formed.
        let _ = scanner.tell(head.as_bytes(), &mut |_| {});
        let pieces = Pieces {
            query,
            shift: start.wrapping_sub(crate::xml::as_u64(head.len())),
            seen: 0,
            skip,
            room,
            found: Vec::new(),
            piece: None,
            party: None,
            in_reference: false,
            reference: [None, None],
        };
        Self { scanner, pieces, broken: false }
    }

    /// Reads the next bytes; whether there is room for more.
    pub fn feed(&mut self, bytes: &[u8]) -> bool {
        let pieces = &mut self.pieces;
        if !self.broken && !pieces.is_full() {
            let read = self.scanner.tell(bytes, &mut |event| match event {
                Event::Start(tag) => pieces.start(tag),
                Event::End(tag) => pieces.end(tag),
                _ => {}
            });
            self.broken = read.is_err();
        }
        !self.broken && !self.pieces.is_full()
    }

    /// Whether all there is room for was found.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.pieces.is_full()
    }

    /// What was found, and how many pieces were looked at, those left out included.
    #[must_use]
    pub fn finish(self) -> (Vec<Piece>, usize) {
        (self.pieces.found, self.pieces.seen)
    }
}

impl Pieces {
    fn is_full(&self) -> bool {
        self.found.len() >= self.room
    }

    fn start(&mut self, tag: &StartTag<'_>) {
        let local = tag.name().local();
        if local == b"Piece" && !self.is_full() {
            let start = self.shift.wrapping_add(tag.span().start);
            self.piece = Some(Piece { span: Span { start, end: start }, ..Piece::default() });
        }
        let Some(piece) = &mut self.piece else { return };
        match local {
            b"LigneDePiece" => piece.lines += 1,
            b"Tiers" => self.party = None,
            b"PJRef" => (self.in_reference, self.reference) = (true, [None, None]),
            _ => {
                if let Some(value) = tag.attribute("V") {
                    self.value(local, value.value());
                }
            }
        }
    }

    fn value(&mut self, name: &[u8], value: &[u8]) {
        let Some(piece) = &mut self.piece else { return };
        let set = |field: &mut Option<String>| {
            if field.is_none() {
                *field = Some(short(value));
            }
        };
        let amount = Amount::from_bytes(value).unwrap_or_default();
        match name {
            b"IdUnique" if self.in_reference => set(&mut self.reference[0]),
            b"NomPJ" if self.in_reference => set(&mut self.reference[1]),
            b"IdPce" => set(&mut piece.number),
            b"TypPce" => set(&mut piece.kind),
            b"NatPce" => set(&mut piece.nature),
            b"Obj" | b"ObjPce" => set(&mut piece.object),
            b"MtHT" if piece.lines > 0 => piece.total += amount,
            b"MtTVA" if piece.lines > 0 => piece.tax += amount,
            b"Nom" if piece.lines > 0 => {
                set(&mut self.party);
                set(&mut piece.party);
            }
            b"Prenom" if piece.lines == 1 => {
                // Only of the first third party.
                if let Some(party) =
                    piece.party.as_mut().filter(|party| Some(&**party) == self.party.as_ref())
                {
                    party.push(' ');
                    party.push_str(&short(value));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: &EndTag<'_>) {
        let Some(piece) = &mut self.piece else { return };
        match tag.name.local() {
            b"PJRef" => {
                self.in_reference = false;
                let [id, name] = std::mem::take(&mut self.reference);
                if piece.attachments.len() < limits::PIECE_ATTACHMENTS {
                    piece.attachments.extend(name.or(id));
                }
            }
            b"Piece" => {
                piece.span.end = self.shift.wrapping_add(tag.span.end);
                self.seen += 1;
                let piece = self.piece.take();
                if self.seen > self.skip {
                    self.found.extend(piece.filter(|piece| self.query.matches(piece)));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pes::Filter;
    use crate::signing::{Analysis, Analyzer, Scope};
    use crate::xml::as_u64;

    const FILES: [&[u8]; 3] = [
        include_bytes!("../../../s2low-simulator/demonstration/pes-demonstration.xml"),
        include_bytes!("../../../s2low-simulator/demonstration/pes-depense.xml"),
        include_bytes!("../../../s2low-simulator/demonstration/pes-recette.xml"),
    ];

    fn analyze(file: &[u8]) -> Analysis {
        let mut analyzer = Analyzer::new(Scope::Auto, crate::pes::Rules::default());
        analyzer.feed(file).unwrap();
        analyzer.finish().unwrap()
    }

    #[test]
    fn what_is_read_again_is_what_was_read_at_first_however_it_is_cut() {
        for file in FILES {
            let analysis = analyze(file);
            for bordereau in &analysis.flux.bordereaux {
                let range = usize::try_from(bordereau.span.start).unwrap()
                    ..usize::try_from(bordereau.span.end).unwrap();
                for size in [1, 7, 1 << 20] {
                    let (start, query) = (bordereau.span.start, Query::default());
                    let mut lister = Lister::new(start, analysis.encoding, query, 0, usize::MAX);
                    for part in file[range.clone()].chunks(size) {
                        assert!(lister.feed(part));
                    }
                    let (found, seen) = lister.finish();
                    assert_eq!(found, bordereau.listed);
                    assert_eq!(as_u64(seen), bordereau.pieces);
                }
            }
        }
    }

    #[test]
    fn only_what_is_asked_for_is_listed_and_no_more_than_there_is_room_for() {
        let analysis = analyze(FILES[0]);
        let bordereau = &analysis.flux.bordereaux[0];
        let bytes = &FILES[0][usize::try_from(bordereau.span.start).unwrap()..];
        let list = |query: &str, skip, room| {
            let query = Query::new(query, Filter::All);
            let mut lister = Lister::new(bordereau.span.start, analysis.encoding, query, skip, room);
            assert_eq!(lister.feed(bytes), !lister.is_full() && !lister.broken);
            let (found, seen) = lister.finish();
            (found.into_iter().map(|piece| piece.number.unwrap()).collect::<Vec<_>>(), seen)
        };
        assert_eq!(list("", 0, 2), (vec!["1101".to_owned(), "1102".to_owned()], 2));
        assert_eq!(list("", 3, 1), (vec!["1104".to_owned()], 4));
        assert_eq!(list("electricite", 0, 1), (vec!["1102".to_owned()], 2));
    }
}
