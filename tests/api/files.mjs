// Pictures and papers, in and out: the limits that the document states are those that are enforced, and whatever a person may
// keep comes under a name that the server made.
import { assert, checks, expect } from './lib.mjs';
import { bomb, png } from './png.mjs';
import { captured, filed, officer } from '../lib/desk.mjs';
import { Client, startAll } from '../lib/motcua.mjs';
import { phone } from '../lib/people.mjs';

const system = await startAll('api-files', { serve: ['--rate-scale', '100'] });
const applicant = new Client(system.url);
await applicant.signIn(phone(1));
const file = await filed(applicant, system.dir, 'kim-seo-yeon', { phone: phone(1) });
const desk = await officer(system.url, system.dir);
const at = await captured(desk, system.dir, file);
const api = (await file.client.get('/api/v1/openapi.json')).value;
const operations = Object.entries(api.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method, path, operation })));
const uploads = operations.filter(({ operation }) => operation.requestBody?.content['image/png']);
const picture = png(64, 80);
const isFinger = (path) => path.includes('/fingers/');

await checks('api.files', {
  async every_upload_states_types_bytes_and_pixels() {
    assert.ok(uploads.length >= 4, `${uploads.length} uploads`);
    for (const { path, operation } of uploads) {
      const { content, description, 'x-limits': limits } = operation.requestBody;
      const types = ['image/bmp', 'image/jpeg', 'image/png', ...(isFinger(path) ? ['application/octet-stream', 'image/jp2', 'image/x-wsq'] : [])];
      assert.deepEqual(Object.keys(content).sort(), types.sort(), path);
      for (const each of Object.values(content)) assert.equal(each.schema.maxLength, limits.bytes, path);
      assert.ok(limits.pixels > 0 && limits.side > 0);
      for (const number of Object.values(limits)) assert.ok(description.includes(String(number)), `${path}: ${number}`);
    }
  },
  async the_limits_stated_are_those_enforced() {
    for (const { path, operation } of uploads) {
      const who = path.startsWith('/api/v1/counter') ? desk : file.client, to = path.replace('{reference}', file.reference).replace('{position}', 'right_thumb');
      const { bytes, pixels, side } = operation.requestBody['x-limits'];
      const send = (body, type = 'image/png') => who.post(to, body, { 'content-type': type });
      expect(await send(Buffer.alloc(bytes + 1, 1)), 413, 'request.too_large');
      assert.notEqual((await send(Buffer.alloc(bytes, 1))).status, 413, path);
      for (const type of ['image/gif', 'image/svg+xml', 'application/pdf', 'text/html']) expect(await send(picture, type), 415, 'request.media_type');
      const [noPicture, tooMany] = isFinger(path) ? ['finger.image_format', 'finger.image_pixels'] : ['picture.format', 'picture.too_many_pixels'];
      expect(await send(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), 415, noPicture);
      const width = 6000;
      expect(await send(bomb(width, Math.floor(pixels / width) + 1)), 422, tooMany);
      assert.notEqual((await send(bomb(width, Math.floor(pixels / width)))).value.code, tooMany, path);
      expect(await send(bomb(side + 1, 1)), 422, tooMany);
    }
  },
  async every_file_is_served_under_a_name_of_ours() {
    const portrait = expect(await file.client.post('/api/v1/portraits', picture, { 'content-type': 'image/png', 'content-disposition': 'attachment; filename="../../evil.html"' }), 201).portraitId;
    const paper = expect(await file.client.post('/api/v1/attachments', picture, { 'content-type': 'image/png' }), 201).attachmentId;
    expect(await desk.post(`${at}/verification`, {}), 200);  // what the record has of the prints
    const asked = {
      '/api/v1/portraits/{id}': [file.client, `/api/v1/portraits/${portrait}`, 'chan-dung.jpg'],
      '/api/v1/attachments/{id}': [file.client, `/api/v1/attachments/${paper}`, 'giay-to.jpg'],
      '/api/v1/applications/{reference}/slip.pdf': [file.client, `/api/v1/applications/${file.reference}/slip.pdf`, `TK01-${file.reference}.pdf`],
      '/api/v1/counter/{reference}/face.jpg': [desk, `${at}/face.jpg`, 'face.jpg'],
      '/api/v1/counter/{reference}/fingers/{position}.png': [desk, `${at}/fingers/right_index.png`, 'right_index.png'],
      '/api/v1/counter/{reference}/fingers/{position}/agreement.png': [desk, `${at}/fingers/right_index/agreement.png`, 'right_index-agreement.png'],
    };
    const files = operations.filter(({ method, operation }) => method === 'get' && Object.keys(operation.responses['200']?.content ?? {}).some((type) => !/json/.test(type))).map(({ path }) => path);
    assert.deepEqual(files.sort(), Object.keys(asked).sort(), 'every operation that answers with a file is looked at');
    for (const [who, path, name] of Object.values(asked)) {
      const answer = await who.get(path);
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers.get('content-disposition'), `inline; filename="${name}"`);
      assert.match(name, /^[A-Za-z0-9._-]+$/);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    }
    // a name in the address is looked up, never given back
    for (const path of ['/api/v1/portraits/..%2F..%2Fevil.html', '/api/v1/attachments/x%22%3B%20filename%3Devil.html', `/api/v1/applications/${file.reference}/evil.html`]) {
      const answer = await file.client.get(path);
      assert.ok([400, 404].includes(answer.status), `${path}: ${answer.status}`);
      assert.equal(answer.headers.get('content-disposition'), null);
    }
  },
});
