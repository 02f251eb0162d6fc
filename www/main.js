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
  const [{ default: init, start }, { tellFaults }] = await Promise.all([import("./pes_signer.js"), import("./fault.js")]);
  await init({ module_or_path: new URL("pes_signer_bg.wasm", import.meta.url) });
  tellFaults();
  start(digests);
} catch (error) {
  const unsupported = typeof WebAssembly !== "object" || error instanceof WebAssembly.CompileError;
  document.body.dataset.state = "failed";
  document.getElementById("module-error").textContent = String(error);
  show(unsupported ? "module-unsupported" : "module-unreachable");
  show("module-missing");
}
// After the first visit's own downloads, not beside them.
if (serviceWorker && !serviceWorker.controller) keepOffline();
