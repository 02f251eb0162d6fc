// Runs in the page before its own scripts, and only looks on.
window.watched = { faults: [], tasks: [], memory: null };

// The address of every request that was not told yet.
let told = 0;
window.watched.requests = () => {
  const all = ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind).map((entry) => entry.name));
  const later = all.slice(told);
  told = all.length;
  return later;
};
performance.setResourceTimingBufferSize(5000);

addEventListener("securitypolicyviolation", (event) =>
  window.watched.faults.push(`forbidden by the policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
addEventListener("error", (event) =>
  window.watched.faults.push(`error: ${event.message ?? `${event.target?.localName} does not load`}`), true);
addEventListener("unhandledrejection", (event) => window.watched.faults.push(`unhandled: ${event.reason}`));

new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.watched.tasks.push(task.duration);
}).observe({ type: "longtask", buffered: true });

for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const result = await original(...given);
    window.watched.memory ??= (result.instance ?? result).exports.memory;
    return result;
  };
}
