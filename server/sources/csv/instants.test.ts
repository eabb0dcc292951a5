import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Temporal } from '../../lib/temporal.ts';
import { orderEvidence, readDay } from './dates.ts';
import { clockOf, parseDate, parseInstant } from './instants.ts';

const utc = clockOf('UTC');
const berlin = clockOf('Europe/Berlin');
const saoPaulo = clockOf('America/Sao_Paulo');
const iso = (text: string, clock = utc, order?: 'dmy' | 'mdy') => {
  const read = parseInstant(text, clock, order);
  return 'value' in read ? read.value.toISOString() : read.problem;
};

describe('days', () => {
  test.each([
    ['2018-02-26', '2018-02-26'],
    ['2018/2/6', '2018-02-06'],
    ['2018.02.26', '2018-02-26'],
    ['20180226', '2018-02-26'],
    ['26/02/2018', '2018-02-26'],
    ['02/26/2018', '2018-02-26'],
    ['26.2.18', '2018-02-26'],
    ['26-02-71', '1971-02-26'],
    ['05/05/2018', '2018-05-05'],
    ['26 Feb 2018', '2018-02-26'],
    ['26-Feb-18', '2018-02-26'],
    ['Feb 26, 2018', '2018-02-26'],
    ['February 26th, 2018', '2018-02-26'],
    ['26. Februar 2018', '2018-02-26'],
    ['3. März 2018', '2018-03-03'],
    ['1er août 2018', '2018-08-01'],
    ['26 de fevereiro de 2018', '2018-02-26'],
    ['3 de mayo de 2018', '2018-05-03'],
    ['Mon, 26 Feb 2018', '2018-02-26'],
    ['29 Feb 2016', '2016-02-29'],
    ['2018-02-26 19:58:54', '2018-02-26'],
  ])('%s is %s', (text, day) => expect(parseDate(text, utc)).toEqual({ value: day }));

  test.each([
    ['2018-02-29', '"2018-02-29" is not a day of the calendar.'],
    ['31/04/2018', '"31/04/2018" is not a day of the calendar.'],
    ['13/25/2018', '"13/25/2018" is not a date with the day first, as the column is read.'],
    ['0218-02-26', '"0218-02-26" lies in the year 218.'],
    ['9999-12-31', '"9999-12-31" lies in the year 9999.'],
    ['43157', '"43157" is a spreadsheet\'s count of days, not a date.'],
    ['soon', '"soon" is not a date.'],
    ['26 Foo 2018', '"26 Foo 2018" is not a date.'],
    ['2018-02-26 later', '"2018-02-26 later" is not a date or time.'],
    ['03/04/2018', '"03/04/2018" can be 2018-04-03 or 2018-03-04.'],
  ])('%s is a fault', (text, problem) => expect(parseDate(text, utc)).toMatchObject({ problem }));

  test('the order of the column decides what two numbers mean', () => {
    expect(parseDate('03/04/2018', utc, 'dmy')).toEqual({ value: '2018-04-03' });
    expect(parseDate('03/04/2018', utc, 'mdy')).toEqual({ value: '2018-03-04' });
    expect(parseDate('13/04/2018', utc, 'mdy')).toHaveProperty('problem');
    expect(orderEvidence('03/04/2018')).toBe('ambiguous');
    expect(orderEvidence('13/04/2018')).toBe('dmy');
    expect(orderEvidence('04/13/2018')).toBe('mdy');
    expect(orderEvidence('2018-04-03')).toBeUndefined();
    expect(orderEvidence('04/04/2018')).toBeUndefined();
  });

  test('every day comes back from every way to write it', () => {
    const day = fc.date({ min: new Date('1970-01-01'), max: new Date('2069-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom('en', 'de', 'fr', 'es', 'pt'), (date, language) => {
        const expected = date.toISOString().slice(0, 10);
        const [y, m, d] = expected.split('-') as [string, string, string];
        const long = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
        for (const text of [expected, `${y}${m}${d}`, `${y}/${Number(m)}/${Number(d)}`, long]) {
          expect(parseDate(text, utc)).toEqual({ value: expected });
        }
        expect(parseDate(`${d}.${m}.${y}`, utc, 'dmy')).toEqual({ value: expected });
        expect(parseDate(`${m}/${d}/${y.slice(2)}`, utc, 'mdy')).toEqual({ value: expected });
      }),
    );
  });
});

