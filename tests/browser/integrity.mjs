// What runs in the browser is what was built: one changed byte in a script, style or module, and the browser refuses it.
//   node tests/browser/integrity.mjs [SHARE]      SHARE holds web/ (the built one when left out)
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Process, binary, freePort, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { expect, launch } from './lib.mjs';

const title = 'a changed byte is refused';
const built = process.argv[2] ?? join(dirname(binary), '..', 'share', 'motcua');
const [dir, share] = [temporaryFolder('integrity'), temporaryFolder('integrity-share')];
cpSync(built, share, { recursive: true, dereference: true });
const web = join(share, 'web');
const fileOf = (name) => { const dot = name.lastIndexOf('.'); return readdirSync(web).find((each) => each.startsWith(`${name.slice(0, dot)}.`) && each.endsWith(name.slice(dot))); };
/** Changes one byte (a blank in text, the last one elsewhere) while `use` runs; packed variants would hide it. */
async function changed(name, use) {
  const file = fileOf(name), path = join(web, file), bytes = readFileSync(path), other = Buffer.from(bytes);
  const packed = ['.br', '.gz'].map((end) => path + end).filter((each) => readdirSync(web).includes(each.slice(web.length + 1))).map((each) => [each, readFileSync(each)]);
  for (const [each] of packed) rmSync(each);
  if (/\.(js|css)$/.test(name)) writeFileSync(path, Buffer.concat([bytes, Buffer.from(' ')]));
  else { other[other.length - 1] ^= 1; writeFileSync(path, other); }
  try { await use(); } finally { writeFileSync(path, bytes); for (const [each, content] of packed) writeFileSync(each, content); }
}

const serve = await new Process('serve', await freePort(), ['--demo', '--share', share], dir).start();
const browser = await launch();
/** A visit by somebody who was never here; what the console said beside the page. */
async function visit(path, look) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage(), said = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(serve.url + path);
  try { return await look(page, said); } finally { await context.close(); }
}
const ready = (page) => page.waitForFunction(() => window.motcua?.ready === true, null, { timeout: 60_000 });
const complaint = async (said, words) => { for (let i = 0; i < 600; i++) { const found = said.find((each) => words.test(each)); if (found) return found; await sleep(100); } throw new Error(`nobody complained of ${words}: ${said.join(' | ')}`); };

await visit('/vi/start', async (page) => {
  await ready(page);
  const tags = await page.evaluate(() => [...document.querySelectorAll('script[src], link[rel=stylesheet]')].map((e) => [e.src || e.href, e.integrity]));
  expect(tags.length >= 3 && tags.every(([, integrity]) => /^sha256-[\w+/]{43}=$/.test(integrity)), `a script or style without integrity: ${JSON.stringify(tags)}`);
  const strange = await page.evaluate(() => performance.getEntriesByType('resource').map((e) => e.name).filter((name) => !name.startsWith(location.origin + '/')));
  expect(strange.length === 0, `of other origins: ${strange}`);
});
console.log('ok   untouched it runs');
for (const [name, path] of [['client.js', '/vi/start'], ['bridge.js', '/vi/start'], ['client.wasm', '/vi/start'], ['officer.js', '/vi/officer/sign-in'], ['officer.wasm', '/vi/officer/sign-in']]) {
  await changed(name, () => visit(path, async (page, said) => {
    await complaint(said, name.endsWith('.wasm') ? /is not what was built/ : /integrity|digest/i);
    expect(await page.evaluate(() => window.motcua?.ready !== true), `${name} ran`);
  }));
  console.log(`ok   ${title}: ${name}`);
}
// without the painter the form itself is shown
await changed('painter.js', () => visit('/vi/start', async (page, said) => {
  await complaint(said, /integrity|digest/i);
  await ready(page);
  expect(await page.evaluate(() => window.motcua.plain() && !('painter' in window)), 'painter.js ran');
}));
console.log(`ok   ${title}: painter.js`);
await changed('style.css', () => visit('/vi/start', async (page, said) => {
  await complaint(said, /integrity|digest/i);
  expect(await page.evaluate(() => [...document.styleSheets].every((each) => { try { return each.cssRules.length === 0; } catch { return true; } })), 'the style was applied');
}));
console.log(`ok   ${title}: style.css`);
// the vision worker checks what it loads: it is started here as bridge.js starts it
const worker = (task) => visit('/vi/start', (page) => page.evaluate((wanted) => new Promise((done) => {
  const made = new Worker(JSON.parse(document.getElementById('assets').textContent)['vision-worker.js']);
  made.onmessage = ({ data }) => done(data);
  made.postMessage({ type: 'start', task: wanted });
}), task));
for (const task of ['portrait', 'passport']) expect((await worker(task)).ready === true, `the worker does not start for a ${task}`);
for (const name of ['vision.js', 'vision.wasm', 'blazeface.onnx', 'facemesh.onnx', 'selfie.onnx', 'ocrb.bin']) {
  await changed(name, async () => { const { ready: fine, error } = await worker(name === 'ocrb.bin' ? 'passport' : 'portrait'); expect(fine === false && /Failed to fetch|integrity/i.test(error), `${name}: ${fine} ${error}`); });
  console.log(`ok   ${title}: ${name}`);
}
await browser.close();
await serve.kill('SIGTERM');
process.exit(0);
