//! Canonical octets, of documents and of every element, are those of the plain reference.

#![no_main]

use std::collections::HashMap;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use pes_signer::c14n::{Canonicalizer, Context, Forms, Maker, Method, Recipe, Steps, Subtree};
use pes_signer::xml::{Encoding, Event, PlainElement, Receiver, Scanner};
use pes_signer_fuzz::reference::Canonical;
use pes_signer_fuzz::tree::{Element, elements, parse, root};
use pes_signer_fuzz::{examples, input, markup, memory, told};

const METHODS: [Method; 6] = [
    Method::Exclusive,
    Method::ExclusiveWithComments,
    Method::Inclusive,
    Method::InclusiveWithComments,
    Method::Inclusive11,
    Method::Inclusive11WithComments,
];
const PREFIX_LISTS: [&str; 8] =
    ["", "a", "#default", "b #default", " a\taa\n b ", "é xml", "xmlns unbound ds", "c"];
/// No document is larger.
const LENGTH: usize = 16 << 10;
/// Of how many elements the forms are compared.
const ELEMENTS: usize = 8;
/// What a canonicalizer may hold beside what it wrote.
const HELD: usize = 128 << 10;
/// What it may hold for each byte of the document.
const HELD_PER_BYTE: usize = 64;

fuzz_target!(init: examples::assert_hold(), |data: &[u8]| {
    if input::is_document(data) {
        let (document, steering) = input::document_and_steering(data);
        compare(document, &mut Unstructured::new(steering));
    } else {
        let mut input = Unstructured::new(data);
        let document = markup::document(&mut input);
        compare(document.as_bytes(), &mut input);
    }
});

/// One element, its form to come, and what the form is to be.
struct Task<'a> {
    canonical: Canonical<'a>,
    expected: Option<String>,
}

fn compare(document: &[u8], input: &mut Unstructured<'_>) {
    let Some(document) = document.get(..document.len().min(LENGTH)) else { return };
    let Ok(tree) = parse(document) else { return };
    let Some(root) = root(&tree) else { return };
    let prefixes = input::one_of(input, &PREFIX_LISTS);
    let all = elements(root);
    // Whether plain elements are taken as one.
    let plains = input::up_to(input, 1) == 1;

    for method in METHODS {
        let canonical = Canonical { method, prefixes, without: None };
        let expected = canonical.document(&tree);
        let limit = HELD + HELD_PER_BYTE * document.len() + 4 * expected.len();
        let found = memory::within(limit, || whole(method, prefixes, document, plains));
        assert_same(&found, &expected, &canonical, document);
        let cuts: [u8; 8] = input.arbitrary().unwrap_or_default();
        let pieces = input::pieces(document, &cuts);
        let found = memory::within(2 * limit, || by_recipe(method, prefixes, pieces, plains));
        assert_same(&found, &expected, &canonical, document);
    }

    let mut tasks: HashMap<u64, Vec<Task<'_>>> = HashMap::new();
    let first = input::up_to(input, all.len() - 1);
    let chosen = all.iter().cycle().skip(first).take(ELEMENTS.min(all.len()));
    for (outside, element) in chosen {
        let without = left_out(input, element);
        let of_element = METHODS.map(|method| {
            let canonical = Canonical { method, prefixes, without };
            let known = !canonical.joins_bases(element, outside);
            let expected = known.then(|| canonical.element(element, outside));
            Task { canonical, expected }
        });
        tasks.entry(element.offset).or_default().extend(of_element);
    }
    subtrees(&tasks, document, plains);
}

/// An element inside `element` to leave out, as the enveloped-signature transform does.
fn left_out(input: &mut Unstructured<'_>, element: &Element) -> Option<u64> {
    let inside = elements(element);
    let chosen = input::up_to(input, 2 * inside.len());
    inside.get(chosen).map(|(_, inside)| inside.offset).filter(|offset| *offset != element.offset)
}

fn whole(method: Method, prefixes: &str, document: &[u8], plains: bool) -> Vec<u8> {
    let mut canonicalizer = Canonicalizer::new(method, Vec::new()).with_inclusive_prefixes(prefixes);
    let read = match plains {
        false => told::read([document], |event| canonicalizer.event(event)),
        true => told::read_to([document], &mut canonicalizer),
    };
    read.expect("it was read before");
    canonicalizer.finish()
}

