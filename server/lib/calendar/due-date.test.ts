import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, epochDay, isoDate } from '../days.ts';
import type { Duration } from '../duration.ts';
import { Temporal } from '../temporal.ts';
import { businessCalendar } from './business-calendar.ts';
import { dueDate } from './due-date.ts';

const calendar = businessCalendar({ region: 'GB-ENG' });
const timeZones = ['America/Sao_Paulo', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];

function due(at: string, offset: Duration, timeZone = 'Europe/London') {
  return dueDate({
    anchor: { at: new Date(at), what: 'run start' },
    offset,
    calendar,
    timeZone,
    workdayEnd: '17:00',
  });
}

describe('a due date', () => {
  it('counts hours as they pass, over a change of clocks too', () => {
    const spring = due('2026-03-28T18:00:00Z', { amount: 24, unit: 'hour' });
    expect(spring.at.toISOString()).toBe('2026-03-29T18:00:00.000Z');
    expect(spring.derivation).toBe('Sun 29 Mar 19:00 = run start Sat 28 Mar 18:00 + 24 hours');
    expect(due('2026-03-28T18:00:00Z', { amount: 1, unit: 'minute' }).derivation).toBe(
      'Sat 28 Mar 18:01 = run start Sat 28 Mar 18:00 + 1 minute',
    );
  });

  it('counts days by the calendar and ends with the working day', () => {
    const spring = due('2026-03-28T18:00:00Z', { amount: 1, unit: 'day' });
    expect(spring.at.toISOString()).toBe('2026-03-29T16:00:00.000Z');
    expect(spring.derivation).toBe('Sun 29 Mar 17:00 = run start Sat 28 Mar + 1 day');
    expect(due('2027-02-14T10:00:00Z', { amount: 54, unit: 'week' }).at.toISOString()).toBe('2028-02-27T17:00:00.000Z');
  });

  it('names the holidays that business days skip', () => {
    expect(due('2026-04-01T09:00:00Z', { amount: 3, unit: 'business_day' }).derivation).toBe(
      'Wed 8 Apr 17:00 = run start Wed 1 Apr + 3 business days, skipping Fri 3 Apr (Good Friday), Mon 6 Apr (Easter Monday)',
    );
  });

  it('says the year when it changes', () => {
    expect(due('2026-12-31T09:00:00Z', { amount: 1, unit: 'business_day' }).derivation).toBe(
      "Mon 4 Jan 2027 17:00 = run start Thu 31 Dec + 1 business day, skipping Fri 1 Jan 2027 (New Year's Day)",
    );
  });

  it('counts back from an anchor', () => {
    expect(due('2026-04-08T00:00:00Z', { amount: -3, unit: 'business_day' }).derivation).toBe(
      'Wed 1 Apr 17:00 = run start Wed 8 Apr - 3 business days, skipping Fri 3 Apr (Good Friday), Mon 6 Apr (Easter Monday)',
    );
  });

  it('does not make a thing overdue at birth', () => {
    expect(due('2026-03-27T18:00:00Z', { amount: 0, unit: 'business_day' }).derivation).toBe(
      'Mon 30 Mar 17:00 = run start Fri 27 Mar + 0 business days, the working day being over',
    );
    expect(due('2026-03-27T12:00:00Z', { amount: 0, unit: 'day' }).derivation).toBe(
      'Fri 27 Mar 17:00 = run start Fri 27 Mar + 0 days',
    );
  });

  const anchors = fc.date({
    min: new Date('2019-01-01'),
    max: new Date('2030-12-31'),
    noInvalidDate: true,
  });
  const zone = fc.constantFrom(...timeZones);

  it('keeps elapsed units exact and calendar units at the end of the working day, in every zone', () => {
    const unit = fc.constantFrom('minute' as const, 'hour' as const, 'day' as const, 'week' as const);
    fc.assert(
      fc.property(anchors, zone, fc.integer({ min: -500, max: 500 }), unit, (anchor, timeZone, amount, unit) => {
        const { at } = due(anchor.toISOString(), { amount, unit }, timeZone);
        if (unit === 'minute' || unit === 'hour') {
          expect(at.getTime() - anchor.getTime()).toBe(amount * (unit === 'hour' ? 3_600_000 : 60_000));
          return;
        }
        const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
        expect(local.toPlainTime().toString()).toBe('17:00:00');
        if (amount !== 0)
          expect(local.toPlainDate().toString()).toBe(
            isoDate(epochDay(dayOf(anchor, timeZone)) + amount * (unit === 'week' ? 7 : 1)),
          );
      }),
    );
  });

  it('is never before its anchor for a delay, nor after it for a lead, and grows with the delay', () => {
    const unit = fc.constantFrom<Duration['unit']>('minute', 'hour', 'day', 'week', 'business_day');
    fc.assert(
      fc.property(anchors, zone, fc.integer({ min: 0, max: 60 }), unit, (anchor, timeZone, amount, unit) => {
        const from = anchor.toISOString();
        const at = due(from, { amount, unit }, timeZone).at.getTime();
        expect(at).toBeGreaterThanOrEqual(anchor.getTime());
        expect(due(from, { amount: amount + 1, unit }, timeZone).at.getTime()).toBeGreaterThanOrEqual(at);
        expect(due(from, { amount: -amount - 1, unit }, timeZone).at.getTime()).toBeLessThan(anchor.getTime());
        if (unit === 'business_day') expect(calendar.isBusinessDay(dayOf(new Date(at), timeZone))).toBe(true);
      }),
    );
  });
});
