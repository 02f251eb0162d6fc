//! PES files of any size, written piece by piece.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::material::{Pes, between};

/// A flux of bordereaux of dépense with as many pieces each, and of attachments, which the first pieces refer to.
#[derive(Debug, Clone, Copy)]
pub struct Large {
    /// How many bordereaux.
    pub bordereaux: usize,
    /// How many pieces each of them has.
    pub pieces: usize,
    /// How many attachments.
    pub attachments: usize,
    /// How long each of them is, in characters of base64.
    pub attachment: usize,
}

/// The parts of the small PES that are repeated.
struct Parts<'a> {
    before: &'a str,
    head: &'a str,
    piece: String,
    foot: &'a str,
    after: &'a str,
}

/// What each piece costs, in cents.
const CENTS: usize = 4_382;
const PDF: &[u8] = b"JVBERi0xLjQKSGVsaW9zLCBmaWNoaWVyIGQnZXNzYWksIHVuZSBwaWVjZSBqb2lu";

impl Large {
    /// One whose first half is forty bordereaux and whose second half is one attachment: `size` bytes, about.
    pub fn of(size: usize) -> Self {
        let half = size / 2 / 4 * 4;
        let text = small();
        let piece = Parts::of(&text).piece.len();
        Self { bordereaux: 40, pieces: (half / 40).div_ceil(piece), attachments: 1, attachment: half }
    }

    /// What the object of a piece says, by the numbers of its bordereau and its own, both from 0.
    pub fn object(self, bordereau: usize, piece: usize) -> String {
        format!("Plantation P{}", bordereau * self.pieces + piece)
    }

    /// Writes it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(self, path: &Path) -> io::Result<()> {
        let text = small();
        let parts = Parts::of(&text);
        let mut out = BufWriter::new(File::create(path)?);
        out.write_all(parts.before.as_bytes())?;
        for number in 0..self.bordereaux {
            self.write_bordereau(&mut out, &parts, number)?;
        }
        out.write_all(b"  </PES_DepenseAller>\n  <PES_PJ>\n    <EnTetePES_PJ>\n      <IdVer V=\"1\"/>\n    </EnTetePES_PJ>\n")?;
        let line = PDF.repeat(1024);
        for number in 0..self.attachments {
            out.write_all(b"    <PJ><Contenu><Fichier MIMEType=\"application/pdf\">")?;
            for start in (0..self.attachment).step_by(line.len()) {
                out.write_all(&line[..line.len().min(self.attachment - start)])?;
            }
            writeln!(
                out,
                "</Fichier></Contenu><IdUnique V=\"PJ{number}\"/><NomPJ V=\"plan-{number}.pdf\"/><Description V=\"Plan\"/></PJ>"
            )?;
        }
        out.write_all(b"  </PES_PJ>\n</n:PES_Aller>")?;
        out.write_all(parts.after.as_bytes())?;
        out.flush()
    }

    fn write_bordereau(self, out: &mut impl Write, parts: &Parts<'_>, number: usize) -> io::Result<()> {
        let id = 500 + number;
        let total = CENTS * self.pieces;
        let head = parts
            .head
            .replace("BORD-DEP-2026-114", &format!("BORD-DEP-2026-{id}"))
            .replace("<IdBord V=\"114\"/>", &format!("<IdBord V=\"{id}\"/>"))
            .replace("NbrPce V=\"2\"", &format!("NbrPce V=\"{}\"", self.pieces))
            .replace("MtBordHT V=\"535.55\"", &format!("MtBordHT V=\"{}.{:02}\"", total / 100, total % 100));
        out.write_all(head.as_bytes())?;
        for own in 0..self.pieces {
            let place = number * self.pieces + own;
            let mut object = format!("<Obj V=\"{}\"/>", self.object(number, own));
            if place < self.attachments {
                object += &format!(
                    "<PJRef><Support V=\"01\"/><IdUnique V=\"PJ{place}\"/><NomPJ V=\"plan-{place}.pdf\"/></PJRef>"
                );
            }
            let piece = parts
                .piece
                .replace("<Obj/>", &object)
                .replace("<IdPce/>", &format!("<IdPce V=\"{}\"/>", own + 1));
            out.write_all(piece.as_bytes())?;
        }
        out.write_all(parts.foot.as_bytes())
    }
}

/// The small PES, without what is not ASCII.
fn small() -> String {
    let text: String = Pes::small().bytes().iter().copied().filter(u8::is_ascii).map(char::from).collect();
    let amount = between(&text, "<MtHT V=", "/>").to_owned();
    text.replacen(&amount, &format!("<MtHT V=\"{}.{:02}\"/>", CENTS / 100, CENTS % 100), 1)
}

impl<'a> Parts<'a> {
    fn of(small: &'a str) -> Self {
        let bordereau = between(small, "    <Bordereau", "    </Bordereau>\n");
        let first = between(small, "      <Piece>", "      </Piece>\n");
        let (before, rest) = small.split_once(bordereau).unwrap();
        let (_, after) = rest.split_once("</n:PES_Aller>").unwrap();
        let (head, foot) = bordereau.split_once(first).unwrap();
        let foot = &foot[foot.find("    </Bordereau>").unwrap()..];
        let piece: String = first.lines().map(str::trim).collect();
        let number = between(&piece, "<IdPce", "/>").to_owned();
        let object = between(&piece, "<Obj ", "/>").to_owned();
        let piece = piece.replace(&number, "<IdPce/>").replace(&object, "<Obj/>") + "\n";
        Self { before, head, piece, foot, after }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_pes_has_the_size_that_was_asked_for_and_an_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.xml");
        Large::of(1_000_000).write(&path).unwrap();
        let bytes = std::fs::read(path).unwrap();
        assert!((900_000..1_200_000).contains(&bytes.len()), "{}", bytes.len());
        assert!(bytes.ends_with(b"</n:PES_Aller>\n"));
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.matches("<PJRef>").count(), 1);
        assert!(text.contains("<MtHT V=\"43.82\"/>"));
    }
}
