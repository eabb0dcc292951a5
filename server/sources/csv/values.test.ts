import { describe, expect, test } from 'vitest';
import { field } from '../kinds/field.ts';
import { recordKinds } from '../kinds/record-kinds.ts';
import { clockOf } from './instants.ts';
import { isBlank, parseBoolean, parseValue } from './values.ts';

const circumstances = { clock: clockOf('UTC'), currency: 'EUR' };
const read = (type: Parameters<typeof field>[0], text: string, options = {}) =>
  parseValue(text, field(type, 'Title', '', options), circumstances);

test('truth values are read in six languages', () => {
  for (const text of ['true', 'YES', 'y', '1', 'Ja', 'oui', 'Sí', 'sim', 'wahr', 'x'])
    expect(parseBoolean(text)).toEqual({ value: true });
  for (const text of ['false', 'No', 'n', '0', 'nein', 'non', 'não', 'falso'])
    expect(parseBoolean(text)).toEqual({ value: false });
  expect(parseBoolean('maybe')).toEqual({
    problem: '"maybe" is neither yes nor no.',
    mend: 'Write yes or no, true or false, 1 or 0.',
  });
});

describe('labels', () => {
  const { priority } = recordKinds.tickets.fields;
  const { role } = recordKinds.contacts.fields;
  test('are recognised by their synonyms in any case', () => {
    expect(parseValue(' P1 ', priority, circumstances)).toEqual({ value: 'urgent' });
    expect(parseValue('Haute', priority, circumstances)).toEqual({ value: 'high' });
    expect(parseValue('Executive Sponsor', role, circumstances)).toEqual({ value: 'executive_sponsor' });
    expect(parseValue('decision-maker', role, circumstances)).toEqual({ value: 'decision_maker' });
  });

  test('that are unknown get the list and the nearest', () => {
    expect(parseValue('urgnet', priority, circumstances)).toEqual({
      problem: '"urgnet" is none of low, normal, high, urgent.',
      mend: 'Did you mean urgent?',
    });
    expect(parseValue('purple', priority, circumstances)).toMatchObject({ mend: 'Write one of these.' });
  });

  test('have no word in common with another label of their field', () => {
    for (const kind of Object.values(recordKinds)) {
      for (const [name, { labels = {} }] of Object.entries<{ labels?: Readonly<Record<string, readonly string[]>> }>(
        kind.fields,
      )) {
        const words = Object.entries(labels).flatMap(([label, synonyms]) => [label, ...synonyms]);
        expect(new Set(words).size, `${kind.title} ${name}`).toBe(words.length);
      }
    }
  });
});

test('addresses, domains and currencies are put in one form', () => {
  expect(read('email', ' Ada Byron <Ada@Example.com> ')).toEqual({ value: 'ada@example.com' });
  expect(read('email', 'ada@example')).toHaveProperty('problem');
  expect(read('email', 'a@b.example; c@d.example')).toHaveProperty('problem');
  expect(read('domain', 'https://www.Acme.example/about?x=1')).toEqual({ value: 'acme.example' });
  expect(read('domain', 'acme')).toHaveProperty('problem');
  expect(read('currency', 'usd')).toEqual({ value: 'USD' });
  expect(read('currency', 'XYZ')).toEqual({
    problem: '"XYZ" is not a currency.',
    mend: 'Write its ISO 4217 code, such as EUR or USD.',
  });
});

test('texts and numbers keep to their limits', () => {
  expect(read('text', 'abcdef', { longest: 5 })).toEqual({
    problem: '"abcdef" has 6 characters.',
    mend: 'Shorten it to 5.',
  });
  expect(read('integer', '-1', { min: 0 })).toEqual({
    problem: '"-1" is out of range.',
    mend: 'Write a number of at least 0.',
  });
  expect(read('id', 'x'.repeat(251))).toHaveProperty('problem');
});

test('what exports write for nothing is nothing, but a text may be called None', () => {
  for (const text of ['', ' ', 'NULL', '\\N']) expect(isBlank(text, 'text')).toBe(true);
  for (const text of ['', 'null', 'N/A', '#N/A', 'NaN', '-', 'none']) expect(isBlank(text, 'date')).toBe(true);
  for (const text of ['None', 'null', '-', 'NA']) expect(isBlank(text, 'text')).toBe(false);
  expect(isBlank('0', 'number')).toBe(false);
});
