// The portrait before the camera, in Chromium with a fake one: what is wrong is said, one thing at a time, the picture takes itself
// only when the face is good and still, the person's own button always works, and the Worker ends with the page.
//   node tests/browser/portrait.mjs [CLIP…]    clips of make_camera: good, dark, blurred, far, two, nobody, moving; all without words
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { serve } from '../api/lib.mjs';
import { root, sleep } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';
import { devices, launch, leave, noteFailure, Walk, expect } from './lib.mjs';
import * as go from './journey.mjs';

/** Of each clip: the causes of which one is to be said, or that it is to be held still; the language, width and scheme it is seen in. */
const clips = new Map([
  ['good', { holds: true, takes: true, seen: ['vi', 390, 'light'] }],
  ['moving', { holds: true, seen: ['en', 1440, 'dark'] }],
  ['dark', { causes: ['too_dark'], seen: ['en', 390, 'dark'] }],
  ['blurred', { causes: ['blurred'], seen: ['vi', 1440, 'light'] }],
  ['far', { causes: ['too_far'], seen: ['ko', 390, 'light'] }],
  ['two', { causes: ['several_faces'], seen: ['fr', 390, 'light'] }],
  ['nobody', { causes: ['no_face'], seen: ['ru', 390, 'light'] }],
]);
const asked = process.argv.slice(2).length ? process.argv.slice(2) : [...clips.keys()];
const watched = 6000;  // ms before a camera that must not take a picture

const server = await serve('browser-portrait', ['--rate-scale', '100']);
execFileSync(join(root, 'build', 'bin', 'make_camera'), [server.dir]);
const failures = [], walks = [];
let browser;

/** In the page: what is said under the camera, the frames sent to the vision Worker and its answers, and when. */
const listen = () => {
  window.heard = { said: [], frames: [], answers: 0, opened: performance.now() };
  const Made = window.Worker;
  window.Worker = class extends Made {
    constructor(url) {
      super(url);
      if (!/vision-worker/.test(url)) return;
      this.addEventListener('message', ({ data }) => {
        if (data.id === undefined) return;
        heard.answers++;
        heard.open = (heard.open ?? 0) - 1;
        heard.first ??= performance.now();
      });
    }
    postMessage(message, lent) {
      if (message.type === 'frame') {
        heard.open = (heard.open ?? 0) + 1;
        heard.most = Math.max(heard.most ?? 0, heard.open);
        heard.frames.push({ at: performance.now(), bitmap: Boolean(message.bitmap), lent: lent?.length });
      }
      super.postMessage(message, lent);
    }
  };
  new MutationObserver(() => {
    const said = document.getElementById('advice')?.textContent.trim();
    if (said && said !== heard.said.at(-1)?.text) heard.said.push({ text: said, at: performance.now() });
  }).observe(document, { subtree: true, childList: true, characterData: true });
};

/** Somebody with a form begun: cookies of a session whose draft the server has. */
async function begin() {
  browser = await launch();
  const { cookies, paths } = await go.beginForm(browser, server.url, phone(7104), walks, ['portrait']);
  await browser.close();
  return { cookies, path: paths.portrait };
}

const visionWorkers = (page) => page.workers().filter((each) => /vision-worker/.test(each.url())).length;
const status = (walk, text) => walk.page.getByRole('status').filter({ hasText: text });
const advice = (walk, cause) => walk.t(`portrait.advice.${cause}`);

/** Asked to hold still; the ring runs only while the person does. */
async function holdsStill(walk, clip, still) {
  await status(walk, walk.t('portrait.live_hold')).waitFor({ timeout: 60000 });
  if (still) await walk.page.locator('svg.hold').first().waitFor({ state: 'attached', timeout: 20000 });
  await walk.shot(`${clip}-hold`);
}

