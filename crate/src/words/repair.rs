//! What a repair changes, in words.

use super::{Arg, Words, readable};
use crate::pes::{Change, Repair};

impl Words {
    /// The changes that a repair makes, one sentence each, in the order of the file.
    pub fn changes<'a>(&'a self, repair: &'a Repair) -> impl Iterator<Item = String> + 'a {
        let edits = repair.edits.iter().map(|edit| {
            let written = edit.replacement.split('"').nth(1).filter(|_| edit.change != Change::Declaration);
            let before = readable(edit.before.trim_start_matches('\u{feff}'));
            let args: [(&str, Arg<'_>); 5] = [
                ("line", edit.line.into()),
                ("element", edit.element.into()),
                ("before", (&*before).into()),
                ("after", written.unwrap_or(&edit.replacement).into()),
                ("count", (edit.end - edit.start).into()),
            ];
            self.message(&format!("repair-{}", edit.change.name()), &args)
        });
        let mark = repair.edits.iter().any(|edit| {
            edit.change == Change::Declaration && edit.before.starts_with('\u{feff}')
        });
        let mark = mark.then(|| self.message("repair-mark", &[]));
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
