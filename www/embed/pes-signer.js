// Signs PES flux from other pages: functions for programs, and the element <pes-signer>. What each takes and gives is in
// pes-signer.d.ts. Everything it needs is loaded from where this file is.
import init, * as module from "./pes_signer_embed.js";

export { Identity } from "./pes_signer_embed.js";

/** What went wrong, and what to do about it. */
export class PesSignerError extends Error {
  constructor({ code, message, fix = "", place = null, detail = null, inDoubt = false }) {
    super(message);
    Object.assign(this, { name: "PesSignerError", code, fix, place, detail, inDoubt });
  }

  static from(error) {
    if (error instanceof PesSignerError) return error;
    const known = typeof error?.code === "string" && typeof error.fix === "string";
    return new PesSignerError(known ? error : { code: "unexpected", message: String(error) });
  }
}

// Said before there are other words.
const UNREACHABLE = {
  en: { message: "The signing module cannot be loaded.", fix: "Check the network, then reload the page." },
  fr: { message: "Le module de signature ne peut pas être chargé.", fix: "Vérifiez la connexion au réseau, puis rechargez la page." },
};

let loading;
const load = () =>
  (loading ??= init({ module_or_path: new URL("pes_signer_embed_bg.wasm", import.meta.url) }).catch((error) => {
    loading = undefined;
    const words = UNREACHABLE[document.documentElement.lang.slice(0, 2)] ?? UNREACHABLE.fr;
    throw new PesSignerError({ code: "module-unreachable", ...words, detail: String(error) });
  }));

const asked = (name) => async (...given) => {
  try {
    await load();
    return await module[name](...given);
  } catch (error) {
    throw PesSignerError.from(error);
  }
};

export const inspect = asked("inspect");
export const openPkcs12 = asked("openPkcs12");
export const identities = asked("identities");
export const sign = asked("sign");
export const verify = asked("verify");
export const send = asked("send");
export const setLanguage = asked("setLanguage");

let sheet;
const dress = (root) => {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(module.styles());
  }
  root.adoptedStyleSheets = [sheet];
};

// A place of its own in the page, for as long as a dialogue is open.
const aside = async (show) => {
  const host = document.body.appendChild(document.createElement("div"));
  const root = host.attachShadow({ mode: "open" });
  try {
    await load();
    dress(root);
    return await show(root);
  } catch (error) {
    throw PesSignerError.from(error);
  } finally {
    host.remove();
  }
};

/** What libersign.js is made of. */
export const libersign = {
  choose: () => aside((root) => module.chooseCertificate(root)),
  sign: (certificate, informations, files, progress) =>
    aside((root) => module.signInformations(root, certificate, informations, files, progress)),
  text: (name) => load().then(() => module.libersignText(name)),
};

class PesSignerElement extends HTMLElement {
  #panel;
  #waiting;

  async connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    try {
      await load();
    } catch (error) {
      root.textContent = `${error.message} ${error.fix}`;
      this.#emit("error", error);
      return;
    }
    if (!this.isConnected || this.#panel) return;
    dress(root);
    this.#panel = new module.Panel(this, root, (name, detail) => this.#emit(name, detail));
    if (this.#waiting) this.open(this.#waiting);
  }

  disconnectedCallback() {
    // Moved within the page, it goes on.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#panel?.stop();
      this.#panel = undefined;
    });
  }

  open(file) {
    this.#waiting = file;
    this.#panel?.open(file);
  }

  #emit(name, detail) {
    const failed = name === "error";
    // An error that rose to the window would look like one of a script.
    const options = { detail: failed ? PesSignerError.from(detail) : detail, bubbles: !failed, composed: !failed };
    this.dispatchEvent(new CustomEvent(name, options));
  }
}

if (!customElements.get("pes-signer")) customElements.define("pes-signer", PesSignerElement);
