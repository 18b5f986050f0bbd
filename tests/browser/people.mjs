// The demo's people as the form and the counter want them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/motcua.mjs';
import { nationName } from './lib.mjs';

export const positions = ['right_thumb', 'right_index', 'right_middle', 'right_ring', 'right_little', 'left_thumb', 'left_index', 'left_middle', 'left_ring', 'left_little'];

const offices = JSON.parse(readFileSync(join(root, 'assets/offices.json'), 'utf8'));
export const findOffice = (id) => offices.find((each) => each.id === id);

/** A person of the demo in `dir` who lives in the office's province, with the pictures for the counter. */
export function demoPerson(dir, office, key, extra = {}) {
  const p = JSON.parse(readFileSync(join(dir, 'demo', 'people.json'), 'utf8')).people.find((each) => each.key === key);
  const folder = join(dir, 'demo', p.folder ?? '');
  return {
    familyName: p.familyName, givenNames: p.givenNames, birthDate: p.birthDate, sex: p.sex, nationality: p.nationality, nationalityName: nationName(p.nationality),
    documentNumber: p.passport.number, documentIssueDate: p.passport.issueDate, documentIssuePlace: p.passport.issuePlace, documentExpiry: p.passport.expiry, mrz: p.passport.mrz,
    cardType: p.card.type, cardSymbol: p.card.symbol, cardNumber: p.card.number, cardExpiry: p.card.expiry,
    province: office.province, commune: 'Phường Sài Gòn', addressLine: '12 Lê Lợi', email: '', onRecord: p.onRecord,
    portrait: join(folder, 'portrait.jpg'), face: join(folder, 'face.jpg'), prints: Object.fromEntries(positions.map((each) => [each, join(folder, `${each}.png`)])), ...extra,
  };
}