describe('points in time', () => {
  test.each([
    ['2018-02-26T19:58:54Z', '2018-02-26T19:58:54.000Z'],
    ['2018-02-26 19:58:54.1234567+02:00', '2018-02-26T17:58:54.123Z'],
    ['2018-02-26T19:58:54-0300', '2018-02-26T22:58:54.000Z'],
    ['2018-02-26 19:58:54 UTC', '2018-02-26T19:58:54.000Z'],
    ['2018-02-26 19:58:54+00', '2018-02-26T19:58:54.000Z'],
    ['2/26/2018 7:58 PM', '2018-02-26T19:58:00.000Z'],
    ['2/26/2018, 12:05:09 a.m.', '2018-02-26T00:05:09.000Z'],
    ['26.02.2018 19:58', '2018-02-26T19:58:00.000Z'],
    ['Mon, 26 Feb 2018 19:58:54 +0000', '2018-02-26T19:58:54.000Z'],
    ['Mon Feb 26 2018 19:58:54 GMT-0300 (Brasilia Standard Time)', '2018-02-26T22:58:54.000Z'],
    ['Mon Feb 26 19:58:54 2018', '2018-02-26T19:58:54.000Z'],
    ['Feb 26, 2018, 7:58 PM', '2018-02-26T19:58:00.000Z'],
    ['2018-02-26T19:58:54[America/Sao_Paulo]', '2018-02-26T22:58:54.000Z'],
    ['1519675134', '2018-02-26T19:58:54.000Z'],
    ['1519675134.25', '2018-02-26T19:58:54.250Z'],
    ['1519675134123', '2018-02-26T19:58:54.123Z'],
    ['2018-02-26', '2018-02-26T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => expect(iso(text)).toBe(expected));

  test.each([
    ['2018-02-26 25:00', '"2018-02-26 25:00" holds a time that no clock shows.'],
    ['2018-02-26 13:00 PM', '"2018-02-26 13:00 PM" holds a time that no clock shows.'],
    ['2018-02-26 19:58 EST', '"2018-02-26 19:58 EST" ends in EST, which stands for several time zones.'],
    ['2018-02-26T19:58[Mars/Phobos]', '"2018-02-26T19:58[Mars/Phobos]" is not a date or time.'],
  ])('%s is a fault', (text, problem) => expect(parseInstant(text, utc)).toMatchObject({ problem }));

  test('without an offset are by the clock of the time zone', () => {
    expect(iso('2018-02-26 19:58:54', saoPaulo)).toBe('2018-02-26T22:58:54.000Z');
    expect(iso('2018-01-26 19:58:54', saoPaulo)).toBe('2018-01-26T21:58:54.000Z');
    expect(iso('2018-07-01 12:00', berlin)).toBe('2018-07-01T10:00:00.000Z');
    expect(parseDate('2018-02-26T23:30:00Z', berlin)).toEqual({ value: '2018-02-27' });
    expect(() => clockOf('Europe/Atlantis')).toThrow(/no time zone "Europe\/Atlantis"/);
  });

  test('that the clock skips are that much later, that it shows twice the earlier one', () => {
    expect(iso('2018-03-25 02:30', berlin)).toBe('2018-03-25T01:30:00.000Z'); // 03:30 summer time
    expect(iso('2018-10-28 02:30', berlin)).toBe('2018-10-28T00:30:00.000Z'); // still summer time
    expect(iso('2018-11-04 00:30', saoPaulo)).toBe('2018-11-04T03:30:00.000Z'); // midnight to 01:00 is skipped
    expect(iso('2018-11-04', saoPaulo)).toBe('2018-11-04T03:00:00.000Z');
    expect(iso('2018-02-17 23:30', saoPaulo)).toBe('2018-02-18T01:30:00.000Z');
  });

  test('agree with Temporal on every day of a zone that changes its clock', () => {
    const instant = fc.date({ min: new Date('2010-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'Asia/Kolkata',
    );
    fc.assert(
      fc.property(instant, zone, (date, name) => {
        const wall = date.toISOString().slice(0, 23);
        const expected = Temporal.PlainDateTime.from(wall).toZonedDateTime(name, { disambiguation: 'compatible' });
        expect(iso(wall.replace('T', ' '), clockOf(name))).toBe(new Date(expected.epochMilliseconds).toISOString());
      }),
      { numRuns: 500 },
    );
  });
});

test('a day keeps what is written behind it', () => {
  expect(readDay('26/02/2018 19:58')).toEqual({
    value: { year: 2018, month: 2, day: 26, rest: ' 19:58', order: 'dmy' },
  });
});
