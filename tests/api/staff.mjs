// Officers' accounts from the command line to the sign-in: the secret that `admin staff add` prints is read by an
// authenticator of the test's own (RFC 6238 in ten lines of node), and a disabled account ends at once.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { Client, Process, binary, freePort, temporaryFolder } from '../lib/motcua.mjs';
import { checks } from './lib.mjs';

const dir = temporaryFolder('api-staff');
const office = 'pa08-ho-chi-minh';
const password = 'hai con mèo đen';
const admin = (args, input = '') => {
  const run = spawnSync(binary, ['admin', ...args, '--data', dir], { encoding: 'utf8', input });
  return { code: run.status, out: run.stdout, err: run.stderr };
};
const add = (user, input = `${password}\n`, more = []) =>
  admin(['staff', 'add', user, '--name', 'Trần Thị Lan', '--office', office, ...more], input);

function base32(text) {
  const bits = [...text].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
function authenticator(uri, at = Date.now()) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const mac = createHmac('sha1', base32(new URL(uri).searchParams.get('secret'))).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}

let server, uri, officer;
await checks('staff', {
  'an account is made and its secret printed once': () => {
    const made = add('lan.tran');
    assert.equal(made.code, 0, made.err);
    uri = /otpauth:\S+/.exec(made.out)[0];
    assert.match(admin(['staff', 'list']).out, /^lan\.tran\tTrần Thị Lan\tpa08-ho-chi-minh\tofficer\tactive$/m);
    assert.ok(!admin(['staff', 'list']).out.includes('secret'));
  },
  'a weak password, a taken name, an unknown office and a wrong role are refused': () => {
    for (const [run, code] of [[add('minh.le', 'ngắn\n'), 1], [add('lan.tran'), 1], [add('Minh Lê'), 1], [add('minh.le', `${password}\n`, ['--role', 'king']), 2],
      [admin(['staff', 'add', 'minh.le', '--name', 'Lê Minh', '--office', 'atlantis'], `${password}\n`), 1], [admin(['staff', 'disable', 'nobody']), 1], [admin(['staff']), 2]])
      assert.equal(run.code, code, run.out + run.err);
    assert.equal(admin(['staff', 'list']).out.trim().split('\n').length, 1);
  },
  'the code of a real account is printed only by force': () => {
    const kept = admin(['totp', 'lan.tran']);
    assert.equal(kept.code, 1);
    assert.ok(!/\b\d{6}\b/.test(kept.out));
    const before = authenticator(uri), forced = admin(['totp', 'lan.tran', '--force']), after = authenticator(uri);
    assert.ok([before, after].includes(forced.out.split('\n')[0]), forced.out);
  },
  'the officer signs in with the code of an authenticator': async () => {
    server = await new Process('serve', await freePort(), ['--demo'], dir).start();
    officer = new Client(server.url);
    const answer = await officer.post('/api/v1/staff/session', { user: 'lan.tran', password, code: authenticator(uri) });
    assert.equal(answer.status, 200, JSON.stringify(answer.value));
    assert.equal(answer.value.role, 'officer');
    assert.equal(answer.value.name, 'Trần Thị Lan');
    assert.equal(answer.value.office, office);
    assert.equal((await officer.get('/api/v1/counter/day')).status, 200);
  },
  'a page that refreshes itself does not keep an absent officer signed in': async () => {
    const database = (sql) => spawnSync('python3', ['-c', 'import sqlite3, sys; d = sqlite3.connect(sys.argv[1], timeout=10); r = d.execute(sys.argv[2]).fetchone(); d.commit(); print(r[0] if r else "")', join(dir, 'motcua.db'), sql], { encoding: 'utf8' }).stdout.trim();
    const seen = () => Number(database('SELECT max(last_seen) FROM sessions'));
    database('UPDATE sessions SET last_seen = last_seen - 120000');
    const before = seen();
    assert.ok(before > 0);
    const quiet = await fetch(`${server.url}/api/v1/counter/day`, { headers: { cookie: officer.cookie, 'x-quiet': '1' } });
    assert.equal(quiet.status, 200);
    assert.equal(seen(), before);
    assert.equal((await officer.get('/api/v1/counter/day')).status, 200);
    assert.ok(seen() > before);
  },
  'guessing is slowed down before anything is hashed': async () => {
    const guess = async () => {
      const began = performance.now();
      const answer = await new Client(server.url).post('/api/v1/staff/session', { user: 'lan.tran', password: 'sai rồi nhé bạn', code: '000000' });
      return { answer, ms: performance.now() - began };
    };
    const tries = [];
    for (let i = 0; i < 6; i++) tries.push(await guess());
    const last = tries[tries.length - 1];
    assert.equal(last.answer.status, 429, JSON.stringify(last.answer.value));
    assert.ok(Number(last.answer.headers.get('retry-after')) >= 1);
    assert.ok(tries.slice(0, 3).every((each) => each.answer.status === 401));
    assert.ok(last.ms < Math.min(...tries.slice(0, 3).map((each) => each.ms)), 'a throttled try costs less than a hashed one');
  },
  'a disabled account is out at once': async () => {
    assert.equal(admin(['staff', 'disable', 'lan.tran']).code, 0);
    assert.equal((await officer.get('/api/v1/counter/day')).status, 401);
    assert.match(admin(['staff', 'list']).out, /\tdisabled$/m);
  },
  'neither password nor secret stands in the log or the store': async () => {
    await server.kill('SIGTERM');
    const secret = base32(new URL(uri).searchParams.get('secret'));
    const { readFileSync, readdirSync } = await import('node:fs');
    const names = readdirSync(dir, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? readdirSync(`${dir}/${each.name}`).map((inner) => `${each.name}/${inner}`) : [each.name]));
    for (const file of names) {
      const bytes = readFileSync(`${dir}/${file}`);
      assert.ok(!bytes.includes(password) && !bytes.includes(secret), file);
    }
  },
});
