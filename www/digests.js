// Computes SHA-256 beside the page, so that reading a file does not wait for it.
//
// The first message is the compiled module; each other one is [digest, octets, last]. Every one of these is answered
// with [digest, octets, value]: the octets to be used again, and the value when they were the last. Anything else that
// is answered means that no digest can be had here.
import init, { Sha256 } from "./pes_signer.js";

const digests = new Map();

addEventListener("message", ({ data: module }) => {
  const ready = init({ module_or_path: module });
  ready.catch((error) => postMessage(String(error)));
  addEventListener("message", async ({ data: [id, octets, last] }) => {
    await ready;
    if (!digests.has(id)) digests.set(id, new Sha256());
    const digest = digests.get(id);
    digest.update(octets);
    if (last) digests.delete(id);
    postMessage([id, octets, last ? digest.finish() : null], [octets.buffer]);
  });
}, { once: true });
