// A person at the browser: words of the language, roles and labels, accessibility after every page, screenshots.
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sleep } from '../lib/motcua.mjs';

const require = createRequire(join(root, 'build', 'npm', 'package.json'));
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const screens = join(root, 'build', 'screens');
mkdirSync(screens, { recursive: true });

export { chromium };

/** How Chromium is started, without a GPU: its own layers in software (SwiftShader mixes up tiles of large pages with images in them), WebGL
    through SwiftShader; `camera` is an MJPEG or Y4M clip shown as the device's camera; without `webgl` there is none, without `vectors`
    no SIMD in WebAssembly (V8 takes the processor for an older one). */
export function options(camera, { webgl = true, vectors = true } = {}) {
  const args = ['--no-sandbox', ...(webgl ? ['--enable-unsafe-swiftshader'] : ['--disable-gpu', '--disable-software-rasterizer', '--disable-3d-apis']), '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
  if (!vectors) args.push('--js-flags=--no-enable-sse4-1');
  if (camera) args.push(`--use-file-for-fake-video-capture=${camera}`);
  return { executablePath: '/usr/bin/chromium', args };
}
/** Headless Chromium. */
export const launch = (camera, without) => chromium.launch(options(camera, without));

/** A browser that keeps nothing for a page: databases and caches are refused, as in some private windows. */
export const refuseStorage = (context) => context.addInitScript(() => {
  const refuse = () => { throw new DOMException('refused', 'SecurityError'); };
  indexedDB.open = refuse;
  for (const name of ['localStorage', 'sessionStorage', 'caches']) Object.defineProperty(window, name, { get: refuse });
  if (navigator.serviceWorker) navigator.serviceWorker.register = async () => refuse();
});

const json = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** The languages of the form, as their speakers call them (shared/i18n/language.hpp). */
export const languages = new Map([...readFileSync(join(root, 'shared/i18n/language.hpp'), 'utf8').matchAll(/Language\{"(\w\w)", "([^"]+)"\}/g)].map((m) => [m[1], m[2]]));
const furtherNames = json('assets/nationality_names.json');

/** {"vi": …, "zh": …} of a nationality, of an office. */
export function nationName(code) {
  const name = json('assets/nationalities.json').find((each) => each.code === code).name;
  return { ...name, ...Object.fromEntries(furtherNames.languages.map((language, i) => [language, furtherNames.names[code][i]])) };
}
export function officeName(office) {
  return { ...office.name, ...Object.fromEntries(furtherNames.languages.map((language) => [language, json(`assets/i18n/rules.${language}.json`)[`offices.${office.id}.name`]])) };
}

/** The words of a language: the catalogue, and the labels of the form's field table; officers speak Vietnamese and English. */
export function words(language) {
  const spoken = ['vi', 'en'].includes(language);
  const catalogue = { ...json(`assets/i18n/${language}.json`), ...json(`assets/i18n/${spoken ? 'officer.' : 'form.'}${language}.json`) };
  const t = (asked, places = {}) => {
    const key = asked in catalogue ? asked : asked.replace(/\.one$/, '.other');  // not every language has a word for one
    if (!(key in catalogue)) throw new Error(`no word for ${key}`);
    return Object.entries(places).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), catalogue[key]);
  };
  const named = Object.fromEntries(Object.entries(catalogue).filter(([key]) => key.includes('=')).map(([key, text]) => [key.split('=')[1], text]));
  if (!spoken) return { t, label: (path) => t(`@${path}`), choice: (value) => named[value], language };
  const labels = {};
  const table = readFileSync(join(root, 'shared/form/fields.cpp'), 'utf8');
  for (const [, name, section, vi, en] of table.matchAll(/\.name = "(\w+)", \.section = Section::(\w+), \.label_vi = "([^"]*)", \.label_en = "([^"]*)"/g)) labels[`${section}.${name}`] = language === 'vi' ? vi : en;
  const choices = {};
  for (const [, value, vi, en] of table.matchAll(/\{"(\w+)", "([^"]*)", "([^"]*)"\}/g)) choices[value] = language === 'vi' ? vi : en;
  return { t, label: (path) => labels[path], choice: (value) => choices[value], language };
}

/** In the page: texts of the visible form (no picture over it) that do not stand out from their ground, below 4.5 : 1. axe passes
    over elements that lie on one another, as all of ours do. */
const paleText = () => {
  if (!window.motcua.plain()) return [];
  const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const groundOf = (e) => { for (; e; e = e.parentElement) { const c = parts(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > 0.5) return c; } return [255, 255, 255]; };
  return [...document.querySelectorAll('#page button, #page a, #page .t, #page select, #page input[type=text]')]
    .filter((e) => e.getClientRects().length && !e.disabled && !e.matches('.hidden, .hidden *') && (e.textContent || e.value || '').trim())
    .map((e) => { const [a, b] = [light(parts(getComputedStyle(e).color)), light(groundOf(e))].sort((x, y) => y - x); return [e, (a + 0.05) / (b + 0.05)]; })
    .filter(([, ratio]) => ratio < 4.5).map(([e, ratio]) => `«${(e.textContent || e.value || '').slice(0, 40)}» has a contrast of ${ratio.toFixed(2)}`);
};

/** What people have in their hands, by its width: a narrow phone, a phone, a tablet, a desk; at whole and broken pixel ratios. */
export const devices = new Map([[320, 640, 2.625], [390, 844, 2], [768, 1024, 1], [1440, 900, 1]].map(([width, height, deviceScaleFactor]) => [width,
  { viewport: { width, height }, deviceScaleFactor, isMobile: width < 640, hasTouch: width < 640 }]));

/** In the page: what stands beside the page, elements that are not where the kit placed them (their style says where), and camera guides
    that shade what they should show. */
const misplaced = () => {
  const out = [];
  if (document.documentElement.scrollWidth > innerWidth) out.push(`the page is ${document.documentElement.scrollWidth} px wide on ${innerWidth}`);
  const stage = document.querySelector('#page').getBoundingClientRect();
  for (const e of document.querySelectorAll('#page button, #page a, #page input, #page select, #page h1, #page .t')) {
    if (e.matches('.hidden, .hidden *') || !e.getClientRects().length) continue;
    let [left, top] = [0, 0];
    for (let at = e; at && at.id !== 'page'; at = at.parentElement) { left += parseFloat(at.style.left) || 0; top += parseFloat(at.style.top) || 0; }
    const is = e.getBoundingClientRect();
    const off = Math.max(Math.abs(is.left - stage.left - left), Math.abs(is.top - stage.top - top), Math.abs(is.width - parseFloat(e.style.width)), Math.abs(is.height - parseFloat(e.style.height)));
    if (off > 1 && !document.documentElement.classList.contains('plain')) out.push(`«${(e.textContent || e.id).slice(0, 30)}» is ${off.toFixed(1)} px off`);
    if (is.right > innerWidth + 1) out.push(`«${(e.textContent || e.id).slice(0, 30)}» leaves the page`);
  }
  for (const path of document.querySelectorAll('#page svg:not(.hold) path')) {
    const { clientWidth: w, clientHeight: h } = path.parentElement;
    if (path.isPointInFill(new DOMPoint(w / 2, h / 2)) || !path.isPointInFill(new DOMPoint(3, 3))) out.push('the camera\'s guide shades its middle, or nothing');
  }
  return out;
};
/** In the page: letters of its text that are drawn like one that exists nowhere; `names` are texts to leave out. */
export const boxes = (names) => {
  const ink = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const family = getComputedStyle(document.body).fontFamily;
  const drawn = (letter) => { ink.canvas.width = ink.canvas.height = 40; ink.font = `24px ${family}`; ink.fillText(letter, 4, 30); return ink.getImageData(0, 0, 40, 40).data.join(); };
  const box = drawn('\uFFFE'), text = [...document.querySelectorAll('#page .t, #page h1, #page a, #page button')].map((e) => e.textContent).filter((said) => !names.includes(said)).join('');
  return [...new Set(text)].filter((letter) => letter.trim() && drawn(letter) === box);
};
/** Waits until the painter (a Worker) has shown what the last frame drew. */
export async function painted(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));  // what was scrolled or answered asks for its picture in a frame
  await page.waitForFunction(() => window.motcua?.painted() !== false, null, { polling: 16, timeout: 20000 });
}

