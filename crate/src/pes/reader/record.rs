//! The values read of one piece, line or third party, for the rules that compare them.

use crate::limits;
use crate::pes::schema::Name;
use crate::short::copy;

/// Values by the names of their elements; the first of several is kept. Emptied and filled again without allocating.
#[derive(Debug)]
pub(in crate::pes) struct Record {
    text: Box<[u8]>,
    /// How much of the text is filled.
    len: usize,
    spans: Vec<Span>,
    /// Spans of another generation are of a record that is no more.
    generation: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Span {
    generation: u32,
    start: u32,
    end: u32,
}

impl Default for Record {
    #[inline(never)]
    fn default() -> Self {
        let spans = vec![Span::default(); Name::COUNT];
        Self { text: vec![0; limits::FIELD_BYTES * 4].into(), len: 0, spans, generation: 1 }
    }
}

// The readers are not inlined: the rules ask them some hundred times.
impl Record {
    /// Empties it.
    pub(super) fn clear(&mut self) {
        self.len = 0;
        self.generation = self.generation.wrapping_add(1);
        if self.generation == 0 {
            *self = Self::default();
        }
    }

    /// Keeps the start of a value; an empty one for an element that holds others.
    #[inline]
    pub(super) fn set(&mut self, name: Name, value: &[u8]) {
        if !is_of_interest(name) {
            return;
        }
        let span = &mut self.spans[usize::from(name as u8)];
        if span.generation == self.generation {
            return;
        }
        let (start, end) = (self.len, self.len + value.len().min(limits::SHORT_TEXT_BYTES));
        let Some(room) = self.text.get_mut(start..end) else { return };
        copy(room, &value[..room.len()]);
        self.len = end;
        if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) {
            *span = Span { generation: self.generation, start, end };
        }
    }

    /// As if these had not been there.
    pub(super) fn forget(&mut self, names: &[Name]) {
        for name in names {
            self.spans[usize::from(*name as u8)].generation = 0;
        }
        // Their room is there again: an element may come any number of times.
        let kept = self.spans.iter().filter(|span| span.generation == self.generation);
        self.len = kept.filter_map(|span| usize::try_from(span.end).ok()).max().unwrap_or_default();
    }

    /// The value of `name`, if it is there.
    #[inline(never)]
    pub(in crate::pes) fn get(&self, name: Name) -> Option<&[u8]> {
        let span = self.spans[usize::from(name as u8)];
        let range = usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?;
        (span.generation == self.generation).then(|| self.text.get(range)).flatten()
    }

    /// Whether `name` is there.
    pub(in crate::pes) fn has(&self, name: Name) -> bool {
        self.get(name).is_some()
    }

    /// Whether `name` is there with this value.
    #[inline(never)]
    pub(in crate::pes) fn is(&self, name: Name, value: &[u8]) -> bool {
        self.get(name) == Some(value)
    }

    /// Whether `name` is there with one of these values.
    #[inline(never)]
    pub(in crate::pes) fn is_one_of(&self, name: Name, values: &[&[u8]]) -> bool {
        self.get(name).is_some_and(|value| values.contains(&value))
    }

    /// The value of `name` as a boolean.
    #[inline(never)]
    pub(in crate::pes) fn flag(&self, name: Name) -> bool {
        matches!(self.get(name).map(crate::pes::schema::trim), Some(b"1" | b"true"))
    }

    /// The value of `name` as text.
    #[inline(never)]
    pub(super) fn text(&self, name: Name) -> Option<String> {
        self.get(name).map(|value| String::from_utf8_lossy(value).into_owned())
    }
}

/// Whether some rule, or what is shown, asks for the value of this element.
#[inline]
fn is_of_interest(name: Name) -> bool {
    !matches!(
        name,
        Name::Adr1
            | Name::Adr2
            | Name::Adr3
            | Name::Adresse
            | Name::Affect
            | Name::BlocLignePiece
            | Name::CodServ
            | Name::CptAna
            | Name::CpteTiers
            | Name::DteBanc
            | Name::DteBordEm
            | Name::DteEch
            | Name::Facture
            | Name::Fonction
            | Name::IdLigne
            | Name::InfoLignePce
            | Name::InfoLignePiece
            | Name::InfoTiers
            | Name::LibBanc
            | Name::LibVir1
            | Name::LibVir2
            | Name::MtFactHT
            | Name::MtHT
            | Name::Nature
            | Name::NatJur
            | Name::Obj
            | Name::ObjLignePce
            | Name::ObjPce
            | Name::Operation
            | Name::RefTiers
            | Name::TVAIntraCom
            | Name::TitCpte
            | Name::TvaIntraCom
            | Name::TypAdr
            | Name::Ville
    )
}
