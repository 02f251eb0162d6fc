//! What reading costs, room by room: `cargo bench -p pes-signer [-- scanner|c14n|reader|analyzer]`.
//!
//! Every room stands on the scanner, so that a row is the scanner's plus its own, about. Bytes a second are those of the
//! file.
#![allow(clippy::expect_used, reason = "a flux that is made here is well-formed")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use pes_signer::c14n::{Method, Sink, Subtree};
use pes_signer::pes::{Reader, Rules};
use pes_signer::signing::{Analyzer, Scope};
use pes_signer::xml::{Event, Scanner};

const SIZE: usize = 4_000_000;
/// As much as the page reads at a time.
const PIECE: usize = 256 << 10;

/// Looks at the octets and forgets them.
struct Nowhere;

impl Sink for Nowhere {
    fn write(&mut self, bytes: &[u8]) {
        black_box(bytes);
    }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    room(&mut criterion, "scanner", |flux| {
        scan(flux, |event| {
            black_box(event);
        });
    });
    room(&mut criterion, "c14n", |flux| {
        let mut root = Subtree::new(Method::Exclusive, Nowhere);
        scan(flux, |event| {
            root.event(event);
        });
        let _nowhere = root.finish();
    });
    room(&mut criterion, "reader", |flux| {
        let mut reader = Reader::new(Rules::default());
        scan(flux, |event| {
            reader.event(event);
        });
        black_box(reader.finish(0, &|_| false));
    });
    room(&mut criterion, "analyzer", |flux| {
        let mut analyzer = Analyzer::new(Scope::Auto, Rules::default());
        for piece in flux.chunks(PIECE) {
            analyzer.feed(piece).expect("well-formed");
        }
        black_box(analyzer.finish().expect("well-formed"));
    });
    criterion.final_summary();
}

/// Measures one room on both kinds of flux.
fn room(criterion: &mut Criterion, name: &str, work: impl Fn(&[u8])) {
    let mut group = criterion.benchmark_group(name);
    for (kind, flux) in [("dense", bench_flux::dense(SIZE)), ("attachments", bench_flux::attachments(SIZE))] {
        group.throughput(Throughput::Bytes(flux.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(kind), flux.as_slice(), |bencher, flux| {
            bencher.iter(|| work(flux));
        });
    }
    group.finish();
}

fn scan(flux: &[u8], mut receiver: impl FnMut(&Event<'_>)) {
    let mut scanner = Scanner::new();
    for piece in flux.chunks(PIECE) {
        scanner.tell(piece, &mut receiver).expect("well-formed");
    }
    scanner.finish().expect("well-formed");
}
