import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayCounter } from './day-counter.ts';
import { dayOf, isoDate } from './days.ts';

const ZONES = [
  'UTC',
  'America/Sao_Paulo',
  'Europe/London',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/New_York',
  'Asia/Tehran',
];

describe('counting days', () => {
  it('gives the day that the time zone gives', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.array(fc.date({ min: new Date('2005-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), {
          maxLength: 20,
        }),
        (zone, instants) => {
          const count = dayCounter(zone);
          for (const instant of instants) expect(isoDate(count(instant.getTime()))).toBe(dayOf(instant, zone));
        },
      ),
    );
  });

  it.each([
    ['America/Sao_Paulo', '2018-11-03T00:00:00Z'], // midnight was skipped
    ['Pacific/Apia', '2011-12-29T00:00:00Z'], // 30 December was skipped
    ['Europe/London', '2018-10-27T00:00:00Z'], // a day of 25 hours
    ['America/New_York', '2018-03-10T00:00:00Z'],
  ])('is right at every half hour around a clock change in %s', (zone, from) => {
    const count = dayCounter(zone);
    for (let half = 0; half < 200; half++) {
      const instant = new Date(Date.parse(from) + half * 1_800_000);
      expect(`${instant.toISOString()} ${isoDate(count(instant.getTime()))}`).toBe(
        `${instant.toISOString()} ${dayOf(instant, zone)}`,
      );
    }
  });
});
