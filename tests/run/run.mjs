// ./run as a person uses it: start, Ctrl-C, start again, ports taken, a folder that cannot be written. Starts what is built
// (MOTCUA_NO_BUILD); times are printed, not asserted.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { root, sleep, temporaryFolder } from '../lib/motcua.mjs';

const folder = temporaryFolder('run');
const script = join(root, 'run');

/** Three free ports in a row. */
async function freePorts() {
  for (let base = 20000 + Math.floor(Math.random() * 12000); ; base += 3)
    if ((await Promise.all([0, 1, 2].map((i) => isFree(base + i)))).every(Boolean)) return base;
}
function isFree(port) {
  return new Promise((done) => {
    const probe = net.createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}

/** A ./run of its own process group, as a shell with job control starts it. */
function start(args, cwd = folder) {
  const child = spawn(script, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, MOTCUA_NO_BUILD: '1' } });
  const run = { child, out: '', begun: Date.now() };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { run.out += bytes; });
  run.ended = new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));
  return run;
}
async function until(run, words) {
  while (!run.out.includes(words)) {
    assert.equal(run.child.exitCode, null, `./run ended early:\n${run.out}`);
    await sleep(20);
  }
  return ((Date.now() - run.begun) / 1000).toFixed(1);
}
const healthy = async (port) => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
/** Processes that name a data folder in their arguments. */
function running(data) {
  return spawnSync('sh', ['-c', 'for f in /proc/[0-9]*/cmdline; do tr "\\0" " " < $f 2>/dev/null; echo; done'], { encoding: 'utf8' })
    .stdout.split('\n').filter((line) => line.includes(data));
}
async function nothingLeft(data, port) {
  assert.deepEqual(running(data), [], 'processes are left');
  for (const each of [port, port + 1, port + 2]) assert(await isFree(each), `port ${each} is still taken`);
}
async function refused(args, words) {
  const run = start(args);
  const { code } = await run.ended;
  assert.notEqual(code, 0);
  assert.match(run.out, words);
}

async function startsStopsAndStartsAgain(data, port) {
  const first = start(['--port', String(port), '--data', data]);
  console.log(`first start: ${await until(first, 'Ctrl-C stops everything')} s`);
  for (const each of [port, port + 1, port + 2]) assert(await healthy(each));
  assert.match(first.out, /canbo1\.hcm\s+\S{14}/);
  assert.equal(statSync(data).mode & 0o777, 0o700);
  await refused(['--port', String(port), '--data', join(folder, 'other')], new RegExp(`Port ${port} is taken`));
  await refused(['--port', String(port - 1), '--data', join(folder, 'other')], new RegExp(`Port ${port} is taken`));
  assert(!existsSync(join(folder, 'other')), 'a refused start writes nothing');
  await refused(['--port', String(await freePorts()), '--data', data], /Another \.\/run uses the data folder/);
  process.kill(-first.child.pid, 'SIGINT');  // Ctrl-C: to the whole group
  assert.deepEqual(await first.ended, { code: 0, signal: null });
  await nothingLeft(data, port);

  const second = start(['--port', String(port), '--data', data]);
  console.log(`second start: ${await until(second, 'Ctrl-C stops everything')} s`);
  second.child.kill('SIGTERM');  // to the script alone
  assert.deepEqual(await second.ended, { code: 0, signal: null });
  await nothingLeft(data, port);
}

async function stopsWhileTheDemoIsMade(port) {
  const data = join(folder, 'cut short');
  const run = start(['--port', String(port), '--data', data]);
  await sleep(300);
  run.child.kill('SIGTERM');
  const { code } = await run.ended;
  assert([143, 0].includes(code), `ended with ${code}`);  // 0: it was quicker than we
  await nothingLeft(data, port);
}

async function leavesNothingWhenKilled(data, port) {
  const run = start(['--port', String(port), '--data', data]);
  await until(run, 'Ctrl-C stops everything');
  run.child.kill('SIGKILL');
  await run.ended;
  for (let i = 0; i < 200 && running(data).length > 0; i++) await sleep(50);
  await nothingLeft(data, port);
}

async function runsWithoutDemo(port) {
  const run = start(['--no-demo', '--port', String(port), '--data', 'beside me']);  // from the caller's folder
  await until(run, 'Ctrl-C stops everything');
  assert(await healthy(port));
  assert(await isFree(port + 1));
  assert(existsSync(join(folder, 'beside me', 'motcua.db')));
  assert.match(run.out, /admin staff add/);
  run.child.kill('SIGINT');
  assert.deepEqual(await run.ended, { code: 0, signal: null });
}

const data = join(folder, 'data');
const port = await freePorts();
await startsStopsAndStartsAgain(data, port);
await stopsWhileTheDemoIsMade(port);
await leavesNothingWhenKilled(data, port);
await runsWithoutDemo(port);
writeFileSync(join(folder, 'a file'), '');
await refused(['--port', String(port), '--data', join(folder, 'a file', 'data')], /Cannot write to the data folder/);
await refused(['--port', 'http'], /--port needs a number/);
await refused(['--port', '65534'], /--port needs a number/);
await refused(['--colour'], /unknown option/);
console.log(readFileSync(join(data, 'demo.log'), 'utf8').trim());
console.log('run: ok');
