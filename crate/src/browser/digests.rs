//! Digests of large files made in a worker (`www/digests.js`), which reads them, too: half of the work of reading a file,
//! taken off the page's thread.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array, Uint32Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, MessageEvent, Worker};

use super::format;
use crate::c14n::{Misfit, Steps};
use crate::signing::{self, Analysis, Analyzer, Recipes};
use crate::xml::Encoding;

/// Size of a file, in bytes, below which a worker gains nothing.
const WORTH: f64 = 4_194_304.0;
/// Most octets of an element that are gathered for the browser's own SHA-256, which is fast and takes all at once.
const GATHERED: usize = 8 << 20;

/// What makes the digests, for the worker.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Digester(signing::Digester);

#[wasm_bindgen]
impl Digester {
    /// At the start of a file. `gathers`: whoever asks can digest octets at once.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(gathers: bool) -> Self {
        Self(signing::Digester::new(if gathers { GATHERED } else { 0 }))
    }

    /// Takes the next bytes, the name of their encoding, and the recipe of what is to be digested. Of each element that ends
    /// in them, `ended` is told its octets or their digest, and whether it is the octets.
    ///
    /// # Errors
    /// The recipe is not of these bytes.
    pub fn follow(
        &mut self,
        bytes: &Uint8Array,
        encoding: &str,
        steps: &[u32],
        literals: &[u8],
        ended: &Ended,
    ) -> Result<(), JsValue> {
        bytes.copy_to(self.0.room(usize::try_from(bytes.length()).unwrap_or_default()));
        let encoding = Encoding::from_name(encoding).ok_or(JsValue::NULL)?;
        let followed = self.0.follow(encoding, (steps, literals), &mut |octets, gathered| {
            ended.call(&JsValue::UNDEFINED, octets, gathered);
        });
        followed.map_err(|Misfit| JsValue::NULL)
    }
}

#[wasm_bindgen]
extern "C" {
    /// A function that is told of each element that ended.
    #[derive(Debug)]
    pub type Ended;

    /// Lends the octets, where they lie, until it returns.
    #[wasm_bindgen(method)]
    fn call(this: &Ended, of: &JsValue, octets: &[u8], gathered: bool);
}

/// Has digests made where it is best: those of large files in a worker, which is started for the first of them.
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

    /// Begins to read a file.
    pub fn digests(&self, file: &Blob) -> PageDigests {
        let bench = if file.size() < WORTH { None } else { self.bench() };
        bench.map_or_else(PageDigests::here, |bench| PageDigests::There(Ahead::new(bench, file)))
    }

    fn bench(&self) -> Option<Rc<Bench>> {
        self.bench.get_or_init(|| Bench::new(&self.start)).clone().filter(|bench| bench.works())
    }
}

/// The digests of one file, while it is read.
#[derive(Debug)]
pub enum PageDigests {
    /// In this thread.
    Here(RefCell<(signing::Digester, Vec<Vec<u8>>)>),
    /// In the worker.
    There(Ahead),
}

impl PageDigests {
    /// Digests in this thread.
    pub fn here() -> Self {
        Self::Here(RefCell::new((signing::Digester::new(0), Vec::new())))
    }

    /// Whether they depend on the worker.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self, Self::There(_))
    }

    /// Takes bytes that were read, and what was found in them.
    pub fn take(&self, bytes: &[u8], analyzer: &mut Analyzer<Recipes>) {
        let encoding = analyzer.encoding();
        match self {
            Self::Here(made) => {
                let mut steps = Steps::default();
                analyzer.digests().move_to(&mut steps);
                let (digester, made) = &mut *made.borrow_mut();
                digester.room(bytes.len()).copy_from_slice(bytes);
                // Of these bytes it is.
                let _ = digester
                    .follow(encoding, (&steps.0, &steps.1), &mut |value, _| made.push(value.to_vec()));
            }
            Self::There(ahead) => {
                ahead.encoding.set(encoding.name());
                analyzer.digests().move_to(&mut ahead.steps.borrow_mut());
            }
        }
    }

    /// Waits for the digests of what was read; `None` if they could not be had.
    pub async fn settle(self, analysis: Analysis<usize>) -> Option<Analysis> {
        let mut made = match self {
            Self::Here(made) => made.into_inner().1,
            Self::There(ahead) => ahead.end().await,
        };
        analysis.settle(|index| made.get_mut(index).map(std::mem::take).filter(|digest| !digest.is_empty()))
    }
}

/// A file that the worker reads for the page, to get back what the page has read.
#[derive(Debug)]
pub struct Ahead {
    bench: Rc<Bench>,
    id: u64,
    /// What was given out last.
    last: RefCell<Option<Uint8Array>>,
    encoding: Cell<&'static str>,
    /// The recipe of what is to be digested of it.
    steps: RefCell<Steps>,
}

