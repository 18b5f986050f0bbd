// motcua extract and motcua search, on the committed synthetic prints: a folder, a stored gallery, a damaged one.
import { deepStrictEqual, equal, match, ok } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const prints = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../parity/finger');
const work = mkdtempSync(join(tmpdir(), 'motcua-search-'));
after(() => rmSync(work, { recursive: true }));

function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.env.MOTCUA_BIN, args, { encoding: 'utf8' });
  return { status, stderr, answer: stdout ? JSON.parse(stdout) : null };
}

const gallery = join(work, 'gallery'), stored = join(work, 'gallery.mfg'), probe = join(work, 'probe.fmr');
mkdirSync(join(gallery, 'more'), { recursive: true });
const files = readdirSync(prints).filter((name) => name.endsWith('.png')).sort();
files.forEach((name, i) => copyFileSync(join(prints, name), join(gallery, i % 2 ? 'more' : '.', name)));
writeFileSync(join(gallery, 'note.txt'), 'not a print');
const wanted = files.indexOf('good.png') % 2 ? 'more/good.png' : 'good.png';

test('extract writes a template in either form, and both are the same finger', () => {
  const iso = run('extract', 'finger', join(prints, 'good.png'), '-o', probe);
  equal(iso.status, 0, iso.stderr);
  equal(iso.answer.form, 'iso');
  equal(readFileSync(probe).length, iso.answer.bytes);
  equal(readFileSync(probe).subarray(0, 3).toString(), 'FMR');
  const compact = run('extract', 'finger', probe, '--form', 'compact', '-o', join(work, 'probe.mft'));
  equal(compact.answer.minutiae, iso.answer.minutiae);
  equal(readFileSync(join(work, 'probe.mft')).subarray(0, 4).toString(), 'MFT1');
  const same = run('check', 'fingers', probe, join(work, 'probe.mft'));
  equal(same.status, 0);
});

test('a print is found in a folder of pictures; what is no print is listed', () => {
  const { status, answer } = run('search', '--gallery', gallery, probe);
  equal(status, 0);
  equal(answer.found, true);
  equal(answer.hits[0].name, wanted);
  ok(answer.hits[0].score >= answer.threshold);
  deepStrictEqual(answer.skipped.find((one) => one.name === 'note.txt').name, 'note.txt');
  equal(answer.templates + answer.skipped.length, files.length + 1);
});

test('the stored gallery gives the same answer, on any number of threads', () => {
  equal(run('search', '--gallery', gallery, '--store', stored).status, 0);
  const folder = run('search', '--gallery', gallery, '--top', '2', probe).answer;
  for (const threads of ['1', '2', '5']) {
    const { answer } = run('search', '--gallery', stored, '--top', '2', '--threads', threads, probe);
    deepStrictEqual(answer.hits, folder.hits);
    equal(answer.hits.length, 2);
  }
});

test('a damaged store is refused', () => {
  const bytes = readFileSync(stored);
  for (const spoil of [(b) => b.subarray(0, b.length - 1), (b) => (b[b.length >> 1] ^= 4, b), (b) => Buffer.from('{"names":[]}\n')]) {
    writeFileSync(join(work, 'spoilt.mfg'), spoil(Buffer.from(bytes)));
    const { status, answer } = run('search', '--gallery', join(work, 'spoilt.mfg'), probe);
    equal(status, 1);
    equal(answer.errors[0].code, 'finger.gallery_malformed');
  }
});

test('what cannot be done is said', () => {
  equal(run('search', '--gallery', join(work, 'nowhere'), probe).answer.errors[0].code, 'request.not_found');
  equal(run('search', '--gallery', gallery, join(gallery, 'note.txt')).status, 1);
  for (const args of [['search', probe], ['search', '--gallery', gallery], ['search', '--gallery', gallery, '--top', '0', probe], ['extract', 'finger', probe], ['extract', 'face', probe, '-o', stored]]) {
    const { status, stderr } = run(...args);
    equal(status, 2, args.join(' '));
    match(stderr, /usage|motcua extract/);
  }
  equal(run('extract', 'finger', probe, '-o', join(work, 'no', 'such', 'folder')).answer.errors[0].code, 'file.unusable');
});
