import { afterAll, beforeAll, expect, it } from 'vitest';
import { declareAttributes } from '../server/accounts/declare-attributes.ts';
import { ensureAccounts } from '../server/accounts/ensure-accounts.ts';
import { readConfig } from '../server/config/read-config.ts';
import { handlers } from '../server/flow.ts';
import { createLog } from '../server/lib/log.ts';
import { loadLintContext } from '../server/playbooks/lint-context.ts';
import { createTrackingWorld, type TrackingWorld } from './tracking.ts';

let world: TrackingWorld;
beforeAll(async () => {
  world = await createTrackingWorld();
  await world.startAnew();
});
afterAll(() => world.close());

it('gives events that came before their account to it, once an import has brought it', async () => {
  await world.createSource({ createsAccounts: false });
  const event = { type: 'track', messageId: '1', userId: 'ada', event: 'Login', context: { groupId: 'acme' } };
  await world.post('/v1/batch', { batch: [event] });
  await world.work((tx) => ensureAccounts(tx, world.sourceId, [{ externalId: 'acme', name: 'From the CRM' }]));
  const config = readConfig({ STEWARD_SECRET: 'a secret that is long enough for this', LOG_LEVEL: 'silent' });
  const tools = { database: world.database, config, log: createLog('silent'), mail: null };
  await handlers['import.completed'](tools, world.organisationId, {
    name: 'import.completed',
    importId: crypto.randomUUID(),
  });
  const [row] = await world.work((tx) =>
    tx.query<{ name: string }>(
      `select a.name from usage_event e join account a on a.organisation_id = $1 and a.slot = e.account_slot
       where e.organisation_id = $1`,
      [tx.organisationId],
    ),
  );
  expect(row?.name).toBe('From the CRM');
});

it('lets templates fill in attributes that an import has brought', async () => {
  await world.work((tx) => declareAttributes(tx, [{ key: 'region', title: 'Region', type: 'label' }]));
  const { templateFields } = await world.work(loadLintContext);
  expect(templateFields.find(({ name }) => name === 'account.attributes.region')).toMatchObject({ title: 'Region' });
});
