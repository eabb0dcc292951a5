import fc from 'fast-check';
import ical from 'ical.js';
import { expect, test } from 'vitest';
import { type CalendarEvent, iCalendar } from './icalendar.ts';

const event: CalendarEvent = {
  uid: 'task-1@steward',
  summary: 'Due: Plan, then act; see C:\\plans',
  description: 'First line\nSecond line',
  url: 'https://steward.example/o/acme/my-day',
  when: { from: new Date('2026-03-29T00:30:00Z'), until: new Date('2026-03-29T01:00:00Z') },
  sequence: 3,
  changedAt: new Date('2026-03-01T09:00:00Z'),
  isBusy: false,
};

function read(file: string) {
  const calendar = new ical.Component(ical.parse(file));
  return calendar.getAllSubcomponents('vevent').map((component) => ({ component, event: new ical.Event(component) }));
}

test('a calendar library reads what we write: instants in UTC, whole days, how often it changed', () => {
  const [first, second] = read(iCalendar('Carl', [event, { ...event, uid: 'two', when: { day: '2028-02-29' } }], 1));
  expect(first!.event).toMatchObject({ uid: event.uid, summary: event.summary, description: event.description });
  expect(first!.event.startDate.toJSDate()).toEqual(new Date('2026-03-29T00:30:00Z'));
  expect(first!.event.startDate.zone.tzid).toBe('UTC');
  expect(first!.event.endDate.toJSDate()).toEqual(new Date('2026-03-29T01:00:00Z'));
  expect(first!.event.sequence).toBe(3);
  expect(String(first!.component.getFirstPropertyValue('last-modified'))).toBe('2026-03-01T09:00:00Z');
  expect(first!.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
  expect([second!.event.startDate.isDate, String(second!.event.startDate)]).toEqual([true, '2028-02-29']);
});

test('any words come through, on lines that are not too long', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(words, words, (summary, description) => {
      const file = iCalendar('Carl', [{ ...event, summary, description }], 1);
      for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const [only] = read(file);
      const plain = (text: string) => text.replaceAll(/\r\n|\r/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, '');
      expect(only!.event.summary).toBe(plain(summary));
      expect(only!.event.description).toBe(plain(description));
    }),
  );
});
