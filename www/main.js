// Loads the signing module and starts the page. Where it cannot start, says why it is needed; where it breaks, says so.
const show = (id) => document.getElementById(id)?.removeAttribute("hidden");

// The only scripts that may run beside this page.
const beside = {
  digests: new URL("digests.js", import.meta.url).href,
  offline: new URL("service-worker.js", import.meta.url).href,
};
const policy = globalThis.trustedTypes?.createPolicy("beside", { createScriptURL: (name) => beside[name] });
const address = (name) => policy?.createScriptURL(name) ?? beside[name];
const digests = () => new Worker(address("digests"), { type: "module" });

// The files of what was dropped, those in folders too, and the names of what cannot be read. Which entries there are can
// be asked only at once.
const dropped = async ({ items, files }, most) => {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...files];
  const ask = (entry, how) => new Promise((done, failed) => entry[how](done, failed));
  const found = [];
  const take = async (entries) => {
    for (const entry of entries) {
      if (found.length > most) break;
      if (entry.name.startsWith(".")) continue;
      try {
        if (entry.isFile) found.push(await ask(entry, "file"));
        else for (let reader = entry.createReader(), some; (some = await ask(reader, "readEntries")).length && found.length <= most; ) await take(some);
      } catch {
        found.push(entry.name);
      }
    }
  };
  await take(entries);
  return found;
};

// The words of each language: nobody downloads those of another than is read.
const addresses = { fr: new URL("words-fr.json", import.meta.url), en: new URL("words-en.json", import.meta.url) };
const preferred = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in addresses) ?? "fr";
const known = {};
const words = async (language) => {
  if (!known[language]) {
    const response = await fetch(addresses[language]);
    if (!response.ok) throw new TypeError(`${response.status} ${response.url}`);
    known[language] = await response.json();
  }
  return known[language];
};

// Where a browser keeps nothing (a private window, no HTTPS), the page works as it does elsewhere at the first visit.
const keepOffline = async () => {
  try {
    const { keep } = await import("./offline.js");
    await keep(address("offline"));
  } catch {}
};

const { serviceWorker } = navigator;
if (serviceWorker?.controller) keepOffline();
try {
  if (typeof WebAssembly !== "object") throw new TypeError("WebAssembly");
  const [{ default: init, start, stop }, { tellFaults }] = await Promise.all([import("./pes_signer.js"), import("./fault.js"), words(preferred)]);
  await init({ module_or_path: new URL("pes_signer_bg.wasm", import.meta.url) });
  tellFaults(stop);
  start(digests, dropped, words, preferred);
} catch (error) {
  const unsupported = typeof WebAssembly !== "object" || error instanceof WebAssembly.CompileError;
  document.body.dataset.state = "failed";
  document.getElementById("module-error").textContent = String(error);
  show(unsupported ? "module-unsupported" : "module-unreachable");
  show("module-missing");
}
// After the first visit's own downloads, not beside them.
if (serviceWorker && !serviceWorker.controller) keepOffline();
