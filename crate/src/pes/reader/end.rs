//! What is known when an element ends: sums, and the rules that compare values.

use std::hash::BuildHasher;

use super::take::is_known;
use super::{Code, Domain, Notice, Reader, Record, Records, Role, short};
use crate::limits;
use crate::pes::rules::{self, Case};
use crate::pes::schema::Name;
use crate::pes::{Amount, Bordereau, DomainHeader, Expected, Finding, Flux};
use crate::xml::{EndTag, Position};

impl Reader {
    pub(super) fn end_role(&mut self, role: Role, tag: &EndTag<'_>) -> Notice {
        match role {
            Role::Root => return Notice::RootEnd,
            Role::Bordereau => {
                self.end_bordereau(tag);
                return Notice::BordereauEnd(self.bordereau);
            }
            Role::DomainHeader(domain) => self.end_domain_header(domain, tag),
            Role::Piece => self.end_piece(tag),
            Role::Line => self.apply(rules::LINE, |records| &records.line),
            Role::Party => self.end_party(),
            Role::Reference => self.end_reference(),
            Role::Attachment => self.end_attachment(),
            Role::Link => self.apply(rules::LINK, |records| &records.attachment),
            _ => {}
        }
        Notice::None
    }

    /// Holds what was read against some of the rules, which are about this record.
    pub(super) fn apply(&mut self, rules: &[rules::Rule], of: fn(&Records) -> &Record) {
        if !self.checks() {
            return;
        }
        let bordereau = self.flux.bordereaux.get(self.bordereau);
        let case = Case {
            domain: bordereau.map_or(Domain::Depense, |bordereau| bordereau.domain),
            parts: &self.flux.parts,
            records: &self.records,
            in_attachment: self.in_attachment,
        };
        // Nearly always none: the records cannot be read while findings are added.
        let record = of(&self.records);
        let rules = rules.iter().filter(|rule| rule.given.is_none_or(|name| record.has(name)));
        let mut broken = rules.filter(|rule| (rule.broken)(&case)).map(|rule| {
            (rule.code, rule.element, case.value(rule.told).filter(|value| !value.is_empty()).map(short))
        });
        let Some(first) = broken.next() else {
            return;
        };
        let all: Vec<_> = std::iter::once(first).chain(broken).collect();
        for (code, element, value) in all {
            self.add(code, element.text(), value.as_deref(), Expected::Nothing);
        }
    }

    fn end_party(&mut self) {
        self.apply(rules::PARTY, |records| &records.party);
        // A SIRET is known of the piece, whichever of its third parties it names.
        let Records { piece, line, party, .. } = &mut self.records;
        if party.has(Name::CpteBancaire) {
            // Of several third parties, any may have it.
            line.set(Name::CpteBancaire, b"");
        }
        if party.is(Name::NatIdTiers, b"01")
            && let Some(siret) = party.get(Name::IdTiers)
        {
            piece.set(Name::IdTiers, siret);
        }
    }

    fn end_piece(&mut self, tag: &EndTag<'_>) {
        let sums = std::mem::take(&mut self.piece);
        let bordereau = &mut self.flux.bordereaux[self.bordereau];
        bordereau.computed += sums.total;
        bordereau.computed_tax += sums.tax;
        if let Some(piece) = bordereau.listed.last_mut().filter(|_| self.keeps_piece) {
            piece.total = sums.total;
            piece.tax = sums.tax;
            piece.lines = sums.lines;
            piece.span.end = tag.span.end;
        }
        self.anchor = self.piece_at;
        self.apply(rules::PIECE, |records| &records.piece);
        self.in_piece = false;
    }

    fn end_domain_header(&mut self, domain: Domain, tag: &EndTag<'_>) {
        let header = std::mem::take(&mut self.header);
        let prepared = header.is_set();
        // The schema has two headers; a hostile file may have millions.
        if self.flux.headers.len() < limits::DOMAIN_HEADERS {
            self.flux.headers.push(DomainHeader { domain, prepared });
        }
        if self.rules.check {
            self.check_version(domain, header.position());
        }
        if prepared == Some(true) || self.flux.headers.len() > limits::DOMAIN_HEADERS {
            return;
        }
        self.findings.add(Code::NotPrepared, "InfoDematerialisee", header.text(), Some(header.position()));
        self.edits.header(header, tag.offset());
    }

    fn check_version(&mut self, domain: Domain, position: Position) {
        if !self.checks() {
            return;
        }
        let version = self.records.header.text(Name::IdVer);
        if let Some(version) = version.filter(|version| version.trim().parse() != Ok(2_u32)) {
            let element = match domain {
                Domain::Depense => "EnTeteDepense/IdVer",
                Domain::Recette => "EnTeteRecette/IdVer",
            };
            self.add_at(Code::Version, element, Some(&version), Expected::Count(2), position);
        }
    }

    fn end_bordereau(&mut self, tag: &EndTag<'_>) {
        self.flux.bordereaux[self.bordereau].span.end = tag.span.end;
        self.anchor = self.bordereau_at;
        if self.checks() {
            self.apply(rules::BORDEREAU, |records| &records.bordereau);
            self.check_counts();
            self.check_sums();
        }
        self.in_bordereau = false;
    }

