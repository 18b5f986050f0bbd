// A file from home to the authority's door, over HTTP with demo people, for tests that look at what happens after that door.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, command } from './motcua.mjs';
import { filing } from './people.mjs';

const office = 'pa08-ho-chi-minh';
const signature = [[[10, 40], [30, 20], [60, 45], [90, 20], [120, 50]], [[20, 60], [130, 62]]];
const ok = (answer) => { assert.ok(answer.status === 200 || answer.status === 201, `${answer.status} ${JSON.stringify(answer.value).slice(0, 300)}`); return answer.value; };

/** Files and books for a demo person; the client is signed in with `phone`. `changes` to what the papers say. */
export async function filed(client, dir, key, { phone, email = '', language = 'en', changes = {} }) {
  const person = JSON.parse(readFileSync(join(dir, 'demo', 'people.json'))).people.find((each) => each.key === key);
  const { familyName, givenNames, birthDate, sex, nationality, passport, card } = person;
  const applicant = {
    familyName, givenNames, birthDate, sex, nationality, phone, email,
    documentNumber: passport.number, documentIssueDate: passport.issueDate, documentIssuePlace: passport.issuePlace, documentExpiry: passport.expiry,
    cardType: card.type, cardNumber: card.number, cardSymbol: card.symbol, cardExpiry: card.expiry,
    ...changes,
  };
  const { reference } = ok(await client.post('/api/v1/applications', { requestKey: randomBytes(16).toString('hex'), filings: [filing(0, { applicant, top: { language } })] })).applications[0];
  const { days } = ok(await client.get(`/api/v1/offices/${office}/slots?days=14&party=1`));
  const day = days.find((each) => each.slots.some((slot) => slot.free > 0));
  ok(await client.post('/api/v1/bookings', { references: [reference], office, date: day.date, time: day.slots.find((slot) => slot.free > 0).time }));
  return { client, reference, person, phone };
}

export async function officer(url, dir) {
  const { user, password } = JSON.parse(readFileSync(join(dir, 'demo', 'officers.json'))).officers.find((each) => each.user === 'canbo1.hcm');
  const client = new Client(url);
  ok(await client.post('/api/v1/staff/session', { user, password, code: /\b(\d{6})\b/.exec(command('admin', 'totp', user, '--data', dir).out)[1] }));
  return client;
}

/** Claims, compares, captures: what comes before the registry is asked. */
export async function captured(desk, dir, { reference, person }) {
  const at = `/api/v1/counter/${reference}`, picture = (name) => readFileSync(join(dir, 'demo', person.key, name));
  ok(await desk.post(`${at}/claim`, {}));
  ok(await desk.post(`${at}/comparison`, { mrz: person.passport.mrz }));
  ok(await desk.post(`${at}/face`, picture('face.jpg'), { 'content-type': 'image/jpeg' }));
  for (const position of ['right_index', 'left_index']) ok(await desk.post(`${at}/fingers/${position}`, picture(`${position}.png`), { 'content-type': 'image/png' }));
  return at;
}
export async function consentAndSend(desk, at, consentVersion) {
  ok(await desk.post(`${at}/consent`, { language: 'vi', textVersion: consentVersion, applicantSignature: signature }));
  ok(await desk.post(`${at}/send`, {}));
}
