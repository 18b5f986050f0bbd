// What the first visit transfers (HTML, scripts, WASM, font, words, rules; brotli), and what it must not: the vision module.
//   node tests/browser/first-load.mjs      fails above 200 KB of compressed bodies; what headers add is printed beside it
import { join } from 'node:path';
import { Process, freePort, temporaryFolder } from '../lib/motcua.mjs';
import { launch, expect } from './lib.mjs';

const limit = 200 * 1024;
const dir = temporaryFolder('first-load');
const serve = await new Process('serve', await freePort(), ['--demo'], dir).start();
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true });
const page = await context.newPage();
const client = await context.newCDPSession(page);
await client.send('Network.enable');
const names = new Map(), sizes = new Map(), whole = new Map();
client.on('Network.requestWillBeSent', (e) => names.set(e.requestId, new URL(e.request.url).pathname));
client.on('Network.dataReceived', (e) => sizes.set(e.requestId, (sizes.get(e.requestId) ?? 0) + e.encodedDataLength));
client.on('Network.loadingFinished', (e) => whole.set(e.requestId, e.encodedDataLength));
await page.goto(`${serve.url}/vi/start`);
await page.waitForFunction(() => window.motcua?.ready === true);
await page.getByRole('heading', { level: 1 }).first().waitFor();
await page.waitForLoadState('networkidle');
// the document's own bytes are not told apart: it counts with its headers
for (const [id, size] of whole) if (!sizes.get(id)) sizes.set(id, size);
// headers are under 2 KB each: a gap would hide a body's missing pieces
for (const [id, size] of whole) if (size - sizes.get(id) > 2048) throw new Error(`${names.get(id)}: ${size} bytes arrived, ${sizes.get(id)} of them told`);
let total = 0;
for (const [id, size] of [...sizes].sort((a, b) => b[1] - a[1])) { total += size; console.log(`${String(Math.round(size / 102.4) / 10).padStart(7)} KB  ${names.get(id)}`); }
const kb = (bytes) => `${Math.round(bytes / 102.4) / 10} KB`;
console.log(`first load: ${kb(total)} (limit ${kb(limit)}); with headers ${kb([...whole.values()].reduce((a, b) => a + b, 0))}`);
await browser.close();
await serve.kill('SIGTERM');
expect(![...names.values()].some((n) => /vision/.test(n)), 'the vision module was loaded');
expect(total > 50 * 1024, 'too little was loaded to be the client');
expect(total <= limit, `the first load is ${total} bytes`);
process.exit(0);
