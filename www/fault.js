// Tells a fault of the program, with a report for whoever helps: where it broke, and nothing of what was in a file.
const element = (id) => document.getElementById(id);
const IN_MODULE = /wasm-function/;

const report = (error) => [
  element("page-version").textContent,
  import.meta.url.split("/").pop(),
  // Left by the module: the place in its source.
  globalThis.pesSignerFault,
  new Date().toISOString(),
  navigator.userAgent,
  error.name,
  // Places only: the message of an error may quote what it was about.
  ...String(error.stack).split("\n").filter((line) => IN_MODULE.test(line) || /:\d+:\d+\)?$/.test(line)),
].filter(Boolean).join("\n").replaceAll(location.origin, "");

const tell = (error) => {
  const notice = element("fault");
  if (!notice.hidden) return;
  element("fault-place").textContent = report(error);
  element("fault-reload").onclick = () => location.reload();
  element("fault-copy").onclick = () => {
    const place = element("fault-place");
    // Where the clipboard is refused, it is selected still.
    getSelection().selectAllChildren(place);
    navigator.clipboard?.writeText(place.textContent).then(() => { element("fault-copied").hidden = false; }, () => {});
  };
  document.body.dataset.state = "failed";
  notice.hidden = false;
  // After whatever is still under way, which may move it too.
  setTimeout(() => notice.focus());
  // Of the page, only files that are signed can still be had.
  for (const kind of ["change", "click", "drop", "input", "submit"]) {
    addEventListener(kind, (event) => {
      if (event.target.closest?.("#fault, a[download]")) return;
      event.stopImmediatePropagation();
      event.preventDefault();
    }, true);
  }
};

export const tellFaults = (stop) => {
  const consider = (error) => {
    if (!(error instanceof WebAssembly.RuntimeError || IN_MODULE.test(error?.stack))) return;
    // What is left of the module is not to be trusted. It may have called what called it; that comes to its end.
    queueMicrotask(stop);
    tell(error);
  };
  addEventListener("error", (event) => consider(event.error));
  addEventListener("unhandledrejection", (event) => consider(event.reason));
};
