// Officers and applicants on host names of their own: what belongs to the one is not there on the other, word for word as if it
// did not exist; a session of the one counts for nothing on the other.
import http from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, checks } from './lib.mjs';
import { Process, command, freePort, lastCode, temporaryFolder } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';

const dir = temporaryFolder('api-hosts');
assert.equal(command('admin', 'demo', '--data', dir).code, 0);
const [people, counter] = ['dinhdanh.example.vn', 'counter.dinhdanh.example.vn'];
const server = await new Process('serve', await freePort(), ['--demo', '--rate-scale', '100', '--public-url', `https://${people}`, '--officer-origin', `https://${counter}`], dir).start();

function ask(host, method, path, { headers = {}, json } = {}) {
  const body = json === undefined ? undefined : JSON.stringify(json);
  const given = { host, ...(method === 'GET' ? {} : { 'content-length': Buffer.byteLength(body ?? '') }), ...(body ? { 'content-type': 'application/json' } : {}), ...headers };
  return new Promise((done, fail) => {
    const request = http.request({ host: '127.0.0.1', port: server.port, method, path, headers: given }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => { const text = Buffer.concat(parts).toString('utf8'); done({ status: answer.statusCode, headers: answer.headers, text, value: /json/.test(answer.headers['content-type'] ?? '') ? JSON.parse(text) : undefined }); });
    });
    request.on('error', fail);
    request.end(body);
  });
}
const plain = ({ status, headers, text }) => JSON.stringify([status, text.replace(/"requestId":"\w+"/, ''), Object.keys(headers).sort(), headers['content-type'], headers['cache-control']]);
const document = (await ask(people, 'GET', '/api/v1/openapi.json')).value;
const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, 'MC-7K3M-9QTX-K'), operation })));
const common = ['/api/v1/config', '/api/v1/session', '/api/v1/openapi.json', '/api/v1/offices'];
function home({ path, operation }) {
  if (/^\/api\/v1\/(staff|counter)/.test(path)) return 'counter';
  if (common.includes(path) || operation['x-access'] === 'concerned') return 'both';
  return 'people';
}
const cookieOf = (answer) => answer.headers['set-cookie'][0].split(';')[0];
async function applicant() {
  const asked = await ask(people, 'POST', '/api/v1/otp', { json: { phone: phone(1), language: 'vi' } });
  assert.equal(asked.status, 202, asked.text);
  const got = await ask(people, 'POST', '/api/v1/otp/verify', { json: { requestId: asked.value.requestId, code: await lastCode(server.url, phone(1)) } });
  assert.equal(got.status, 200, got.text);
  return { cookie: cookieOf(got), csrf: got.value.csrf };
}
async function officer() {
  const { user, password } = JSON.parse(readFileSync(join(dir, 'demo', 'officers.json'))).officers[0];
  const code = /\b(\d{6})\b/.exec(command('admin', 'totp', user, '--data', dir).out)[1];
  const got = await ask(counter, 'POST', '/api/v1/staff/session', { json: { user, password, code } });
  assert.equal(got.status, 200, got.text);
  return { cookie: cookieOf(got), csrf: got.value.csrf };
}
let person, desk;
const session = async (host, cookie) => (await ask(host, 'GET', '/api/v1/session', { headers: { cookie } })).value.role;

