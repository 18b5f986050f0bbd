// Officers' accounts from the command line to the sign-in: the code that `admin staff add` prints, the password the officer chooses, an
// authenticator of the test's own; and a disabled account ends at once.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Client, Process, freePort, temporaryFolder } from '../lib/motcua.mjs';
import { checks } from './lib.mjs';
import { activate, admin as adminOn, authenticator, base32, office } from './officer.mjs';

const dir = temporaryFolder('api-staff');
const password = 'hai con mèo đen';
const admin = (args, input) => adminOn(dir, args, input);
const add = (user, more = [], input = '') => admin(['staff', 'add', user, '--name', 'Trần Thị Lan', '--office', office, ...more], input);

let server, uri, officer, code;
await checks('staff', {
  'an account is made and its activation code printed once': () => {
    const made = add('lan.tran');
    assert.equal(made.code, 0, made.err);
    const lines = made.out.trim().split('\n');
    assert.equal(lines.length, 2);
    assert.match(lines[0], /^[0-9a-f]{16}\tlan\.tran$/);
    code = lines[1];
    assert.match(admin(['staff', 'list']).out, /^lan\.tran\tTrần Thị Lan\tpa08-ho-chi-minh\tofficer\tto activate$/m);
    assert.ok(!admin(['staff', 'list']).out.includes(code));
  },
  'a weak password of a demo account, a taken name, an unknown office and a wrong role are refused': () => {
    for (const [run, status] of [[add('minh.le', ['--demo'], 'ngắn\n'), 1], [add('minh.le', ['--demo']), 1], [add('lan.tran'), 1], [add('Minh Lê'), 1], [add('minh.le', ['--role', 'king']), 2],
      [admin(['staff', 'add', 'minh.le', '--name', 'Lê Minh', '--office', 'atlantis']), 1], [admin(['staff', 'disable', 'nobody']), 1], [admin(['staff']), 2],
      [admin(['staff', 'code', 'nobody']), 1], [admin(['staff', 'code']), 2], [admin(['staff', 'recover', 'lan.tran']), 2]])
      assert.equal(run.code, status, run.out + run.err);
    assert.equal(admin(['staff', 'list']).out.trim().split('\n').length, 1);
  },
  'a demo account has its password and its secret at once, and says that it is one': () => {
    const made = add('mau.thu', ['--demo'], `${password}\n`);
    assert.equal(made.code, 0, made.err);
    assert.ok(made.out.includes('otpauth://totp/MotCua:mau.thu?secret='));
    assert.match(admin(['staff', 'list']).out, /^mau\.thu\t.*\tactive\tdemo$/m);
    assert.equal(admin(['staff', 'disable', 'mau.thu']).code, 0);
  },
  'the officer chooses a password and signs in with the code of an authenticator': async () => {
    server = await new Process('serve', await freePort(), ['--demo'], dir).start();
    const begun = await activate(server.url, 'lan.tran', code, password);
    ({ client: officer, uri } = begun);
    assert.equal(begun.answer.role, 'officer');
    assert.equal(begun.answer.name, 'Trần Thị Lan');
    assert.equal(begun.answer.office, office);
    assert.equal((await officer.get('/api/v1/counter/day')).status, 200);
  },
  'the code of a real account is printed only by force': () => {
    const kept = admin(['totp', 'lan.tran']);
    assert.equal(kept.code, 1);
    assert.ok(!/\b\d{6}\b/.test(kept.out));
    const before = authenticator(uri), forced = admin(['totp', 'lan.tran', '--force']), after = authenticator(uri);
    assert.ok([before, after].includes(forced.out.split('\n')[0]), forced.out);
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
    assert.match(admin(['staff', 'list']).out, /^lan\.tran\t.*\tdisabled$/m);
  },
  'neither password nor secret nor code stands in the log or the store': async () => {
    await server.kill('SIGTERM');
    const secret = base32(new URL(uri).searchParams.get('secret'));
    const { readFileSync, readdirSync } = await import('node:fs');
    const names = readdirSync(dir, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? readdirSync(`${dir}/${each.name}`).map((inner) => `${each.name}/${inner}`) : [each.name]));
    for (const file of names) {
      const bytes = readFileSync(`${dir}/${file}`);
      assert.ok(![password, secret, code, code.replaceAll('-', '')].some((each) => bytes.includes(each)), file);
    }
  },
});
