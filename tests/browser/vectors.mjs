// A browser without vector instructions in WebAssembly (Safari before 16.4, old processors): the form opens as elsewhere, the vision
// Worker takes its scalar build, and a portrait is judged as in a browser that has them.
//   node tests/browser/vectors.mjs
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Process, freePort, root, temporaryFolder } from '../lib/motcua.mjs';
import { expect, launch } from './lib.mjs';

const serve = await new Process('serve', await freePort(), ['--demo'], temporaryFolder('vectors')).start();
const portrait = readFileSync(join(root, 'tests/parity/portrait/good.jpg')).toString('base64');

/** What the Worker says when it starts and of the portrait, in a page of the form; the form itself must be there. */
async function judged(vectors) {
  const browser = await launch(undefined, { vectors });
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${serve.url}/vi/start`);
  await page.waitForFunction(() => window.motcua?.ready === true, null, { timeout: 60_000 });
  const said = await page.evaluate((base64) => new Promise((done) => {
    const made = new Worker(JSON.parse(document.getElementById('assets').textContent)['vision-worker.js']), heard = [];
    made.onmessage = ({ data }) => { heard.push(data); if (heard.length === 2) done(heard); };
    made.postMessage({ type: 'start', task: 'portrait' });
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer;
    made.postMessage({ type: 'judge', id: 7, task: 'portrait', media: 'image/jpeg', bytes }, [bytes]);
  }), portrait);
  await browser.close();
  const [start, answer] = [said.find((each) => 'ready' in each), said.find((each) => each.id === 7)];
  expect(start.ready === true, `the Worker does not start: ${start.error}`);
  return { kind: start.kind, verdict: JSON.parse(answer.json) };
}

const [scalar, simd] = [await judged(false), await judged(true)];
expect(scalar.kind === 'vision-scalar', `without vector instructions: ${scalar.kind}`);
expect(simd.kind === 'vision', `with them: ${simd.kind}`);
expect(simd.verdict.valid === true, `the good portrait is not good: ${simd.verdict.causes}`);
expect(scalar.verdict.valid === simd.verdict.valid && Math.abs(scalar.verdict.quality - simd.verdict.quality) <= 3, `judged otherwise: ${JSON.stringify([scalar.verdict, simd.verdict])}`);
console.log('ok   without vector instructions: the form opens, the Worker is the scalar one, the verdict the same');
await serve.kill('SIGTERM');
process.exit(0);
