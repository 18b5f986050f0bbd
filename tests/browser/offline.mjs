// Somebody on a train: three questions are answered without a link, the browser is closed, opened again without a link, and the
// form is submitted when the link is back. Nothing is lost.
//   node tests/browser/offline.mjs [vi|en|…]
import { chromium } from './lib.mjs';
import { Process, freePort, sleep, temporaryFolder, command, until } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';
import { join } from 'node:path';
import { expect, leave, noteFailure, options, Walk } from './lib.mjs';
import { demoPerson, findOffice } from './people.mjs';
import * as go from './journey.mjs';

const [language = 'vi'] = process.argv.slice(2);
const dir = temporaryFolder('offline'), profile = temporaryFolder('offline-profile');
const made = command('admin', 'demo', '--data', dir);
expect(made.code === 0, `admin demo: ${made.err}`);
const port = await freePort();
const serve = () => new Process('serve', port, ['--demo', '--rate-scale', '100'], dir).start();
const office = findOffice('pa08-ho-chi-minh');
const person = demoPerson(dir, office, 'kim-seo-yeon', { email: 'kim@example.invalid' });
const number = phone(7003);
const failures = [], walks = [];
let context = null, running = await serve();
const url = running.url;

/** The same browser of the same person, with whatever it kept. */
async function open(name) {
  context = await chromium.launchPersistentContext(profile, { ...options(), viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: language });
  const walk = new Walk(context.pages()[0] ?? await context.newPage(), language, name);
  walk.quiet = /Failed to fetch|ERR_|NetworkError/;  // the browser itself complains of the link
  walks.push(walk);
  return walk;
}
const cut = async () => { await context.setOffline(true); await running.kill('SIGTERM'); };
const mend = async () => { running = await serve(); await context.setOffline(false); };
const kept = (page) => page.evaluate(async () => {
  await navigator.serviceWorker.ready;
  const all = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)));
  return all.flat();
});

try {
  const first = await open(`offline-${language}`);
  await go.open(first, url);
  await first.press('start.begin');
  await first.arrived(first.t('eligibility.who'));
  await go.eligibility(first, person, 'self');
  await first.press('answer.apply');
  await go.signIn(first, url, number);
  await first.arrived(first.t('tasks.title'));
  const wanted = ['rules.', `i18n-${language}.`, `i18n-errors.${language}.`, 'client.', 'regular.'];
  await until('the form to be kept', async () => { const names = await kept(first.page); return wanted.every((each) => names.some((name) => name.startsWith(`/${each}`))); });
  expect(!(await kept(first.page)).some((name) => name.startsWith('/api/')), 'an answer of the server was kept');

  await cut();
  await go.fillDetails(first, person);
  await first.page.getByText(first.t('banner.offline_title')).first().waitFor();
  await first.check('without-link');
  await sleep(500);  // the last answer is written
  await context.close();

  const again = await open(`offline-again-${language}`);
  await context.setOffline(true);
  await again.page.goto(`${url}/${language}/tasks`);
  await again.ready();
  await again.arrived(again.t('tasks.title'), 'opened-without-link');
  await again.page.getByRole('link', { name: again.t('task.details') }).click();
  await again.arrived(again.t('question.name'));
  const value = await again.page.getByRole('textbox', { name: again.words.label('applicant.familyName') }).inputValue();
  expect(value === person.familyName, `the family name is «${value}»`);
  await again.page.goto(`${url}/${language}/tasks`);
  await again.ready();

  await mend();
  await again.arrived(again.t('tasks.title'));
  await go.fillRest(again, person);
  await go.submit(again);
  await go.book(again, office);
  const filed = await again.page.evaluate(async () => (await (await fetch('/api/v1/applications')).json()).applications);
  expect(filed.length === 1 && filed[0].name === `${person.familyName} ${person.givenNames}`, `filed: ${JSON.stringify(filed.map((each) => each.name))}`);
} catch (error) { await noteFailure(failures, walks.slice(-1), error); }
await leave({ browser: context, walks, stop: () => running.kill('SIGTERM'), failures, name: 'offline' });
