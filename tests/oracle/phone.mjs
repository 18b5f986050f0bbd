// Vietnamese mobile numbers against google-libphonenumber: every prefix of three digits, many spellings.
import { Verdict, ask, require } from './oracle.mjs';

const { PhoneNumberUtil, PhoneNumberFormat, PhoneNumberType } = require('google-libphonenumber');
const util = PhoneNumberUtil.getInstance();

/** What libphonenumber says: E.164 of a valid mobile number, else what kept it from being one. */
function theirs(text) {
  try {
    const number = util.parseAndKeepRawInput(text, 'VN');
    const mobile = util.isValidNumberForRegion(number, 'VN') && util.getNumberType(number) === PhoneNumberType.MOBILE;
    return mobile ? util.format(number, PhoneNumberFormat.E164) : 'no mobile';
  } catch { return 'no mobile'; }
}

const spellings = [(n) => n, (n) => `+84${n.slice(1)}`, (n) => `0084 ${n.slice(1, 4)} ${n.slice(4)}`, (n) => `${n.slice(0, 4)}-${n.slice(4, 7)}.${n.slice(7)}`, (n) => `(${n.slice(0, 3)}) ${n.slice(3)}`];
const numbers = [];
for (let prefix = 0; prefix < 100; prefix++)
  for (const tail of ['1234567', '0000000', '9876543', '123456', '12345678'])
    for (const spell of spellings) numbers.push(spell(`0${String(prefix).padStart(2, '0')}${tail}`));
const answers = ask(numbers.map((number) => ({ args: ['phone', number] })));

const unknown = (at) => answers[at].answer.warnings?.some((each) => (each.code ?? each) === 'phone.unknown_prefix');
const verdict = new Verdict('phone', [
  { why: 'a mobile number whose prefix no plan names yet: we warn and accept (new prefixes come faster than releases), libphonenumber refuses',
    holds: (at, ours, other) => ours !== 'no mobile' && other === 'no mobile' && unknown(at) },
  { why: '052, 055 and 089: libphonenumber knows the blocks in use (0522, 0559, 0896 …), our plan ends at three digits and cannot tell',
    holds: (at, ours, other) => /^\+84(52|55|89)/.test(ours) && other === 'no mobile' },
  { why: 'ten digits that begin with 01: libphonenumber counts these ranges as mobile; people\'s 01x numbers ended in 2018, what begins so today is in no plan of ours',
    holds: (at, ours, other) => ours === 'no mobile' && other.startsWith('+841') },
]);
for (const [at, { exit, answer }] of answers.entries()) {
  const ours = exit === 0 && answer.vietnamese && answer.mobile ? answer.e164 : 'no mobile';
  verdict.compare(at, ours, theirs(numbers[at]));
}
process.exit(verdict.end(2000) ? 0 : 1);
