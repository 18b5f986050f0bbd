// The further languages, as somebody meets them: the start page, the questions up to the answer, an error, the sign-in, on a narrow
// phone, a phone, a tablet and a desk, at whole and broken pixel ratios (a narrow phone and a desk, the others with ./test --full). Judged: axe, the language of the document, nothing beside
// the page, every element over its picture, text that is drawn and not boxes.
//   node tests/browser/languages.mjs [LANGUAGE...]
import { Process, freePort, temporaryFolder } from '../lib/motcua.mjs';
import { expect, languages, launch, leave, noteFailure, Walk } from './lib.mjs';
import * as go from './journey.mjs';

const wanted = process.argv.length > 2 ? process.argv.slice(2) : [...languages.keys()].filter((each) => !['vi', 'en'].includes(each));
const all = [{ width: 320, height: 640, ratio: 2.625 }, { width: 390, height: 844, ratio: 2 }, { width: 768, height: 1024, ratio: 1 }, { width: 1440, height: 900, ratio: 1 }];
const screens = process.env.MOTCUA_FULL ? all : [all[0], all[3]];  // the others in ./test --full
const dir = temporaryFolder('languages');
const serve = await new Process('serve', await freePort(), ['--demo'], dir).start();
const browser = await launch();
const failures = [], walks = [];
const person = { birthDate: '1990-08-12', cardType: 'TRC', cardExpiry: '2028-12-01', documentExpiry: '2033-01-01' };

/** What stands beside the page, and elements that are not where the kit placed them (their style says where). */
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
    if (off > 1) out.push(`«${(e.textContent || e.id).slice(0, 30)}» is ${off.toFixed(1)} px off`);
    if (is.right > innerWidth + 1) out.push(`«${(e.textContent || e.id).slice(0, 30)}» leaves the page`);
  }
  return out;
};
/** Whether the fonts of this machine have every letter of the page: a missing one is as wide as one that exists nowhere. */
const boxes = () => {
  const ink = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const family = getComputedStyle(document.body).fontFamily;
  const drawn = (letter) => { ink.canvas.width = ink.canvas.height = 40; ink.font = `24px ${family}`; ink.fillText(letter, 4, 30); return ink.getImageData(0, 0, 40, 40).data.join(); };
  const box = drawn('\uFFFE');
  return [...new Set(document.querySelector('#page').textContent)].filter((letter) => letter.trim() && drawn(letter) === box);
};

async function look(walk, shot) {
  await walk.check(shot);
  for (const each of await walk.page.evaluate(misplaced)) walk.violations.push(`${new URL(walk.page.url()).pathname} at ${walk.name}: ${each}`);
}

async function visit(language, { width, height, ratio }) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: ratio, isMobile: width < 640, hasTouch: width < 640, locale: language });
  const walk = new Walk(await context.newPage(), language, `${language}-${width}`);
  walks.push(walk);
  await walk.page.goto(`${serve.url}/${language}/start`);
  await walk.ready();
  await walk.arrived(walk.t('start.title'));
  await walk.page.evaluate(() => document.fonts.ready);
  await look(walk, 'start');
  expect(await walk.page.evaluate(() => document.documentElement.lang) === language, 'the document says another language');
  const missing = await walk.page.evaluate(boxes);
  expect(missing.length === 0, `boxes for ${missing.join(' ')}`);
  await walk.press('start.begin');
  await walk.arrived(walk.t('eligibility.who'));
  await walk.next();  // nothing chosen
  await walk.page.getByText(walk.t('error.summary_title')).first().waitFor();
  await look(walk, 'error');
  await go.eligibility(walk, person, 'self');
  await look(walk);
  await walk.press('answer.apply');
  await walk.arrived(walk.t('sign_in.title'));
  await look(walk, 'sign-in');
  await context.close();
}

for (const language of wanted) for (const screen of screens) {
  try { await visit(language, screen); } catch (error) { await noteFailure(failures, walks.slice(-1), error); }
}
// the choice of the language, folded on a phone: open, choose, and the page is in the other language
try {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const walk = new Walk(await context.newPage(), 'ja', 'fold');
  walks.push(walk);
  await walk.page.goto(`${serve.url}/ja/eligibility/who`);
  await walk.ready();
  await walk.arrived(walk.t('eligibility.who'), 'folded');
  await walk.page.getByRole('button', { name: languages.get('ja') }).click();
  await walk.page.getByRole('link', { name: languages.get('fr') }).waitFor();
  await look(walk, 'unfolded');
  await walk.page.getByRole('link', { name: languages.get('fr') }).click();
  const french = new Walk(walk.page, 'fr', 'fold-fr');
  await french.arrived(french.t('eligibility.who'), 'french');
  expect((await walk.page.evaluate(() => document.documentElement.lang)) === 'fr', 'still Japanese');
  await context.close();
} catch (error) { await noteFailure(failures, walks.slice(-1), error); }
await leave({ browser, walks, stop: () => serve.kill('SIGTERM'), failures, name: 'languages' });
