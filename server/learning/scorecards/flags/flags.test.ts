import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXITS, type Exit, FATES, type Fate, type Occasion } from '../occasion.ts';
import { findFlags } from './find-flags.ts';
import type { TriggerFacts } from './trigger-rate.ts';

const STEPS = [{ id: 'plan', title: 'Write the plan' }];
const QUIET: TriggerFacts = { startsByItself: false, isForEverybody: false, mornings: 0, eligible: new Set() };
const START = new Date('2026-03-02T09:00:00Z');

interface Told {
  readonly exit?: Exit;
  readonly fate?: Fate;
  readonly note?: string | null;
  readonly member?: string;
  readonly account?: string;
  readonly edited?: readonly boolean[];
}

let number = 0;
function occasion({
  exit = 'open',
  fate = 'done',
  note = null,
  member = 'ana',
  account = 'a',
  edited = [],
}: Told): Occasion {
  number++;
  return {
    playbookKey: 'risk',
    situationId: `s${number}`,
    account: { id: account, name: account },
    at: START,
    version: 1,
    segment: null,
    isFalseAlarm: false,
    run: {
      id: `r${number}`,
      number,
      memberId: member,
      startedAt: START,
      closedAt: exit === 'open' ? null : START,
      exit,
      firstAction: 'in_time',
      steps: [{ id: 'plan', fate, note }],
      assets: edited.map((isEdited) => ({ step: 'plan', isEdited })),
    },
  };
}

const times = (count: number, told: Told) => Array.from({ length: count }, () => occasion(told));
const found = (occasions: readonly Occasion[], facts = QUIET) =>
  findFlags(occasions, STEPS, facts, (member) => member.toUpperCase());
const kinds = (occasions: readonly Occasion[], facts = QUIET) => found(occasions, facts).map(({ kind }) => kind);

describe('a step that does not show in the outcome', () => {
  const done = [...times(8, { exit: 'success' }), ...times(12, { exit: 'timeout' })];
  const not = (reached: number) => [
    ...times(reached, { exit: 'success', fate: 'skipped' }),
    ...times(10 - reached, { exit: 'failure', fate: 'given_up' }),
  ];

  test('is told with both shares, and the runs they are of', () => {
    const [flag, ...others] = found([...done, ...not(5)]);
    expect(others).toEqual([]);
    expect(flag).toMatchObject({
      kind: 'step_without_effect',
      finding: expect.stringContaining('in 40 % of the runs where the step was done, and in 50 % where it was not'),
      restsOn: [
        { hits: 8, of: 20 },
        { hits: 5, of: 10 },
      ],
    });
    expect(flag!.restsOn[1]!.runs.map(({ isHit }) => isHit)).toEqual([...Array(5).fill(true), ...Array(5).fill(false)]);
  });

  test('is not one when the outcome is reached more often with it, or too few runs went without', () => {
    expect(kinds([...done, ...not(3)])).toEqual([]);
    expect(kinds([...done, ...not(5).slice(1)])).toEqual([]);
    expect(kinds([...done.slice(1), ...not(5)])).toEqual([]);
  });

  test('leaves out runs that say nothing: those open, superseded or false alarms, and steps that were not asked for', () => {
    const others = (['open', 'superseded', 'false_alarm'] as const).flatMap((exit) =>
      times(30, { exit, fate: 'skipped' }),
    );
    const never = (['left_out', 'not_reached'] as const).flatMap((fate) => times(30, { exit: 'success', fate }));
    expect(kinds([...done, ...others, ...never])).toEqual([]);
  });
});

