import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { writeAccounts } from '../../accounts/write-accounts.ts';
import { systemActor } from '../../context/actor.ts';
import { inOrganisation } from '../../context/transaction.ts';
import { type Database, openDatabase } from '../../database/database.ts';
import { changeOrganisation } from '../../identity/change-organisation.ts';
import { createOrganisation } from '../../identity/create-organisation.ts';
import { epochDay } from '../../lib/days.ts';
import { computeSignals } from '../compute-signals.ts';

let postgres: TestDatabase;
let database: Database;
beforeAll(async () => {
  postgres = await createTestDatabase();
  database = openDatabase(postgres.connection, postgres.secret, { size: 2 });
});
afterAll(async () => {
  await database.close();
  await postgres.drop();
});

test('one hard figure makes it hard, an unknown one says nothing, and the organisation’s own limits and hours count', async () => {
  const slug = `firm-${randomUUID().slice(0, 8)}`;
  const { id } = await createOrganisation(database, { slug, name: slug, timeZone: 'Europe/Berlin', currency: 'EUR' });
  const actor = systemActor(id);
  await inOrganisation(database, actor, async (tx) => {
    const source = await tx.one<{ id: string }>(
      'source',
      `insert into source (organisation_id, name, kind) values ($1, 'crm', 'file') returning id`,
      [id],
    );
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
      source.id,
      accounts.map((fields) => ({
        externalId: fields.name,
        fields,
        at,
        ...(fields.name === 'Connected' && { attributes: { integrations: 2 } }),
      })),
    );
  });
  const read = () =>
    inOrganisation(database, actor, async (tx) => {
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
