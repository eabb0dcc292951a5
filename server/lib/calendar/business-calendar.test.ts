import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochDay, isoDate } from '../days.ts';
import { Problem } from '../problem.ts';
import { businessCalendar, type CalendarSettings, weekdayOf } from './business-calendar.ts';

const saoPaulo = businessCalendar({ region: 'BR-SP' });

describe('the business calendar', () => {
  it('knows the weekday of any day', () => {
    expect(weekdayOf(epochDay('1970-01-01'))).toBe(4);
    expect(weekdayOf(epochDay('2028-02-29'))).toBe(2);
    expect(weekdayOf(epochDay('1969-12-28'))).toBe(7);
  });

  it('leaves out weekends and the public holidays of the region', () => {
    expect(saoPaulo.isBusinessDay('2026-07-08')).toBe(true);
    expect(saoPaulo.isBusinessDay('2026-07-09')).toBe(false);
    expect(saoPaulo.holidayOn('2026-07-09')).not.toBeNull();
    expect(businessCalendar({ region: 'BR' }).isBusinessDay('2026-07-09')).toBe(true);
    expect(businessCalendar({}).isBusinessDay('2026-12-25')).toBe(true);
  });

  it('counts a holiday of several days whole, and one over the turn of the year', () => {
    const riyadh = businessCalendar({ region: 'SA', workingDays: [7, 1, 2, 3, 4] });
    expect(riyadh.holidaysBetween('2027-03-08', '2027-03-15').map((day) => day.date)).toEqual([
      '2027-03-09',
      '2027-03-10',
      '2027-03-11',
    ]);
    expect(businessCalendar({ region: 'US' }).isBusinessDay('2027-12-31')).toBe(false);
  });

  it('does not count half holidays', () => {
    expect(businessCalendar({ region: 'CN' }).isBusinessDay('2027-03-08')).toBe(true);
  });

  it('knows the days on which the organisation itself is closed', () => {
    const calendar = businessCalendar({ closedDays: [{ date: '2026-12-28', name: 'Winter break' }] });
    expect(calendar.addBusinessDays('2026-12-25', 1)).toBe('2026-12-29');
    expect(calendar.holidayOn('2026-12-28')).toBe('Winter break');
  });

  it('adds and takes away business days', () => {
    expect(saoPaulo.addBusinessDays('2026-07-08', 1)).toBe('2026-07-10');
    expect(saoPaulo.addBusinessDays('2026-07-10', -1)).toBe('2026-07-08');
    expect(saoPaulo.addBusinessDays('2026-07-11', 0)).toBe('2026-07-13');
    expect(saoPaulo.addBusinessDays('2026-07-11', 1)).toBe('2026-07-13');
  });

  it('refuses a week without work and regions nobody knows, and says how to mend it', () => {
    expect(() => businessCalendar({ workingDays: [] })).toThrow(Problem);
    expect(() => businessCalendar({ region: 'XX' })).toThrow(/country 'XX'/);
    expect(() => businessCalendar({ region: 'BR-ZZ' })).toThrow(/'ZZ' is not a state/);
  });

  it('agrees with counting the days one by one', () => {
    const settings: CalendarSettings[] = [
      {},
      { region: 'US-CA' },
      { region: 'DE-BY' },
      { region: 'IL', workingDays: [7, 1, 2, 3, 4] },
      { region: 'BR-SP', workingDays: [1, 3, 6] },
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...settings),
        fc.integer({ min: epochDay('2019-12-01'), max: epochDay('2029-03-01') }),
        fc.integer({ min: -40, max: 40 }),
        (setting, day, n) => {
          const calendar = businessCalendar(setting);
          const from = isoDate(day);
          const to = calendar.addBusinessDays(from, n);
          expect(calendar.isBusinessDay(to)).toBe(true);
          if (n === 0) return;
          const [low, high] = n > 0 ? [day + 1, epochDay(to)] : [epochDay(to), day - 1];
          let worked = 0;
          for (let each = low; each <= high; each += 1) if (calendar.isBusinessDay(isoDate(each))) worked += 1;
          expect(worked).toBe(Math.abs(n));
        },
      ),
    );
  });

  it('comes back from a business day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 17000, max: 24000 }), fc.integer({ min: 1, max: 60 }), (day, n) => {
        const start = saoPaulo.addBusinessDays(isoDate(day), 0);
        expect(saoPaulo.addBusinessDays(saoPaulo.addBusinessDays(start, n), -n)).toBe(start);
      }),
    );
  });
});
