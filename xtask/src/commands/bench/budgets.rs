//! The budgets, and which of them hold.

use serde::Serialize;

use super::figures::{Measured, Subject};
use super::flux::DENSE;

/// What a figure must be.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

/// One budget and what was measured of it.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    /// What it is about.
    pub what: &'static str,
    /// Of what the numbers count.
    pub unit: &'static str,
    bound: Bound,
    /// What was measured; without, it cannot be said to hold.
    pub measured: Option<f64>,
    /// Whether it holds.
    pub holds: bool,
}

impl Verdict {
    fn new(what: &'static str, unit: &'static str, bound: Bound, measured: Option<f64>) -> Self {
        let holds = measured.is_some_and(|measured| match bound {
            Bound::AtLeast(least) => measured >= least,
            Bound::AtMost(most) => measured <= most,
        });
        Self { what, unit, bound, measured, holds }
    }

    /// The budget in words.
    pub fn bound(&self) -> String {
        match self.bound {
            Bound::AtLeast(least) => format!("≥ {least} {}", self.unit),
            Bound::AtMost(most) => format!("≤ {most} {}", self.unit),
        }
    }
}

/// Judges what was measured.
pub fn judge(measured: &Measured) -> Vec<Verdict> {
    use Bound::{AtLeast, AtMost};
    let slower = |subject| measured.times_slower(subject, DENSE);
    let greatest = |values: &mut dyn Iterator<Item = f64>| values.reduce(f64::max);
    let modules = measured.figures.iter().filter(|figure| figure.subject == Subject::Page);
    let module = greatest(&mut modules.filter_map(|figure| figure.module).map(mebibytes));
    let beyond_the_key = greatest(&mut measured.work.iter().map(|work| work.beyond_the_key()));
    let task =
        greatest(&mut measured.work.iter().map(|work| work.longest_task.max(work.longest_task_slowed)));
    let start = measured.start.iter().map(|seconds| seconds * 1000.0).reduce(f64::min);
    let download = u32::try_from(measured.download).ok().map(|bytes| f64::from(bytes) / 1000.0);
    vec![
        Verdict::new("reading faster than `xmlsec1 --sign`", "×", AtLeast(8.0), slower(Subject::Xmlsec)),
        Verdict::new("reading faster than the JDK", "×", AtLeast(12.0), slower(Subject::Jdk)),
        Verdict::new("reading faster than xadesjs", "×", AtLeast(60.0), slower(Subject::Xadesjs)),
        Verdict::new(
            "reading, of bare SHA-256 in wasm",
            "%",
            AtLeast(60.0),
            slower(Subject::Sha256).map(|part| part * 100.0),
        ),
        Verdict::new("memory of the module, any flux", "MiB", AtMost(32.0), module),
        Verdict::new("signing beyond the key's work, any flux", "ms", AtMost(50.0), beyond_the_key),
        Verdict::new("longest task while reading, 4× slower too", "ms", AtMost(50.0), task),
        Verdict::new("start of the page at a first visit, 4× slower", "ms", AtMost(1000.0), start),
        Verdict::new("download of the page, compressed", "KB", AtMost(400.0), download),
    ]
}

/// Bytes as MiB; the fraction of a KiB does not matter.
pub fn mebibytes(bytes: u64) -> f64 {
    u32::try_from(bytes >> 10).map_or(f64::INFINITY, |kibibytes| f64::from(kibibytes) / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::super::figures::{Figure, Work};
    use super::*;

    fn figure(subject: Subject, seconds: f64) -> Figure {
        let (seconds, module) = (vec![seconds, seconds * 2.0], Some(16 << 20));
        Figure { subject, flux: DENSE.into(), seconds, memory: None, module, digest: None, error: None }
    }

    fn work(signing: f64, longest_task_slowed: f64) -> Work {
        let flux = DENSE.to_owned();
        Work { flux, longest_task: 0.0, longest_task_slowed, signatures: 1, signing, key: 0.5, verified: 1.0 }
    }

    fn holding(measured: &Measured) -> Vec<bool> {
        judge(measured).iter().map(|verdict| verdict.holds).collect()
    }

    #[test]
    fn each_budget_is_judged_by_its_own_figure() {
        let figures = vec![
            figure(Subject::Page, 0.5),
            figure(Subject::Xmlsec, 4.0),
            figure(Subject::Jdk, 5.9),
            figure(Subject::Xadesjs, 30.0),
            figure(Subject::Sha256, 0.29),
        ];
        let work = vec![work(0.54, 0.0), work(0.56, 51.0)];
        let measured = Measured { figures, work, start: vec![1.1, 0.9], download: 400_000 };
        assert_eq!(holding(&measured), [true, false, true, false, true, false, false, true, true]);
    }

    #[test]
    fn what_was_not_measured_does_not_hold() {
        assert!(holding(&Measured { download: 1, ..Measured::default() })[..8].iter().all(|holds| !holds));
    }
}
