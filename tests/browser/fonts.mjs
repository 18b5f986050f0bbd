// Chinese, Korean and Japanese on a machine that has no letters of theirs: slices of Noto Sans come, few and only then. What is judged:
// boxes without them, none with them, in the DOM and in the picture, which must agree; how much is fetched; that a machine with
// fonts and the other languages fetch nothing; that what was used is there without a link.
//   node tests/browser/fonts.mjs
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Process, freePort, temporaryFolder, until } from '../lib/motcua.mjs';
import { boxes, chromium, expect, languages, launch, leave, noteFailure, options, painted, sleep, Walk } from './lib.mjs';

// slices and KB of the start page and the first question together
const most = { zh: [14, 420], ko: [14, 140], ja: [32, 360] };
const device = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const dir = temporaryFolder('fonts');
const serve = await new Process('serve', await freePort(), ['--demo'], dir).start();
const failures = [], walks = [], told = [];

/** A machine with Latin, Cyrillic and Vietnamese letters only. */
function poor() {
  const fonts = join(dir, 'only');
  mkdirSync(fonts);
  for (const file of ['noto/NotoSans-Regular.ttf', 'noto/NotoSans-Bold.ttf', 'dejavu/DejaVuSans.ttf', 'dejavu/DejaVuSansMono.ttf']) symlinkSync(`/usr/share/fonts/truetype/${file}`, join(fonts, basename(file)));
  const file = join(dir, 'fonts.conf');
  writeFileSync(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig><include>/etc/fonts/conf.d</include><dir>${fonts}</dir><cachedir>${join(dir, 'font-cache')}</cachedir></fontconfig>`);
  return chromium.launch({ ...options(), env: { ...process.env, FONTCONFIG_FILE: file } });
}
const others = (language) => [...languages].filter(([code]) => code !== language).map(([, name]) => name);
/** How alike two pictures are in light and dark: 1 is the same. */
async function likeness(judge, ...pictures) {
  return judge.evaluate(async (all) => {
    const pictures = await Promise.all(all.map(async (png) => createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())));
    const [width, height] = ['width', 'height'].map((side) => Math.min(...pictures.map((each) => each[side])));  // what both have
    const light = pictures.map((picture) => {
      const ink = new OffscreenCanvas(width, height).getContext('2d');
      ink.drawImage(picture, 0, 0);
      return ink.getImageData(0, 0, width, height).data.filter((_, i) => i % 4 === 1);
    });
    const mean = light.map((each) => each.reduce((a, b) => a + b, 0) / each.length);
    const product = (i, j) => light[i].reduce((sum, v, at) => sum + (v - mean[i]) * (light[j][at] - mean[j]), 0);
    return product(0, 1) / Math.sqrt(product(0, 0) * product(1, 1));
  }, pictures.map((png) => png.toString('base64')));
}
/** The heading as it is painted, and as the browser draws the text that lies over the picture. */
async function heading(page) {
  const at = page.locator('#page h1');
  await page.evaluate(() => document.activeElement?.blur());
  const picture = await at.screenshot();
  await page.addStyleTag({ url: '/of-this-test.css' });
  const text = await at.screenshot();
  await page.evaluate(() => document.querySelector('link[href="/of-this-test.css"]').remove());
  return [picture, text];
}
const styleOfText = (context) => context.route('**/of-this-test.css', (route) => route.fulfill({ contentType: 'text/css', body: '#canvas{visibility:hidden}#page h1{color:var(--ink)!important}' }));
const isFont = (url) => /\/(fonts-\w+\.|[\w-]+\.[0-9a-f]{10}\.woff2)/.test(url);

/** A visit to the start page by somebody who was never here; `asked`: the fonts that were asked for. */
async function visit(browser, language, name) {
  const context = await browser.newContext({ ...device, locale: language });
  await styleOfText(context);
  const walk = new Walk(await context.newPage(), language, `${name}-${language}`), asked = [];
  walks.push(walk);
  walk.page.on('response', (response) => { if (isFont(response.url())) asked.push(response); });
  return { context, walk, asked, page: walk.page };
}
const open = async ({ walk }, language = walk.words.language) => { await walk.page.goto(`${serve.url}/${language}/start`); await walk.ready(); };
/** Comes by way of Vietnamese and the choice of the language. */
async function change(visitor, to) {
  await open(visitor, 'vi');
  await visitor.page.getByRole('button', { name: languages.get('vi') }).click();
  await visitor.page.getByRole('link', { name: languages.get(to) }).click();
}

async function withoutSlices(browser, language) {
  const visitor = await visit(browser, language, 'boxes'), { page, walk } = visitor;
  walk.quiet = /Failed to fetch|ERR_FAILED/;
  await visitor.context.route(/\/fonts-\w+\./, (route) => route.abort());
  await open(visitor);
  await sleep(300);
  const found = await page.evaluate(boxes, others(language));
  expect(found.length > 100, `${language}: without slices only ${found.length} boxes: this machine has fonts`);
  const [picture] = await heading(page);
  await visitor.context.close();
  return picture;
}
async function readable({ page, walk }, where) {
  const names = others(walk.words.language);
  let missing;
  await until('letters', async () => (missing = await page.evaluate(boxes, names)).length === 0, 100).catch(() => { throw new Error(`${walk.name}, ${where}: boxes for ${missing.join(' ')}`); });
  await sleep(150);
  await painted(page);
}
async function withSlices(browser, language, judge, boxed) {
  const visitor = await visit(browser, language, 'slices'), { walk, page, asked } = visitor;
  let come;
  const held = new Promise((done) => { come = done; });
  await visitor.context.route(/\/fonts-\w+\./, async (route) => { await held; await route.continue(); });
  await (language === 'ko' ? change(visitor, language) : open(visitor));
  if (language === 'zh') {  // whose heading has no numbers
    const [blank] = await heading(page);
    expect(Number.isNaN(await likeness(judge, blank, blank)), 'something is painted before there are letters');  // one colour has no variance
  }
  come();
  for (const [title, next] of [['start.title', 'start.begin'], ['eligibility.who']]) {
    await readable(visitor, title);
    await walk.arrived(walk.t(title), title.split('.')[1]);
    const [picture, text] = await heading(page), like = await likeness(judge, picture, text);
    expect(like > 0.8, /* bold made by the browser differs a little; without the new letters it is below 0.5 */ `${language}, ${title}: picture and text are alike by ${like.toFixed(2)} only`);
    if (next) {
      const frames = await page.evaluate(() => window.motcua.frames()), box = await likeness(judge, picture, boxed);
      expect(box < 0.6, `${language}: the picture has boxes still (${box.toFixed(2)})`);
      told.push(`${language}: alike ${like.toFixed(2)}, boxes ${box.toFixed(2)}, ${frames} frames`);
      expect(frames < 16, `${language}: ${frames} pictures until all was there`);
      await walk.press(next);
    }
  }
  const sizes = await Promise.all(asked.filter((each) => each.url().endsWith('.woff2')).map(async (each) => (await each.body()).length));
  const kb = Math.round(sizes.reduce((a, b) => a + b, 0) / 1024);
  told.push(`${language}: ${sizes.length} slices, ${kb} KB of them for two pages`);
  expect(sizes.length > 0 && sizes.length <= most[language][0] && kb <= most[language][1], `${language}: ${sizes.length} slices, ${kb} KB; most is ${most[language]}`);
  expect(asked.every((each) => each.url().endsWith('.woff2') ? each.headers()['content-type'] === 'font/woff2' : each.url().includes(`fonts-${language}`)), 'another list, or another type');
  return visitor;
}
async function nothing(browser, language, name) {
  const visitor = await visit(browser, language, name);
  await open(visitor);
  await sleep(500);
  expect(visitor.asked.length === 0, `${name}, ${language}: ${visitor.asked.map((each) => each.url())}`);
  await visitor.context.close();
}
/** Comes back without a link: what was used was kept. */
async function withoutLink(visitor) {
  const { page, context } = visitor;
  await until('the slices to be kept', () => page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const used = performance.getEntriesByType('resource').map((each) => new URL(each.name).pathname).filter((path) => path.endsWith('.woff2') || path.startsWith('/fonts-'));
    return used.length > 3 && (await Promise.all(used.map((path) => caches.match(path)))).every(Boolean);
  }));
  await serve.kill('SIGTERM');
  await context.setOffline(true);
  await page.reload();
  await visitor.walk.ready();
  await readable(visitor, 'without a link');
}

const [bare, rich] = await Promise.all([poor(), launch()]);
try {
  const judge = await (await bare.newContext()).newPage();
  let last = null;
  for (const language of ['zh', 'ko', 'ja']) {
    const [boxed] = await Promise.all([withoutSlices(bare, language), nothing(rich, language, 'rich')]);
    await last?.context.close();
    last = await withSlices(bare, language, judge, boxed);
  }
  await Promise.all(['vi', 'ru'].map((language) => nothing(bare, language, 'bare')));
  last.walk.quiet = /Failed to fetch|ERR_|NetworkError/;
  await withoutLink(last);
} catch (error) { await noteFailure(failures, walks.slice(-1), error); }
console.log(told.join('\n'));
await rich.close();
await leave({ browser: bare, walks, stop: () => serve.kill('SIGTERM'), failures, name: 'fonts' });
