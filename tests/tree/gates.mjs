// What the source may not contain: SQL put together from values, and regular expressions over what comes from outside.
//   node tests/tree/gates.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { root } from '../lib/motcua.mjs';
import { sources } from '../lib/sources.mjs';

const withoutComments = (text) => text.replace(/\/\/[^\n]*/g, '');
const source = (...folders) => folders.flatMap((each) => sources(join(root, each), /\.(cpp|hpp)$/)).map((path) => ({ path: relative(root, path), text: withoutComments(readFileSync(path, 'utf8')) }));

// --- SQL
const literal = /R"(\w*)\([\s\S]*?\)\1"|"(?:[^"\\]|\\.)*"/g;
/** The argument list that begins after an opening parenthesis, cut at the commas of its own level. */
function arguments_(text, from) {
  const out = [''];
  for (let i = from, depth = 0; i < text.length; i++) {
    literal.lastIndex = i;
    const quoted = /["R]/.test(text[i]) ? literal.exec(text) : null;
    if (quoted?.index === i) { out[out.length - 1] += quoted[0]; i += quoted[0].length - 1; continue; }
    if ('([{'.includes(text[i])) depth++;
    if (')]}'.includes(text[i]) && depth-- === 0) return out.map((each) => each.trim());
    if (text[i] === ',' && depth === 0) out.push('');
    else out[out.length - 1] += text[i];
  }
  return out;
}
const isConstant = (name, text) => new RegExp(`\\bconstexpr\\b[^;={(]*\\b${name}\\b(\\[\\])?\\s*[={(]`).test(text);
// A name that runs through a list of literals: for (const char* NAME : {"…", "…"})
const isListed = (name, text) => {
  const list = new RegExp(`for \\([^:;]*\\b${name} : \\{([^}]*)\\}\\)`).exec(text);
  return Boolean(list) && list[1].replace(literal, '').replace(/[\s,]/g, '') === '';
};
/** Whether an expression is made of literals and constants only; a choice between such is one. */
function isFixed(expression, text) {
  const bare = expression.replace(literal, ' LITERAL ').replace(/std::string(_view)?\(/g, '(').trim();
  const choice = /^[^?]*\?([\s\S]*):([\s\S]*)$/.exec(bare.replaceAll('::', '##'));
  const parts = choice ? choice.slice(1) : [bare];
  return parts.every((part) => part.replaceAll('##', '::').split(/[\s+()]+/).filter(Boolean).every((word) => word === 'LITERAL' || isConstant(word, text) || isListed(word, text)));
}
/** Every place where text becomes a statement: {path, line, sql}. */
function statements({ path, text }) {
  const out = [];
  const calls = [[/(?<!\w)sql\(|\.sql\(/g, 0], [/\bexecute\(/g, 1], [/\bStatement(?: \w+)?\(/g, 1], [/\bsqlite3_(?:exec|prepare\w*)\(/g, 1]];
  for (const [pattern, which] of calls)
    for (const hit of text.matchAll(pattern)) {
      const given = arguments_(text, hit.index + hit[0].length);
      const sql = given[0] === 'tx' ? given[1] : given[which];
      if (sql) out.push({ path, line: text.slice(0, hit.index).split('\n').length, sql });
    }
  return out;
}
// The machinery itself, which hands statements on.
const machinery = {
  'server/store/sqlite/gateway.hpp': ['text'], 'server/store/sqlite/transaction.cpp': ['text'], 'server/store/sqlite/statement.cpp': ['sql.data()'],
  'server/store/sqlite/connection.cpp': ['sql'], 'server/store/sqlite/migrations.cpp': ['std::string(migration.sql).c_str()'], 'server/store/sqlite/database.cpp': ['how'],
  'server/registry/records.cpp': ['search_sql(conditions)'],  // of a list of constant clauses
};
const isDeclaration = (sql) => /^(const Transaction& tx|std::string_view|const char\*|Statement&&|const Statement&)/.test(sql);

test('no statement is made from values', () => {
  const tree = source('server');
  const all = tree.flatMap((each) => statements(each).map((found) => ({ ...found, text: each.text })));
  assert.ok(all.length > 150, `only ${all.length} statements are seen`);
  const wrong = all.filter(({ path, sql, text }) => !isFixed(sql, text) && !isDeclaration(sql) && !machinery[path]?.includes(sql));
  assert.deepEqual(wrong.map(({ path, line, sql }) => `${path}:${line} ${sql}`), []);
  const needed = all.filter(({ sql, text }) => !isFixed(sql, text) && !isDeclaration(sql)), listed = Object.entries(machinery).flatMap(([path, each]) => each.map((sql) => ({ path, sql })));
  assert.deepEqual(listed.filter(({ path, sql }) => !needed.some((each) => each.path === path && each.sql === sql)), [], 'machinery that is not there: take it off the list');
});

test('no text that looks like SQL is formatted or added to', () => {
  const begins = /"(?:SELECT|INSERT INTO|INSERT OR|UPDATE|DELETE FROM|REPLACE INTO|PRAGMA|ATTACH|VACUUM|CREATE (?:TABLE|INDEX)|DROP) /;
  for (const { path, text } of source('server')) {
    for (const hit of text.matchAll(/fmt::(?:format|format_to|vformat)\(|std::format\(|snprintf\(/g)) for (const given of arguments_(text, hit.index + hit[0].length)) assert.ok(!begins.test(given), `${path}: ${given}`);
    for (const hit of text.matchAll(new RegExp(`${begins.source}(?:[^"\\\\]|\\\\.)*"\\s*\\+\\s*(?:std::string(?:_view)?\\()?([\\w:]+)`, 'g'))) assert.ok(isConstant(hit[1], text), `${path}: ${hit[0]}`);
  }
});

test('the gate sees SQL made from values', () => {
  const bad = ['tx.sql("SELECT 1 FROM t WHERE a=\'" + name + "\'")', 'tx.sql(fmt::format("SELECT {}", name))', 'execute(db, ("DELETE FROM " + table).c_str())', 'Statement row(db, query)', 'tx.sql(open ? "SELECT 1" : text)'];
  for (const text of bad) assert.ok(statements({ path: 'x', text }).every(({ sql }) => !isFixed(sql, text)) && statements({ path: 'x', text }).length === 1, text);
  const fine = ['tx.sql("SELECT 1" " FROM t")', 'constexpr std::string_view columns = "SELECT a "; tx.sql(std::string(columns) + "WHERE b=?")', 'tx.sql(R"(SELECT 1)")', 'tx.sql(all ? "SELECT 1" : "SELECT 2")', 'for (const char* sql : {"DELETE FROM a", "DELETE FROM b"}) tx.sql(sql)'];
  for (const text of fine) assert.ok(statements({ path: 'x', text }).every(({ sql }) => isFixed(sql, text)), text);
});

// --- regular expressions: those of the library recurse as deep as the input is long, and cost what the input wants
test('no regular expression reads anything in shared or server', () => {
  for (const { path, text } of source('shared', 'server')) for (const word of [/#include <regex(\.h)?>/, /std::(w?c?regex|regex_\w+)/, /boost\/(regex|xpressive)/, /\bregcomp\(|\bpcre/]) assert.ok(!word.test(text), `${path} has ${word}`);
  assert.match('#include <regex>', /#include <regex(\.h)?>/);
});