describe('a trigger', () => {
  const eligible = new Set(Array.from({ length: 20 }, (_, i) => `account ${i}`));
  const facts = { startsByItself: true, isForEverybody: false, mornings: 60, eligible };
  const forAccounts = (count: number) => [...eligible].slice(0, count).flatMap((account) => times(1, { account }));

  test('that never fires is told after sixty mornings over twenty accounts', () => {
    expect(found([], facts)[0]).toMatchObject({
      kind: 'never_fires',
      finding: expect.stringContaining('60 mornings'),
      restsOn: [{ hits: 0, of: 20 }],
    });
    expect(kinds([], { ...facts, mornings: 59 })).toEqual([]);
    expect(kinds([], { ...facts, eligible: new Set([...eligible].slice(1)) })).toEqual([]);
    expect(kinds([], { ...facts, startsByItself: false })).toEqual([]);
    expect(kinds(times(1, { account: 'gone since' }), facts)).toEqual([]);
  });

  test('that fires for most accounts is told, unless it is meant for everybody', () => {
    expect(kinds(forAccounts(9), facts)).toEqual([]);
    expect(found(forAccounts(10), facts)[0]).toMatchObject({ kind: 'always_fires', restsOn: [{ hits: 10, of: 20 }] });
    expect(kinds(forAccounts(20), { ...facts, isForEverybody: true })).toEqual([]);
  });
});

describe('too vague', () => {
  test('is what one member does and another does not', () => {
    const apart = [
      ...times(12, { member: 'ana' }),
      ...times(4, { member: 'ben' }),
      ...times(8, { member: 'ben', fate: 'skipped' }),
      ...times(9, { member: 'cleo', fate: 'skipped' }),
    ];
    const [flag] = found(apart);
    expect(flag).toMatchObject({
      kind: 'too_vague',
      finding: expect.stringContaining('in 100 % of 12 by ANA, but in 33 % of 12 by BEN'),
      restsOn: [
        { words: 'ANA', hits: 12, of: 12 },
        { words: 'BEN', hits: 4, of: 12 },
      ],
    });
  });

  test('is not a difference that chance makes, or that is of too few cases', () => {
    const close = [
      ...times(7, { member: 'ana' }),
      ...times(3, { member: 'ana', fate: 'skipped' }),
      ...times(3, { member: 'ben' }),
      ...times(7, { member: 'ben', fate: 'skipped' }),
    ];
    expect(kinds(close)).toEqual([]);
    expect(kinds([...times(9, { member: 'ana' }), ...times(9, { member: 'ben', fate: 'skipped' })])).toEqual([]);
  });

  test('is an asset that one rewrites and another does not', () => {
    const apart = [...times(10, { edited: [true] }), ...times(10, { member: 'ben', edited: [false] })];
    expect(found(apart).map(({ kind, finding }) => [kind, finding])).toEqual([
      ['too_vague', expect.stringContaining('Assets are edited')],
    ]);
  });
});

describe('too rigid', () => {
  test('are assets that nobody edits', () => {
    expect(kinds(times(10, { edited: [false, false] }))).toEqual(['too_rigid']);
    expect(kinds(times(19, { edited: [false] }))).toEqual([]);
    // Of 20 with one edit, the interval reaches above a fifth.
    expect(kinds([...times(19, { edited: [false] }), ...times(1, { edited: [true] })])).toEqual([]);
  });

  test('are notes that say the same', () => {
    const same = (count: number) => [...times(count, { note: 'x' }), ...times(20 - count, { note: 'y' })];
    expect(found(same(16))[0]).toMatchObject({ kind: 'too_rigid', restsOn: [{ hits: 16, of: 20 }] });
    expect(kinds(same(15))).toEqual([]);
    expect(kinds(times(19, { note: 'x' }))).toEqual([]);
  });
});

test('fewer than twenty runs of one member raise no flag, whatever happened in them', () => {
  const any = fc.record({
    exit: fc.constantFrom(...EXITS),
    fate: fc.constantFrom(...FATES),
    note: fc.option(fc.constantFrom('x', 'y')),
    edited: fc.array(fc.boolean(), { maxLength: 1 }),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 19 }), (told) => {
      expect(found(told.map((one) => occasion(one)))).toEqual([]);
    }),
  );
});
