// The passport before the camera, in Chromium with a fake one: what is in the way is said, one thing at a time; the camera stops by itself
// when the zone is read; a wrong check digit never fills anything; every trouble leaves the file and typing; the officer reads the same way.
//   node tests/browser/passport.mjs [NAME…]    clips of passport-page.mjs (tilted, glaring, …), wrong, well, trouble, photograph, officer;
//                                              without names tilted, glaring, wrong, well and officer; with MOTCUA_FULL=1 all
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../api/lib.mjs';
import { filed } from '../lib/desk.mjs';
import { Client, sleep, startAll } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';
import { devices, launch, leave, noteFailure, Walk, expect } from './lib.mjs';
import * as go from './journey.mjs';
import { paint, zone } from './passport-page.mjs';

const anna = zone({ issuer: 'SWE', family: 'ERIKSSON', given: 'ANNA MARIA', number: 'L898902C3', birth: '1990-04-12', sex: 'F', expiry: '2032-01-01' });
/** One digit of the number is another: every check digit says so. */
const wrong = [anna[0], anna[1].replace('898902', '898802')];
/** What is to be said first or soon of each clip, and the language, width and scheme it is seen in. */
const clips = new Map([
  ['tilted', { causes: ['tilted'], seen: ['vi', 390, 'light'] }],
  ['glaring', { causes: ['glare'], seen: ['en', 390, 'dark'] }],
  ['far', { causes: ['too_small'], seen: ['vi', 1440, 'light'] }],
  ['dark', { causes: ['too_dark'], seen: ['en', 1440, 'dark'] }],
  ['blurred', { causes: ['blurred'], seen: ['ko', 390, 'light'] }],
  ['nowhere', { causes: ['not_found'], seen: ['fr', 390, 'light'] }],
]);
const others = { wrong: wrongDigit, trouble: troubles, photograph, well, officer };
const all = [...clips.keys(), ...Object.keys(others)], share = ['tilted', 'glaring', 'wrong', 'well', 'officer'];
const asked = process.argv.length > 2 ? process.argv.slice(2) : process.env.MOTCUA_FULL === '1' ? all : share;
const watched = 5000;  // ms before a camera that must read nothing

const server = await serve('browser-passport', ['--rate-scale', '100']);
const failures = [], walks = [];
let browser, begun, system;

const status = (walk, text) => walk.page.getByRole('status').filter({ hasText: text });
const advice = (walk, cause) => walk.t(`passport.advice.${cause}`, { size: '10 MB' });
const visionWorkers = (page) => page.workers().filter((each) => /vision-worker/.test(each.url())).length;
const draft = (walk) => walk.page.evaluate(async () => (await (await fetch('/api/v1/draft')).json()).draft.people[0]);

async function clipOf(lines, way, name = way) {
  const painter = await launch();
  const file = join(server.dir, `${name}.mjpeg`);
  await paint(painter, lines, way, file);
  await painter.close();
  return file;
}

/** The passport page of the form that was begun, with a camera that sees the clip. */
async function opened(camera, [language, width, scheme], name, prepare = () => {}, options = {}) {
  browser = await launch(camera);
  const context = await browser.newContext({ ...devices.get(width), colorScheme: scheme, locale: language, permissions: ['camera'], ...options });
  await context.addCookies(begun.cookies);
  const walk = new Walk(await context.newPage(), language, `passport-${name}`);
  walks.push(walk);
  await prepare(walk.page);
  await walk.page.goto(`${server.url}/${language}${begun.paths.details}`);
  await walk.ready();
  await walk.arrived(walk.t('passport.title'), 'choose');
  return walk;
}

