// Packs what the browser loads: names with a content hash, brotli and gzip made once at build time, and manifest.json,
// which the server reads to know every path, type and variant.
//
//   node web/pack.mjs OUT NAME=FILE...     (NAME is the path under /, e.g. client.wasm=/…/client.wasm; range:NAME=U+…, the letters of
//                                           a font, are told to bridge.js)
//
// A list of fonts (fonts-LANGUAGE.json, {unicode-range: file beside it}) brings its files along: the page names the list only, so
// that few bytes of the first load are spent on what few machines ask for.
//
// What the vision Worker loads is in a table that is put into vision-worker.js: {NAME: {path, integrity}}.
//
// index.html, manifest.webmanifest, the icons and sw.js keep their names (they are looked up by people and systems); all else is
// immutable. index.html gets the table of names (bridge.js reads it), preload links for what the first page needs, and the
// SHA-256 of all that runs: in integrity attributes where it names a file itself, in a table for what scripts load later.
import {createHash} from 'node:crypto';
import {createRequire} from 'node:module';
import {mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, extname, join} from 'node:path';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';

const types = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.wasm': 'application/wasm',
  '.json': 'application/json', '.webmanifest': 'application/manifest+json', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.ttf': 'font/ttf', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8', '.bin': 'application/octet-stream',
  '.onnx': 'application/octet-stream', '.tflite': 'application/octet-stream'};
const stable = new Set(['index.html', 'manifest.webmanifest', 'icon.svg', 'icon-192.png', 'icon-512.png', 'sw.js']);
// what the first page cannot do without, and how the browser asks for it
const preloads = ['client.wasm', 'regular.ttf', 'bold.ttf', 'i18n/start.vi.json'];
// what the page names, and what its scripts load and run
const named = ['style.css', 'client.js', 'bridge.js'];
const loaded = ['painter.js', 'camera.js', 'client.wasm', 'officer.js', 'officer.wasm', 'vision-worker.js'];
// what only the vision Worker loads: it gets a table of its own, which the first load need not carry
const workers = /^(vision(-scalar)?\.(js|wasm)|.*\.onnx|ocrb\.bin)$/;

const [out, ...pairs] = process.argv.slice(2);
const files = new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
const ranges = {};
for (const [name, letters] of files) if (name.startsWith('range:')) { ranges[name.slice(6)] = letters; files.delete(name); }

