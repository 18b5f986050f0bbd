// Whole pre-registrations over real HTTP, one after the other by many people at once, with a full store: sign in by code,
// save the draft, file, choose a time, book, fetch the slip, look at the state, sign out.
//   node tests/bench/flows/run.mjs build/…/flows_fill [RECORDS] [PEOPLE] [FLOWS]
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { machine, percentile } from '../figures.mjs';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Client, Process, command, freePort, sleep, temporaryFolder } from '../../lib/motcua.mjs';
import { filing, phone } from '../../lib/people.mjs';

const [fill, records = '100000', people = '8', flows = '1200'] = process.argv.slice(2);
const dir = temporaryFolder('bench-flows');
console.log(`${machine()}; the people run on the same cores`);
const began = performance.now();
const filled = spawnSync(fill, [dir, records], { stdio: 'inherit' });
if (filled.status !== 0) process.exit(1);
const filling = (performance.now() - began) / 1000;
console.log(`${Number(records).toLocaleString('en')} records filed through the product in ${filling.toFixed(0)} s (${Math.round(Number(records) / filling)}/s, no HTTP); store ${(statSync(join(dir, 'motcua.db')).size / 2 ** 20).toFixed(0)} MiB`);
// the SMS gateway: what phones receive
const codes = new Map();
const gateway = createServer((request, response) => {
  let text = '';
  request.on('data', (part) => { text += part; });
  request.on('end', () => {
    const sms = JSON.parse(text), found = /\b(\d{6})\b/.exec(sms.text);
    if (found) codes.set(sms.to, found[1]);
    response.end('{}');
  });
});
await new Promise((ready) => gateway.listen(0, '127.0.0.1', ready));
const server = await new Process('serve', await freePort(), ['--sms-gateway', `http://127.0.0.1:${gateway.address().port}/`, '--rate-scale', '1000000'], dir).start();

const times = new Map();
let failed = 0;
async function step(name, work) {
  const from = performance.now();
  const answer = await work();
  if (!times.has(name)) times.set(name, []);
  times.get(name).push(performance.now() - from);
  if (answer.status >= 400) { failed++; throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.value).slice(0, 200)}`); }
  return answer.value;
}
/** The code that came to a phone. */
async function code(number) {
  for (let i = 0; i < 5000; i++) {
    if (codes.has(number)) return codes.get(number);
    await sleep(1);
  }
  throw new Error('no code came');
}
const offices = (await (await fetch(`${server.url}/api/v1/offices`)).json()).offices;
async function flow(index) {
  const client = new Client(server.url), number = phone(index);
  const { requestId } = await step('ask for a code', () => client.post('/api/v1/otp', { phone: number, language: 'vi' }));
  const sent = await code(number);
  await step('sign in', () => client.post('/api/v1/otp/verify', { requestId, code: sent }));
  await step('save the draft', () => client.put('/api/v1/draft', { revision: 0, draft: { people: [filing(index)] } }));
  const filed = await step('file', () => client.post('/api/v1/applications', { requestKey: randomBytes(16).toString('hex'), filings: [filing(index)] }));
  const reference = filed.references?.[0] ?? filed.applications[0].reference;
  const office = offices[index % offices.length].id;
  const value = await step('free times', () => client.get(`/api/v1/offices/${office}/slots?days=30`));
  const open = value.days.flatMap((day) => day.slots.filter((slot) => slot.free > 0).map((slot) => ({ date: day.date, time: slot.time })));
  const chosen = open[index % open.length];
  await step('book', () => client.post('/api/v1/bookings', { references: [reference], office, ...chosen }));
  await step('state', () => client.get(`/api/v1/applications/${reference}`));
  await step('slip (PDF)', () => client.get(`/api/v1/applications/${reference}/slip.pdf`));
  await step('sign out', () => client.call('DELETE', '/api/v1/session'));
}

let next = 0, done = 0;
const errors = new Map();
const start = performance.now();
await Promise.all(Array.from({ length: Number(people) }, async () => {
  while (next < Number(flows)) {
    const index = 9000000 - ++next;
    try { await flow(index); done++; } catch (error) { errors.set(error.message, (errors.get(error.message) ?? 0) + 1); }
  }
}));
const seconds = (performance.now() - start) / 1000;
const ms = (all, p) => percentile(all, p).toFixed(1).padStart(8);
console.log(`${done} flows by ${people} people at once in ${seconds.toFixed(1)} s: ${(done / seconds).toFixed(1)} a second (goal ≥ 40), ${failed} steps failed`);
for (const [text, count] of [...errors].slice(0, 5)) console.log(`  ${count} x ${text}`);
console.log('step, ms'.padEnd(24), 'p50'.padStart(8), 'p95'.padStart(8), 'p99'.padStart(8), '  goal p95 < 100');
for (const [name, all] of times) console.log(name.padEnd(24), ms(all, 0.5), ms(all, 0.95), ms(all, 0.99));
await server.kill('SIGTERM');
const audit = command('admin', 'audit', 'verify', '--data', dir);
console.log(`audit: ${audit.out.trim()}`);
process.exit(audit.code);
