// Keeps the page's files, so that it works when the server is gone; where the server is there, its files count.

/** The server puts in the hash: where a file is new, all are kept anew. */
const CACHE = "page HASH-OF-FILES";

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepAll());
});

addEventListener(
  "activate",
  (event) => event.waitUntil(Promise.all([clients.claim(), forgetOld()])),
);

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || new URL(url).origin !== location.origin) return;
  event.respondWith(give(event));
});

/** Keeps all files of the page; the browser has most of them already, and asks whether they are still right. */
async function keepAll() {
  const names = await (await fetch("files.json")).json();
  const cache = await caches.open(CACHE);
  await cache.addAll(names);
}

/** Forgets what was kept of other versions. */
async function forgetOld() {
  const old = (await caches.keys()).filter((name) => name.startsWith("page") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function give(event) {
  const { request } = event;
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  const response = await fetch(request).catch((error) => {
    if (kept) return kept;
    throw error;
  });
  // A proxy whose server is gone answers too, and so does a busy server.
  if (kept && response.status >= 429) return kept;
  const isNew = response.headers.get("etag") !== kept?.headers.get("etag");
  // What teaches comes later than the rest, if at all.
  const isWanted = kept ? isNew : new URL(request.url).pathname.includes("/teach/");
  if (response.ok && isWanted) {
    // Nobody waits for it; where the disk is full, the old one stays.
    event.waitUntil(cache.put(request, response.clone()).catch(() => {}));
  }
  return response;
}
