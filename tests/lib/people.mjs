// Invented applicants for the tests; nobody real. Numbers are derived from an index, so each is distinct.
const pad = (n, width) => String(n).padStart(width, '0');
const iso = (date) => date.toISOString().slice(0, 10);
/** A date `years` (may be negative) from today, shifted by `days`. */
export const fromToday = (years, days = 0) => { const d = new Date(Date.now() + 7 * 3600e3); d.setUTCFullYear(d.getUTCFullYear() + years); d.setUTCDate(d.getUTCDate() + days); return iso(d); };

export function phone(index) { return `+8491${pad(index, 7)}`; }

export function filing(index, overrides = {}) {
  return {
    formVersion: 'tk01-2025', filedFor: 'self', language: 'en',
    applicant: {
      familyName: 'TESTBERG', givenNames: 'ALVA', birthDate: '1988-02-17', sex: 'F', nationality: 'SWE',
      documentType: 'passport', documentNumber: `TP${pad(index, 7)}`, documentIssueDate: fromToday(-3), documentIssuePlace: 'Stockholm', documentExpiry: fromToday(7),
      cardType: 'TRC', cardNumber: `TC${pad(index, 6)}`, cardSymbol: 'LĐ2', cardExpiry: fromToday(1),
      province: '79', commune: 'Phường Sài Gòn', addressLine: '12 Lê Lợi', phone: phone(index), email: '',
      ...overrides.applicant,
    },
    consents: { truth: true, account: true, biometrics: true },
    portrait: 'counter',
    ...(overrides.representative ? { representative: overrides.representative } : {}),
    ...overrides.top,
  };
}