async function clip(name) {
  const { causes, seen } = clips.get(name);
  const walk = await opened(await clipOf(anna, name), seen, name);
  await walk.press('passport.open_camera');
  await status(walk, new RegExp(causes.map((each) => advice(walk, each).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'))).waitFor({ timeout: 60000 });
  await walk.check(name);
  await sleep(watched);
  expect(await walk.button('passport.take').count(), `${name}: it was read`);
  await browser.close();
}

/** Read as often as it may be, and taken by hand: nothing comes of it. */
async function wrongDigit() {
  const walk = await opened(await clipOf(wrong, 'well', 'wrong'), ['en', 390, 'light'], 'wrong');
  await walk.press('passport.open_camera');
  await status(walk, advice(walk, 'unsure')).waitFor({ timeout: 60000 });
  await sleep(watched);
  await walk.press('passport.take');
  await walk.page.getByText(walk.t('passport.trouble_title')).first().waitFor({ timeout: 30000 });
  expect(!await walk.page.getByRole('heading', { name: walk.t('passport.review') }).count(), 'a wrong check digit came to the review');
  await walk.check('wrong');
  const { filing } = await draft(walk);
  expect(!filing.applicant?.familyName && !filing.applicant?.documentNumber, `a wrong check digit filled ${JSON.stringify(filing)}`);
  await browser.close();
}

/** No camera, one that is refused or in use, no reader: said, and typing goes on. */
async function troubles() {
  for (const [trouble, error] of [['camera_missing', 'NotFoundError'], ['camera_denied', 'NotAllowedError'], ['camera_busy', 'NotReadableError'], ['no_reader', '']]) {
    const walk = await opened(await clipOf(anna, 'well'), [error ? 'vi' : 'en', 390, 'light'], trouble, async (page) => {
      if (error) await page.addInitScript((name) => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', name); }; }, error);
      else await page.context().route(/vision\.\w+\.wasm/, (route) => route.abort());
    }, { serviceWorkers: 'block' });  // one that answers is asked before the test
    walk.quiet = /vision|Failed|TypeError/;
    await walk.press('passport.open_camera');
    await walk.page.getByText(advice(walk, trouble)).first().waitFor({ timeout: 60000 });
    await walk.check(trouble);
    await walk.press('passport.by_hand');
    await walk.arrived(walk.t('question.name'));
    await browser.close();
  }
}

async function photograph() {
  const file = join(server.dir, 'page.jpg');
  const painter = await launch();
  await paint(painter, anna, 'well', file);
  await painter.close();
  const walk = await opened(undefined, ['vi', 1440, 'light'], 'photograph');
  const sent = [];
  walk.page.on('request', (request) => { if (request.method() !== 'GET') sent.push(request); });
  await walk.page.locator('input[type=file]').first().setInputFiles(file);
  await walk.arrived(walk.t('passport.review'), 'review');
  const bytes = readFileSync(file).subarray(0, 64).toString('latin1');
  expect(sent.every((each) => !each.postDataBuffer()?.toString('latin1').includes(bytes)), 'the photograph was sent');
  await walk.press('passport.again');
  await walk.arrived(walk.t('passport.title'));
  await browser.close();
}

/** Read by itself, looked at, used, marked; and the Worker is gone. */
async function well() {
  const walk = await opened(await clipOf(anna, 'well'), ['vi', 390, 'light'], 'well');
  const since = Date.now();
  await walk.press('passport.open_camera');
  await walk.arrived(walk.t('passport.review'), 'review');
  console.log(`well: read ${Date.now() - since} ms after the camera was asked for`);
  expect((await walk.page.getByRole('textbox', { name: walk.words.label('applicant.familyName') }).inputValue()) === 'ERIKSSON', 'the family name is another');
  await walk.page.getByText('L898902C3').first().waitFor();
  await walk.press('passport.use');
  await walk.arrived(walk.words.label('applicant.foreignerNumber'));
  for (let i = 0; i < 50 && visionWorkers(walk.page); i++) await sleep(100);
  expect(visionWorkers(walk.page) === 0, 'the vision Worker lives on after the page');
  await walk.page.goto(`${server.url}/vi${begun.paths.details.replace('passport', 'name')}`);
  await walk.ready();
  await walk.page.getByText(walk.t('passport.mark')).first().waitFor();
  await walk.check('marked');
  for (let i = 0; i < 50 && !(await draft(walk)).filing.applicant?.documentNumber; i++) await sleep(100);
  const { applicant } = (await draft(walk)).filing;
  const read = { familyName: 'ERIKSSON', givenNames: 'ANNA MARIA', birthDate: '1990-04-12', sex: 'F', nationality: 'SWE', documentNumber: 'L898902C3', documentExpiry: '2032-01-01', documentType: 'passport' };
  for (const [name, value] of Object.entries(read)) expect(applicant[name] === value, `${name} is «${applicant[name]}»`);
  await browser.close();
}

/** At the counter: by the camera with one key, and by a reader that types the lines with Enter after each. */
async function officer() {
  system = await startAll('browser-passport-counter', { serve: ['--rate-scale', '100'] });
  const owner = new Client(system.url);
  await owner.signIn(phone(7106));
  const { reference, person } = await filed(owner, system.dir, 'kim-seo-yeon', { phone: phone(7106) });
  const lines = person.passport.mrz.trim().split('\n');
  const account = JSON.parse(readFileSync(join(system.dir, 'demo', 'officers.json'), 'utf8')).officers.find((each) => each.role === 'officer');
  browser = await launch(await clipOf(lines, 'well', 'counter'));
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', permissions: ['camera'] });
  const walk = new Walk(await context.newPage(), 'en', 'passport-officer');
  walks.push(walk);
  await go.officerSignIn(walk, system.url, system.dir, account);
  await go.openFile(walk, reference, `${person.familyName} ${person.givenNames}`.trim());
  await walk.press('officer.file.claim');
  await walk.page.getByText(walk.t('officer.done.claimed')).first().waitFor();
  await walk.page.keyboard.press('Alt+m');
  await walk.button('officer.compare.camera_stop').waitFor();
  await walk.check('counter-camera');
  const compared = () => walk.page.getByText(walk.t('officer.done.compared')).first().waitFor({ timeout: 60000 });
  await compared();
  await walk.check('counter-compared');
  const row = walk.page.getByRole('row').filter({ hasText: walk.words.label('applicant.documentNumber') });
  expect((await row.getByRole('cell').allTextContents()).filter((text) => text.includes(person.passport.number)).length >= 2, 'the passport column lacks the number');
  await walk.page.reload();
  await walk.ready();
  const field = walk.page.getByRole('textbox', { name: walk.t('officer.compare.mrz') });
  await field.fill('');
  await field.focus();
  for (const line of lines) {
    await walk.page.keyboard.type(line);
    await walk.page.keyboard.press('Enter');
  }
  await compared();
  await browser.close();
}

try {
  browser = await launch();
  begun = await go.beginForm(browser, server.url, phone(7105), walks, ['details']);
  await browser.close();
  for (const name of asked) await (clips.has(name) ? clip(name) : others[name]());
} catch (error) {
  await noteFailure(failures, walks.slice(-1), error);
}
await leave({ browser, walks, stop: () => Promise.all([server.kill('SIGTERM'), system?.stop()]), failures, name: 'passport' });
