import { expect, test } from 'vitest';
import { createFirm, openFileDatabase } from '../../../test/firm.ts';
import { writeAccounts } from '../../accounts/write-accounts.ts';
import { changeOrganisation } from '../../identity/change-organisation.ts';
import { epochDay } from '../../lib/days.ts';
import { computeSignals } from '../compute-signals.ts';

const { database } = await openFileDatabase();

test('one hard figure makes it hard, an unknown one says nothing, and the organisation’s own limits and hours count', async () => {
  const { id, actor, sourceId, inside } = await createFirm(database, { timeZone: 'Europe/Berlin', currency: 'EUR' });
  await inside(async (tx) => {
    await tx.execute(
      `insert into account_attribute (organisation_id, key, title, type) values ($1, 'integrations', 'integrations', 'number')`,
      [id],
    );
    const at = new Date('2026-01-01T12:00:00Z');
    const accounts = [
      { name: 'Small', seats: 25 },
      { name: 'Connected', seats: 3 },
      { name: 'Large', seats: 26 },
      { name: 'Unknown' },
    ];
    await writeAccounts(
      tx,
      sourceId,
      accounts.map((fields) => ({
        externalId: fields.name,
        fields,
        at,
        ...(fields.name === 'Connected' && { attributes: { integrations: 2 } }),
      })),
    );
  });
  const read = () =>
    inside(async (tx) => {
      const { days, labels } = await computeSignals(tx, [epochDay('2026-03-01')]);
      const { columns } = days[0]!;
      return [...columns.get('account.complexity')!].map((code, row) => [
        labels.labelOf('account.complexity', code),
        columns.get('account.onboarding_hours')![row],
      ]);
    });
  expect(await read()).toEqual([
    ['low', 8],
    ['high', 60],
    ['standard', 25],
    [null, Number.NaN],
  ]);
  await changeOrganisation(database, actor, {
    complexity: { seats: [1, 2], integrations: [5, 9], regions: [1, 2], hours: [1, 2, 100] },
  });
  expect((await read()).slice(0, 3)).toEqual([
    ['high', 100],
    ['high', 100],
    ['high', 100],
  ]);
});
