// Keeps one version of the page whole in this browser, so that the page opens without a network.
//
// A version is the files below, each with the digest of its content. It is taken as one set or not at all, and the one
// before goes on until this one is asked for or nobody uses that any more. What is not listed here, S2low above all,
// never passes through here, but for the settings: they are asked for anew each time, and the last ones known stand in
// when nobody answers.

// Both are filled in by the build.
const VERSION = "";
const FILES = {};

const { scope } = registration;
const own = `${scope} ${VERSION}`;
const settings = `${scope} settings`;
// The names of an earlier version, which an open tab may still ask for, say what is in them.
const HASHED = /^[^/]+-[0-9a-f]{16}\.(css|js|json|wasm)$/;
const SETTINGS = /^(config\.json|.+\.(cer|crt|der|pem))$/;
// How long the settings may take while others are known, in milliseconds.
const PATIENCE = 4000;
// The words of another language than the browser's are kept once somebody asks for them.
const language = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === "fr" || tag === "en") ?? "fr";
const isWanted = (path) => !path.startsWith("words-") || path.startsWith(`words-${language}-`);

const keep = async (cache, path) => {
  const address = scope + path;
  const same = HASHED.test(path) && await caches.match(address);
  const response = same || await fetch(address, { cache: "no-cache", integrity: FILES[path], redirect: "error" });
  if (response.status !== 200) throw new Error(`${response.status} ${path}`);
  await cache.put(address, response);
};

const install = async () => {
  try {
    const cache = await caches.open(own);
    await Promise.all(Object.keys(FILES).filter(isWanted).map((path) => keep(cache, path)));
  } catch (error) {
    await caches.delete(own);
    throw error;
  }
  try {
    const config = await (await latest(`${scope}config.json`)).json();
    await Promise.all((config.authorities ?? []).map((name) => latest(scope + name)));
  } catch {
    // The page itself says when its settings cannot be read.
  }
};

const activate = async () => {
  const others = (await caches.keys()).filter((name) => name.startsWith(`${scope} `) && name !== own && name !== settings);
  // A tab that was opened with the version before may still want some file of it.
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await clients.claim();
};

const kept = async (request, path) => {
  const address = scope + path;
  const cache = await caches.open(own);
  if (!isWanted(path)) await keep(cache, path).catch(() => {});
  return await cache.match(address) ?? (HASHED.test(path) && await caches.match(address) || fetch(request));
};

const latest = async (address) => {
  const cache = await caches.open(settings);
  const known = await cache.match(address);
  try {
    const response = await fetch(address, { cache: "no-cache", signal: known && AbortSignal.timeout?.(PATIENCE) });
    const type = response.headers.get("Content-Type") ?? "";
    const body = await response.clone().blob();
    // Whoever wants a login first answers with a page.
    if (response.status !== 200 || response.redirected || type.includes("html")) return known ?? response;
    if (address.endsWith(".json")) JSON.parse(await body.text());
    // Kept without its date, by which the page judges the clock of this computer.
    await cache.put(address, new Response(body, { headers: { "Content-Type": type } }));
    return response;
  } catch (error) {
    if (known) return known;
    throw error;
  }
};

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", ({ data }) => data === "update" && skipWaiting());
addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.split(/[?#]/)[0];
  if (request.method !== "GET" || !address.startsWith(scope)) return;
  const path = address.slice(scope.length);
  if (request.mode === "navigate") {
    if (path === "" || path === "index.html") event.respondWith(kept(request, "index.html"));
  } else if (Object.hasOwn(FILES, path) || HASHED.test(path)) {
    event.respondWith(kept(request, path));
  } else if (SETTINGS.test(path)) {
    event.respondWith(latest(address));
  }
});