// Debian's terser, found through NODE_PATH as emscripten's own modules are.
const {minify} = createRequire(import.meta.url)('terser');
const slim = {
  '.js': async (text) => (await minify(text.replace('{}/*ranges*/', JSON.stringify(ranges)).replace('{}/*parts*/', JSON.stringify(parts)), {ecma: 2020, compress: {passes: 2}})).code,
  '.css': (text) => text.replace(/\/\*[^]*?\*\//g, '').split('\n').map((line) => line.trim()).filter(Boolean).join('\n'),
  '.json': (text) => JSON.stringify(JSON.parse(text)),
  '.html': (text) => text.split('\n').map((line) => line.trim()).filter(Boolean).join('\n'),
};
const slimmed = async (name, bytes) => {
  const make = slim[extname(name)];
  return make ? Buffer.from(await make(bytes.toString('utf8'))) : bytes;
};

const work = out + '.part';
rmSync(work, {recursive: true, force: true});
mkdirSync(work, {recursive: true});
const entries = [];
const urls = {};
const hashes = {};

/** `listed`: known to the page and to the service worker by its name. */
const write = (name, bytes, listed = true) => {
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const kind = extname(name);
  const flat = name.replaceAll('/', '-').slice(0, -kind.length);
  const immutable = !stable.has(name);
  const file = immutable ? `${flat}.${digest}${kind}` : name;
  const path = name === 'index.html' ? '/' : `/${file}`;
  writeFileSync(join(work, file), bytes);
  const entry = {path, file, type: types[kind] || 'application/octet-stream', immutable, etag: digest};
  const packed = kind === '.woff2' ? {} : {br: brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length}}), gz: gzipSync(bytes, {level: 9})};
  for (const [suffix, variant] of Object.entries(packed)) {
    if (variant.length >= bytes.length) continue;
    writeFileSync(join(work, `${file}.${suffix}`), variant);
    entry[suffix] = `${file}.${suffix}`;
  }
  entries.push(entry);
  const integrity = `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
  if (listed) {
    urls[name] = path;
    hashes[name] = integrity;
  }
  return {name, path, integrity, raw: bytes.length, br: (packed.br ?? bytes).length};
};
/** The list with the addresses of its files, which are packed too. */
const fontList = (source) => {
  const beside = (file) => write(file, readFileSync(join(dirname(source), file)), false);
  const packed = Object.entries(JSON.parse(readFileSync(source))).map(([range, file]) => [range, beside(file)]);
  const bytes = packed.reduce((sum, [, {raw}]) => sum + raw, 0);
  report.push({name: `${packed.length} files of ${source.slice(source.lastIndexOf('/') + 1)}`, raw: bytes, br: bytes});
  return Buffer.from(JSON.stringify(Object.fromEntries(packed.map(([range, {path}]) => [range, path]))));
};

const report = [];
const parts = {};  // of the vision Worker
for (const [name, source] of files) {
  if (!workers.test(name)) continue;
  const written = write(name, await slimmed(name, readFileSync(source)), false);
  parts[name] = {path: written.path, integrity: written.integrity};
  report.push(written);
}
for (const [name, source] of files) {
  if (name === 'index.html' || name === 'sw.js' || workers.test(name)) continue;
  const isList = /^fonts-\w+\.json$/.test(name);
  report.push(write(name, isList ? fontList(source) : await slimmed(name, readFileSync(source)), extname(name) !== '.txt'));
}

const preloadLink = (name) => (urls[name] ? `<link rel="preload" href="${urls[name]}" as="fetch" crossorigin>` : '');
let page = (await slimmed('index.html', readFileSync(files.get('index.html')))).toString('utf8');
page = page.replace('<!--preloads-->', preloads.map(preloadLink).filter(Boolean).join('\n'));
page = page.replace('<script type="application/json" id="assets">{}</script>', `<script type="application/json" id="assets">${JSON.stringify(urls)}</script>`);
const missing = loaded.filter((name) => files.has(name) && !hashes[name]);
if (missing.length > 0) throw new Error(`no hash of ${missing}`);
const table = Object.fromEntries(loaded.filter((name) => hashes[name]).map((name) => [name, hashes[name]]));
page = page.replace('<script type="application/json" id="hashes">{}</script>', `<script type="application/json" id="hashes">${JSON.stringify(table)}</script>`);
for (const name of named) page = page.replace(`"/${name}"`, `"${urls[name]}" integrity="${hashes[name]}"`);
report.push(write('index.html', Buffer.from(page)));

// The service worker knows every address of this build; one file that is another makes it another version.
const worker = readFileSync(files.get('sw.js'), 'utf8').replace('{}/*files*/', JSON.stringify(urls))
  .replace("''/*version*/", JSON.stringify(createHash('sha256').update(JSON.stringify([urls, hashes])).digest('hex').slice(0, 10)));
report.push(write('sw.js', Buffer.from(await slim['.js'](worker))));

writeFileSync(join(work, 'manifest.json'), JSON.stringify({entries}, null, 1));
// a running server keeps its open files; the folder changes in one step
rmSync(out + '.old', {recursive: true, force: true});
try { renameSync(out, out + '.old'); } catch { /* the first time there is none */ }
renameSync(work, out);
rmSync(out + '.old', {recursive: true, force: true});

const first = new Set(['index.html', 'style.css', 'client.js', 'bridge.js', 'painter.js', 'client.wasm', 'regular.ttf', 'bold.ttf', 'i18n/start.vi.json']);
let total = 0;
for (const {name, raw, br} of report) {
  if (first.has(name)) total += br;
  console.log(`${String(raw).padStart(9)} ${String(br).padStart(8)} br  ${name}`);
}
console.log(`first load: ${total} bytes brotli (limit 204800)`);
