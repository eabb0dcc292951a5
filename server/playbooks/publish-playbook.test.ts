import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { inOrganisation } from '../context/transaction.ts';
import { aPlaybook } from './playbook-example.ts';
import { publishPlaybook } from './publish-playbook.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
  for (const document of [aPlaybook, named('other'), starting(named('third'), 'quiet-account')])
    await publish(document);
});
afterAll(() => api.close());

const publish = (document: string) =>
  inOrganisation(api.steward.database, api.world.alice.actor, (tx) => publishPlaybook(tx, document));
const versions = () =>
  inOrganisation(api.steward.database, api.world.alice.actor, (tx) =>
    tx.query('select key from playbook_version where organisation_id = $1', [tx.organisationId]),
  );

const changed = (from: string, to: string) => {
  expect(aPlaybook).toContain(from);
  return aPlaybook.replace(from, to);
};
const named = (key: string) => changed('playbook: quiet-account', `playbook: ${key}`);
const go = (key: string) =>
  `  - { id: go, title: Go, do: start_playbook, with: { playbook: ${key} }, after: look }\nexit:\n`;
const starting = (document: string, key: string) => document.replace('exit:\n', go(key));
const varied = (steps: string) =>
  changed(
    'exit:\n',
    `variations:\n  - for: account.seats >= 250\n    because: They are large.\n    steps: { ${steps} }\nexit:\n`,
  );

test.each([
  [
    'a circle of steps',
    () => changed('due: 24h, assets', 'due: 24h, after: write, assets'),
    18,
    'Remove one of these links',
  ],
  ['an unknown role', () => changed('owner: csm, due: 24h', 'owner: cmo, due: 24h'), 18, 'Write one of csm'],
  ['an unknown segment', () => changed('owner: manager', 'owner: manager\nfor: enterprize'), 6, 'Add that segment'],
  [
    'an unknown segment to enter',
    () => changed('  cooldown: 30d', '  enters_segment: enterprize'),
    15,
    'Add that segment',
  ],
  [
    'an unknown signal',
    () => changed('days_since_two_way > 45', 'days_since_two_wey > 45'),
    12,
    'Did you mean relationship.days_since_two_way?',
  ],
  [
    'an unknown signal to wait for',
    () => changed('due: 2bd', 'wait: { until: "usage.chnage_28d > 0", at_most: 3d }'),
    20,
    'Did you mean usage.change_28d?',
  ],
  [
    'an unknown template field',
    () => changed('{{ account.name }}', '{{ account.nmae }}'),
    51,
    'Did you mean account.name?',
  ],
  [
    'a day that is in no calendar',
    () => changed('"relationship.days_since_two_way > 45"', `"account.renewal_date < date('2026-02-30')"`),
    12,
    'Write the day as',
  ],
  [
    'a day that no month has',
    () => changed('  cooldown: 30d', '  schedule: { every: month, on: 32 }'),
    15,
    'At most 31',
  ],
  ['a due date before its beginning', () => changed('due: 2bd', 'due: -2bd'), 20, 'Write it without the minus'],
  ['a date that is none', () => changed('due: 2bd', 'from: renewel, due: 2bd'), 20, 'Write start, renewal'],
  ['a playbook that starts one that starts it', () => starting(aPlaybook, 'third'), 21, 'Let one of them end'],
  [
    'a playbook that is merged into itself',
    () => changed('  cooldown: 30d', '  merge_into: [quiet-account]'),
    15,
    'Remove "quiet-account"',
  ],
  ['an unknown playbook to start', () => starting(aPlaybook, 'othre'), 21, 'Did you mean other?'],
  [
    'an unknown signal in a variation',
    () => varied('write: { when: "usage.chnage_28d > 0" }'),
    24,
    'Did you mean usage.change_28d?',
  ],
  ['an impossible date in a variation', () => varied('write: { due: -2bd }'), 24, 'Write it without the minus'],
  ['an unknown role in a variation', () => varied('write: { owner: cmo }'), 24, 'Write one of csm'],
  ['a circle in a variation', () => varied('look: { after: write }'), 24, 'Remove one of the links'],
] as const)('%s is refused as it is saved, with its line and how to mend it', async (_, document, line, mend) => {
  const before = await versions();
  const details = expect.arrayContaining([
    { at: `line ${line}`, problem: expect.stringMatching(/\S/), mend: expect.stringContaining(mend) },
  ]);
  await expect(publish(document())).rejects.toMatchObject({ status: 422, details });
  expect(await versions()).toEqual(before);
});

test('playbooks that are merged into each other: the second is refused', async () => {
  await publish(named('one').replace('  cooldown: 30d', '  merge_into: [other]'));
  const other = named('other').replace('  cooldown: 30d', '  merge_into: [one]');
  await expect(publish(other)).rejects.toMatchObject({ status: 422, details: [{ at: 'line 15' }] });
});
