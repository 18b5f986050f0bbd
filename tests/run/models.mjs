// The manifest of the models: what it says, that .ci/models fetches what it names, and that `motcua admin models` notices
// whatever is wrong with the folder.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { binary, root, temporaryFolder } from '../lib/motcua.mjs';

const manifest = JSON.parse(readFileSync(join(root, 'shared/portrait/models/manifest.json'), 'utf8'));
const installed = resolve(dirname(binary), '../share/motcua/models');
const good = join(root, 'tests/parity/portrait/good.jpg');

const run = (...args) => { const { status, stdout, stderr } = spawnSync(binary, args, { encoding: 'utf8' }); return { status, stdout, stderr }; };
const ask = (share) => { const got = run('admin', 'models', '--json', '--share', share); return { ...JSON.parse(got.stdout), status: got.status }; };
const states = (answer) => Object.fromEntries(answer.models.map((model) => [model.file, model.state]));
/** A share folder of its own with the installed models. */
function share() { const out = temporaryFolder('models'); mkdirSync(join(out, 'models')); cpSync(installed, join(out, 'models'), { recursive: true }); return out; }

test('every model says what an operator must know of it', () => {
  for (const model of manifest.models) {
    for (const field of ['name', 'file', 'purpose', 'network', 'upstream', 'licence', 'provenance', 'input']) assert.ok(model[field]?.length > 3, `${model.name}: ${field}`);
    assert.ok(model.used.length && model.used.every((place) => ['browser', 'server'].includes(place)), model.name);
    assert.ok(Object.values(model.threshold).every(Number.isFinite), model.name);
    assert.ok(model.measured.length, `${model.name} was measured`);
    for (const row of model.measured) { for (const field of ['what', 'value', 'data']) assert.ok(row[field], `${model.name}: ${field}`); assert.match(row.date, /^20\d\d-\d\d(-\d\d)?$/); }
    assert.ok(model.sha256 === null || /^[0-9a-f]{64}$/.test(model.sha256), model.name);
  }
  for (const field of ['name', 'file']) assert.equal(new Set(manifest.models.map((model) => model[field])).size, manifest.models.length, `no ${field} twice`);
  assert.match(manifest.models.find((model) => model.name === 'mobilefacenet').provenance, /unclear/);
});

test('what is fetched from npm is what the manifest names, by version and hash', () => {
  const fetched = new Map([...readFileSync(join(root, '.ci/models'), 'utf8').matchAll(/^\s*fetch (\S+) (\S+) '([^']+)' (.+)$/gm)].map(([, name, version, hash, files]) => [`${name}@${version}`, { hash, files: files.split(' ') }]));
  for (const { name, source } of manifest.models) {
    if (!source.package) { assert.ok(source.made, `${name}: from a package, or made by the build`); continue; }
    assert.equal(source.integrity, `sha512-${fetched.get(source.package)?.hash}`, name);
    for (const file of source.files) assert.ok(fetched.get(source.package).files.includes(file), `${name}: ${file}`);
  }
  const named = manifest.models.map((model) => model.source.package);
  for (const name of fetched.keys()) assert.ok(named.includes(name), `${name} is of use to a model`);
});

test('every file of the installed folder has an entry and the bytes that it states', () => {
  const answer = ask(dirname(installed));
  assert.deepEqual(readdirSync(installed).filter((file) => file !== 'manifest.json').sort(), manifest.models.map((model) => model.file).sort());
  for (const [file, state] of Object.entries(states(answer))) assert.ok(['good', 'unpinned'].includes(state), `${file} is ${state}`);
  assert.equal(answer.status, 0);
  assert.equal(answer.ok, true);
});

test('a missing, a changed and an unknown file are said, and the exit status is 1', () => {
  const dir = share(), at = (file) => join(dir, 'models', file);
  rmSync(at('faceapi.onnx'));
  const bytes = readFileSync(at('mobilefacenet.onnx'));
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(at('mobilefacenet.onnx'), bytes);
  writeFileSync(at('other.onnx'), 'x');
  const answer = ask(dir);
  assert.equal(answer.status, 1);
  assert.equal(answer.ok, false);
  const found = states(answer);
  assert.deepEqual([found['faceapi.onnx'], found['mobilefacenet.onnx'], found['other.onnx'], found['blazeface.onnx']], ['missing', 'changed', 'unknown', 'good']);
  assert.equal(ask(join(dir, 'nowhere')).models.filter((model) => model.state === 'missing').length, manifest.models.length);
});

test('a changed model is never loaded: the error names it', () => {
  const dir = share(), models = join(dir, 'models');
  for (const [file, args] of [['blazeface.onnx', ['portrait', good]], ['mobilefacenet.onnx', ['faces', good, good]], ['faceapi.onnx', ['faces', good, good, '--model', 'faceapi']]]) {
    const whole = readFileSync(join(models, file));
    assert.equal(run('check', ...args, '--models', models).status, 0, `${file} is good`);
    writeFileSync(join(models, file), whole.subarray(0, -1));
    const { errors: [error] } = JSON.parse(run('check', ...args, '--models', models).stdout);
    assert.equal(error.code, 'portrait.model');
    assert.match(error.detail, new RegExp(`^${file}: changed`));
    writeFileSync(join(models, file), whole);
  }
});

test('the text is for people: source, licence, provenance, threshold, accuracy, state', () => {
  const { status, stdout } = run('admin', 'models');
  assert.equal(status, 0);
  for (const { name, file, source, licence, provenance } of manifest.models) {
    assert.ok(stdout.includes(`${name} (${file}): `), name);
    for (const text of [source.package ?? source.made, licence, provenance]) assert.ok(stdout.includes(text), `${name}: ${text}`);
  }
  assert.match(stdout, /false non-match rate/);
  assert.equal(run('admin', 'models', '--nonsense').status, 2);
});

test('the comparison says by which network, on which scale, and what the score is worth', () => {
  for (const [name, measure] of [['mobilefacenet', 'cosine'], ['faceapi', '1 - Euclidean distance']]) {
    const answer = JSON.parse(run('check', 'faces', good, good, '--model', name).stdout);
    assert.deepEqual(Object.keys(answer), ['score', 'threshold', 'match', 'model', 'measure', 'falseMatchRate']);
    assert.deepEqual([answer.score, answer.match, answer.model, answer.measure], [1, true, name, measure]);
    assert.ok(answer.falseMatchRate > 0 && answer.falseMatchRate <= 0.003, 'never said to be nought');
  }
  assert.equal(run('check', 'faces', good, good, '--model', 'eigenfaces').status, 2);
  assert.equal(run('check', 'faces', good, good).stdout, execFileSync(binary, ['check', 'faces', good, good, '--model', 'mobilefacenet'], { encoding: 'utf8' }), 'the default');
});
