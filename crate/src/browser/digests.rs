//! SHA-256 in a worker (`www/digests.js`): half of the work of reading a file, taken off the page's thread.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use sha2::Digest as _;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use super::format;
use crate::c14n::Sink;
use crate::dsig::{DigestAlgorithm, Hasher};
use crate::signing::Digests;

/// How many octets travel together.
const PARCEL: u32 = 1 << 20;
/// How many parcels may be under way; beyond, whoever reads waits.
const UNDER_WAY: usize = 6;
/// Size of a file, in bytes, below which a worker gains nothing.
const WORTH: f64 = 4_194_304.0;

/// A SHA-256 under way, for the worker.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Sha256 {
    digest: sha2::Sha256,
    /// Where octets are copied to, so that none of it has to be made and wiped each time.
    octets: Vec<u8>,
}

#[wasm_bindgen]
impl Sha256 {
    /// A digest of nothing yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self { digest: sha2::Sha256::new(), octets: Vec::new() }
    }

    /// Takes the next octets.
    pub fn update(&mut self, octets: &Uint8Array) {
        let len = usize::try_from(octets.length()).unwrap_or_default();
        if self.octets.len() < len {
            self.octets.resize(len, 0);
        }
        octets.copy_to(&mut self.octets[..len]);
        self.digest.update(&self.octets[..len]);
    }

    /// The digest of all that was taken.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.digest.finalize().to_vec()
    }
}

/// Makes digests where it is best: those of large files in a worker, which is started for the first of them.
#[derive(Debug)]
pub struct Workshop {
    start: Function,
    bench: OnceCell<Option<Rc<Bench>>>,
}

impl Workshop {
    /// `start` gives a new worker, or throws.
    pub fn new(start: Function) -> Self {
        Self { start, bench: OnceCell::new() }
    }

    /// Starts the worker, so that it is there when it is needed.
    pub fn open(&self) {
        self.bench();
    }

    /// The digests of a file of so many bytes.
    pub fn digests(&self, size: f64) -> PageDigests {
        PageDigests(if size < WORTH { None } else { self.bench() })
    }

    fn bench(&self) -> Option<Rc<Bench>> {
        self.bench.get_or_init(|| Bench::new(&self.start)).clone().filter(|bench| bench.works())
    }
}

/// Digests in the worker, or without one in this thread.
#[derive(Clone, Debug)]
pub struct PageDigests(Option<Rc<Bench>>);

/// Octets on their way to a digest.
#[derive(Debug)]
pub enum Octets {
    /// In this thread.
    Here(Hasher),
    /// In the worker.
    There(Parcel),
}

/// A digest, or where it will be.
#[derive(Clone, Debug)]
pub struct Pending(Rc<OnceCell<Vec<u8>>>);

impl PageDigests {
    /// Digests in this thread.
    pub fn here() -> Self {
        Self(None)
    }

    /// Waits until the worker has so little left to do that it may be given more.
    pub async fn keep_up(&self) {
        if let Some(bench) = &self.0 {
            bench.wait_for(UNDER_WAY).await;
        }
    }

    /// Waits until no digest is under way.
    pub async fn settled(&self) {
        if let Some(bench) = &self.0 {
            bench.wait_for(1).await;
        }
    }
}

impl Pending {
    /// The digest, if the worker gave it.
    pub fn value(&self) -> Option<Vec<u8>> {
        self.0.get().cloned()
    }
}

impl Digests for PageDigests {
    type Sink = Octets;
    type Digest = Pending;

    fn start(&mut self) -> Octets {
        match &self.0 {
            Some(bench) => Octets::There(Parcel::new(bench)),
            None => Octets::Here(Hasher::new(DigestAlgorithm::Sha256)),
        }
    }

    fn finish(&mut self, octets: Octets) -> Pending {
        match octets {
            Octets::Here(hasher) => Pending(Rc::new(hasher.finish().into())),
            Octets::There(parcel) => parcel.finish(),
        }
    }
}

impl Sink for Octets {
    fn write(&mut self, bytes: &[u8]) {
        match self {
            Self::Here(hasher) => hasher.write(bytes),
            Self::There(parcel) => parcel.write(bytes),
        }
    }
}

/// What is gathered for one digest before it is sent.
#[derive(Debug)]
pub struct Parcel {
    bench: Rc<Bench>,
    digest: u64,
    octets: Uint8Array,
    len: u32,
    ended: bool,
}

impl Parcel {
    fn new(bench: &Rc<Bench>) -> Self {
        let digest = bench.next.get();
        bench.next.set(digest + 1);
        Self { bench: Rc::clone(bench), digest, octets: bench.empty_parcel(), len: 0, ended: false }
    }

