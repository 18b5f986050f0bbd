// How pages look, beside how they looked when somebody last said that they are right: the kit's gallery and the first public pages, light
// and dark, on a phone and a desk. Kept are pictures of a quarter of the size (tests/browser/looks); what differs is left whole in build/screens.
//   node tests/browser/looks.mjs               MOTCUA_ACCEPT=1 takes what is shown now
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Process, freePort, root, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { launch, screens, Walk } from './lib.mjs';

const kept = join(root, 'tests/browser/looks');
mkdirSync(kept, { recursive: true });
const dir = temporaryFolder('looks');
const serve = await new Process('serve', await freePort(), ['--demo'], dir).start();
const browser = await launch();
const judge = await (await browser.newContext()).newPage();
const failures = [];
let compared = 0;

/** In a page of its own: the picture made small, and where it differs from the kept one by more than a blur would explain. */
const compare = ([shot, golden]) => (async () => {
  const picture = async (data) => { const image = new Image(); image.src = `data:image/png;base64,${data}`; await image.decode(); return image; };
  const pixels = (image, width, height) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height }), ink = canvas.getContext('2d', { willReadFrequently: true });
    ink.imageSmoothingQuality = 'high';
    ink.drawImage(image, 0, 0, width, height);
    return { canvas, data: ink.getImageData(0, 0, width, height).data };
  };
  const image = await picture(shot), [width, height] = [Math.round(image.width / 4), Math.round(image.height / 4)];
  const now = pixels(image, width, height), small = now.canvas.toDataURL('image/png').split(',')[1];
  if (!golden) return { small, share: 1 };
  const before = await picture(golden);
  if (before.width !== width || before.height !== height) return { small, share: 1, size: `${before.width} x ${before.height} became ${width} x ${height}` };
  const was = pixels(before, width, height);
  let changed = 0;
  for (let i = 0; i < now.data.length; i += 4) if (Math.max(...[0, 1, 2].map((c) => Math.abs(now.data[i + c] - was.data[i + c]))) > 40) changed++;
  return { small, share: changed / (width * height) };
})();

/** The view once it stands still: on a busy machine a picture may show tiles of the view before. */
async function still(page) {
  let before = '';
  for (let i = 0; i < 8; i++) {
    const shot = (await page.screenshot({ animations: 'disabled', caret: 'hide' })).toString('base64');
    if (shot === before) return shot;
    before = shot;
    await sleep(150);
  }
  return before;
}

async function look(page, name) {
  const shot = await still(page);
  const file = join(kept, `${name}.png`);
  const { small, share, size } = await judge.evaluate(compare, [shot, existsSync(file) ? readFileSync(file).toString('base64') : '']);
  compared++;
  if (process.env.MOTCUA_ACCEPT) { if (share > 0) writeFileSync(file, Buffer.from(small, 'base64')); return; }
  if (share < 0.0005) return;
  writeFileSync(join(screens, `looks-${name}.png`), Buffer.from(shot, 'base64'));
  failures.push(`${name} looks different${size ? `: ${size}` : ` in ${(share * 100).toFixed(2)} % of its picture`} (see build/screens/looks-${name}.png; MOTCUA_ACCEPT=1 takes it)`);
}
/** The whole page in views of the window's height. */
async function lookThrough(page, name) {
  for (let i = 0; i < 20; i++) {
    await page.evaluate((at) => new Promise((done) => { scrollTo(0, at * innerHeight); requestAnimationFrame(() => requestAnimationFrame(done)); }), i);
    await sleep(120);
    await look(page, `${name}-${i + 1}`);
    if (await page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 1)) return;
  }
}
for (const [place, viewport] of [['phone', { width: 390, height: 844 }], ['desk', { width: 1440, height: 900 }]]) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport, deviceScaleFactor: 1, colorScheme, reducedMotion: 'reduce', locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
    const page = await context.newPage();
    const walk = new Walk(page, 'vi', `looks-${place}-${colorScheme}`);
    const at = async (path, name, before) => {
      await page.goto(serve.url + path);
      await walk.ready();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.evaluate(() => document.fonts.ready);
      await before?.();
      await page.waitForFunction(() => [...document.images].every((image) => image.complete));
      await sleep(150);
      await lookThrough(page, `${name}-${place}-${colorScheme}`);
    };
    await at('/en/officer/gallery', 'gallery');
    await at('/', 'language');
    await at('/vi/start', 'start');
    await at('/vi/eligibility/who', 'error', async () => { await walk.next(); await page.getByText(walk.t('error.summary_title')).first().waitFor(); });
    await at('/vi/sign-in', 'sign-in');
    failures.push(...walk.violations);
    await context.close();
  }
}
await browser.close();
await serve.kill('SIGTERM');
console.log(failures.length ? failures.join('\n') : `${compared} views look as they did`);
process.exit(failures.length ? 1 : 0);
