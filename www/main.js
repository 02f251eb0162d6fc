// Loads the signing module and starts the page. Where it cannot start, says why it is needed.
const show = (id) => document.getElementById(id)?.removeAttribute("hidden");

// The one address that this page may start a worker from.
const address = new URL("digests.js", import.meta.url).href;
const trusted = globalThis.trustedTypes?.createPolicy("digests", { createScriptURL: () => address });
const digests = () => new Worker(trusted?.createScriptURL("") ?? address, { type: "module" });

try {
  if (typeof WebAssembly !== "object") throw new TypeError("WebAssembly");
  const { default: init, start } = await import("./pes_signer.js");
  await init({ module_or_path: new URL("pes_signer_bg.wasm", import.meta.url) });
  start(digests);
} catch (error) {
  const unsupported = typeof WebAssembly !== "object" || error instanceof WebAssembly.CompileError;
  document.body.dataset.state = "failed";
  document.getElementById("module-error").textContent = String(error);
  show(unsupported ? "module-unsupported" : "module-unreachable");
  show("module-missing");
}
