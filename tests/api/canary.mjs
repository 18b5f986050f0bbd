// Canary people go the applicant's and the officer's way, with everything going wrong that can; then their names, numbers and
// addresses are looked for in logs, addresses, error bodies and the raw bytes of the store: running, killed, closed and copied.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import http from 'node:http';
import { assert, checks, expect } from './lib.mjs';
import { addOfficer, codeOf } from './officer.mjs';
import { png } from './png.mjs';
import { Watch, found, traces } from '../lib/canary.mjs';
import { Client, Process, root, freePort, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { filing } from '../lib/people.mjs';

// Not with --demo: its mailbox is for developers and shows messages in the clear. A gateway of the test's own gets the codes.
const texts = [];
const gateway = http.createServer((request, response) => {
  let body = '';
  request.on('data', (part) => { body += part; });
  request.on('end', () => { texts.push(JSON.parse(body).text); response.writeHead(202).end('{}'); });
});
await new Promise((done) => gateway.listen(0, '127.0.0.1', done));
const server = await new Process('serve', await freePort(), ['--rate-scale', '100', '--sms-gateway', `http://127.0.0.1:${gateway.address().port}/send`], temporaryFolder('api-canary')).start();
const watch = new Watch().watchFetch();
const person = { familyName: 'QUETZALBIRD', givenNames: 'XYLOPHONIA', documentNumber: 'QX7391846', documentIssuePlace: 'Zwollegat', cardNumber: 'QV5820617', addressLine: '77 Ngõ Chim Hoàng Yến', phone: '+84977316482', email: 'xylophonia@quetzal.example', birthDate: '1983-07-29' };
const representative = { familyName: 'ZEBRAFINCH', givenNames: 'OBSIDIANA', birthDate: '1985-03-19', sex: 'F', nationality: 'SWE', documentNumber: 'ZF4618037', relation: 'parent', phone: person.phone, email: '' };
const secrets = ['QUETZALBIRD', 'XYLOPHONIA', 'QX7391846', 'Zwollegat', 'QV5820617', 'Ngõ Chim Hoàng Yến', '+84977316482', 'xylophonia@quetzal.example', '1983-07-29', 'ZEBRAFINCH', 'OBSIDIANA', 'ZF4618037', '1985-03-19',
  'Thiếu giấy tờ gốc của chim', '51K-998.17', 'MIMOSAPUDICA'];
const client = new Client(server.url), officer = new Client(server.url);
let reference, picture;

/** ICAO 9303 check digit. */
const digit = (text) => String([...text].reduce((sum, c, i) => sum + (c === '<' ? 0 : parseInt(c, 36)) * [7, 3, 1][i % 3], 0) % 10);
function zone({ familyName, givenNames, documentNumber, birthDate }, expiry) {
  const number = documentNumber.padEnd(9, '<'), born = birthDate.slice(2).replaceAll('-', ''), until = expiry.slice(2).replaceAll('-', ''), rest = '<'.repeat(14);
  const [a, b, c, d] = [digit(number), digit(born), digit(until), '0'];
  const first = `P<SWE${familyName}<<${givenNames}`.padEnd(44, '<');
  return `${first}\n${number}${a}SWE${born}${b}F${until}${c}${rest}${d}${digit(number + a + born + b + until + c + rest + d)}`;
}
function clean() {
  assert.deepEqual(traces(server.dir, [...secrets, client.cookie.split('=')[1], client.csrf, officer.cookie.split('=')[1]]), []);
}

await checks('api.canary', {
  async the_search_finds_what_is_there() {
    writeFileSync(join(server.dir, 'planted.log'), `{"x":"${Buffer.from('a QUETZALBIRD here').toString('base64')}"}\n0977316482 zebrafinch`);
    assert.deepEqual(traces(server.dir, secrets, (path) => path.endsWith('planted.log')).map((each) => each.split(': ')[1]).sort(), ['+84977316482', 'QUETZALBIRD', 'ZEBRAFINCH']);
    assert.deepEqual(found(Buffer.from('Ngõ Chim Hoàng Yến'.normalize('NFD')), secrets), ['Ngõ Chim Hoàng Yến']);
    assert.deepEqual(found(Buffer.from('XYLOPHONIA', 'utf16le'), secrets), ['XYLOPHONIA']);
    writeFileSync(join(server.dir, 'planted.log'), '');
  },
  async the_applicant_goes_the_whole_way_and_every_wrong_one() {
    const { requestId } = expect(await client.post('/api/v1/otp', { phone: person.phone }), 202);
    for (let i = 0; i < 400 && !texts.length; i++) await sleep(50);
    expect(await client.post('/api/v1/otp/verify', { requestId, code: /\b(\d{6})\b/.exec(texts[0])[1] }), 200);
    expect(await client.put('/api/v1/draft', { revision: 0, draft: { answers: { ...person, note: 'MIMOSAPUDICA' } } }), 200);
    expect(await client.put('/api/v1/draft', { revision: 7, draft: { answers: person } }), 409, 'draft.conflict');
    const portrait = expect(await client.post('/api/v1/portraits', png(300, 400), { 'content-type': 'image/png' }), 201).portraitId;
    picture = expect(await client.post('/api/v1/attachments', png(200, 100, (x, y) => [x, y, (x * y) % 256]), { 'content-type': 'image/png' }), 201).attachmentId;
    const whole = filing(1, { applicant: person, top: { portrait, integration: [{ kind: 'vehicle', number: '51K-998.17', front: picture }] } });
    const file = (filings, key = 'feed') => client.post('/api/v1/applications', { requestKey: key.repeat(8), filings });
    const wrongs = Object.keys(whole.applicant).filter((name) => person[name]).map((name) => ({ ...whole, applicant: { ...whole.applicant, [name]: `${whole.applicant[name]}\u0007!${whole.applicant[name]}` } }));
    for (const wrong of [...wrongs, { ...whole, applicant: person.familyName }, { ...whole, language: person.familyName }, { ...whole, portrait: person.documentNumber }]) {
      const answer = await file([wrong]);
      assert.ok(answer.status === 422 || answer.status === 400, `${answer.status}`);
    }
    expect(await client.call('PUT', '/api/v1/draft', Buffer.from(`{"draft": ${person.familyName}`), { 'content-type': 'application/json' }), 400, 'json.malformed');
    reference = expect(await file([whole]), 201).applications[0].reference;
    expect(await file([{ ...whole, language: 'vi' }]), 409, 'application.changed');
    expect(await file([whole], 'beef'), 422);
    const child = filing(2, { applicant: { ...person, documentNumber: 'QX7391847', cardNumber: 'QV5820618', phone: '', email: '', birthDate: `${new Date().getUTCFullYear() - 9}-07-29` }, representative, top: { filedFor: 'child', consents: { truth: true, account: true, biometrics: true, childAssent: true } } });
    expect(await file([child], 'cafe'), 201);
    expect(await client.post('/api/v1/otp/verify', { requestId: person.phone, code: '000000' }), 422, 'otp.expired');
    expect(await client.post('/api/v1/otp', { phone: `${person.phone}x` }), 422);
  },
  async the_officer_reads_compares_and_returns_it() {
    addOfficer(server.dir, 'lan.tran', 'hai con mèo đen');
    expect(await officer.post('/api/v1/staff/session', { user: 'lan.tran', password: 'hai con mèo đen', code: codeOf(server.dir, 'lan.tran') }), 200);
    const act = (name, body) => officer.post(`/api/v1/counter/${reference}${name}`, body);
    expect(await act('/claim', {}), 200);
    const expiry = filing(1).applicant.documentExpiry, right = zone(person, expiry);
    expect(await act('/comparison', { mrz: right.replace('QX739', 'QX738') }), 422);
    const compared = expect(await act('/comparison', { mrz: right }), 200);
    assert.equal(compared.comparison.find((each) => each.field === 'applicant.familyName').passport, 'QUETZALBIRD');
    expect(await act('/differences', { field: person.familyName, accept: person.givenNames, reason: 'Thiếu giấy tờ gốc của chim' }), 422);
    expect(await officer.post('/api/v1/counter/open', { code: person.documentNumber }), 400);
    expect(await act('/return', { reason: 'Thiếu giấy tờ gốc của chim' }), 200);
    for (const path of ['/api/v1/applications', `/api/v1/applications/${reference}`, `/api/v1/applications/${reference}/filing`, `/api/v1/applications/${reference}/slip.pdf`]) assert.equal((await client.get(path)).status, 200);
    const shown = expect(await client.get(`/api/v1/applications/${reference}/filing`), 200);
    assert.equal(shown.filing.applicant.documentNumber, person.documentNumber);  // they are kept, only not to be seen
  },
  async neither_addresses_nor_error_bodies_name_anybody() {
    assert.ok(watch.errors.length > 15, `${watch.errors.length} errors`);
    // the newer draft is given to its owner in draft.conflict, by design
    watch.errors = watch.errors.filter((each) => !each.includes('"draft.conflict"'));
    assert.deepEqual(watch.traces(secrets), []);
  },
  async the_store_is_clean_while_serving() {
    assert.deepEqual(traces(server.dir, [reference], (path) => /motcua\.db(-wal)?$/.test(path)).length > 0, true);  // what is not secret is found
    clean();
    const jpeg = (await client.get(`/api/v1/attachments/${picture}`)).value, slice = jpeg.subarray(jpeg.length >> 1, (jpeg.length >> 1) + 48);
    for (const name of readdirSync(server.dir).filter((each) => each.startsWith('motcua.db'))) assert.ok(!readFileSync(join(server.dir, name)).includes(slice), `a picture in ${name}`);
  },
  async what_is_to_be_sealed_is_sealed_and_what_is_hashed_is_no_text() {
    const wanted = readFileSync(join(root, 'server/store/data_classes.csv'), 'utf8').trimEnd().split('\n').map((line) => line.split(',')).filter(([what, , , how]) => what === 'column' && how === 'sealed').map(([, name]) => name.split('.'));
    const run = spawnSync('python3', ['-c', `import json, sqlite3, sys
db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
print(json.dumps([[t, c, [bytes(v).hex() for (v,) in db.execute('SELECT "%s" FROM "%s" WHERE "%s" IS NOT NULL LIMIT 50' % (c, t, c))]] for t, c in json.loads(sys.argv[2])]))`, join(server.dir, 'motcua.db'), JSON.stringify(wanted)], { encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.equal(run.status, 0, run.stderr);
    let values = 0;
    for (const [table, column, list] of JSON.parse(run.stdout)) for (const hex of list) {
      const bytes = Buffer.from(hex, 'hex');
      if (bytes.length === 0) continue;  // there was nothing to seal
      values++;
      assert.ok(bytes.length >= 40, `${table}.${column} has room for nonce and tag`);
      assert.ok(bytes.some((byte) => byte > 0x7e) && !/^(\{|\[|ffd8ff|89504e47)/.test(hex) && bytes.toString('utf8').includes('\ufffd'), `${table}.${column} can be read`);
    }
    assert.ok(values > 15, `${values} sealed values were looked at`);
  },
  async and_after_kill_9_and_in_a_copy_and_after_closing() {
    await server.kill('SIGKILL');
    assert.ok(existsSync(join(server.dir, 'motcua.db-wal')));
    clean();
    const copy = spawnSync('python3', ['-c', 'import sqlite3, sys; s = sqlite3.connect(sys.argv[1]); d = sqlite3.connect(sys.argv[2]); s.backup(d); d.close()', join(server.dir, 'motcua.db'), join(server.dir, 'copy.db')], { encoding: 'utf8' });
    assert.equal(copy.status, 0, copy.stderr);
    assert.ok(found(readFileSync(join(server.dir, 'copy.db')), [reference]).length === 1);
    clean();
    await server.start();
    await server.kill('SIGTERM');
    clean();
  },
});
