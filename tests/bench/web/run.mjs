// What a visitor waits for: Lighthouse (mobile preset) on the first pages, medians of three; then, on a slow link (1.6 Mbit/s, 150 ms)
// and a processor four times slower, the time until the page is there and until it answers, and what a frame costs.
//   node tests/bench/web/run.mjs NODE_MODULES      (with lighthouse in it: tests/bench/run web)
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join, resolve } from 'node:path';
import { Process, freePort, sleep, temporaryFolder } from '../../lib/motcua.mjs';
import { launch, options } from '../../browser/lib.mjs';
import { machine } from '../figures.mjs';

const modules = resolve(process.argv[2]);
const require = createRequire(join(modules, 'x.js'));
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const [{ default: lighthouse }, chromeLauncher] = [await load('lighthouse'), await load('chrome-launcher')];
console.log(`${machine()}; no GPU: WebGL through SwiftShader; the server on the same cores`);
const dir = temporaryFolder('bench-web');
const serve = await new Process('serve', await freePort(), ['--demo', '--rate-scale', '1000'], dir).start();
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
let missed = 0;
const say = (what, value, unit, goal, reached) => { if (!reached) missed++; console.log(`${what.padEnd(58)} ${String(value).padStart(8)} ${unit.padEnd(3)} goal ${goal}${reached ? '' : '   MISSED'}`); };

// --- Lighthouse, three times each
for (const path of ['/vi/start', '/en/eligibility/who']) {
  const scores = { performance: [], accessibility: [], 'best-practices': [] }, lcp = [];
  for (let i = 0; i < 3; i++) {
    const chrome = await chromeLauncher.launch({ chromePath: options().executablePath, chromeFlags: ['--headless=new', ...options().args] });
    const { lhr } = await lighthouse(serve.url + path, { port: chrome.port, onlyCategories: Object.keys(scores), logLevel: 'error' });
    for (const name of Object.keys(scores)) scores[name].push(lhr.categories[name].score);
    lcp.push(lhr.audits['largest-contentful-paint'].numericValue);
    if (i === 0) for (const audit of Object.values(lhr.audits)) if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative') console.log(`   ${path}: ${audit.id} ${audit.score} ${audit.displayValue ?? ''}`);
    await chrome.kill();
  }
  say(`${path}: performance`, median(scores.performance), '', '≥ 0.95', median(scores.performance) >= 0.95);
  say(`${path}: accessibility`, median(scores.accessibility), '', '1', median(scores.accessibility) === 1);
  say(`${path}: best practices`, median(scores['best-practices']), '', '1', median(scores['best-practices']) === 1);
  console.log(`${`${path}: largest contentful paint, as reckoned`.padEnd(58)} ${String(Math.round(median(lcp))).padStart(8)} ms  (measured below)`);
}

// --- a slow link and a slow processor, really, not by reckoning
const browser = await launch();
async function slowVisit() {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const page = await context.newPage(), cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1.6 * 1024 * 1024 / 8, uploadThroughput: 750 * 1024 / 8 });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => { new PerformanceObserver((list) => { for (const e of list.getEntries()) window.largest = e.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true }); });
  await page.goto(`${serve.url}/vi/start`, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.motcua?.ready && document.querySelector('#page h1'), null, { polling: 20, timeout: 60000 });
  const there = await page.evaluate(() => performance.now());
  const largest = await page.evaluate(() => window.largest ?? NaN);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await sleep(500);
  const before = await page.evaluate(() => window.motcua.frames());
  await sleep(1500);
  const idle = (await page.evaluate(() => window.motcua.frames())) - before;
  await context.close();
  return { there, largest, idle };
}
const visits = [await slowVisit(), await slowVisit(), await slowVisit()];
say('slow link, slow processor: largest contentful paint', Math.round(median(visits.map((v) => v.largest))), 'ms', '≤ 2,000', median(visits.map((v) => v.largest)) <= 2000);
say('slow link, slow processor: the page is there and answers', Math.round(median(visits.map((v) => v.there))), 'ms', '≤ 3,000', median(visits.map((v) => v.there)) <= 3000);
say('frames painted in 1.5 s while nothing happens', Math.max(...visits.map((v) => v.idle)), '', '0', visits.every((v) => v.idle === 0));

// --- from a press to the painted answer
const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
const page = await context.newPage();
await page.goto(`${serve.url}/en/eligibility/who`);
await page.waitForFunction(() => window.motcua?.ready && document.querySelectorAll('#page input[type=radio]').length === 3);
const presses = await page.evaluate(async () => {
  const out = [];
  for (let i = 0; i < 40; i++) {
    const radio = document.querySelectorAll('#page input[type=radio]')[i % 3], frames = window.motcua.frames(), at = performance.now();
    radio.click();
    while (window.motcua.frames() === frames || !window.motcua.painted()) await new Promise((done) => setTimeout(done, 1));
    out.push([performance.now() - at, window.motcua.took()]);
    await new Promise((done) => setTimeout(done, 30));
  }
  return out;
});
const [pictures, frames] = [0, 1].map((i) => median(presses.map((each) => each[i])));
say('from a press to its picture, median', pictures.toFixed(1), 'ms', '≤ 50', pictures <= 50);
say('a frame of the form (layout, draw list, semantics), median', frames.toFixed(1), 'ms', '≤ 2', frames <= 2);
await browser.close();
await serve.kill('SIGTERM');
console.log(missed === 0 ? 'every goal reached' : `${missed} goals missed`);
process.exit(0);
