// Reads files and computes SHA-256 beside the page, so that neither keeps it waiting.
//
// The first message is the compiled module. Then [reading, file] begins a reading. It is answered with [reading, octets],
// as often as there are some, and [reading, null] at the end, or [reading, false] where the file cannot be read. The page
// gives back what it has read, in [reading, octets, encoding, steps, literals]: the recipe of what is to be digested there.
// Of each element that ends, in their order, the answer is [reading, value, true]. [reading] ends it, and is answered with
// the same once all is digested. Anything else that is answered means that nothing can be had here.
import init, { Digester } from "./pes_signer.js";

/** How many octets of a file are read at a time, and how many times ahead of the page. */
const OCTETS = 1 << 19;
const AHEAD = 6;
/** How long a read may take to be answered, in milliseconds, before another way is taken. */
const STALLED = 1000;

const { subtle } = crypto;
const readings = new Map();
const fail = (error) => postMessage(String(error));

const begin = (id, file, ready) => {
  const empty = Array.from({ length: AHEAD }, () => new ArrayBuffer(OCTETS));
  let made, ended, wake, digester;

  // Into buffers of one size, so that the page is asked seldom.
  let octets, length;
  let given = 0;
  const next = async () => {
    while (!empty.length && !ended) await new Promise((resolve) => { wake = resolve; });
    [octets, length] = [!ended && new Uint8Array(empty.pop()), 0];
  };
  const give = () => {
    given += length;
    postMessage([id, octets.subarray(0, length)], [octets.buffer]);
  };

  // Has the browser fill them; whether it did to the end. WebKit cannot, and Chromium has forgotten to answer now and then:
  // what was given is good, and the rest is read otherwise.
  const fill = async () => {
    let source, asked, seen, stalled;
    try {
      source = file.stream().getReader({ mode: "byob" });
    } catch {
      return false;
    }
    const stall = new Promise((resolve) => { stalled = resolve; });
    const watch = setInterval(() => {
      if (asked && asked === seen) stalled();
      seen = asked;
    }, STALLED);
    try {
      while (octets) {
        asked = source.read(new Uint8Array(octets.buffer, length));
        const read = await Promise.race([asked, stall]);
        asked = null;
        if (!read) return false;
        octets = new Uint8Array(read.value.buffer);
        length += read.value.length;
        if (read.done) return true;
        if (length === OCTETS) {
          give();
          await next();
        }
      }
      return true;
    } finally {
      clearInterval(watch);
      source.cancel().catch(() => {});
    }
  };

  const read = async () => {
    await next();
    if (!await fill()) {
      [octets, length] = [new Uint8Array(OCTETS), 0];
      const source = file.slice(given).stream().getReader();
      for (let read; !(read = await source.read()).done;) {
        for (let { value } = read; value.length;) {
          const part = value.subarray(0, OCTETS - length);
          octets.set(part, length);
          length += part.length;
          value = value.subarray(part.length);
          if (length === OCTETS) {
            give();
            await next();
          }
          if (!octets) return source.cancel();
        }
      }
    }
    if (length) give();
    postMessage([id, null]);
  };

  const digest = (octets, ...recipe) => {
    digester.follow(octets, ...recipe, (lent, gathered) => {
      // Either copies at once what is lent.
      const value = gathered ? subtle.digest("SHA-256", lent) : lent.slice();
      made = Promise.all([value, made]).then(([value]) => postMessage([id, new Uint8Array(value), true]));
    });
    empty.push(octets.buffer);
  };

  const end = async () => {
    readings.delete(id);
    ended = true;
    digester.free();
    await made;
    postMessage([id]);
  };

  let last = ready.then(() => { digester = new Digester(!!subtle); });
  readings.set(id, (...given) => {
    last = last.then(() => given.length ? digest(...given) : end()).then(() => wake?.());
    last.catch(fail);
  });
  read().catch(() => postMessage([id, false]));
};

addEventListener("message", ({ data: module }) => {
  const ready = init({ module_or_path: module });
  ready.catch(fail);
  addEventListener("message", ({ data: [id, ...given] }) => {
    if (given[0] instanceof Blob) begin(id, ...given, ready);
    else readings.get(id)?.(...given);
  });
}, { once: true });
