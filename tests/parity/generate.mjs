// Seeded generator of cases for parity: filings (valid, near-valid, hostile), and small questions to the other rules.
// Every case is a request of `motcua check batch`: {"args":[…],"input":"…"}.

import { readFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../assets/${name}.json`, import.meta.url), 'utf8'));
const otherNames = Object.values(read('nationality_names').names).flat();

/** mulberry32: 32 bits of state, the same numbers everywhere. */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, chance: (p) => next() < p, pick: (list) => list[below(list.length)] };
}

const surnames = ['ERIKSSON', 'Müller', 'Nguyễn', 'O’Connor', 'de la Cruz', 'KIM', 'Ångström', 'İnci', 'Đặng', 'Sukarno', 'Weiß-Große', 'Nilavadhanananda'];
const given = ['ANNA MARIA', 'Jürgen', 'Văn An', 'MIN-HO', '', 'Chayapa Dejthamrong Krasuang', 'Nguye\u0302\u0303n', 'J. Paul', 'Żaneta'];
const nations = ['SWE', 'DEU', 'D<<', 'KOR', 'USA', 'XXA', 'GBN', 'Thụy Điển', 'japan', 'VNM', 'ZZZ', 'UTO'];
const hostile = ['', ' ', '\u202Eabc', '\u0000', '😀', '<script>', "'; DROP TABLE", '\uFEFF', 'A'.repeat(300), '０９１２', '\t\n', 'ﬀ', '\u0301', 'Ǆ', '한', '王明', 'Иванов', '-', '.', '\u00A0x\u00A0', 'ß', '%s%n', '{label}', '\uD7FF', '\u{10FFFF}'];
const dates = ['1990-08-12', '2012-11-24', '2012-11-25', '2020-02-29', '2020-11-24', '2020-11-25', '2019-11-24', '2026-11-24', '2027-12-01', '2032-01-01', '1890-01-01', '2024-02-30', '12/08/1990', '2026-1-1', '9999-12-31', '0000-00-00', '2027-02-05'];
const days = ['2024-06-30', '2024-07-01', '2025-07-01', '2025-08-20', '2026-09-27', '2026-09-28', '2026-11-24', '2027-02-03', '2030-01-01'];
const phones = ['0912345678', '+84912345678', '0084 912 345 678', '84912345678', '0951234567', '02438251234', '+46701234567', '123', '0912x45678', '912345678'];
const provinces = ['79', '01', 'TP. Hồ Chí Minh', 'Bà Rịa - Vũng Tàu', 'thua thien hue', 'Thanh Hoá', '99', 'Sài Thành'];
const communes = ['Phường Sài Gòn', 'Xã Côn Đảo', 'Quận 1', 'Q1', 'huyện Nhà Bè', 'Đặc khu Phú Quốc'];

/** The good answer nearly always, so that whole filings come out valid often enough. */
const mostly = (r, good, others) => (r.chance(0.96) ? good : r.pick(others));

function birth(r, filedFor) {
  const year = filedFor === 'child' ? 2013 + r.below(7) : 1940 + r.below(70);
  return mostly(r, `${year}-0${1 + r.below(9)}-${10 + r.below(19)}`, dates);
}

function applicant(r, filedFor) {
  return {
    familyName: r.pick(surnames), givenNames: r.pick(given), birthDate: birth(r, filedFor), sex: mostly(r, r.pick(['F', 'M', 'X']), ['f']),
    nationality: mostly(r, r.chance(0.1) ? r.pick(otherNames) : r.pick(nations.slice(0, 9)), nations), documentType: mostly(r, 'passport', ['travel_document', 'none']),
    documentNumber: mostly(r, r.pick(['L898902C3', 'l898 902c3', 'C01X0006H']), ['AB', 'X'.repeat(21)]), documentIssueDate: mostly(r, '2022-01-01', dates),
    documentIssuePlace: 'Stockholm', documentExpiry: mostly(r, '2032-01-01', dates), cardType: mostly(r, 'TRC', ['PRC', 'none']),
    cardNumber: mostly(r, r.pick(['TT1234567', 'ab 123456']), ['12345']), cardSymbol: mostly(r, r.pick(['LĐ2', 'ld2', 'ĐT3', 'TT', 'UĐ12']), ['ĐT4', '']),
    cardExpiry: mostly(r, '2027-12-01', dates), province: mostly(r, r.pick(provinces.slice(0, 6)), provinces), commune: mostly(r, r.pick(['Phường Sài Gòn', 'Xã Côn Đảo']), communes),
    addressLine: r.pick(['12 Lê Lợi', '12 Le Loi, District 3', '12 Bà Huyện Thanh Quan']), phone: mostly(r, r.pick(phones.slice(0, 5)), phones),
    email: mostly(r, r.pick(['', 'anna@example.com', 'Anna@EXAMPLE.com', 'nguyễn@tênmiền.vn']), ['a@b', 'x']),
  };
}

function representative(r) {
  const { familyName, givenNames, birthDate, sex, nationality, phone, email } = applicant(r, 'self');
  return { familyName, givenNames, birthDate, sex, nationality, documentNumber: r.pick(['P7654321', '']), personalNumber: mostly(r, '079190000001', ['', '***']),
    relation: mostly(r, r.pick(['parent', 'guardian', 'representative']), ['friend']), phone, email };
}

function dependant(r, i) {
  const { familyName, givenNames, sex, nationality } = applicant(r, 'self');
  return { familyName, givenNames, birthDate: mostly(r, '2015-06-07', dates), sex, nationality, documentNumber: mostly(r, `P76543${10 + i}`, ['P7654310', 'p76 54310', 'L898902C3', '', '12']),
    relation: mostly(r, r.pick(['spouse', 'child', 'parent', 'ward']), ['cousin', '']) };
}

function paper(r, i) {
  return { kind: mostly(r, r.pick(['vehicle', 'tax_number']), ['boat']), number: mostly(r, `51A-${10000 + i}`, ['8012345678', '']), issueDate: mostly(r, '', dates), expiry: mostly(r, '', dates),
    ...(r.chance(0.3) ? { front: mostly(r, `a${i}f`, ['a0f', 'a b', '']), back: mostly(r, `a${i}b`, ['a0f', '']) } : {}) };
}

function filing(r) {
  const filedFor = mostly(r, r.pick(['self', 'self', 'child', 'ward']), ['dog']);
  const consent = () => r.chance(0.97);
  const out = { formVersion: mostly(r, 'tk01-2025', ['tk01-2024', 'tk01-1999', '']), filedFor, language: mostly(r, r.pick(['vi', 'en']), ['fr']), applicant: applicant(r, filedFor),
    consents: { truth: consent(), account: consent(), biometrics: consent(), childAssent: consent() }, portrait: mostly(r, r.pick(['counter', 'p_8f3a']), ['', 'a b']) };
  if (filedFor !== 'self' || r.chance(0.03)) out.representative = representative(r);
  if (filedFor !== 'self' && r.chance(0.95)) { out.applicant.phone = ''; delete out.applicant.email; }
  const some = () => (r.chance(0.2) ? r.below(14) : 0);
  const people = filedFor === 'self' || r.chance(0.05) ? some() : 0, rows = some();
  if (people) out.dependants = Array.from({ length: people }, (_, i) => dependant(r, i));
  if (rows) out.integration = Array.from({ length: rows }, (_, i) => paper(r, i));
  return out;
}

/** One answer, member or type is spoilt. */
function spoil(r, value) {
  const section = r.pick(['applicant', 'consents', 'representative', 'dependants', 'integration', null]);
  const object = section ? value[section] : value;
  const target = Array.isArray(object) ? object[0] : object;
  if (!target || typeof target !== 'object') return { ...value, [r.pick(hostile)]: r.pick(hostile) };
  const key = r.chance(0.15) ? r.pick(hostile) : r.pick(Object.keys(target));
  const junk = [r.pick(hostile), r.pick(hostile), null, 5, 1e300, true, [], {}, [[[]]]];
  if (r.chance(0.2)) delete target[key]; else target[key] = r.pick(junk);
  return value;
}

/** The text itself is broken: cut, doubled, nested, with stray bytes. */
function breakText(r, text) {
  const at = r.below(text.length);
  switch (r.below(6)) {
    case 0: return text.slice(0, at);
    case 1: return text.slice(0, at) + r.pick(['{', '}', '[', ']', '"', ',', ':', '\\', '\\u12', '0x1', 'nul', '//']) + text.slice(at);
    case 2: return '['.repeat(1 + r.below(60)) + text;
    case 3: return text + text;
    case 4: return text.replace('"familyName"', '"sex"');
    default: return text.slice(0, at) + '\\ud800' + text.slice(at);
  }
}

function formCase(r) {
  let value = filing(r);
  for (let times = r.pick([0, 0, 0, 1, 1, 2, 5]); times > 0; times--) value = spoil(r, value);
  let text = JSON.stringify(value);
  if (r.chance(0.1)) text = breakText(r, text);
  return { args: ['form', '-', '--on', mostly(r, '2026-11-24', days)], input: text };
}

const zone = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10', 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<',
  'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<', 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6',
  'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<', 'I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<'];
function mrzCase(r) {
  const text = [...r.pick(zone)];
  for (let times = r.below(4); times > 0; times--) text[r.below(text.length)] = r.pick([...'O0I1B8S5Z2G6<«x?\n ', 'é']);
  return { args: ['mrz', '-', '--on', r.pick(days)], input: text.join('') };
}

function smallCase(r) {
  const person = () => `${r.pick(surnames)}${r.pick([', ', '<<', ' '])}${r.pick(given)}`;
  switch (r.below(5)) {
    case 0: {
      const one = person();
      return { args: ['names', one, r.chance(0.7) ? one.normalize('NFD').toUpperCase().replace(', ', '<<').slice(0, 39) : person()] };
    }
    case 1: return { args: ['name', r.chance(0.5) ? person() : r.pick(hostile) + person()] };
    case 2: return { args: ['phone', r.chance(0.8) ? r.pick(phones) : r.pick(hostile)] };
    case 3: return { args: ['deadline', '--received', `${2023 + r.below(6)}-${String(1 + r.below(12)).padStart(2, '0')}-${String(1 + r.below(28)).padStart(2, '0')}`, '--days', r.pick(['3', '7'])] };
    default: return { args: ['eligibility', '--birth', r.pick(dates.slice(0, 11)), '--card', r.pick(['TRC', 'PRC', 'none']), '--card-expiry', r.pick(dates.slice(6, 11)), '--passport-expiry', r.pick(dates.slice(7, 11)), '--on', r.pick(days), ...(r.chance(0.2) ? ['--dependent'] : []), ...(r.chance(0.2) ? ['--rule-set', 'decree-320-2026', '--stay-until', r.pick(dates.slice(7, 10))] : [])] };
  }
}

/** `count` filings, and half as many small cases beside them. */
export function* cases(seed, count) {
  const r = random(seed);
  for (let i = 0; i < count; i++) {
    yield formCase(r);
    if (i % 4 === 0) yield mrzCase(r);
    if (i % 4 === 2) yield smallCase(r);
  }
}
