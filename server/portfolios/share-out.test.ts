import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SHARING_RULES, type SharedAccount, type Sharer, shareOut } from './share-out.ts';

const aMember = (id: string, has: Partial<Sharer> = {}): Sharer => ({
  id,
  name: id,
  tasks: 0,
  arrMinor: 0,
  accounts: 0,
  lastGotAt: null,
  ...has,
});

const accounts = fc.uniqueArray(
  fc.record({ id: fc.uuid(), tasks: fc.nat(20), arrMinor: fc.nat(1_000_000) }) as fc.Arbitrary<SharedAccount>,
  { selector: ({ id }) => id, maxLength: 40 },
);
const members = fc.uniqueArray(
  fc.record({ id: fc.uuid(), tasks: fc.nat(50), arrMinor: fc.nat(5_000_000), accounts: fc.nat(30) }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
);

describe('sharing accounts out', () => {
  test('every account gets exactly one of the members, in whatever order they come', () => {
    fc.assert(
      fc.property(accounts, members, fc.constantFrom(...SHARING_RULES), (all, people, rule) => {
        const sharers = people.map((person) => aMember(person.id, person));
        const shared = shareOut(all, sharers, rule);
        expect([...shared.keys()].sort()).toEqual(all.map(({ id }) => id).sort());
        expect([...shared.values()].every((id) => sharers.some((one) => one.id === id))).toBe(true);
        expect(shareOut([...all].reverse(), [...sharers].reverse(), rule)).toEqual(shared);
      }),
    );
  });

  test('who gets anything by ARR ends above nobody by more than the heaviest account they got', () => {
    fc.assert(
      fc.property(accounts, members, (all, people) => {
        const shared = shareOut(
          all,
          people.map((person) => aMember(person.id, person)),
          'least_arr',
        );
        const got = (id: string) => all.filter((account) => shared.get(account.id) === id);
        const after = people.map(({ id, arrMinor }) => ({
          most: Math.max(0, ...got(id).map((account) => account.arrMinor)),
          count: got(id).length,
          total: arrMinor + got(id).reduce((sum, account) => sum + account.arrMinor, 0),
        }));
        const least = Math.min(...after.map(({ total }) => total));
        for (const one of after) if (one.count > 0) expect(one.total - one.most).toBeLessThanOrEqual(least);
      }),
    );
  });

  test('in turns the one goes first who has waited longest', () => {
    const two = [
      aMember('a', { lastGotAt: '2026-11-20T10:00:00Z' }),
      aMember('b', { lastGotAt: '2026-11-01T10:00:00Z' }),
    ];
    const three = ['1', '2', '3'].map((id) => ({ id, tasks: 0, arrMinor: 0 }));
    expect([...shareOut(three, two, 'round_robin')]).toEqual([
      ['1', 'b'],
      ['2', 'a'],
      ['3', 'b'],
    ]);
  });

  test('quiet accounts are spread by tasks, too', () => {
    const four = ['1', '2', '3', '4'].map((id) => ({ id, tasks: 0, arrMinor: 0 }));
    const shared = shareOut(four, [aMember('a'), aMember('b')], 'fewest_tasks');
    expect([...shared.values()].filter((id) => id === 'a')).toHaveLength(2);
  });

  test('without members nobody gets anything', () => {
    expect(shareOut([{ id: '1', tasks: 0, arrMinor: 0 }], [], 'least_arr').size).toBe(0);
  });
});