await checks('api.hosts', {
  async every_operation_is_on_its_own_host_and_nowhere_else() {
    let counted = 0;
    for (const each of operations.filter(({ path }) => path.startsWith('/api/'))) {
      for (const [name, host] of [['people', people], ['counter', counter]]) {
        const answer = await ask(host, each.method, each.path), nothing = await ask(host, each.method, '/api/v1/nothing');
        const there = home(each) === 'both' || home(each) === name;
        if (!there) assert.equal(plain(answer), plain(nothing), `${each.method} ${each.path} on ${host}`);
        else assert.ok(answer.status !== 404 || answer.value?.code !== 'request.not_found' || each.path.includes('MC-7K3M'), `${each.method} ${each.path} on ${host}: ${answer.text}`);
        counted++;
      }
    }
    assert.ok(counted > 60, `${counted} cells`);
  },
  async a_large_body_or_another_method_tells_nothing_either() {
    for (const [host, path] of [[people, '/api/v1/counter/MC-7K3M-9QTX-K/face'], [people, '/api/v1/staff/session'], [counter, '/api/v1/portraits'], [counter, '/api/v1/otp']])
      for (const [method, size] of [['POST', 9_000_000], ['POST', 10], ['PUT', 0], ['GET', undefined]]) {
        const headers = size === undefined ? {} : { 'content-length': size, 'content-type': 'image/png', connection: 'close' };
        const one = await new Promise((done) => { const r = http.request({ host: '127.0.0.1', port: server.port, method, path, headers: { host, ...headers } }, (a) => { a.resume(); done(a.statusCode); r.destroy(); }); r.on('error', () => {}); if (size) r.write('x'.repeat(Math.min(size, 10))); else r.end(); });
        assert.equal(one, 404, `${method} ${path} ${size}`);
      }
  },
  async pages_follow_their_host() {
    assert.equal((await ask(people, 'GET', '/vi/start')).status, 200);
    assert.equal((await ask(people, 'GET', '/')).status, 200);
    for (const path of ['/vi/officer', '/vi/officer/sign-in', '/en/officer/day']) {
      assert.equal((await ask(people, 'GET', path)).status, 404, path);
      assert.equal((await ask(counter, 'GET', path)).status, 200, path);
    }
    assert.equal((await ask(counter, 'GET', '/vi/start')).status, 404);
    const first = await ask(counter, 'GET', '/');
    assert.deepEqual([first.status, first.headers.location], [303, '/vi/officer/sign-in']);
  },
  async figures_are_for_this_machine_and_a_strange_name_gets_nothing() {
    for (const path of ['/metrics', '/readyz', '/dev/mailbox']) {
      for (const host of [people, counter, 'evil.example', `${people}.evil.example`]) assert.equal((await ask(host, 'GET', path)).status, 404, `${host}${path}`);
      assert.equal((await ask('127.0.0.1', 'GET', path)).status, 200, path);
    }
    for (const path of ['/', '/vi/start', '/api/v1/config', '/icon.svg']) assert.equal((await ask('evil.example', 'GET', path)).status, 404, path);
    assert.equal((await ask('127.0.0.1', 'GET', '/api/v1/config')).status, 404);
    const callback = (host) => ask(host, 'POST', '/api/v1/callbacks/authority?taskId=MC-7K3M-9QTX-K&transactionId=t', { json: {} });
    for (const host of ['127.0.0.1', people]) assert.notEqual((await callback(host)).status, 404, host);
    assert.equal((await callback(counter)).status, 404);
    assert.equal((await ask(people.toUpperCase(), 'GET', '/api/v1/config')).status, 200);
    assert.equal((await ask(`${people}:443`, 'GET', '/api/v1/config')).status, 200);
  },
  async each_host_has_a_cookie_of_its_own_and_a_session_counts_on_its_own_host_only() {
    [person, desk] = [await applicant(), await officer()];
    assert.match(person.cookie, /^__Host-motcua=/);
    assert.match(desk.cookie, /^__Host-motcua-counter=/);
    assert.equal(await session(people, person.cookie), 'applicant');
    assert.ok(['officer', 'supervisor'].includes(await session(counter, desk.cookie)));
    const token = (cookie) => cookie.slice(cookie.indexOf('=') + 1);
    for (const [host, cookie] of [[counter, person.cookie], [people, desk.cookie], [counter, `__Host-motcua-counter=${token(person.cookie)}`], [people, `__Host-motcua=${token(desk.cookie)}`]])
      assert.equal(await session(host, cookie), 'anyone', `${cookie.split('=')[0]} on ${host}`);
  },
  async security_keys_belong_to_the_host_of_officers() {
    const asked = await ask(counter, 'POST', '/api/v1/staff/keys/challenge', { json: {}, headers: { cookie: desk.cookie, 'x-csrf': desk.csrf } });
    assert.equal(asked.status, 201, asked.text);
    assert.equal(asked.value.relyingParty, counter);
  },
  async a_page_of_the_one_host_may_not_write_on_the_other() {
    const day = (headers) => ask(counter, 'DELETE', '/api/v1/session', { headers: { cookie: desk.cookie, 'x-csrf': desk.csrf, ...headers } });
    assert.equal((await day({ origin: `https://${people}` })).status, 403);
    assert.equal((await day({ 'sec-fetch-site': 'same-site' })).status, 403);
    assert.equal((await day({ 'sec-fetch-site': 'cross-site' })).status, 403);
    const out = await day({ origin: `https://${counter}`, 'sec-fetch-site': 'same-origin' });
    assert.equal(out.status, 204);
    assert.match(out.headers['set-cookie'][0], /^__Host-motcua-counter=;/);
    assert.equal(await session(counter, desk.cookie), 'anyone');
  },
  async two_hosts_must_be_two() {
    for (const args of [['--officer-origin', `https://${counter}`], ['--public-url', `https://${people}`, '--officer-origin', `https://${people}`], ['--public-url', `https://${people}`, '--officer-origin', `https://${counter}/desk`], ['--public-url', `https://${people}`, '--officer-origin', counter]]) {
      const { code, err } = command('serve', '--data', dir, '--port', '0', ...args);
      assert.equal(code, 1, args.join(' '));
      assert.match(err, /--officer-origin/);
    }
  },
});
