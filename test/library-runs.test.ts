import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { GROWTH } from './library/cases/growth.ts';
import { INCIDENT } from './library/cases/incident.ts';
import { JOURNEY } from './library/cases/journey.ts';
import { RISK } from './library/cases/risk.ts';
import { type Lived, liveTheLibrary } from './library/lived-library.ts';
import { nameOf } from './library/told.ts';

const CASES = [...JOURNEY, ...RISK, ...GROWTH, ...INCIDENT];

// Every playbook of the library runs on the real database from its trigger to its exit, over eighteen weeks.
let lived: Lived;
beforeAll(async () => {
  lived = await liveTheLibrary(CASES);
}, 600_000);

test('no playbook of the library is left out', () => {
  const shipped = readdirSync(new URL('../library/playbooks/', import.meta.url)).map((file) => file.replace('.md', ''));
  expect([...new Set(CASES.map(({ playbook }) => playbook))].sort()).toEqual(shipped.sort());
});

describe.each(CASES.map((one) => ({ ...one, name: nameOf(one) })))(
  '$name',
  ({ name, began, steps, end, neglected }) => {
    test('is worked on as its guide says, by whom and when, without anybody being alarmed', () => {
      expect(lived.get(name)!.worked).toEqual({ began, steps, escalations: [], end });
    });

    test('left alone, alarms those whom it names, and ends all the same', () => {
      const { escalations, end: ended } = lived.get(name)!.neglected;
      expect({ escalations, end: ended }).toEqual(neglected);
    });
  },
);
