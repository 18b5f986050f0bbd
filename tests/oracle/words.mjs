// Dates and plurals against Unicode CLDR, as node's Intl holds it: every day of two years and every number below a thousand, in every
// language of the form.
//   node tests/oracle/words.mjs build/bin/words_probe
import { spawnSync } from 'node:child_process';
import { Verdict } from './oracle.mjs';

const { stdout, status } = spawnSync(process.argv[2], { encoding: 'utf8', maxBuffer: 1 << 28 });
if (status !== 0) throw new Error(`the probe ended with ${status}`);
const lines = stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
const tags = { vi: 'vi-VN', en: 'en-GB', zh: 'zh-CN', ko: 'ko-KR', ja: 'ja-JP', ru: 'ru-RU', fr: 'fr-FR' };
const kept = new Map();
const made = (key, make) => { if (!kept.has(key)) kept.set(key, make()); return kept.get(key); };
const write = (language, options) => made(language + JSON.stringify(options), () => new Intl.DateTimeFormat(tags[language], { timeZone: 'UTC', ...options }));
const plural = (language) => made(`plural ${language}`, () => new Intl.PluralRules(tags[language]));
const whole = { year: 'numeric', month: 'long', day: 'numeric' }, short = { year: 'numeric', month: '2-digit', day: '2-digit' };

const verdict = new Verdict('words', [
  { why: 'Russian: «года» written out, since the abbreviation «г.» would end a sentence twice; the weekday stands behind, in brackets, where no case can be wrong',
    holds: ({ language }, ours, theirs) => language === 'ru' && [ours, ours.replace(/ года \((.+)\)$/, ' года')].some((each) => each.replace(' года', ' г.') === theirs.replace(/^[^,\d]+, /, '')) && (!theirs.includes(',') || ours.includes(`(${theirs.split(',')[0]})`)) },
  { why: 'French: the first of a month is «1er», as the Imprimerie nationale writes; CLDR writes 1', holds: ({ language }, ours, theirs) => language === 'fr' && ours.replace(/\b1er /, '1 ') === theirs && / ?1er /.test(ours) },
  { why: 'Japanese: the weekday stands in brackets, as official letters write it', holds: ({ language }, ours, theirs) => language === 'ja' && ours.replace(/（(.+)）$/, '$1') === theirs },
  { why: 'English: no comma behind the weekday, as the GOV.UK style guide writes; CLDR has one', holds: ({ language }, ours, theirs) => language === 'en' && ours === theirs.replace(',', '') },
  { why: 'Vietnamese: the day in numbers behind the weekday, thứ and nhật small, as forms write it; CLDR has it in words', holds: ({ language, day }, ours) => language === 'vi' && ours.toLowerCase() === `${write('vi', { weekday: 'long' }).format(new Date(day))}, ${write('vi', short).format(new Date(day))}`.toLowerCase() },
]);
for (const { language, day, date, long, n, category } of lines) {
  if (category !== undefined) { verdict.compare({ language, n }, category, plural(language).select(n)); continue; }
  const at = new Date(day);
  verdict.compare({ language, day }, date, write(language, language === 'vi' ? short : whole).format(at));
  verdict.compare({ language, day, weekday: true }, long, write(language, { weekday: 'long', ...whole }).format(at));
}
process.exit(verdict.end(12_000) ? 0 : 1);
