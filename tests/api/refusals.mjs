// Bad input: what is refused, with which code, and that every answer carries the headers. One server, no memory growth.
import { assert, checks, expect, healthTime, memory, raw, serve, statuses } from './lib.mjs';
import { bomb, png } from './png.mjs';
import { filing, phone } from '../lib/people.mjs';

const server = await serve('refusals', ['--rate-scale', '50']);
const client = server.client();
await client.signIn(phone(1));
const head = (method, path, ...lines) => [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...lines, '', ''].join('\r\n');
const mandatory = ['content-security-policy', 'cross-origin-opener-policy', 'cross-origin-embedder-policy', 'cross-origin-resource-policy', 'x-content-type-options', 'referrer-policy', 'permissions-policy', 'cache-control', 'date'];

await checks('api.refusals', {
  async every_answer_carries_the_security_headers_whatever_its_status() {
    const seen = new Map();
    const note = (status, headers) => { for (const name of mandatory) assert.ok(headers.get(name), `${status} lacks ${name}`); assert.equal(headers.get('server'), null); seen.set(status, true); };
    for (const [method, path] of [['GET', '/healthz'], ['GET', '/readyz'], ['GET', '/metrics'], ['GET', '/api/v1/openapi.json'], ['GET', '/api/v1/config'], ['GET', '/nowhere.js'], ['GET', '/api/v1/nowhere'],
      ['GET', '/api/v1/counter/day'], ['DELETE', '/api/v1/config'], ['GET', '/api/v1/draft'], ['GET', '/']]) {
      const answer = await (path === '/api/v1/draft' ? server.client() : client).call(method, path);
      note(answer.status, answer.headers);
    }
    for (const text of [head('GET', '/../x'), head('POST', '/api/v1/otp', 'Content-Length: 99999'), head('POST', '/api/v1/otp'), head('POST', '/api/v1/otp', 'Transfer-Encoding: chunked'), head('GET', `/${'a'.repeat(5000)}`), head('TRACE', '/'), head('GET', '/', `X-Big: ${'a'.repeat(17000)}`)]) {
      const answer = await raw(server, text);
      const [status] = statuses(answer);
      note(status, new Headers(answer.split('\r\n\r\n')[0].split('\r\n').slice(1).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)])));
    }
    assert.equal((await client.get('/api/v1/session')).headers.get('cache-control'), 'no-store');
    for (const status of [200, 400, 401, 403, 404, 405, 411, 413, 414, 431, 501]) assert.ok(seen.has(status), `no answer was ${status}: ${[...seen.keys()]}`);
  },
  async what_is_not_there_and_what_is_not_a_method_say_so() {
    expect(await client.get('/api/v1/nowhere'), 404, 'request.not_found');
    expect(await client.call('PATCH', '/api/v1/draft', {}), 405, 'request.method');
    expect(await client.call('DELETE', '/api/v1/config'), 405, 'request.method');
    expect(await client.get('/api/v1/counter/day'), 403, 'session.forbidden');
    expect(await client.post('/api/v1/counter/open', { code: 'MC1.MC-7K3M-9QTX-K.AAAAAAAAAAAAAAAAAAAAAA' }), 403, 'session.forbidden');
  },
  async json_is_read_strictly() {
    const send = (text, type = 'application/json') => client.call('PUT', '/api/v1/draft', Buffer.from(text), { 'content-type': type });
    expect(await send('{'), 400, 'json.malformed');
    expect(await send(''), 400, 'json.malformed');
    expect(await send('{"revision":0,"revision":1,"draft":{}}'), 400, 'json.duplicate_key');
    expect(await send('{"revision":0,"draft":' + '['.repeat(40) + ']'.repeat(40) + '}'), 400, 'json.too_deep');
    const unknown = expect(await send('{"revision":0,"draft":{},"role":"officer"}'), 400, 'request.unknown_field');
    assert.equal(unknown.field, 'role');
    assert.equal(expect(await send('{"draft":{}}'), 400, 'request.missing_field').field, 'revision');
    assert.equal(expect(await send('{"revision":"0","draft":{}}'), 400, 'request.field_type').field, 'revision');
    expect(await send('[]'), 400, 'request.malformed');
    expect(await send('{"revision":0,"draft":{}}', 'text/plain'), 415, 'request.media_type');
    expect(await send('{"revision":0,"draft":{}}', 'application/x-www-form-urlencoded'), 415, 'request.media_type');
    expect(await send(`{"revision":0,"draft":{"x":"${'a'.repeat(70000)}"}}`), 413, 'request.too_large');
    expect(await client.post('/api/v1/applications', { requestKey: 'feed'.repeat(8), filings: [{ ...filing(1), isAdmin: true }] }), 400, 'form.unknown_field');
    expect(await client.post('/api/v1/applications', { requestKey: 'feed'.repeat(8), filings: [] }), 422, 'application.count');
    expect(await client.get('/api/v1/offices?x=1'), 400, 'request.unknown_field');
  },
  async a_body_over_the_limit_is_refused_before_it_is_read() {
    const before = memory(server);
    const answer = await raw(server, Buffer.concat([Buffer.from(head('POST', '/api/v1/portraits', 'Content-Type: image/jpeg', `Content-Length: ${6 << 20}`, `Cookie: ${client.cookie}`)), Buffer.alloc(1 << 20)]));
    assert.deepEqual(statuses(answer), [413]);
    assert.match(answer, /request\.too_large/);
    expect(await client.post('/api/v1/portraits', Buffer.alloc(5 * 1048576 + 1), { 'content-type': 'image/jpeg' }), 413, 'request.too_large');
    assert.ok(memory(server) - before < 32, `${memory(server) - before} MiB more`);
  },
  async what_is_no_picture_and_what_would_explode_is_refused_without_memory() {
    const send = (bytes, type = 'image/png') => client.post('/api/v1/portraits', bytes, { 'content-type': type });
    const before = memory(server);
    expect(await send(Buffer.from('hello, I am text')), 415, 'picture.format');
    expect(await send(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), 415, 'picture.format');
    expect(await send(Buffer.from('GIF89a' + '\0'.repeat(100))), 415, 'picture.format');
    expect(await send(png(10, 10), 'image/gif'), 415, 'request.media_type');
    expect(await send(png(10, 10), 'multipart/form-data; boundary=x'), 415, 'request.media_type');
    for (const [w, h] of [[30000, 30000], [100000, 10], [65535, 65535], [0x7fffffff, 0x7fffffff], [6001, 4001]]) assert.ok([415, 422].includes((await send(bomb(w, h))).status), `${w}x${h}`);
    expect(await send(bomb(4000, 4000)), 422, 'picture.damaged');
    expect(await send(png(400, 400).subarray(0, 300)), 422, 'picture.damaged');
    expect(await send(Buffer.alloc(0)), 415, 'picture.format');
    assert.ok(memory(server) - before < 80, `${memory(server) - before} MiB more`);
    await healthTime(server);
  },
  async paths_lead_nowhere_but_into_the_share_folder() {
    for (const path of ['/../../etc/passwd', '/assets/../../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/passwd', '/models/..%5c..%5cetc', '//etc/passwd', '/assets/%00', '/%252e%252e/etc/passwd', '/web/index.html', '/kek.key', '/motcua.db']) {
      const [status] = statuses(await raw(server, head('GET', path, 'Connection: close')));
      assert.ok([400, 404].includes(status), `${path} gave ${status}`);
    }
  },
  async the_interface_describes_itself_and_every_route_is_in_it() {
    const api = expect(await client.get('/api/v1/openapi.json'), 200);
    assert.equal(api.openapi, '3.1.0');
    for (const path of ['/api/v1/otp', '/api/v1/draft', '/api/v1/applications/{reference}/slip.pdf', '/api/v1/bookings', '/api/v1/counter/day', '/api/v1/callbacks/authority', '/api/v1/staff/session', '/healthz', '/readyz']) assert.ok(api.paths[path], path);
    const names = JSON.stringify(api).match(/#\/components\/schemas\/(\w+)/g).map((r) => r.split('/').pop());
    for (const name of names) assert.ok(api.components.schemas[name], `schema ${name}`);
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (operation['x-callers'].includes('anyone')) continue;
        const answer = await server.client().call(method.toUpperCase(), path.replace(/\{\w+\}/g, 'x'), method === 'get' || method === 'delete' ? undefined : {});
        assert.equal(answer.status, 401, `${method} ${path} without a session gave ${answer.status}`);
      }
    }
  },
  async figures_count_requests_by_pattern_not_by_path() {
    await client.get('/api/v1/applications/MC-7K3M-9QTX-K');
    const text = String((await client.get('/metrics')).value);
    assert.match(text, /motcua_requests_total\{method="GET",route="\/api\/v1\/applications\/\{reference\}",status="404"\} [1-9]/);
    assert.match(text, /motcua_store_commits_total [1-9]/);
    assert.ok(!text.includes('7K3M'));
  },
});