/// The same, told by what of the document it is made of, and made from that.
fn by_recipe<'a>(
    method: Method,
    prefixes: &str,
    pieces: impl Iterator<Item = &'a [u8]>,
    plains: bool,
) -> Vec<u8> {
    let mut canonicalizer = Canonicalizer::new(method, Recipe::new(0)).with_inclusive_prefixes(prefixes);
    let (mut maker, mut form) = (Maker::default(), Form(None));
    let mut scanner = Scanner::new();
    for chunk in pieces {
        let read = match plains {
            false => scanner.tell(chunk, &mut |event| canonicalizer.event(event)),
            true => scanner.feed(chunk, &mut canonicalizer),
        };
        read.expect("it was read before");
        maker.room(chunk.len()).copy_from_slice(chunk);
        let encoding = scanner.encoding().unwrap_or(Encoding::Utf8);
        let mut steps = Steps::default();
        canonicalizer.sink().move_to(&mut steps);
        maker.follow(encoding, (&steps.0, &steps.1), &mut form).expect("it is of this document");
    }
    let mut recipe = canonicalizer.finish();
    recipe.end();
    let mut steps = Steps::default();
    recipe.move_to(&mut steps);
    let encoding = scanner.encoding().unwrap_or(Encoding::Utf8);
    maker.follow(encoding, (&steps.0, &steps.1), &mut form).expect("it is of this document");
    form.0.expect("it ended")
}

/// The one form of a recipe, once it ended.
struct Form(Option<Vec<u8>>);

impl Forms<Vec<u8>> for Form {
    fn begin(&mut self) -> (Vec<u8>, Vec<u8>) {
        // Some are longer, some are not.
        (Vec::new(), vec![0; 64])
    }

    fn end(&mut self, mut form: Vec<u8>, buffer: Vec<u8>, len: usize) {
        form.extend_from_slice(&buffer[..len]);
        self.0 = Some(form);
    }
}

/// Computes the forms of all elements in one pass, as the verifier does; plain elements as one where `plains`, but for those
/// whose form is wanted.
fn subtrees(tasks: &HashMap<u64, Vec<Task<'_>>>, document: &[u8], plains: bool) {
    let mut running = Running { tasks, document, context: Context::default(), open: Vec::new(), ended: 0 };
    let read = match plains {
        false => told::read([document], |event| running.event(event)),
        true => told::read_to([document], &mut running),
    };
    read.expect("it was read before");
    assert_eq!(running.ended, tasks.values().flatten().count(), "an element whose form did not end");
}

/// The forms that are being computed.
struct Running<'a> {
    tasks: &'a HashMap<u64, Vec<Task<'a>>>,
    document: &'a [u8],
    context: Context,
    open: Vec<(&'a Task<'a>, Subtree<Vec<u8>>)>,
    ended: usize,
}

impl Receiver for Running<'_> {
    fn takes_plain(&self) -> bool {
        true
    }

    fn event(&mut self, event: &Event<'_>) {
        Self::event(self, event);
    }

    fn plain(&mut self, plain: &PlainElement<'_>) -> bool {
        let white = u64::try_from(plain.white_space().len()).expect("a length");
        let is_wanted = self.tasks.contains_key(&(plain.span().start + white));
        let taken = !is_wanted && self.open.iter().all(|(_, subtree)| subtree.takes_plain(plain));
        if taken {
            self.open.iter_mut().for_each(|(_, subtree)| subtree.plain(plain));
        }
        taken
    }
}

impl Running<'_> {
    fn event(&mut self, event: &Event<'_>) {
        if let Event::Start(tag) = event {
            for task in self.tasks.get(&tag.span().start).into_iter().flatten() {
                let Canonical { method, prefixes, without } = &task.canonical;
                let subtree = Subtree::new(*method, Vec::new())
                    .with_inclusive_prefixes(prefixes)
                    .within(&self.context)
                    .without(*without);
                self.open.push((task, subtree));
            }
        }
        self.context.event(event);
        for (task, mut subtree) in std::mem::take(&mut self.open) {
            if !subtree.event(event) {
                self.open.push((task, subtree));
                continue;
            }
            self.ended += 1;
            let found = subtree.finish();
            if let Some(expected) = &task.expected {
                assert_same(&found, expected, &task.canonical, self.document);
            }
        }
    }
}

fn assert_same(found: &[u8], expected: &str, canonical: &Canonical<'_>, document: &[u8]) {
    assert!(
        found == expected.as_bytes(),
        "{canonical:?}\ndocument  {}\nfound     {}\nreference {expected}",
        String::from_utf8_lossy(document),
        String::from_utf8_lossy(found)
    );
}
