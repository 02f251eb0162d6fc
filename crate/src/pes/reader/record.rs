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
    /// Which names are there, a bit for each.
    there: [u64; Name::COUNT.div_ceil(64)],
    /// Where the values of those stand in the text.
    spans: Box<[(u32, u32)]>,
}

impl Default for Record {
    #[inline(never)]
    fn default() -> Self {
        Self {
            text: vec![0; limits::FIELD_BYTES * 4].into(),
            len: 0,
            there: Default::default(),
            spans: vec![(0, 0); Name::COUNT].into(),
        }
    }
}

/// Which word of [`Record::there`] a name's bit is in, and the bit.
#[inline(always)]
fn bit(name: Name) -> (usize, u64) {
    let index = usize::from(name as u8);
    (index / 64, 1 << (index % 64))
}

// What reads values is not inlined: the rules ask some hundred times.
impl Record {
    /// Empties it.
    pub(super) fn clear(&mut self) {
        self.len = 0;
        self.there = Default::default();
    }

    /// Keeps the start of a value; an empty one for an element that holds others.
    #[inline]
    pub(super) fn set(&mut self, name: Name, value: &[u8]) {
        if !is_of_interest(name) || self.has(name) {
            return;
        }
        let (start, end) = (self.len, self.len + value.len().min(limits::SHORT_TEXT_BYTES));
        let Some(room) = self.text.get_mut(start..end) else { return };
        copy(room, &value[..room.len()]);
        self.len = end;
        if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) {
            self.spans[usize::from(name as u8)] = (start, end);
            let (word, bit) = bit(name);
            self.there[word] |= bit;
        }
    }

    /// As if these had not been there.
    pub(super) fn forget(&mut self, names: &[Name]) {
        for name in names {
            let (word, bit) = bit(*name);
            self.there[word] &= !bit;
        }
        // Their room is there again: an element may come any number of times.
        let is_there = |(index, _): &(usize, _)| self.there[index / 64] & (1 << (index % 64)) != 0;
        let kept = self.spans.iter().enumerate().filter(is_there);
        self.len = kept.filter_map(|(_, (_, end))| usize::try_from(*end).ok()).max().unwrap_or_default();
    }

    /// Whether `name` is there.
    #[inline(always)]
    pub(in crate::pes) fn has(&self, name: Name) -> bool {
        let (word, bit) = bit(name);
        self.there[word] & bit != 0
    }

    /// The value of `name`, if it is there.
    #[inline(always)]
    pub(in crate::pes) fn get(&self, name: Name) -> Option<&[u8]> {
        if self.has(name) { self.value(name) } else { None }
    }

    #[inline(never)]
    fn value(&self, name: Name) -> Option<&[u8]> {
        let (start, end) = self.spans[usize::from(name as u8)];
        self.text.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
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