impl Ahead {
    fn new(bench: Rc<Bench>, file: &Blob) -> Self {
        let id = bench.next.get();
        bench.next.set(id + 1);
        bench.readings.borrow_mut().insert(id, Reading::default());
        bench.post(&Array::of2(&format::float(id).into(), file), &Array::new());
        Self { bench, id, last: RefCell::default(), encoding: Cell::default(), steps: RefCell::default() }
    }

    /// The next bytes; `None` at the end. The ones before go back to the worker.
    ///
    /// # Errors
    /// The file cannot be read, or the worker broke off.
    pub async fn next(&self) -> Result<Option<Uint8Array>, JsValue> {
        if let Some(last) = self.last.take() {
            let (steps, literals) = &mut *self.steps.borrow_mut();
            let (recipe, octets) =
                (Uint32Array::from(steps.as_slice()), Uint8Array::from(literals.as_slice()));
            steps.clear();
            literals.clear();
            let id = format::float(self.id).into();
            let message = Array::of5(&id, &last, &self.encoding.get().into(), &recipe, &octets);
            self.bench.post(&message, &Array::of3(&last.buffer(), &recipe.buffer(), &octets.buffer()));
        }
        let read = self.wait(|reading| reading.read.pop_front()).await.ok_or(JsValue::UNDEFINED)?;
        if read.is_null() {
            return Ok(None);
        }
        let octets: Uint8Array = read.dyn_into()?;
        self.last.replace(Some(octets.clone()));
        Ok(Some(octets))
    }

    /// Waits until everything was digested.
    async fn end(self) -> Vec<Vec<u8>> {
        self.post_end();
        self.wait(|reading| reading.ended.take()).await.unwrap_or_default()
    }

    fn post_end(&self) {
        self.bench.post(&Array::of1(&format::float(self.id).into()), &Array::new());
    }

    /// Waits until there is something; `None` if the worker broke off.
    async fn wait<T>(&self, of: impl Fn(&mut Reading) -> Option<T>) -> Option<T> {
        while self.bench.works() {
            let found = self.bench.readings.borrow_mut().get_mut(&self.id).and_then(&of);
            if found.is_some() {
                return found;
            }
            let woken = Promise::new(&mut |resolve, _| self.bench.waiting.borrow_mut().push_back(resolve));
            let _ = JsFuture::from(woken).await;
        }
        None
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        // Where it ended, there is nobody any more to be told.
        self.post_end();
        self.bench.readings.borrow_mut().remove(&self.id);
    }
}

/// What came from the worker of one file.
#[derive(Debug, Default)]
struct Reading {
    /// Bytes, `null` at the end, something else where there are no more to be had.
    read: VecDeque<JsValue>,
    /// Digests, in the order of their elements.
    made: Vec<Vec<u8>>,
    ended: Option<Vec<Vec<u8>>>,
}

/// The worker and what it works on.
#[derive(Debug)]
struct Bench {
    worker: Worker,
    next: Cell<u64>,
    readings: RefCell<HashMap<u64, Reading>>,
    failed: Cell<bool>,
    /// Those who wait for something to come.
    waiting: RefCell<VecDeque<Function>>,
}

impl Bench {
    fn new(start: &Function) -> Option<Rc<Self>> {
        let worker: Worker = start.call0(&JsValue::UNDEFINED).ok()?.dyn_into().ok()?;
        worker.post_message(&wasm_bindgen::module()).ok()?;
        let bench = Rc::new(Self {
            worker,
            next: Cell::default(),
            readings: RefCell::default(),
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

    fn post(&self, message: &Array, given: &Array) {
        if self.worker.post_message_with_transfer(message, given).is_err() {
            self.fail();
        }
    }

    fn receive(&self, answer: &JsValue) {
        let Some(answer) = answer.dyn_ref::<Array>() else {
            self.fail();
            return;
        };
        let id = answer.get(0).as_f64().map(format::seconds).unwrap_or_default();
        // Nobody may want it any more.
        if let Some(reading) = self.readings.borrow_mut().get_mut(&id) {
            match (answer.length(), answer.get(1)) {
                (1, _) => reading.ended = Some(std::mem::take(&mut reading.made)),
                (2, read) => reading.read.push_back(read),
                (_, value) => reading.made.push(Uint8Array::new(&value).to_vec()),
            }
        }
        self.wake();
    }

    /// Nothing is to be had from the worker any more.
    fn fail(&self) {
        self.failed.set(true);
        self.worker.terminate();
        self.wake();
    }

    fn wake(&self) {
        for resolve in self.waiting.borrow_mut().drain(..) {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}
