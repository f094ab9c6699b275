// Answers from what was kept when this version of the site was first opened. The build puts VERSION
// (a name that stands for the content of every file) and FILES (their addresses) before this.
// Nothing that a reader made passes through here: that is in the browser's local storage.

// Copies of the site may lie in several folders of one origin; each drops only caches of its own.
const OURS = `briefmark ${self.registration.scope} `;
const CACHE = OURS + VERSION;

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOtherVersions().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(self.registration.scope)) {
    event.respondWith(answer(request));
  }
});

async function keep() {
  const cache = await caches.open(CACHE);
  // Past the HTTP cache, which may hold a file of the version before under the same name.
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
}

async function dropOtherVersions() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreSearch: true });
  if (kept) return kept;
  if (request.mode !== "navigate") return fetch(request);
  // A page that is not of this version: `index.html` by name, or what else the host has here.
  return fetch(request).catch(() => cache.match("./"));
}
