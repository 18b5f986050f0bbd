// The running log as server/logs.md describes it: which events and fields, in which zone, and that every kind of thing that
// somebody should look through (OWASP ASVS 5.0, 16.3) leaves its line. Nothing else is written, nobody is named.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import net from 'node:net';
import { assert, checks, expect, raw, serve } from './lib.mjs';
import { addOfficer, codeOf } from './officer.mjs';
import { found } from '../lib/canary.mjs';
import { Client, Process, command, freePort, lastCode, root, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { filing, phone } from '../lib/people.mjs';

process.env.TZ = 'Asia/Ho_Chi_Minh';  // the server's: its log must not care
const server = await serve('logs');
const client = server.client(), officer = server.client(), stranger = server.client();
const lines = (of = server) => of.log().split('\n').filter(Boolean).map((line) => JSON.parse(line));
/** The lines that some work adds. */
async function during(work) {
  const before = lines().length;
  await work();
  await sleep(50);
  return lines().slice(before);
}
const one = (list, wanted) => {
  const hits = list.filter((line) => Object.entries(wanted).every(([name, value]) => line[name] === value));
  assert.equal(hits.length, 1, `${JSON.stringify(wanted)} among ${JSON.stringify(list)}`);
  return hits[0];
};
const page = readFileSync(join(root, 'server/logs.md'), 'utf8');
const section = (title) => page.split(`\n## ${title}`)[1].split('\n## ')[0].split('\n').filter((line) => /^\| [^-]/.test(line)).slice(1).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
const fieldsOf = Object.fromEntries(section('Events').map(([event, , fields]) => [event, ['time', 'level', 'event', ...fields.split(' ').filter(Boolean)]]));
const kinds = Object.fromEntries(section('What somebody').map(([about, , events]) => [about, events.split(' ')]));

await checks('api.logs', {
  async time_is_utc_whatever_the_zone_of_the_machine() {
    const began = Date.now();
    const [line] = await during(() => client.get('/api/v1/config'));
    assert.match(line.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(Math.abs(Date.parse(line.time) - began) < 5000, `${line.time} and ${new Date(began).toISOString()}`);
    const times = lines().map((each) => Date.parse(each.time));
    assert.ok(times.every(Number.isFinite));
  },
  async signing_in_and_out_and_failing_to_leaves_lines() {
    const got = await during(async () => {
      const { requestId } = expect(await client.post('/api/v1/otp', { phone: phone(1) }), 202);
      const code = await lastCode(server.url, phone(1));
      assert.equal((await client.post('/api/v1/otp/verify', { requestId, code: code === '000000' ? '000001' : '000000' })).status >= 400, true);
      expect(await client.post('/api/v1/otp/verify', { requestId, code }), 200);
    });
    assert.ok(got.every((line) => line.about === 'authentication' || line.route.startsWith('/dev/')), JSON.stringify(got));
    one(got, { route: '/api/v1/otp', status: 202 });
    assert.match(one(got, { route: '/api/v1/otp/verify', code: 'otp.wrong' }).level, /warning/);
    one(got, { route: '/api/v1/otp/verify', status: 200 });
    addOfficer(server.dir, 'lan.tran', 'hai con mèo đen');
    const staff = await during(async () => {
      expect(await officer.post('/api/v1/staff/session', { user: 'lan.tran', password: 'hai con mèo xám', code: '000000' }), 401, 'staff.sign_in');
      expect(await officer.post('/api/v1/staff/session', { user: 'lan.tran', password: 'hai con mèo đen', code: codeOf(server.dir, 'lan.tran') }), 200);
    });
    one(staff, { about: 'authentication', code: 'staff.sign_in', status: 401 });
    one(staff, { about: 'authentication', route: '/api/v1/staff/session', status: 200 });
    const other = server.client();
    await other.signIn(phone(2));
    one(await during(() => other.call('DELETE', '/api/v1/session')), { about: 'authentication', method: 'DELETE', status: 204 });
    assert.ok(readFileSync(join(server.dir, 'motcua.db-wal')).includes('staff.sign_in_failed'), 'which account it was stands in the audit chain');
  },
  async being_refused_leaves_lines() {
    const csrf = client.csrf;
    const got = await during(async () => {
      expect(await client.get('/api/v1/counter/day'), 403, 'session.forbidden');
      expect(await client.get('/api/v1/applications/MC-0000-0000-0'), 404);
      client.csrf = 'wrong';
      expect(await client.put('/api/v1/draft', { revision: 0, draft: {} }), 403, 'session.origin');
      client.csrf = csrf;
    });
    for (const wanted of [{ code: 'session.forbidden' }, { status: 404, route: '/api/v1/applications/{reference}' }, { code: 'session.origin' }]) one(got, { ...wanted, about: 'authorisation', role: 'applicant' });
    one(await during(() => stranger.get('/api/v1/draft')), { about: 'authentication', code: 'session.required' });
  },
  async tries_to_get_round_the_checks_leave_lines() {
    const smuggled = 'POST /api/v1/otp HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}';
    const got = await during(async () => {
      expect(await client.put('/api/v1/draft', { revision: 0, draft: {}, role: 'officer' }), 400, 'request.unknown_field');
      expect(await client.put('/api/v1/draft', { revision: '0', draft: {} }), 400, 'request.field_type');
      expect(await client.post('/api/v1/applications', { requestKey: 'feed'.repeat(8), filings: [filing(1, { applicant: { birthDate: '1988-02-31' } })] }), 422);
      expect(await client.post('/api/v1/attachments', Buffer.from('GIF89a'), { 'content-type': 'image/png' }), 415, 'picture.format');
      await raw(server, smuggled);
      await raw(server, 'GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n');
      expect(await stranger.post('/api/v1/otp', { phone: phone(1) }), 429);
    });
    for (const code of ['request.unknown_field', 'request.field_type', 'picture.format']) one(got, { event: 'request', code, about: 'input', level: 'warning' });
    for (const code of ['request.not_implemented', 'request.malformed']) one(got, { event: 'refused', code, about: 'input', level: 'warning' });
    one(got, { about: 'throttle', status: 429 });
    assert.equal(got.filter((line) => line.about === 'input' && line.status === 422).length, 1);
  },
  async systems_behind_us_that_fail_or_break_tls_leave_lines() {
    // the first words of a TLS server that refuses the handshake, where an HTTP answer should be
    const broken = net.createServer((socket) => { socket.on('error', () => {}); socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 40])); });
    await new Promise((done) => broken.listen(0, '127.0.0.1', done));
    const dir = temporaryFolder('api-logs-behind');
    const behind = await new Process('serve', await freePort(), ['--sms-gateway', `http://127.0.0.1:${broken.address().port}/send`], dir).start();
    expect(await new Client(behind.url).post('/api/v1/otp', { phone: phone(9) }), 202);
    const failed = () => lines(behind).filter((line) => line.event === 'outbox.retry');
    for (let i = 0; i < 200 && !failed().length; i++) await sleep(50);
    assert.ok(failed().length, 'no line about the gateway');
    const [line] = failed();
    assert.deepEqual([line.level, line.kind, line.error, line.about], ['warning', 'notify.sms', 'peer.unreachable', 'failure']);
    assert.match(line.id, /^[0-9a-f]{16,}$/);
    assert.equal((await behind.kill('SIGTERM')).code, 0);
    broken.close();
  },
  async every_line_has_the_fields_of_the_page_and_no_other() {
    const seen = new Set();
    for (const line of lines()) {
      assert.ok(fieldsOf[line.event], `${line.event} is not on the page`);
      for (const name of Object.keys(line)) assert.ok(fieldsOf[line.event].includes(name), `${line.event} says ${name}: ${JSON.stringify(line)}`);
      if (line.about) { assert.ok(kinds[line.about].includes(line.event), `${line.about} of ${line.event}`); seen.add(line.about); }
      if (line.event !== 'request') continue;
      for (const name of ['id', 'method', 'route', 'status', 'ms', 'role', 'from']) assert.ok(name in line, `${name} is missing: ${JSON.stringify(line)}`);
      assert.equal('session' in line, line.role !== 'anyone' || line.method === 'DELETE', JSON.stringify(line));
      assert.match(line.from, /^[0-9a-f]{16}$/);
    }
    assert.deepEqual([...seen].sort(), ['authentication', 'authorisation', 'input', 'throttle']);
    const mine = new Set(lines().filter((line) => line.role === 'applicant').map((line) => line.session));
    assert.equal(mine.size, 2, 'a session is one hash in all its lines');
  },
  async nobody_is_named_and_nothing_else_is_written() {
    assert.deepEqual(found(server.log(), [phone(1), phone(2), 'TESTBERG', 'lan.tran', 'Trần Thị Lan', 'hai con mèo đen', '127.0.0.1', client.cookie.split('=')[1], client.csrf]), []);
    const known = /^(serve\.log|motcua\.db(-wal|-shm)?|kek\.key|[a-z]+-signing\.(key|pub)|registry\.token|checkpoints|control\.sock)$/;
    assert.deepEqual(readdirSync(server.dir).filter((name) => !known.test(name)), []);
    assert.ok(readdirSync(join(server.dir, 'checkpoints')).every((name) => /\.(checkpoint|pub)$/.test(name)));
    assert.equal((await server.kill('SIGTERM')).code, 0);
    assert.deepEqual(lines().at(-1).event, 'stopped');
    assert.match(command('admin', 'audit', 'verify', '--data', server.dir).out, /^\d+ entries: OK/);
  },
});
