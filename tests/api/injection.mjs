// Text that means something to SQL, a shell, a path, a template, a header, a page or a log goes through every text field of the
// API. It is refused or it comes back exactly as it went in; the store has as many rows as honest text would have made, no table
// less, and its audit chain holds.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assert, checks, expect, raw, serve, statuses } from './lib.mjs';
import { addOfficer, codeOf } from './officer.mjs';
import { command } from '../lib/motcua.mjs';
import { filing, phone } from '../lib/people.mjs';

const server = await serve('injection', ['--rate-scale', '1000']);
const client = server.client(), other = server.client(), officer = server.client(), stranger = server.client();
const corpus = [
  `'; DROP TABLE applications; --`, `' OR '1'='1`, `" OR ""="`, `1); DELETE FROM sessions WHERE (1=1`, `x' UNION SELECT id, name, phone FROM sessions --`, `'||(SELECT hex(randomblob(9)))||'`, `%' --`, `\\'; --`, `?1`, `:name`, `;ATTACH DATABASE '/tmp/motcua-injected' AS x`,
  '../../../../etc/passwd', '..\\..\\kek.key', '/etc/passwd', '%2e%2e%2fkek.key', 'file:///etc/passwd',
  '{{7*7}}', '${7*7}', '<%= 7*7 %>', '{0}', '{reference}', '%s%s%n', '#{7*7}', '$(touch /tmp/motcua-injected)', '`touch /tmp/motcua-injected`', '| touch /tmp/motcua-injected',
  'a\r\nSet-Cookie: motcua=stolen', 'a\nBcc: everybody@example.invalid', 'a\r\n\r\n<html>', 'a%0d%0aSet-Cookie:x=y', 'a\u2028b', 'a\u0000b',
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "javascript:alert(1)", '=HYPERLINK("http://x")', '@SUM(1)', '{"level":"error"}', 'a","status":200,"x":"', '\u202eabc', "O'Brien",
];
const store = () => {
  const run = spawnSync('python3', ['-c', `import json, sqlite3, sys
db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
print(json.dumps({"tables": {n: db.execute('SELECT count(*) FROM "%s"' % n).fetchone()[0] for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")}, "check": db.execute("PRAGMA integrity_check").fetchone()[0]}))`, join(server.dir, 'motcua.db')], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout);
};
/** Counts of every table; those that any call fills are left out where a caller says so. */
const rows = (...without) => Object.fromEntries(Object.entries(store().tables).filter(([name]) => !without.includes(name)));
const quiet = ['audit', 'audit_head', 'events', 'sessions', 'keys', 'data_keys', 'sqlite_sequence'];
const refused = (answer) => assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status}: ${JSON.stringify(answer.value).slice(0, 200)}`);

const textFields = Object.keys(filing(1).applicant);
const free = ['familyName', 'givenNames', 'documentNumber', 'documentIssuePlace', 'cardNumber', 'commune', 'addressLine', 'phone', 'email'];  // the others take dates and codes
const bare = (text) => text.normalize('NFC').replace(/\s/g, '').toUpperCase();  // as kept: tidied, numbers in capitals
let tried = 0, kept = 0, reference, tables;

await checks('api.injection', {
  async signing_in_takes_no_such_text() {
    addOfficer(server.dir, 'lan.tran', 'hai con mèo đen');
    await client.signIn(phone(1));
    await other.signIn(phone(2));
    expect(await officer.post('/api/v1/staff/session', { user: 'lan.tran', password: 'hai con mèo đen', code: codeOf(server.dir, 'lan.tran') }), 200);
    tables = Object.keys(store().tables).sort();
    for (const text of corpus) {
      refused(await stranger.post('/api/v1/otp', { phone: text }));
      for (const body of [{ requestId: text, code: '000000' }, { requestId: 'feed'.repeat(8), code: text }]) refused(await stranger.post('/api/v1/otp/verify', body));
      // each of these costs a hash of 64 MiB
      for (const body of [{ user: text, password: text, code: '000000' }, { user: 'lan.tran', password: 'hai con mèo đen', code: text }]) {
        const answer = await stranger.post('/api/v1/staff/session', body);
        refused(answer);
        assert.ok(['staff.sign_in', 'staff.throttled', 'request.malformed'].includes(answer.value.code) || answer.status === 422 || answer.status === 400, answer.value.code);
      }
      assert.equal((await stranger.get('/api/v1/session')).value.role, 'anyone');
      tried += 5;
    }
    // a language that we do not speak is answered in Vietnamese
    for (const [i, text] of corpus.entries()) expect(await stranger.post('/api/v1/otp', { phone: phone(100 + i), language: text }), 202);
  },
  async a_draft_gives_back_every_text_exactly() {
    let revision = 0;
    for (const text of corpus) {
      const draft = { answers: Object.fromEntries(textFields.map((name) => [name, text])), [text]: text, list: [text] };
      const answer = await client.put('/api/v1/draft', { revision, draft });
      if (answer.status !== 200) { refused(answer); continue; }
      revision = answer.value.revision;
      assert.deepEqual(expect(await client.get('/api/v1/draft'), 200).draft, draft);
      kept++;
    }
    assert.ok(kept >= corpus.length - 2, `${kept} of ${corpus.length} drafts were kept`);
  },
  async a_filing_refuses_it_or_gives_it_back_exactly() {
    const before = rows(...quiet);
    let accepted = 0;
    const good = filing(1, { applicant: { phone: phone(1) } });
    ({ reference } = expect(await client.post('/api/v1/applications', { requestKey: 'ab'.repeat(16), filings: [good] }), 201).applications[0]);
    for (const name of textFields)
      for (const text of free.includes(name) ? corpus : corpus.filter((_, i) => i % 4 === 0)) {
        tried++;
        const changed = { ...good, applicant: { ...good.applicant, [name]: text } };
        const answer = await client.put(`/api/v1/applications/${reference}`, { filing: changed });
        if (answer.status !== 200) { refused(answer); continue; }
        accepted++;
        assert.equal(bare(expect(await client.get(`/api/v1/applications/${reference}/filing`), 200).filing.applicant[name]), bare(text));
      }
    for (const where of ['formVersion', 'filedFor', 'language', 'portrait']) for (const text of corpus) refused(await client.put(`/api/v1/applications/${reference}`, { filing: { ...good, [where]: text } }));
    for (const text of corpus) {
      refused(await client.post('/api/v1/applications', { requestKey: text, filings: [good] }));
      refused(await client.put(`/api/v1/applications/${reference}`, { filing: { ...good, [text]: text } }));
      refused(await client.put(`/api/v1/applications/${reference}`, { filing: { ...good, integration: [{ kind: text, number: text, front: text }] } }));
      refused(await client.put(`/api/v1/applications/${reference}`, { filing: { ...good, dependants: [{ familyName: text, nationality: text, relation: text }] } }));
    }
    assert.ok(accepted > 20, `${accepted} texts were accepted: names of streets may hold quotes`);
    const after = rows(...quiet);
    assert.equal(after.applications, before.applications + 1);
    for (const [name, count] of Object.entries(before)) assert.ok(after[name] >= count, `${name} lost rows`);
  },
  async paths_queries_and_the_counter_find_nothing_by_it() {
    const before = rows(...quiet);
    for (const text of corpus) {
      const at = encodeURIComponent(text);
      for (const path of [`/api/v1/applications/${at}`, `/api/v1/applications/${at}/slip.pdf`, `/api/v1/portraits/${at}`, `/api/v1/attachments/${at}`, `/api/v1/offices/${at}/slots?days=1`, `/api/v1/offices/pa08-ho-chi-minh/slots?from=${at}&days=1`]) refused(await client.get(path));
      refused(await client.post('/api/v1/bookings', { references: [text], office: text, date: text, time: text }));
      refused(await client.post('/api/v1/bookings', { references: [reference], office: text, date: text, time: text }));
      refused(await client.post('/api/v1/bookings/cancel', { references: [text] }));
      refused(await officer.post('/api/v1/counter/open', { code: text }));
      for (const [name, body] of [['claim', {}], ['comparison', { mrz: text }], ['differences', { field: text, accept: text, reason: text }], ['consent', { language: text, textVersion: text }], ['return', { reason: text }]]) refused(await officer.post(`/api/v1/counter/${at}/${name}`, body));
      refused(await officer.get(`/api/v1/counter/day?date=${at}`));
      tried += 16;
    }
    assert.deepEqual(rows(...quiet), before);
  },
  async at_the_counter_a_reason_is_kept_exactly() {
    const act = (name, body) => officer.post(`/api/v1/counter/${reference}/${name}`, body);
    expect(await act('claim', {}), 200);
    for (const text of corpus) {
      refused(await act('comparison', { mrz: text }));
      refused(await act('differences', { field: text, accept: 'typed', reason: text }));
      refused(await act('consent', { language: text, textVersion: text }));
      refused(await act(`fingers/${encodeURIComponent(text)}/missing`, { reason: text }));
    }
    const reason = `Thiếu giấy tờ '); DROP TABLE claims; -- {{7*7}} <b>"O'Brien"</b>`;
    expect(await act('return', { reason }), 200);
    assert.equal(expect(await client.get(`/api/v1/applications/${reference}`), 200).returnReason ?? reason, reason);
  },
  async no_header_is_made_of_it() {
    for (const text of corpus.filter((each) => /[\r\n]/.test(each))) {
      for (const line of [`Cookie: motcua=${text}`, `Accept-Language: ${text}`, `X-Forwarded-For: ${text}`]) {
        const answer = await raw(server, `GET /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${line}\r\n\r\n`, 800);
        assert.ok(!/^set-cookie: motcua=stolen/im.test(answer) && statuses(answer).length === 1, answer.slice(0, 300));
      }
      const answer = await raw(server, `GET /${encodeURIComponent(text)} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`, 800);
      assert.ok(!/stolen|Bcc/i.test(answer.split('\r\n\r\n')[0]), answer.slice(0, 300));
    }
  },
  async nothing_was_run_lost_or_forged() {
    assert.ok(tried > 1250, `${tried} texts were sent`);
    assert.deepEqual(Object.keys(store().tables).sort(), tables);
    assert.equal(store().check, 'ok');
    assert.ok(!existsSync('/tmp/motcua-injected'));
    assert.deepEqual(readdirSync(server.dir).filter((name) => /inject/.test(name)), []);
    for (const line of server.log().split('\n').filter(Boolean)) assert.ok(JSON.parse(line).event, line);
    assert.match(command('admin', 'audit', 'verify', '--data', server.dir).out, /^\d+ entries: OK/);
    expect(await client.get('/api/v1/session'), 200);
    assert.equal((await other.get('/api/v1/session')).value.role, 'applicant');
  },
});
