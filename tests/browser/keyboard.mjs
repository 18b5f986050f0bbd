// The way from the start page to a filed form and a booked visit without a pointer: Tab, arrows, blanks, Enter and letters. Whatever has the
// focus is in sight, is not covered, and shows it.
//   node tests/browser/keyboard.mjs [vi|en]
import { Process, command, freePort, lastCode, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';
import { expect, languages, launch, leave, noteFailure, officeName, Walk } from './lib.mjs';
import { demoPerson, findOffice } from './people.mjs';

const [language = 'en'] = process.argv.slice(2);
const dir = temporaryFolder('keyboard');
expect(command('admin', 'demo', '--data', dir).code === 0, 'admin demo');
const serve = await new Process('serve', await freePort(), ['--demo', '--rate-scale', '100'], dir).start();
const office = findOffice('pa08-ho-chi-minh');
const person = demoPerson(dir, office, 'kim-seo-yeon');
const number = phone(7005);
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language });
const walk = new Walk(await context.newPage(), language, `keyboard-${language}`);
const { page, words } = walk;
const { keyboard } = page;
const failures = [];

/** What has the focus: its name as the page tells it, its kind, whether it can be seen. */
const focused = () => page.evaluate(() => {
  const e = document.activeElement;
  if (!e || e === document.body) return { name: '', kind: 'none', seen: true };
  const labels = e.labels ? [...e.labels].map((each) => each.textContent).join(' ') : '';
  const by = (e.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
  const name = (by || e.getAttribute('aria-label') || labels || e.textContent || '').trim();
  const r = e.getBoundingClientRect(), style = getComputedStyle(e);
  const [x, y] = [r.left + r.width / 2, r.top + r.height / 2];
  const top = document.elementFromPoint(x, y);
  const inSight = r.width > 0 && x >= 0 && x <= innerWidth && y >= 0 && y <= innerHeight;
  const marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  return { name, kind: e.type && e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase(), value: e.value, checked: e.checked,
    fault: !inSight ? 'is not in sight' : !(top === e || e.contains(top) || top?.contains(e)) ? 'is covered' : !marked && !/^(h1|main|div)$/i.test(e.tagName) ? 'does not show the focus' : '' };
});
/** Tabs on until something of this name has the focus. */
async function reach(name, kinds = [], key = 'Tab') {
  const fits = (at) => at.name.startsWith(name) && (kinds.length === 0 || kinds.includes(at.kind));
  const met = [];
  for (let i = 0; i < 80; i++) {
    await keyboard.press(key);
    const at = await focused();
    if (at.fault) failures.push(`${new URL(page.url()).pathname}: «${at.name}» has the focus and ${at.fault}`);
    if (fits(at)) return at;
    met.push(`${at.kind} «${at.name.slice(0, 24)}»`);
  }
  throw new Error(`«${name}» cannot be reached at ${page.url()}: ${[...new Set(met)].join(', ')}`);
}
const press = async (name, kinds = ['button', 'a']) => { await reach(name, kinds); await keyboard.press('Enter'); };
const next = () => press(walk.t('action.continue'));
const type = async (label, text) => { await reach(label); await keyboard.type(text); };
/** A radio of the group that the Tab key comes to; the arrows move within it. */
async function choose(text) {
  for (let i = 0; i < 60; i++) {
    await keyboard.press(i === 0 || (await focused()).kind !== 'radio' ? 'Tab' : 'ArrowDown');
    const at = await focused();
    if (at.kind === 'radio' && at.name.startsWith(text)) {
      await sleep(60);
      if (!(await focused()).checked) await keyboard.press('Space');
      await page.waitForFunction(() => document.activeElement.checked);
      return;
    }
  }
  throw new Error(`«${text}» cannot be chosen at ${page.url()}`);
}
async function date(iso) {
  const [year, month, day] = iso.split('-');
  for (let i = 0; i < 40 && (await focused()).kind !== 'text'; i++) await keyboard.press('Tab');
  for (const [i, part] of [day, month, year].entries()) { if (i > 0) await keyboard.press('Tab'); await keyboard.type(part); }
  await keyboard.press('Enter');  // submits as the button does
}
/** A native list: letters would choose too, but end names of other scripts; arrows always do. */
async function pick(label, value) {
  await reach(label, ['select']);
  for (let i = 0; i < 80 && (await page.evaluate(() => document.activeElement.value)) !== value; i++) { await keyboard.press('ArrowDown'); await sleep(20); }
  expect(await page.evaluate(() => document.activeElement.value) === value, `${label}: ${value} cannot be picked`);
}
const arrived = async (title) => {
  await walk.arrived(title);
  const at = await focused();
  expect(at.kind === 'h1' || at.kind === 'body' || at.kind === 'none' || at.name.includes(title) || title.includes(at.name), `after «${title}» came, the focus is on ${at.kind} «${at.name}»`);
};
async function taskOf(key) { await press(walk.t(key), ['a']); }
const list = () => arrived(walk.t('tasks.title'));

async function home() {
  await page.goto(`${serve.url}/`);
  await walk.ready();
  await press(languages.get(language));
  await arrived(walk.t('start.title'));
  await press(walk.t('start.begin'));
  await arrived(walk.t('eligibility.who'));
  await next();  // nothing chosen: the summary takes the focus, its link leads to the question
  await page.getByText(walk.t('error.summary_title')).first().waitFor();
  await sleep(100);
  expect((await focused()).name.includes(walk.t('error.summary_title')), 'the error summary does not take the focus');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await sleep(100);
  expect((await focused()).kind === 'radio', 'the error does not lead to the question');
  await keyboard.press('Space');
  await next();
  for (const [title, iso] of [['eligibility.birth_self', person.birthDate], ['eligibility.card_self'], ['eligibility.card_expiry', person.cardExpiry], ['eligibility.passport_expiry', person.documentExpiry]]) {
    await arrived(walk.t(title));
    if (iso) { await date(iso); continue; }
    await choose(walk.t('eligibility.card_temporary'));
    await next();
  }
  await arrived(walk.t('answer.yes_self'));
  await press(walk.t('answer.apply'));
  await arrived(walk.t('sign_in.title'));
  await type(walk.t('sign_in.phone'), number.replace('+84', '0'));
  await keyboard.press('Enter');
  await arrived(walk.t('code.title'));
  await type(walk.t('code.label'), await lastCode(serve.url, number));
  await keyboard.press('Enter');
}

async function form() {
  const label = (path) => words.label(path);
  await list();
  await taskOf('task.details');
  await arrived(walk.t('passport.title'));
  await press(walk.t('passport.by_hand'));
  await arrived(walk.t('question.name'));
  await type(label('applicant.familyName'), person.familyName);
  await type(label('applicant.givenNames'), person.givenNames);
  await keyboard.press('Enter');
  await arrived(label('applicant.sex'));
  await choose(words.choice(person.sex));
  await next();
  await arrived(label('applicant.nationality'));
  await type(label('applicant.nationality'), person.nationalityName[language]);
  await sleep(200);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await next();
  await arrived(label('applicant.foreignerNumber'));
  await next();
  await list();
  await taskOf('task.document');
  await arrived(label('applicant.documentType'));
  await choose(words.choice('passport'));
  await next();
  await arrived(walk.t('question.document'));
  await type(label('applicant.documentNumber'), person.documentNumber);
  await keyboard.press('Tab');
  const [year, month, day] = person.documentIssueDate.split('-');
  for (const part of [day, month, year]) { await keyboard.type(part); await keyboard.press('Tab'); }
  await keyboard.type(person.documentIssuePlace);
  await keyboard.press('Enter');
  await list();
  await taskOf('task.card');
  await arrived(walk.t('question.card'));
  await type(label('applicant.cardNumber'), person.cardNumber);
  await pick(label('applicant.cardSymbol'), person.cardSymbol);
  await next();
  await list();
  await taskOf('task.address');
  await arrived(walk.t('question.address'));
  await pick(label('applicant.province'), person.province);
  await type(label('applicant.commune'), person.commune);
  await type(label('applicant.addressLine'), person.addressLine);
  await keyboard.press('Enter');
  await list();
  await taskOf('task.contact');
  await arrived(label('applicant.email'));
  await next();
  await list();
  await taskOf('task.integration');
  await arrived(walk.t('integration.title'));
  await press(walk.t('table.skip'));
  await list();
  await taskOf('task.portrait');
  await arrived(walk.t('portrait.title'));
  await press(walk.t('portrait.at_counter'));
  await list();
}

async function fileAndBook() {
  await taskOf('task.check');
  await arrived(walk.t('check.title'));
  await next();
  await arrived(walk.t('declaration.title'));
  for (let ticked = 0, i = 0; ticked < 3 && i < 60; i++) {
    await keyboard.press('Tab');
    if ((await focused()).kind !== 'checkbox') continue;
    await keyboard.press('Space');
    await page.waitForFunction(() => document.activeElement.checked);
    ticked++;
  }
  await press(walk.t('declaration.submit'));
  await arrived(walk.t('booking.office_title'));
  await pick(walk.t('booking.province'), office.province);
  await sleep(100);
  await choose(officeName(office)[language]);
  await next();
  for (const [title, go] of [['booking.day_title', 'action.continue'], ['booking.time_title', 'booking.confirm']]) {
    await arrived(walk.t(title));
    for (let i = 0; i < 40 && (await focused()).kind !== 'radio'; i++) await keyboard.press('Tab');
    await keyboard.press('Space');
    await page.waitForFunction(() => document.activeElement.checked);
    await press(walk.t(go));
  }
  await arrived(walk.t('slip.title'));
}

try {
  await home();
  await form();
  await fileAndBook();
  // and backwards: everything of the last page is met from its end too
  await reach(walk.t('nav.sign_out'), ['a'], 'Shift+Tab');
} catch (error) { await noteFailure(failures, [walk], error); }
await leave({ browser, walks: [walk], stop: () => serve.kill('SIGTERM'), failures, name: 'keyboard' });