/** One person's walk through pages, in one language. */
export class Walk {
  constructor(page, language, name) {
    Object.assign(this, { page, name, step: 0, words: words(language), violations: [], visited: [] });
    page.on('pageerror', (error) => { this.violations.push(`script error: ${error.message}`); });
    page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource/.test(message.text()) && !this.quiet?.test(message.text())) this.violations.push(`console: ${message.text()}`); });
  }
  t(key, places) { return this.words.t(key, places); }
  async ready() {
    await this.page.waitForFunction(() => window.motcua?.ready === true, null, { timeout: 30000 });
    await painted(this.page);
  }
  /** Waits for the page's heading, judges the page by axe and keeps a picture. */
  async arrived(heading, shot) {
    await this.page.getByRole('heading', { level: 1, name: heading }).first().waitFor({ timeout: 20000 });
    await this.check(shot);
  }
  async check(shot) {
    const at = new URL(this.page.url()).pathname;
    await this.page.evaluate(axeSource);
    const found = await this.page.evaluate(async (tags) => (await window.axe.run(document, { runOnly: tags })).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(' | ')}`), axeTags);
    for (const each of found) this.violations.push(`axe at ${at}: ${each}`);
    for (const each of [...await this.page.evaluate(paleText), ...await this.page.evaluate(misplaced)]) this.violations.push(`${this.name}, ${at}: ${each}`);
    this.visited.push(at);
    if (this.golden?.delete(shot)) await this.compareWithGolden(shot);  // the first time it is met
    if (this.seen?.delete(shot)) await this.compareLooks(shot);
    if (shot) await this.shot(shot);
  }
  /** How the whole page looks, in views of 1500 px, beside the committed pictures: tests/browser/looks/NAME-SHOT-N.png. What has a number
      in it is covered: days go on. */
  async compareLooks(shot) {
    const before = this.page.viewportSize(), mask = [this.page.locator('#page .t, #page h1').filter({ hasText: /\d/ }), this.page.locator('img, video')];
    await this.page.setViewportSize({ width: before.width, height: 1500 });
    for (let i = 1, more = true; more && i < 10; i++) {
      more = await this.page.evaluate((at) => { scrollTo(0, at * innerHeight); return scrollY + innerHeight < document.documentElement.scrollHeight - 1; }, i - 1);
      await sleep(100);
      await painted(this.page);
      const wrong = await this.looks.differs(this.page, `${this.name}-${shot}-${i}`, { mask, maskColor: '#808080' });
      if (wrong) this.violations.push(wrong);
    }
    await this.page.setViewportSize(before);
  }
  /** What a screen reader is told, beside the committed one: tests/browser/aria/LANGUAGE/SHOT.yml. MOTCUA_ACCEPT=1 writes it anew. */
  async compareWithGolden(shot) {
    const said = (await this.page.locator('body').ariaSnapshot()).replace(/\d+/g, '#').replace(/^.*- status:.*\n?/gm, '').trimEnd() + '\n';  // whether it is saved yet is a matter of moments
    const file = join(root, 'tests/browser/aria', this.words.language, `${shot}.yml`);
    if (process.env.MOTCUA_ACCEPT) { mkdirSync(join(file, '..'), { recursive: true }); writeFileSync(file, said); return; }
    const golden = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (said === golden) return;
    const [is, was] = [said, golden].map((text) => text.split('\n'));
    const at = is.findIndex((line, i) => line !== was[i]);
    this.violations.push(`${shot} is told in another way (MOTCUA_ACCEPT=1 takes it): «${(is[at] ?? 'nothing').trim()}», was «${(was[at] ?? 'nothing').trim()}»`);
  }
  async shot(name) {
    await painted(this.page);
    await this.page.screenshot({ path: join(screens, `${this.name}-${String(++this.step).padStart(2, '0')}-${name}.png`), fullPage: true });
  }
  button(key, places) { return this.page.getByRole('button', { name: this.t(key, places), exact: true }); }
  async press(key, places) { await this.button(key, places).first().click(); }
  async link(key, places) { await this.page.getByRole('link', { name: this.t(key, places), exact: true }).first().click(); }
  next() { return this.press('action.continue'); }
  async fill(label, value) { await this.page.getByRole('textbox', { name: label }).first().fill(value); }
  async field(path, value) { await this.fill(this.words.label(path), value); }
  /** Presses a radio or box and waits until it shows: the model answers in the next frame. */
  async tick(control) {
    await control.click();
    await this.page.waitForFunction((e) => e.checked, await control.elementHandle());
  }
  choose(text) { return this.tick(this.page.getByRole('radio', { name: text }).first()); }
  async select(label, option) { await this.page.getByRole('combobox', { name: label }).first().selectOption(option); }
  /** Types the whole name: an exact match chooses itself, otherwise it is chosen from the list. */
  async search(label, text) {
    const box = this.page.getByRole('combobox', { name: label }).first();
    await box.fill('');
    await box.pressSequentially(text);  // key by key: a fill would pass by the limit of characters
    await sleep(150);
    const option = this.page.getByRole('option', { name: text }).first();
    if (await option.count()) await option.click({ timeout: 2000 }).catch(() => {});  // an exact match has chosen itself meanwhile
    await this.page.waitForFunction(([e, wanted]) => e.value === wanted && e.getAttribute('aria-expanded') !== 'true', [await box.elementHandle(), text]);
  }
  /** The three boxes of a date. */
  async date(iso) {
    const [year, month, day] = iso.split('-');
    const boxes = this.page.getByRole('group').getByRole('textbox');
    for (const [i, value] of [day, month, year].entries()) await boxes.nth(i).fill(value);
  }
  /** Frames painted while nothing happens. */
  async idleFrames(ms = 1500) {
    const count = () => this.page.evaluate(() => window.motcua.frames());
    const before = await count();
    await sleep(ms);
    return (await count()) - before;
  }
}

export function expect(condition, message) { if (!condition) throw new Error(message); }
export { sleep, existsSync };

/** What a test keeps of how it went wrong, with a picture of every screen. */
export async function noteFailure(failures, walks, error) {
  failures.push(String(error.stack ?? error).split('\n').slice(0, 6).join('\n'));
  for (const walk of walks) await walk.shot('failed').catch(() => {});
}
/** Closes browser, store (where the test opened one) and servers, says how it went, and leaves with the verdict. */
export async function leave({ browser, walks, store, stop, failures, name, done = '' }) {
  for (const walk of walks) failures.push(...walk.violations);
  await browser?.close();
  store?.end();
  await sleep(50);
  await stop();
  console.log(failures.length ? [...new Set(failures)].slice(0, 30).join('\n') : `${name}: ${walks.map((each) => `${each.visited.length} screens of ${each.name}`).join(', ')}${done}`);
  process.exit(failures.length ? 1 : 0);
}
