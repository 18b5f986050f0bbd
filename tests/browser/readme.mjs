// Makes the README's pictures of the journeys: the applicant's way in Vietnamese by day, in English by night, and the kit's gallery.
//   node tests/browser/readme.mjs      writes assets/readme/journey-light.png, journey-dark.png, gallery.png
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Process, freePort, root, temporaryFolder } from '../lib/motcua.mjs';
import { launch, painted, screens } from './lib.mjs';

const shown = ['start', 'answer', 'tasks', 'portrait-good', 'check', 'time', 'slip'];
const walk = (...args) => execFileSync(process.execPath, [join(root, 'tests/browser/home-to-account.mjs'), 'applicant', ...args], { stdio: 'inherit' });
const browser = await launch();
const desk = await (await browser.newContext({ deviceScaleFactor: 1 })).newPage();

/** Pictures beside one another, each cut to the height of a telephone. */
async function strip(pictures, file, ground, width) {
  const tags = pictures.map((data) => `<div style="background-image:url(data:image/png;base64,${data.toString('base64')})"></div>`).join('');
  await desk.setContent(`<!doctype html><style>body{margin:0;padding:12px;background:${ground};display:flex;gap:12px;width:max-content}div{width:${width}px;height:${Math.round(width * 844 / 390)}px;background-size:100% auto;background-repeat:no-repeat;border-radius:10px}</style>${tags}`);
  await desk.locator('body').screenshot({ path: join(root, 'assets/readme', file) });
}
const of = (name) => {
  const all = readdirSync(screens).sort();
  return shown.map((shot) => readFileSync(join(screens, all.filter((file) => new RegExp(`^${name}-\\d\\d-${shot}\\.png$`).test(file)).pop())));
};
walk('vi', 'slip');
await strip(of('applicant-vi'), 'journey-light.png', '#dfe6e8', 200);
walk('en', 'slip', '--dark');
await strip(of('applicant-en-dark'), 'journey-dark.png', '#2b3335', 200);

const dir = temporaryFolder('readme');
const serve = await new Process('serve', await freePort(), ['--demo'], dir).start();
const views = [];
for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 1, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${serve.url}/en/officer/gallery`);
  await page.waitForFunction(() => window.motcua?.ready === true);
  for (const at of [0.12, 0.45, 0.75]) {
    await page.evaluate((share) => scrollTo(0, Math.round(document.documentElement.scrollHeight * share)), at);
    await page.waitForTimeout(300);
    await painted(page);
    views.push(await page.screenshot());
  }
}
await strip(views, 'gallery.png', '#8a9699', 230);
await browser.close();
await serve.kill('SIGTERM');
for (const file of ['journey-light.png', 'journey-dark.png', 'gallery.png']) console.log(`${file}: ${readFileSync(join(root, 'assets/readme', file)).length} bytes`);
process.exit(0);
