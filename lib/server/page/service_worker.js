// Keeps the page's files, so that it works when the server is gone; where the server is there, its files count.

const CACHE = "page";

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepAll());
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || new URL(url).origin !== location.origin) return;
  event.respondWith(give(event.request));
});

/** Keeps all files of the page; the browser has most of them already, and asks whether they are still right. */
async function keepAll() {
  const names = await (await fetch("files.json")).json();
  const cache = await caches.open(CACHE);
  await cache.addAll(names);
}

async function give(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  try {
    const response = await fetch(request);
    const isNew = response.headers.get("etag") !== kept?.headers.get("etag");
    // What teaches comes later than the rest, if at all.
    const isWanted = kept ? isNew : new URL(request.url).pathname.includes("/teach/");
    if (response.ok && isWanted) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
