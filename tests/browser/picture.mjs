// How a page looks, beside how it looked when somebody last said that it is right (tests/browser/looks). Kept are pictures of a quarter of
// the size; what differs is left whole in build/screens. MOTCUA_ACCEPT=1 takes what is shown now.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sleep } from '../lib/motcua.mjs';

const kept = join(root, 'tests/browser/looks'), screens = join(root, 'build/screens');
mkdirSync(kept, { recursive: true });

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

export class Looks {
  constructor(browser) { Object.assign(this, { browser, compared: 0 }); }
  /** Compares what the page shows with looks/NAME.png; what is wrong with it, or nothing. */
  async differs(page, name, options = {}) {
    this.judge ??= await (await this.browser.newContext()).newPage();
    const file = join(kept, `${name}.png`), golden = existsSync(file) ? readFileSync(file).toString('base64') : '';
    let shot, small, share, size;
    for (let i = 0; i < 3; i++) {  // a busy machine may still be on its way to the view
      if (i > 0) await sleep(300);
      shot = (await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css', ...options })).toString('base64');
      ({ small, share, size } = await this.judge.evaluate(compare, [shot, golden]));
      if (share < 0.0005) break;
    }
    this.compared++;
    if (process.env.MOTCUA_ACCEPT) { if (share > 0) writeFileSync(file, Buffer.from(small, 'base64')); return undefined; }
    if (share < 0.0005) return undefined;
    writeFileSync(join(screens, `looks-${name}.png`), Buffer.from(shot, 'base64'));
    return `${name} looks different${size ? `: ${size}` : ` in ${(share * 100).toFixed(2)} % of its picture`} (see build/screens/looks-${name}.png; MOTCUA_ACCEPT=1 takes it)`;
  }
}
