// What a person sees on the page now, read in one go. Text of what is not shown is empty.
const shown = (element) => !!element && element.checkVisibility({ visibilityProperty: true });
const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ").trim();
const text = (element) => (shown(element) ? plain(element.innerText) : "");
const byId = (id) => text(document.getElementById(id));
const value = (id) => document.getElementById(id).value;
const list = (root, selector, read) => [...root.querySelectorAll(selector)].filter(shown).map(read);
const slot = (root, name) => text(root.querySelector(`[data-slot="${name}"]`));

/** The name of a control: what its label, its aria-label or its own text says. */
const name = (control) =>
  plain(control.getAttribute("aria-label") ?? (control.labels?.length ? control.labels[0].innerText : control.innerText))
    .replace(/\s+/g, " ");

const CONTROLS = "input, select, textarea, button, a[href], summary";
const usable = (control) => shown(control) && !control.disabled;
const controls = (root) => list(root, CONTROLS, (control) => control).filter((control) => !control.disabled).map(name);

const finding = (root) => ({
  severity: slot(root, "severity"), message: slot(root, "message"), fix: slot(root, "fix"),
});
const findings = (root) => list(root, ".finding", finding);
const total = (root) => ({ domain: slot(root, "domain"), count: slot(root, "count"), amount: slot(root, "amount") });
const fact = (root) => [...root.children].map(text).join(" : ");
const line = (root) => ({
  number: slot(root, "number"), object: slot(root, "object"), amount: slot(root, "amount"),
  facts: list(root, ".fact", fact),
});
const attachment = (root) => ({
  name: slot(root, "name"), about: slot(root, "about"), trouble: slot(root, "trouble"), controls: controls(root),
});
const piece = (root) => ({
  number: slot(root, "number"), object: slot(root, "object"), party: slot(root, "party"),
  attachments: slot(root, "attachment-names"), amount: slot(root, "amount"),
  lines: list(root, ".line", line), attached: list(root, ".attachment", attachment),
});
const bordereau = (root) => ({
  title: slot(root, "title"), kind: slot(root, "type"), count: slot(root, "count"), amount: slot(root, "amount"),
  signed: slot(root, "signed"), facts: list(root, ".sheet > .facts > .fact", fact),
  found: slot(root, "found"), note: slot(root, "pieces-note"), pieces: list(root, ".piece", piece),
});
const reply = (root) => ({
  refused: root.dataset.refused === "true", words: slot(root, "answer"),
  errors: list(root, "[data-slot=errors] > li", text),
});
const search = (root) => ({ found: slot(root, "found"), pieces: list(root, ".piece", piece) });
const file = (root) => ({
  name: slot(root, "name"), state: root.dataset.state, words: slot(root, "state"),
  body: slot(root, "body"), budget: slot(root, "budget"), year: slot(root, "year"),
  totals: list(root, ".total", total), about: list(root, ".about .fact", fact), attachments: slot(root, "attachments"),
  attached: list(root, ".attached .attachment", attachment), search: list(root, ".search-file[open]", search),
  bordereaux: list(root, ".bordereau", bordereau), findings: findings(root),
  repair: list(root, "[data-slot=changes] > li", text), repaired: list(root, "[data-slot=repaired-changes] > li", text),
  answers: slot(root, "answers-summary"), replies: list(root, ".reply", reply), controls: controls(root),
});
const step = (root) => ({ state: root.dataset.state, words: text(root) });
const job = (root) => ({
  // In the table of files, the line says which file it is.
  name: slot(root.closest(".file") ?? root, "name"), state: root.dataset.state, steps: list(root, "[data-step]", step),
  progress: slot(root, "progress-text"), outcome: slot(root, "outcome-text"), next: slot(root, "outcome-next"),
  controls: controls(root),
});
const followed = (root) => ({
  name: slot(root, "name"), transaction: slot(root, "transaction"), status: root.dataset.status,
  words: slot(root, "state"), next: slot(root, "next"), findings: findings(root), controls: controls(root),
});
const signature = (root) => ({
  words: slot(root, "intact"), covers: slot(root, "covers"), signer: slot(root, "signer"),
  role: slot(root, "role"), place: slot(root, "place"),
  // Folded away until somebody asks for it.
  facts: [...root.querySelectorAll(".facts > *")].map((fact) => [...fact.children].map((part) => plain(part.textContent)).join(" : ")),
});
const report = (root) => ({
  name: slot(root, "name"), verdict: root.dataset.verdict, words: slot(root, "verdict"),
  explanation: slot(root, "explanation"), signatures: list(root, ".signature", signature),
  answers: list(root, ".answer", (answer) => slot(answer, "answer")),
  findings: findings(root), controls: controls(root),
});
const error = (root) => ({
  part: root.closest("section").id, title: slot(root, "title"), message: slot(root, "message"),
  fix: slot(root, "fix"), focused: root === document.activeElement, controls: controls(root),
});

const notice = (id) => {
  const root = document.getElementById(id);
  return { words: text(root), focused: root === document.activeElement, controls: controls(root) };
};

const view = () => ({
  state: document.body.dataset.state, language: document.documentElement.lang,
  status: byId("status"), connection: byId("s2low-connection-text"),
  parts: Object.fromEntries([...document.querySelectorAll("section[data-state]")].map((part) => [part.id, part.dataset.state])),
  update: notice("update"), fault: notice("fault"),
  errors: list(document, ".error", error), field_errors: list(document, ".field-error", text),
  files: list(document, ".file", file),
  signer: {
    name: byId("signer-name"), kind: byId("signer-kind"), kind_use: byId("signer-kind-use"),
    validity: byId("signer-validity"),
    findings: findings(document.getElementById("signer-findings")),
  },
  choices: list(document, "#signer-choices > *", (entry) => ({
    name: name(entry.querySelector("input")), chosen: entry.querySelector("input").checked,
  })),
  fields: { role: value("signer-role"), city: value("signer-city"), postal_code: value("signer-postal-code") },
  certificate: {
    file: shown(document.getElementById("certificate-form")) ? byId("certificate-file-name") : "",
    password: value("certificate-password"),
    keeping: document.querySelector("[name=keep]:checked") !== null,
  },
  waiting: byId("send-waiting"), summary: byId("send-summary"), note: byId("send-note"),
  jobs: list(document, ".job", job), followed: list(document, ".follow-row", followed),
  reports: list(document, ".report", report),
  focused: document.activeElement === document.body ? "" : name(document.activeElement),
  controls: controls(document),
  text: plain(document.body.innerText),
});

/** Every control that can be used now and has this name. */
const named = (wanted) => [...document.querySelectorAll(CONTROLS)].filter((control) => usable(control) && name(control) === wanted);
