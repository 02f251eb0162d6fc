// Takes the time inside the page, without asking it anything while it works. Two promises come of it.
const stateOf = (selector) => document.querySelector(selector)?.dataset.state;
const onState = (id, look) => {
  const observer = new MutationObserver(() => look() && observer.disconnect());
  observer.observe(document.getElementById(id), { subtree: true, attributes: true, attributeFilter: ["data-state"] });
};

/** The longest task of the main thread between two moments; 0 when none took 50 milliseconds. */
const tasks = [];
const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
observer.observe({ type: "longtask" });
const longestTask = (start, end) => {
  tasks.push(...observer.takeRecords());
  const between = tasks.filter((task) => task.startTime + task.duration > start && task.startTime < end);
  return Math.max(0, ...between.map((task) => task.duration));
};

/** From the choice of a file to the moment its row tells what it says. */
window.reading = new Promise((done) => {
  let start;
  addEventListener("change", ({ target }) => { if (target.id === "files-input") start = performance.now(); }, true);
  onState("files-list", () => {
    const state = stateOf(".file");
    if (start === undefined || !state || state === "reading") return false;
    const end = performance.now();
    // The task that is running now is told only once it is over.
    setTimeout(() => done({ milliseconds: end - start, state, longest_task: longestTask(start, end) }), 200);
    return true;
  });
});

/** From the press of the button to the signed file, with what of it was the key's work; then to the verified one. */
window.signing = new Promise((done) => {
  let start, signed, key = 0, signatures = 0;
  const sign = SubtleCrypto.prototype.sign;
  SubtleCrypto.prototype.sign = async function (...given) {
    const from = performance.now();
    try {
      return await sign.apply(this, given);
    } finally {
      key += performance.now() - from;
      signatures += 1;
    }
  };
  addEventListener("click", () => { start = performance.now(); }, true);
  onState("send-jobs", () => {
    if (stateOf('[data-step="sign"]') === "done") signed ??= performance.now() - start;
    const state = stateOf(".job");
    if (state !== "done" && state !== "failed") return false;
    done({ milliseconds: signed, key, signatures, verified: performance.now() - start, state });
    return true;
  });
});
