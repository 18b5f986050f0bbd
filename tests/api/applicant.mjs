// The applicant's way through the API: code, draft, portrait, filing, booking, slip, status, withdrawal; and what others may not see.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, checks, expect, serve } from './lib.mjs';
import { png } from './png.mjs';
import { command } from '../lib/motcua.mjs';
import { filing, fromToday, phone } from '../lib/people.mjs';

const server = await serve('applicant', ['--rate-scale', '50']);
const anna = server.client(), other = server.client();
const key = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
let application, portraitId;

async function slots(client, party = 1) {
  const { offices } = expect(await client.get('/api/v1/offices'), 200);
  for (const office of offices) {
    const { days } = expect(await client.get(`/api/v1/offices/${office.id}/slots?days=30&party=${party}`), 200);
    for (const day of days.slice(1)) for (const slot of day.slots) if (slot.free > 0) return { office: office.id, date: day.date, time: slot.time, free: slot.free };
  }
  throw new Error('no free slot in 30 days');
}

await checks('api.applicant', {
  async the_configuration_is_public() {
    const config = expect(await anna.get('/api/v1/config'), 200);
    assert.equal(config.maxUpload, 5242880);
    assert.match(config.today, /^\d{4}-\d\d-\d\d$/);
    assert.equal(config.formVersion, 'tk01-2025');
    assert.match(config.hotline, /^1900 ?\d+$/);
  },
  async a_notice_of_the_operator_is_told_to_everybody_until_it_is_taken_away() {
    const notice = (...args) => command('admin', 'notice', ...args, '--data', server.dir);
    assert.equal(expect(await anna.get('/api/v1/config'), 200).notice, undefined);
    assert.equal(notice('--vi', 'Bảo trì từ 22 giờ.', '--en', 'Works from 10 p.m.').code, 0);
    assert.deepEqual(expect(await anna.get('/api/v1/config'), 200).notice, { vi: 'Bảo trì từ 22 giờ.', en: 'Works from 10 p.m.' });
    assert.match(notice().out, /Bảo trì từ 22 giờ\.\nWorks from 10 p\.m\./);
    for (const args of [['--vi', 'Chỉ tiếng Việt'], ['--vi', 'x'.repeat(501), '--en', 'y'], ['--vi', ' ', '--en', 'y']]) assert.equal(notice(...args).code, 1, args.join(' '));
    assert.equal(notice('--clear', '--vi', 'a', '--en', 'b').code, 2);
    assert.equal(expect(await anna.get('/api/v1/config'), 200).notice.en, 'Works from 10 p.m.');
    writeFileSync(join(server.dir, 'notice.json'), '{"vi":');  // damaged: the service goes on without
    assert.equal(expect(await anna.get('/api/v1/config'), 200).notice, undefined);
    assert.equal(notice('--clear').code, 0);
    assert.equal(notice('--clear').code, 0);
  },
  async nobody_is_signed_in_at_first() {
    const session = expect(await anna.get('/api/v1/session'), 200);
    assert.equal(session.role, 'anyone');
    for (const path of ['/api/v1/draft', '/api/v1/applications', '/api/v1/portraits/0123']) expect(await anna.get(path), 401, 'session.required');
  },
  async the_code_from_the_mailbox_signs_in() {
    const session = await anna.signIn(phone(1));
    assert.equal(session.role, 'applicant');
    assert.ok(session.csrf.length > 20 && session.expiresIn > 3500);
    assert.ok(!session.phone.includes('912'.padEnd(9, '0')) && session.phone.includes('•'), session.phone);
    await other.signIn(phone(2));
  },
  async a_change_without_the_csrf_token_or_from_another_site_is_refused() {
    const token = anna.csrf;
    anna.csrf = '';
    expect(await anna.put('/api/v1/draft', { revision: 0, draft: {} }), 403, 'session.origin');
    anna.csrf = 'wrong';
    expect(await anna.put('/api/v1/draft', { revision: 0, draft: {} }), 403, 'session.origin');
    anna.csrf = token;
    expect(await anna.put('/api/v1/draft', { revision: 0, draft: {} }, { origin: 'https://evil.example' }), 403, 'session.origin');
    expect(await other.call('POST', '/api/v1/otp', { phone: phone(3) }, { origin: 'https://evil.example' }), 403, 'session.origin');
  },
  async a_draft_is_kept_with_revisions_and_a_conflict_shows_the_newer_one() {
    expect(await anna.get('/api/v1/draft'), 404, 'draft.none');
    assert.equal(expect(await anna.put('/api/v1/draft', { revision: 0, draft: { page: 'name', answers: { familyName: 'Đặng' } } }), 200).revision, 1);
    assert.equal(expect(await anna.put('/api/v1/draft', { revision: 1, draft: { page: 'birth' } }), 200).revision, 2);
    const conflict = expect(await anna.put('/api/v1/draft', { revision: 1, draft: { page: 'old' } }), 409, 'draft.conflict');
    assert.deepEqual([conflict.revision, conflict.draft], [2, { page: 'birth' }]);
    assert.deepEqual(expect(await anna.get('/api/v1/draft'), 200), { revision: 2, draft: { page: 'birth' } });
    expect(await other.get('/api/v1/draft'), 404, 'draft.none');
  },
  async a_portrait_is_judged_and_given_back_without_metadata_to_its_owner_only() {
    const sent = await anna.post('/api/v1/portraits', png(640, 800), { 'content-type': 'image/png' });
    const { portraitId: id, verdict } = expect(sent, 201);
    assert.equal(verdict.valid, false);
    assert.ok(verdict.causes.length > 0, JSON.stringify(verdict));
    portraitId = id;
    const image = await anna.get(`/api/v1/portraits/${id}`);
    assert.equal(image.headers.get('content-type'), 'image/jpeg');
    assert.equal(image.value.subarray(0, 3).toString('hex'), 'ffd8ff');
    assert.ok(!image.value.includes('Exif'));
    expect(await other.get(`/api/v1/portraits/${id}`), 404, 'request.not_found');
  },
  async pictures_of_papers_are_kept_for_their_owner_and_refused_with_clear_codes() {
    const send = (client, body = png(640, 400)) => client.post('/api/v1/attachments', body, { 'content-type': 'image/png' });
    const { attachmentId } = expect(await send(anna), 201);
    const image = await anna.get(`/api/v1/attachments/${attachmentId}`);
    assert.equal(image.headers.get('content-type'), 'image/jpeg');
    assert.equal(image.value.subarray(0, 3).toString('hex'), 'ffd8ff');
    for (const call of ['GET', 'DELETE']) expect(await other.call(call, `/api/v1/attachments/${attachmentId}`), 404, 'request.not_found');
    expect(await server.client().get(`/api/v1/attachments/${attachmentId}`), 401, 'session.required');
    expect(await send(anna, Buffer.from('no picture at all')), 415, 'picture.format');
    expect(await send(anna, Buffer.alloc(6 * 1024 * 1024)), 413, 'request.too_large');
    expect(await anna.post('/api/v1/attachments', { picture: 1 }), 415, 'request.media_type');
    expect(await anna.call('DELETE', `/api/v1/attachments/${attachmentId}`), 204);
    expect(await anna.get(`/api/v1/attachments/${attachmentId}`), 404, 'request.not_found');
    const third = server.client();
    await third.signIn(phone(31));
    for (let i = 0; i < 48; i++) expect(await send(third, png(8, 8)), 201);
    expect(await send(third, png(8, 8)), 409, 'attachment.too_many');
  },
  async pictures_follow_their_paper_through_filing_and_correction() {
    const client = server.client();
    await client.signIn(phone(30));
    const send = async (who) => expect(await who.post('/api/v1/attachments', png(64, 40), { 'content-type': 'image/png' }), 201).attachmentId;
    const [front, back, foreign] = [await send(client), await send(client), await send(other)];
    const paper = (number, pictures) => ({ kind: 'vehicle', number, ...pictures });
    const form = (...papers) => filing(30, { top: { integration: papers } });
    const wrong = expect(await client.post('/api/v1/applications', { requestKey: 'abad'.repeat(8), filings: [form(paper('51A-1', { front: foreign }))] }), 422, 'attachment.unknown');
    assert.equal(wrong.field, 'integration[0].front');
    expect(await client.post('/api/v1/applications', { requestKey: 'abad'.repeat(8), filings: [form(paper('51A-1', { front }), paper('51A-2', { back: front }))] }), 422, 'form.repeated_attachment');
    const { applications: [{ reference }] } = expect(await client.post('/api/v1/applications', { requestKey: 'abad'.repeat(8), filings: [form(paper('51A-1', { front, back }))] }), 201);
    expect(await client.call('DELETE', `/api/v1/attachments/${front}`), 409, 'attachment.filed');
    expect(await client.put(`/api/v1/applications/${reference}`, { filing: form(paper('51A-1', { back })) }), 200);
    expect(await client.get(`/api/v1/attachments/${front}`), 404, 'request.not_found');
    assert.equal((await client.get(`/api/v1/attachments/${back}`)).status, 200);
  },
  async what_is_wrong_in_a_filing_is_named_field_by_field_and_nothing_is_written() {
    const bad = filing(1, { applicant: { familyName: '', birthDate: '1990-02-30' } });
    const answer = expect(await anna.post('/api/v1/applications', { requestKey: key, filings: [filing(7, { applicant: { phone: phone(1) } }), bad] }), 422, 'name.missing');
    assert.deepEqual(answer.errors.map((e) => [e.filing, e.field]).slice(0, 2), [[1, 'applicant.familyName'], [1, 'applicant.birthDate']]);
    assert.equal(expect(await anna.get('/api/v1/applications'), 200).applications.length, 0);
  },
  async the_phone_on_the_form_must_be_the_verified_one_and_the_portrait_ones_own() {
    const foreign = expect(await anna.post('/api/v1/applications', { requestKey: key, filings: [filing(5)] }), 422, 'application.phone');
    assert.equal(foreign.field, 'applicant.phone');
    expect(await other.post('/api/v1/applications', { requestKey: key, filings: [filing(2, { top: { portrait: portraitId } })] }), 422, 'portrait.unknown');
  },
  async a_filing_is_accepted_once_however_often_it_is_sent() {
    const body = { requestKey: key, filings: [filing(1, { top: { portrait: portraitId } })] };
    const [first, second] = await Promise.all([anna.post('/api/v1/applications', body), anna.post('/api/v1/applications', body)]);
    assert.deepEqual([first.status, second.status].sort(), [200, 201]);
    application = first.value.applications[0];
    assert.match(application.reference, /^MC-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-.$/);
    assert.equal(second.value.applications[0].reference, application.reference);
    assert.deepEqual([application.state, application.name, application.filedFor], ['submitted', 'TESTBERG ALVA', 'self']);
    assert.equal(expect(await anna.get('/api/v1/applications'), 200).applications.length, 1);
    expect(await anna.post('/api/v1/applications', { requestKey: key, filings: [filing(1, { applicant: { commune: 'Phường Bến Thành' } })] }), 409, 'application.changed');
    expect(await anna.post('/api/v1/applications', { requestKey: key.replace('a', 'b'), filings: [filing(1)] }), 409, 'application.open');
  },
  async nobody_else_can_read_or_touch_it() {
    const path = `/api/v1/applications/${application.reference}`;
    for (const answer of [await other.get(path), await other.get(`${path}/slip.pdf`), await other.get(`${path}/filing`), await other.post(`${path}/withdraw`)]) expect(answer, 404, 'request.not_found');
    expect(await other.post('/api/v1/bookings', { references: [application.reference], ...(({ office, date, time }) => ({ office, date, time }))(await slots(other)) }), 404, 'request.not_found');
    expect(await anna.get('/api/v1/applications/MC-0000-0000-0'), 404, 'request.not_found');
    expect(await anna.get('/api/v1/applications/x'), 404, 'request.not_found');
  },
  async it_can_be_corrected_before_the_visit() {
    const path = `/api/v1/applications/${application.reference}`;
    expect(await anna.put(path, { filing: filing(1, { applicant: { addressLine: '14 Lê Lợi' } }) }), 200);
    assert.equal(expect(await anna.get(`${path}/filing`), 200).filing.applicant.addressLine, '14 Lê Lợi');
    expect(await anna.put(path, { filing: filing(1, { applicant: { familyName: '' } }) }), 422, 'name.missing');
  },
  async a_time_is_booked_moved_and_given_back() {
    const { free, ...first } = await slots(anna);
    const booked = expect(await anna.post('/api/v1/bookings', { references: [application.reference], ...first }), 201);
    assert.deepEqual([booked.booking.office, booked.booking.date, booked.booking.time], [first.office, first.date, first.time]);
    const seen = (await anna.get(`/api/v1/offices/${first.office}/slots?from=${first.date}&days=1`)).value.days[0].slots.find((s) => s.time === first.time);
    assert.equal(seen.free, free - 1);
    const status = expect(await anna.get(`/api/v1/applications/${application.reference}`), 200);
    assert.deepEqual([status.state, status.booking.time, status.office.id], ['booked', first.time, first.office]);
    expect(await anna.post('/api/v1/bookings/cancel', { references: [application.reference] }), 204);
    assert.equal(expect(await anna.get(`/api/v1/applications/${application.reference}`), 200).booking, null);
    expect(await anna.post('/api/v1/bookings', { references: [application.reference], ...first }), 201);
  },
  async times_that_cannot_be_are_refused() {
    const good = await slots(anna);
    const wish = (change) => ({ references: [application.reference], office: good.office, date: good.date, time: good.time, ...change });
    for (const [change, code] of [[{ office: 'nowhere' }, 'slot.office'], [{ date: '2020-01-06' }, 'slot.date'], [{ date: 'tomorrow' }, 'slot.date'], [{ time: '03:00' }, 'slot.closed'], [{ time: '8:30' }, 'slot.closed']])
      assert.equal((await anna.post('/api/v1/bookings', wish(change))).value.code, code, JSON.stringify(change));
  },
  async the_slip_is_readable_by_other_programs() {
    const pdf = await anna.get(`/api/v1/applications/${application.reference}/slip.pdf`);
    assert.equal(pdf.status, 200);
    assert.equal(pdf.headers.get('content-type'), 'application/pdf');
    const file = join(server.dir, 'slip.pdf');
    writeFileSync(file, pdf.value);
    const text = spawnSync('pdftotext', [file, '-'], { encoding: 'utf8' }).stdout;
    for (const words of ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'TESTBERG', 'TP0000001', 'Thụy Điển', '17/02/1988', application.reference, 'Phường Sài Gòn', '14 Lê Lợi'])
      assert.ok(text.normalize('NFC').replace(/\s+/g, ' ').includes(words), `the slip lacks "${words}":\n${text}`);
    const pages = Number(/Pages:\s+(\d+)/.exec(spawnSync('pdfinfo', [file], { encoding: 'utf8' }).stdout)[1]);
    assert.ok(pages <= 2, `${pages} pages`);
    spawnSync('pdftoppm', ['-r', '150', '-png', file, join(server.dir, 'slip')]);
    const page = ['slip-1.png', 'slip-01.png'].map((n) => join(server.dir, n));
    const decoded = page.map((p) => spawnSync('zbarimg', ['-q', '--raw', p], { encoding: 'utf8' }).stdout.trim()).find(Boolean);
    assert.equal(decoded, application.slip.token);
  },
  async the_qr_on_the_screen_holds_the_token() {
    const rows = application.slip.qr;
    assert.ok(rows.length >= 21 && rows.every((row) => row.length === rows.length && /^[01]+$/.test(row)));
    const scale = 6, edge = 4, size = (rows.length + 2 * edge) * scale;
    const dark = (x, y) => rows[Math.floor(y / scale) - edge]?.[Math.floor(x / scale) - edge] === '1';
    writeFileSync(join(server.dir, 'qr.png'), png(size, size, (x, y) => (dark(x, y) ? [0, 0, 0] : [255, 255, 255])));
    assert.equal(spawnSync('zbarimg', ['-q', '--raw', join(server.dir, 'qr.png')], { encoding: 'utf8' }).stdout.trim(), application.slip.token);
  },
  async a_family_files_and_books_together() {
    const guardian = server.client();
    await guardian.signIn(phone(20));
    const representative = { familyName: 'TESTBERG', givenNames: 'ALVA', birthDate: '1988-02-17', sex: 'F', nationality: 'SWE', documentNumber: 'TP0000020', relation: 'parent', phone: phone(20), email: '' };
    const child = (n) => filing(n, { applicant: { givenNames: `KIND ${n === 21 ? 'EINS' : 'ZWEI'}`, birthDate: fromToday(-9), phone: '' }, representative,
      top: { filedFor: 'child', consents: { truth: true, account: true, biometrics: true, childAssent: true } } });
    const filed = expect(await guardian.post('/api/v1/applications', { requestKey: 'feed'.repeat(8), filings: [child(21), child(22)] }), 201).applications;
    assert.equal(filed.length, 2);
    const { free, ...time } = await slots(guardian, 2);
    const booked = expect(await guardian.post('/api/v1/bookings', { references: filed.map((a) => a.reference), ...time }), 201);
    assert.equal(booked.booking.seats.length, 2);
    assert.ok((await guardian.get('/api/v1/applications')).value.applications.every((a) => a.state === 'booked'));
  },
  async the_last_seat_has_one_winner() {
    const people = await Promise.all(Array.from({ length: 12 }, async (_, i) => {
      const client = server.client();
      await client.signIn(phone(100 + i));
      const { applications } = expect(await client.post('/api/v1/applications', { requestKey: 'cafe'.repeat(8), filings: [filing(100 + i)] }), 201);
      return { client, reference: applications[0].reference };
    }));
    const { free, ...time } = await slots(people[0].client);
    const answers = await Promise.all(people.map((p) => p.client.post('/api/v1/bookings', { references: [p.reference], ...time })));
    assert.equal(answers.filter((a) => a.status === 201).length, Math.min(free, 12));
    for (const answer of answers.filter((a) => a.status !== 201)) expect(answer, 409, 'slot.full');
  },
  async an_application_can_be_withdrawn_and_filed_again() {
    const path = `/api/v1/applications/${application.reference}`;
    const gone = expect(await anna.post(`${path}/withdraw`), 200);
    assert.deepEqual([gone.state, gone.booking], ['withdrawn', null]);
    expect(await anna.post(`${path}/withdraw`), 409, 'application.event_refused');
    assert.deepEqual(gone.history.map((h) => h.event), ['submit', 'correct', 'book', 'cancel_booking', 'book', 'withdraw']);
    expect(await anna.post('/api/v1/applications', { requestKey: 'beef'.repeat(8), filings: [filing(1)] }), 201);
  },
  async signing_out_ends_the_session_on_the_server() {
    const cookie = anna.cookie;
    const gone = await anna.call('DELETE', '/api/v1/session');
    expect(gone, 204);
    assert.equal(gone.headers.get('clear-site-data'), '"storage"');
    anna.cookie = cookie;
    expect(await anna.get('/api/v1/applications'), 401, 'session.required');
  },
  async the_log_names_nobody() {
    const log = server.log();
    for (const secret of ['TESTBERG', 'TP0000001', phone(1), phone(1).slice(3), 'Lê Lợi', application.reference, other.cookie.split('=')[1]]) assert.ok(!log.includes(secret), `the log holds ${secret}`);
    assert.ok(log.split('\n').filter(Boolean).every((line) => JSON.parse(line).event), 'every line is JSON');
  },
  async the_service_stops_when_told() {
    const { code } = await server.kill('SIGTERM');
    assert.equal(code, 0);
  },
});