    fn check_counts(&mut self) {
        let bordereau = &self.flux.bordereaux[self.bordereau];
        let count = bordereau.pieces;
        if let Some(declared) = bordereau.declared_pieces.clone()
            && declared.trim().parse() != Ok(count)
        {
            self.add(Code::PieceCount, "NbrPce", Some(&declared), Expected::Count(count));
        }
        let bordereau = &self.flux.bordereaux[self.bordereau];
        let number = bordereau.number.clone();
        let key = (bordereau.domain, &bordereau.year, &bordereau.kind, &number);
        let key = self.numbers.bordereaux.hasher().hash_one(key);
        if is_known(&mut self.numbers.bordereaux, key) && number.is_some() {
            self.add(Code::BordereauTwice, "IdBord", number.as_deref(), Expected::Nothing);
        }
    }

    fn check_sums(&mut self) {
        let Bordereau { domain, total, tax, yearly, computed, computed_tax, .. } =
            self.flux.bordereaux[self.bordereau];
        let element = if domain == Domain::Recette { "MtBordHt" } else { "MtBordHT" };
        if let Some(total) = total.filter(|total| *total != computed) {
            self.add(Code::TotalDiffers, element, Some(&total.to_string()), Expected::Amount(computed));
        }
        let text = |sum: Option<Amount>| sum.map(|sum| sum.to_string());
        // What is there and no number has been found to be none.
        let written = |name| self.records.bordereau.has(name);
        let tax_told = tax.is_none() && written(Name::MtBordTVA);
        let yearly_told = yearly.is_none() && written(Name::MtCumulAnnuel);
        // Without a tax declared, there must be none.
        if !tax_told && tax.unwrap_or_default() != computed_tax {
            let expected = Expected::Amount(computed_tax);
            self.add(Code::TaxDiffers, "MtBordTVA", text(tax).as_deref(), expected);
        }
        if !yearly_told && self.needs_yearly_sum() && !yearly.is_some_and(Amount::is_positive) {
            let expected = Expected::Amount(Amount::default());
            self.add(Code::NoYearlySum, "MtCumulAnnuel", text(yearly).as_deref(), expected);
        }
    }

    /// Whether the bordereau being read has to say what the year's sum is.
    pub(super) fn needs_yearly_sum(&self) -> bool {
        let Some(bordereau) = self.flux.bordereaux.get(self.bordereau) else {
            return false;
        };
        let mut headers = self.flux.headers.iter().filter(|header| header.domain == bordereau.domain);
        // An ORMC bordereau needs none (annotation of MtCumulAnnuel in recette).
        headers.any(|header| header.prepared == Some(true)) && bordereau.kind.as_deref() != Some("06")
    }

    /// What S2low's worker and its sending refuse (`domain/s2low.md` §3e), and the SIRET's key.
    pub(super) fn check_header(&mut self) {
        let Flux { nom_fic, cod_col, id_coll, id_post, cod_bud, parts, .. } = &self.flux;
        if parts.is_empty() {
            self.findings.add(Code::NothingInside, "PES_Aller", None, None);
        }
        if nom_fic.as_deref().is_none_or(str::is_empty) {
            self.findings.add(Code::NoFileName, "Enveloppe/Parametres/NomFic", nom_fic.as_deref(), None);
        }
        let mut exactly = |code, element, value: &Option<String>, length| {
            if value.as_ref().is_none_or(|value| value.chars().count() != length) {
                self.findings.add(code, element, value.as_deref(), None);
            }
        };
        exactly(Code::CodColLength, "EnTetePES/CodCol", cod_col, 3);
        exactly(Code::IdPostLength, "EnTetePES/IdPost", id_post, 6);
        exactly(Code::CodBudLength, "EnTetePES/CodBud", cod_bud, 2);
        if let Some(id_coll) = id_coll {
            if id_coll.chars().count() > 14 {
                self.findings.add(Code::IdCollLength, "EnTetePES/IdColl", Some(id_coll), None);
            } else if !rules::is_siret(id_coll.as_bytes()) {
                self.findings.add(Code::NotSiret, "EnTetePES/IdColl", Some(id_coll), None);
            }
        }
    }

    /// Adds a finding about what is being read, with the numbers of its bordereau and piece.
    #[inline(never)]
    pub(super) fn add(&mut self, code: Code, element: &str, value: Option<&str>, expected: Expected) {
        self.add_at(code, element, value, expected, self.anchor);
    }

    /// The same, at another place.
    #[inline(never)]
    pub(super) fn add_at(
        &mut self,
        code: Code,
        element: &str,
        value: Option<&str>,
        expected: Expected,
        position: Position,
    ) {
        if self.findings.is_full(code) {
            self.findings.count_only(code);
            return;
        }
        let mut finding = Finding::new(code, element, value, Some(position));
        finding.expected = expected;
        if self.in_bordereau {
            finding.bordereau.clone_from(&self.flux.bordereaux[self.bordereau].number);
        }
        if self.in_piece {
            finding.piece = self.records.piece.text(Name::IdPce);
        }
        if self.in_attachment {
            finding.attachment = self.records.attachment.text(Name::IdUnique);
        }
        self.findings.push(finding);
    }
}