    fn write(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.len == PARCEL {
                let full = std::mem::replace(&mut self.octets, self.bench.empty_parcel());
                self.bench.send(self.digest, &full, false);
                self.len = 0;
            }
            let room = usize::try_from(PARCEL - self.len).unwrap_or_default();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            // No longer than a parcel.
            let end = self.len + u32::try_from(now.len()).unwrap_or_default();
            self.octets.subarray(self.len, end).copy_from(now);
            (self.len, bytes) = (end, later);
        }
    }

    /// Sends the rest. It goes in a parcel of its size, for there may be thousands of short digests.
    fn finish(mut self) -> Pending {
        let pending = Pending(Rc::default());
        self.bench.pending.borrow_mut().insert(self.digest, pending.clone());
        self.end();
        pending
    }

    fn end(&mut self) {
        self.bench.send(self.digest, &self.octets.slice(0, self.len), true);
        self.bench.keep(self.octets.clone());
        self.ended = true;
    }
}

impl Drop for Parcel {
    fn drop(&mut self) {
        // Nobody asks for it, but the worker holds it until its end.
        if !self.ended {
            self.end();
        }
    }
}

/// The worker and what it was given.
#[derive(Debug)]
struct Bench {
    worker: Worker,
    next: Cell<u64>,
    /// Parcels that came back.
    empty: RefCell<Vec<Uint8Array>>,
    under_way: Cell<usize>,
    pending: RefCell<HashMap<u64, Pending>>,
    failed: Cell<bool>,
    /// Those who wait for something to come back.
    waiting: RefCell<VecDeque<Function>>,
}

impl Bench {
    fn new(start: &Function) -> Option<Rc<Self>> {
        let worker: Worker = start.call0(&JsValue::UNDEFINED).ok()?.dyn_into().ok()?;
        worker.post_message(&wasm_bindgen::module()).ok()?;
        let bench = Rc::new(Self {
            worker,
            next: Cell::default(),
            empty: RefCell::default(),
            under_way: Cell::default(),
            pending: RefCell::default(),
            failed: Cell::default(),
            waiting: RefCell::default(),
        });
        // It works for as long as the page is there, and so do those who listen to it.
        let listener = |act: fn(&Self, &MessageEvent)| -> Function {
            let bench = Rc::clone(&bench);
            let act = move |event: MessageEvent| act(&bench, &event);
            Closure::<dyn Fn(MessageEvent)>::new(act).into_js_value().unchecked_into()
        };
        bench.worker.set_onmessage(Some(&listener(|bench, event| bench.receive(&event.data()))));
        bench.worker.set_onerror(Some(&listener(|bench, _| bench.fail())));
        Some(bench)
    }

    fn works(&self) -> bool {
        !self.failed.get()
    }

    fn empty_parcel(&self) -> Uint8Array {
        self.empty.borrow_mut().pop().unwrap_or_else(|| Uint8Array::new_with_length(PARCEL))
    }

    fn keep(&self, parcel: Uint8Array) {
        let mut empty = self.empty.borrow_mut();
        if parcel.length() == PARCEL && empty.len() < UNDER_WAY {
            empty.push(parcel);
        }
    }

    fn send(&self, digest: u64, octets: &Uint8Array, last: bool) {
        self.under_way.set(self.under_way.get() + 1);
        let message = Array::of3(&format::float(digest).into(), octets, &last.into());
        if self.worker.post_message_with_transfer(&message, &Array::of1(&octets.buffer())).is_err() {
            self.fail();
        }
    }

    fn receive(&self, answer: &JsValue) {
        let Some(answer) = answer.dyn_ref::<Array>() else {
            self.fail();
            return;
        };
        self.under_way.set(self.under_way.get().saturating_sub(1));
        if let Ok(octets) = answer.get(1).dyn_into() {
            self.keep(octets);
        }
        if let (Some(digest), Ok(value)) = (answer.get(0).as_f64(), answer.get(2).dyn_into::<Uint8Array>()) {
            let pending = self.pending.borrow_mut().remove(&format::seconds(digest));
            // Each digest is answered once.
            let _ = pending.map(|pending| pending.0.set(value.to_vec()));
        }
        self.wake();
    }

    /// No digest is to be had from the worker any more.
    fn fail(&self) {
        self.failed.set(true);
        self.pending.borrow_mut().clear();
        self.worker.terminate();
        self.wake();
    }

    fn wake(&self) {
        for resolve in self.waiting.borrow_mut().drain(..) {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }

    /// Waits until fewer parcels than that are under way, or none will come back.
    async fn wait_for(&self, fewer: usize) {
        while self.works() && self.under_way.get() >= fewer {
            let woken = Promise::new(&mut |resolve, _| self.waiting.borrow_mut().push_back(resolve));
            let _ = JsFuture::from(woken).await;
        }
    }
}
