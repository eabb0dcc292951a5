import { expect, it } from 'vitest';
import { calendarFile } from './calendar-file.ts';

it('is an iCalendar event in UTC, with marks escaped and long lines folded', () => {
  const file = calendarFile({
    uid: 'r1/meet/3@steward',
    title: `Review; with Łódź, ${'ż'.repeat(60)}`,
    description: 'one\ntwo',
    startsAt: new Date('2026-08-30T09:00:00Z'),
    endsAt: new Date('2026-08-30T09:30:00Z'),
    madeAt: new Date('2026-08-01T00:00:00Z'),
  });
  const lines = file.split('\r\n');
  expect(lines).toContain('DTSTART:20260830T090000Z');
  expect(lines).toContain('DTEND:20260830T093000Z');
  expect(lines).toContain('DESCRIPTION:one\\ntwo');
  expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  expect(file.replaceAll('\r\n ', '')).toContain(`SUMMARY:Review\\; with Łódź\\, ${'ż'.repeat(60)}`);
});