/** Taken by itself: shown beside what will be used, which has the official ratio; used; and the Worker is gone. */
async function takesItself(walk) {
  await walk.page.getByText(walk.t('portrait.good_title')).first().waitFor({ timeout: 30000 });
  const sizes = await walk.page.waitForFunction(() => {
    const all = ['whole', 'taken'].map((id) => document.getElementById(id));
    return all.every((e) => e?.complete && e.naturalWidth) && all.map((e) => [e.naturalWidth, e.naturalHeight]);
  }).then((each) => each.jsonValue());
  expect(sizes[1][0] * 4 === sizes[1][1] * 3, `the cut is ${sizes[1].join(' x ')}`);
  await walk.check('taken');
  await walk.press('portrait.use');
  await walk.arrived(walk.t('tasks.title'));
  for (let i = 0; i < 50 && visionWorkers(walk.page); i++) await sleep(100);
  expect(visionWorkers(walk.page) === 0, 'the vision Worker lives on after the page');
}

/** Not taken by itself, while the words keep steady; then the person's own button takes it. */
async function waits(walk, clip, causes) {
  const before = await walk.page.evaluate(() => heard.said.length);
  await sleep(watched);
  expect(await walk.button('portrait.take').count(), `${clip}: it took itself`);
  const said = await walk.page.evaluate((from) => heard.said.slice(from).map((each) => each.text), before);
  expect(said.length <= 2, `${clip}: the words changed ${said.length} times in ${watched} ms: ${said.join(' | ')}`);
  await walk.check(clip);
  await walk.press('portrait.take');
  const review = walk.button('portrait.retake');
  await review.first().waitFor({ timeout: 30000 });
  if (!causes) return;
  await walk.page.getByText(walk.t('portrait.bad_title')).first().waitFor();
  await walk.button('portrait.use_anyway').waitFor();
  await walk.button('portrait.at_counter').waitFor();
  await walk.check(`${clip}-review`);
}

async function speed(walk, clip) {
  const { frames, answers, most, opened, first, said } = await walk.page.evaluate(() => heard);
  const last = frames.slice(-21), took = (last.at(-1).at - last[0].at) / (last.length - 1);
  expect(most <= 1, `${clip}: ${most} frames waited at a time`);
  expect(frames.every((each) => each.bitmap && each.lent === 1), `${clip}: a frame was copied`);
  console.log(`${clip}: ${frames.length} frames, ${answers} answers, ${(1000 / took).toFixed(1)} a second; first verdict ${Math.round(first - opened)} ms after the page; said ${said.map((each) => `«${each.text}»`).join(' ')}`);
}

async function clip(name, { cookies, path }) {
  const { holds, takes, causes, seen: [language, width, scheme] } = clips.get(name);
  browser = await launch(join(server.dir, `${name}.mjpeg`));
  const context = await browser.newContext({ ...devices.get(width), colorScheme: scheme, locale: language, permissions: ['camera'] });
  await context.addCookies(cookies);
  await context.addInitScript(listen);
  const walk = new Walk(await context.newPage(), language, `portrait-${name}`);
  walks.push(walk);
  await walk.page.goto(`${server.url}/${language}${path}`);
  await walk.ready();
  await walk.arrived(walk.t('portrait.title'), 'choose');
  await walk.press('portrait.open_camera');
  if (holds) await holdsStill(walk, name, takes);
  else await status(walk, new RegExp(causes.map((each) => advice(walk, each).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'))).waitFor({ timeout: 60000 });
  expect(visionWorkers(walk.page) === 1, `${name}: ${visionWorkers(walk.page)} vision Workers`);
  if (takes) await takesItself(walk);
  else await waits(walk, name, causes);
  await speed(walk, name);
  await browser.close();
}

try {
  const begun = await begin();
  for (const name of asked) await clip(name, begun);
} catch (error) {
  await noteFailure(failures, walks.slice(-1), error);
}
await leave({ browser, walks, stop: () => server.kill('SIGTERM'), failures, name: 'portrait' });
