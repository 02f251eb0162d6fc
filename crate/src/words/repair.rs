//! What a repair changes, in words.

use super::{Arg, Words, readable};
use crate::pes::{Change, Repair};

impl Words {
    /// The changes that a repair makes, one sentence each, in the order of the file.
    pub fn changes<'a>(&'a self, repair: &'a Repair) -> impl Iterator<Item = String> + 'a {
        let edits = repair.edits.iter().map(|edit| {
            let written = edit.replacement.split('"').nth(1).filter(|_| edit.change != Change::Declaration);
            let before = readable(edit.before.trim_start_matches('\u{feff}').trim());
            let args: [(&str, Arg<'_>); 5] = [
                ("line", edit.line.into()),
                ("element", edit.element.into()),
                ("before", (&*before).into()),
                ("after", written.unwrap_or(&edit.replacement).into()),
                ("count", (edit.end - edit.start).into()),
            ];
            self.message(&format!("repair-{}", edit.change.name()), &args)
        });
        let mark = repair.takes_mark().then(|| self.message("repair-mark", &[]));
        let transcoding = repair.transcode.as_ref().map(|transcoding| {
            let characters = readable(&transcoding.characters);
            let args = [
                ("from", transcoding.from.name().into()),
                ("count", transcoding.references.into()),
                ("characters", (&*characters).into()),
            ];
            self.message("repair-encoding", &args)
        });
        mark.into_iter().chain(edits).chain(transcoding)
    }
}

#[cfg(test)]
mod tests {
    use crate::pes::{Rules, repair_of_head};
    use crate::signing::{Analyzer, Scope};
    use crate::words::{Language, Words};

    const HEADER: &str = "<EnTeteDepense><IdVer V=\"2\"/></EnTeteDepense>";

    fn changes(bytes: &[u8]) -> Vec<String> {
        let mut analyzer = Analyzer::new(Scope::Auto, Rules::default());
        analyzer.feed(bytes).unwrap();
        let repair = analyzer.finish().unwrap().repair;
        let told: Vec<String> = Words::new(Language::English).changes(&repair).collect();
        assert_eq!(told.len(), repair.count());
        told
    }

    #[test]
    fn every_kind_of_change_is_told_with_its_place_and_what_it_makes_of_what() {
        let flux = |header: &str| {
            format!(
                "<?xml version=\"1.0\"?>\n<n:PES_Aller xmlns:n=\"{}\"><PES_DepenseAller>\n{header}\n<Bordereau/></PES_DepenseAller></n:PES_Aller>",
                crate::pes::ALLER_NAMESPACE
            )
        };
        let told = changes(format!("\u{feff}{}", flux(HEADER)).as_bytes());
        assert_eq!(
            told,
            [
                "Beginning of the file: the byte order mark is removed",
                "First line of the file: “<?xml version=\"1.0\"?>” becomes “<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>”",
                "Line 3: the element InfoDematerialisee is added to this header, with the value “1”",
                "Line 4, Bordereau: the identifier “PES-SIGNER-1” is added",
                "Whole file: the characters go from UTF-8 to ISO-8859-1",
            ]
        );
        let said = HEADER.replace("</E", "<InfoDematerialisee V=\"false\"/></E");
        assert!(
            changes(flux(&said).as_bytes())
                .contains(&"Line 3, InfoDematerialisee: “false” becomes “1”".to_owned())
        );
    }

    #[test]
    fn what_stands_before_a_file_is_told_with_what_it_is() {
        let words = Words::new(Language::English);
        let told = |head: &[u8]| words.changes(&repair_of_head(head).unwrap()).next().unwrap();
        assert_eq!(
            told(b"\n \n<?xml version='1.0'?>"),
            "Beginning of the file: 3 bytes before the XML declaration are removed"
        );
        assert_eq!(
            told(b"x<?xml version='1.0'?>"),
            "Beginning of the file: one byte before the XML declaration is removed (“x”)"
        );
        assert_eq!(
            told(b"\xEF\xBB\xBF<?xml version='1.0'?>"),
            "Beginning of the file: 3 bytes before the XML declaration are removed"
        );
    }
}
