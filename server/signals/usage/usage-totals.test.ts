import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeActiveRows, encodeActiveRows } from './active-rows.ts';
import { addDay, emptyTotals } from './usage-totals.ts';
import { countUsers, packUser } from './user-counts.ts';

const DAY = 20_000;
const activity = fc.uniqueArray(
  fc.record({
    row: fc.integer({ min: 0, max: 3 }),
    age: fc.integer({ min: -2, max: 120 }),
    amount: fc.integer({ min: 0, max: 9 }),
  }),
  { selector: ({ row, age }) => `${row}/${age}`, maxLength: 200 },
);

test('totals are what a naive count of the windows gives, whatever the order of the days', () => {
  fc.assert(
    fc.property(activity, (facts) => {
      const totals = emptyTotals(DAY, 4);
      for (const { row, age, amount } of facts)
        addDay(
          totals,
          DAY - age,
          0,
          decodeActiveRows(encodeActiveRows(Float64Array.from({ length: 4 }, (_, i) => (i === row ? amount : 0)))),
        );
      for (let row = 0; row < 4; row++) {
        const past = facts.filter((fact) => fact.row === row && fact.age >= 1 && fact.amount > 0);
        const within = (days: number) => past.filter((fact) => fact.age <= days);
        const sum = (some: typeof past) => some.reduce((total, fact) => total + fact.amount, 0);
        expect(totals.amount7[row]).toBe(sum(within(7)));
        expect(totals.amount28[row]).toBe(sum(within(28)));
        expect(totals.amountBefore28[row]).toBe(sum(within(56)) - sum(within(28)));
        expect(totals.amount90[row]).toBe(sum(within(90)));
        expect(totals.days28[row]).toBe(within(28).length);
        expect(totals.daysTotal[row]).toBe(past.length);
        expect(totals.last[row]).toBe(past.length ? DAY - Math.min(...past.map((fact) => fact.age)) : Number.NaN);
        expect(totals.first[row]).toBe(past.length ? DAY - Math.max(...past.map((fact) => fact.age)) : Number.NaN);
      }
    }),
  );
});

test('people are counted once a window, however often they came', () => {
  const visit = fc.record({
    row: fc.integer({ min: 0, max: 2 }),
    user: fc.constantFrom(1, 2, 3, 2 ** 40 - 1, 2 ** 33 + 5),
    age: fc.integer({ min: 0, max: 60 }),
  });
  fc.assert(
    fc.property(fc.array(visit, { maxLength: 120 }), (visits) => {
      const active = visits.map(({ row, user, age }) => ({
        day: DAY - age,
        block: 0,
        users: Float64Array.of(packUser(row, user)),
      }));
      const counts = countUsers(active, DAY, 3);
      const distinct = (row: number, from: number, to: number) =>
        new Set(
          visits
            .filter((visit) => visit.row === row && visit.age >= from && visit.age <= to)
            .map((visit) => visit.user),
        ).size;
      for (let row = 0; row < 3; row++) {
        expect(counts.users7[row]).toBe(distinct(row, 1, 7));
        expect(counts.users28[row]).toBe(distinct(row, 1, 28));
        expect(counts.usersBefore28[row]).toBe(distinct(row, 29, 56));
      }
    }),
  );
});
