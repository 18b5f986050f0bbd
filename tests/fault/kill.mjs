// kill -9 of the server at random moments under load: everything acknowledged must be there afterwards, nothing half-done.
//   node tests/fault/kill.mjs [rounds] [seed]     (./test: 60 rounds, ./test --full: 500)
// Prints rounds, submissions acknowledged, lost, repeated, and exits 1 if any was lost or doubled.
import { randomBytes } from 'node:crypto';
import { Process, Client, command, freePort, sleep, temporaryFolder } from '../lib/motcua.mjs';
import { filing, phone } from '../lib/people.mjs';

const rounds = Number(process.argv[2] ?? (process.env.MOTCUA_FULL ? 500 : 60));
let state = Number(process.argv[3] ?? 20261124);
const random = () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
const clients = 4;

const dir = temporaryFolder('kill');
const port = await freePort();
const serve = new Process('serve', port, ['--demo', '--rate-scale', '100000'], dir);
await serve.start();

const people = [];
for (let i = 0; i < clients; i++) {
  const client = new Client(serve.url);
  await client.signIn(phone(100 + i), 'en');
  people.push({ client, phone: phone(100 + i) });
}

let next = 1, acknowledged = 0, uncertain = 0;
const kept = new Map();     // reference -> client
const pending = [];         // sent, no answer: the same key again must give exactly one application
const problems = [];

async function submit(person, stop) {
  while (!stop.now) {
    const index = next++;
    const body = { requestKey: randomBytes(16).toString('hex'), filings: [filing(index, { applicant: { phone: person.phone } })] };
    try {
      const answer = await person.client.post('/api/v1/applications', body);
      if (answer.status === 201) { kept.set(answer.value.applications[0].reference, person); acknowledged++; }
      else { problems.push(`submission answered ${answer.status} ${JSON.stringify(answer.value)}`); return; }
    } catch { pending.push({ person, body }); uncertain++; return; }
  }
}

async function check(references) {
  for (const reference of references) {
    const answer = await kept.get(reference).client.get(`/api/v1/applications/${reference}`);
    if (answer.status !== 200 || answer.value.state !== 'submitted') problems.push(`lost: ${reference} answered ${answer.status}`);
  }
}

for (let round = 1; round <= rounds && problems.length === 0; round++) {
  const before = new Set(kept.keys());
  const stop = { now: false };
  const work = people.map((person) => submit(person, stop));
  await sleep(10 + random() * 250);
  await serve.kill('SIGKILL');
  stop.now = true;
  await Promise.all(work);
  await serve.start();
  await check([...kept.keys()].filter((reference) => !before.has(reference)));
  for (const { person, body } of pending.splice(0)) {
    const first = await person.client.post('/api/v1/applications', body);
    const second = await person.client.post('/api/v1/applications', body);
    if (![200, 201].includes(first.status)) problems.push(`repeat answered ${first.status} ${JSON.stringify(first.value)}`);
    else if (second.status !== 200 || second.value.applications[0].reference !== first.value.applications[0].reference) problems.push('the same request made two applications');
    else if (kept.has(first.value.applications[0].reference)) problems.push('one application answers two requests');
    else kept.set(first.value.applications[0].reference, person);
  }
}

await check(kept.keys());  // everything of all rounds, once more
for (const { client } of people) {
  const listed = await client.get('/api/v1/applications');
  const mine = [...kept.entries()].filter(([, person]) => person.client === client).length;
  if (listed.value.applications.length !== mine) problems.push(`listed ${listed.value.applications.length}, acknowledged ${mine}`);
}
await serve.kill('SIGTERM');
const audit = command('admin', 'audit', 'verify', '--data', dir);
if (audit.code !== 0) problems.push(`audit: ${audit.out}${audit.err}`);

console.log(`kill -9: ${rounds} rounds, ${acknowledged} submissions acknowledged, ${uncertain} unanswered and repeated, ${problems.length} problems; ${audit.out.trim()}`);
for (const problem of problems.slice(0, 10)) console.log(`  ${problem}`);
console.log(problems.length === 0 ? '0 acknowledged submissions lost' : 'FAILED');
process.exit(problems.length === 0 ? 0 : 1);
