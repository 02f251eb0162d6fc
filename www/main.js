// Loads the signing module, whose start function drives the page. Where it cannot start, says why it is needed.
const show = (id) => document.getElementById(id)?.removeAttribute("hidden");

try {
  if (typeof WebAssembly !== "object") throw new TypeError("WebAssembly");
  const { default: init } = await import("./pes_signer.js");
  await init({ module_or_path: new URL("pes_signer_bg.wasm", import.meta.url) });
} catch (error) {
  const unsupported = typeof WebAssembly !== "object" || error instanceof WebAssembly.CompileError;
  document.body.dataset.state = "failed";
  document.getElementById("module-error").textContent = String(error);
  show(unsupported ? "module-unsupported" : "module-unreachable");
  show("module-missing");
}
