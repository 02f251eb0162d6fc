// What the page is measured against, in the browser that runs the page.
import init, { Sha256 } from "./bare_sha256.js";

/** As much as the page reads at a time. */
const PIECE = 262_144;
const ENCODING = "iso-8859-1";

const chosen = () => document.getElementById("file").files[0];
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));

/** The module's memory, once it is loaded. */
const load = async () => (await init({ module_or_path: new URL("bare_sha256_bg.wasm", import.meta.url) })).memory;

const measures = {
  /** SHA-256 in WebAssembly over bytes that are there. */
  async sha256() {
    const memory = await load();
    const bytes = new Uint8Array(await chosen().arrayBuffer());
    const start = performance.now();
    const digest = new Sha256();
    for (let at = 0; at < bytes.length; at += PIECE) digest.feed(bytes.subarray(at, at + PIECE));
    const result = digest.finish();
    return { milliseconds: performance.now() - start, digest: hex(result), memory: memory.buffer.byteLength };
  },

  /** The same over a file that is read meanwhile, as the page does. */
  async sha256File() {
    const memory = await load();
    const file = chosen();
    const start = performance.now();
    const digest = new Sha256();
    const piece = (at) => file.slice(at, at + PIECE).arrayBuffer();
    let next = piece(0);
    for (let at = 0; at < file.size; at += PIECE) {
      const bytes = await next;
      next = piece(at + PIECE);
      digest.feed(new Uint8Array(bytes));
    }
    const result = digest.finish();
    return { milliseconds: performance.now() - start, digest: hex(result), memory: memory.buffer.byteLength };
  },

  /** The browser's own digest, over bytes that are there. */
  async webCrypto() {
    const bytes = await chosen().arrayBuffer();
    const start = performance.now();
    const result = await crypto.subtle.digest("SHA-256", bytes);
    return { milliseconds: performance.now() - start, digest: hex(result) };
  },

  /** From the file to the text of the signed one. */
  async xadesjs(id) {
    const { Parse, SignedXml } = await import("./xades.js");
    const algorithm = {
      name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256",
    };
    const keys = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
    const start = performance.now();
    const text = new TextDecoder(ENCODING).decode(await chosen().arrayBuffer());
    const signed = new SignedXml();
    const signature = await signed.Sign(algorithm, keys.privateKey, Parse(text), {
      keyValue: keys.publicKey,
      references: [{ hash: "SHA-256", uri: `#${id}`, transforms: ["enveloped", "exc-c14n"] }],
      signerRole: { claimed: ["Maire"] },
    });
    const written = signed.toString();
    const milliseconds = performance.now() - start;
    if (!written.includes("SignatureValue>", written.length - 20_000)) throw new Error("it is not signed");
    return { milliseconds, digest: base64(signature.SignedInfo.References.Item(0).DigestValue) };
  },
};

window.measure = (name, ...given) => measures[name](...given).catch((error) => ({ error: String(error) }));
