// The part of the browser that opens the form without a link: it keeps what the pages are made of, never what people typed nor
// what the server answered. pack.mjs puts in the addresses of this build and its version.
(() => {
  'use strict';
  const files = {}/*files*/, version = ''/*version*/;
  const mine = `motcua-${version}`;
  const known = new Set(Object.values(files));
  const shell = ['index.html', 'style.css', 'client.js', 'bridge.js', 'painter.js', 'client.wasm', 'regular.ttf', 'bold.ttf', 'names.ttf', 'manifest.webmanifest', 'icon.svg', 'rules.json', 'pictures.svg', 'map.svg'];
  const spoken = (language) => [`i18n/${language}.json`, `i18n/start.${language}.json`, `i18n/errors.${language}.json`, `i18n/rules.${language}.json`]
    .concat(language === 'ru' ? ['cyrillic.ttf', 'cyrillic-bold.ttf'] : []);
  const addresses = (names) => names.map((name) => files[name]).filter(Boolean);
  // slices of fonts are named by lists of their own (pack.mjs); the page says which it used
  // also of the build before: a page that was opened with it goes on asking for its own
  const isPart = (path) => known.has(path) || /\.[0-9a-f]{10}\.\w+$/.test(path);

  const keep = async (names, used = []) => {
    const cache = await caches.open(mine);
    const there = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
    await Promise.all(addresses(names).concat(used.filter(isPart)).filter((path) => !there.has(path)).map((path) => cache.add(path)));
  };
  addEventListener('install', (event) => event.waitUntil(keep(shell).then(() => skipWaiting())));
  // the build before stays: a page that was opened with it may still load its parts
  addEventListener('activate', (event) => event.waitUntil((async () => {
    const older = (await caches.keys()).filter((name) => name.startsWith('motcua-') && name !== mine);
    await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
    await clients.claim();
  })()));
  addEventListener('message', (event) => { if (/^[a-z]{2}$/.test(event.data?.speak)) event.waitUntil(keep(spoken(event.data.speak), event.data.used).catch(() => {})); });

  // Names with a hash never change: what was kept is as good as what the server has.
  const part = async (request) => {
    const kept = await caches.match(request.url, {ignoreVary: true}).catch(() => null);
    if (kept) return kept;
    const answer = await fetch(request);
    if (answer.status === 200) { const copy = answer.clone(); caches.open(mine).then((cache) => cache.put(request.url, copy)).catch(() => {}); }
    return answer;
  };
  // Pages come from the server, so that a new build is seen at once; from here when it does not answer in time.
  const patience = 4000;
  const page = async (request) => {
    const late = new Promise((_, failed) => setTimeout(() => failed(new Error('late')), patience));
    try { return await Promise.race([fetch(request), late]); } catch { return (await (await caches.open(mine)).match('/', {ignoreVary: true})) ?? (await caches.match('/', {ignoreVary: true})) ?? Response.error(); }
  };
  const isPublic = (path) => /^\/([a-z]{2}(\/|$)|$)/.test(path) && !/^\/[a-z]{2}\/officer(\/|$)/.test(path);
  addEventListener('fetch', (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== 'GET' || url.origin !== location.origin) return;
    if (url.pathname !== '/' && isPart(url.pathname)) event.respondWith(part(event.request));
    else if (event.request.mode === 'navigate' && isPublic(url.pathname)) event.respondWith(page(event.request));
  });
})();
