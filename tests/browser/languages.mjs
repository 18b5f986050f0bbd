// The further languages, as somebody meets them: the start page, the questions up to the answer, an error, the sign-in, on a narrow
// phone, a phone, a tablet and a desk, at whole and broken pixel ratios (all on the narrow phone, one on a desk; the others with ./test --full). Judged: axe, the language of the document, nothing beside
// the page, every element over its picture, text that is drawn and not boxes.
//   node tests/browser/languages.mjs [LANGUAGE...]
import { Process, freePort, temporaryFolder } from '../lib/motcua.mjs';
import { boxes, devices, expect, languages, launch, leave, noteFailure, Walk } from './lib.mjs';
import * as go from './journey.mjs';

const wanted = process.argv.length > 2 ? process.argv.slice(2) : [...languages.keys()].filter((each) => !['vi', 'en'].includes(each));
const widths = (language) => (process.env.MOTCUA_FULL ? devices.keys() : language === 'zh' ? [320, 1440] : [320]);  // the others in ./test --full
const dir = temporaryFolder('languages');
const serve = await new Process('serve', await freePort(), ['--demo'], dir).start();
const browser = await launch();
const failures = [], walks = [];
const person = { birthDate: '1990-08-12', cardType: 'TRC', cardExpiry: '2028-12-01', documentExpiry: '2033-01-01' };

async function visit(language, width) {
  const context = await browser.newContext({ ...devices.get(width), locale: language });
  const walk = new Walk(await context.newPage(), language, `${language}-${width}`);
  walks.push(walk);
  await walk.page.goto(`${serve.url}/${language}/start`);
  await walk.ready();
  await walk.arrived(walk.t('start.title'));
  await walk.page.evaluate(() => document.fonts.ready);
  await walk.check('start');
  expect(await walk.page.evaluate(() => document.documentElement.lang) === language, 'the document says another language');
  const missing = await walk.page.evaluate(boxes, []);
  expect(missing.length === 0, `boxes for ${missing.join(' ')}`);
  await walk.press('start.begin');
  await walk.arrived(walk.t('eligibility.who'));
  await walk.next();  // nothing chosen
  await walk.page.getByText(walk.t('error.summary_title')).first().waitFor();
  await walk.check('error');
  await go.eligibility(walk, person, 'self');
  await walk.check();
  await walk.press('answer.apply');
  await walk.arrived(walk.t('sign_in.title'));
  await walk.check('sign-in');
  await context.close();
}

for (const language of wanted) for (const width of widths(language)) {
  try { await visit(language, width); } catch (error) { await noteFailure(failures, walks.slice(-1), error); }
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
  await walk.check('unfolded');
  await walk.page.getByRole('link', { name: languages.get('fr') }).click();
  const french = new Walk(walk.page, 'fr', 'fold-fr');
  await french.arrived(french.t('eligibility.who'), 'french');
  expect((await walk.page.evaluate(() => document.documentElement.lang)) === 'fr', 'still Japanese');
  await context.close();
} catch (error) { await noteFailure(failures, walks.slice(-1), error); }
await leave({ browser, walks, stop: () => serve.kill('SIGTERM'), failures, name: 'languages' });
