import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, type Role } from '../playbooks/definition.ts';
import { resolveOwners } from './resolve-owner.ts';
import { openRunsTest, type RunsTest } from './run-world.test-support.ts';

let runs: RunsTest;
let accountId: string;
beforeAll(async () => {
  runs = await openRunsTest();
  accountId = (await runs.anAccount('Borealis')).id;
});
afterAll(() => runs.close());

/** Owners by role inside a transaction that changes people first and is then rolled back. */
async function ownersAfter(change: string, ...values: unknown[]): Promise<Record<string, string>> {
  const result: Record<string, string> = {};
  const undo = new Error('undo');
  await runs
    .inAcme(async (tx) => {
      if (change) await tx.execute(change, [runs.world.acme.id, ...values]);
      const ownerOf = (await resolveOwners(tx, [accountId])).get(accountId)!;
      for (const role of ROLES) {
        const { name, fallback } = ownerOf(role);
        result[role] = fallback === null ? name : `${name}: ${fallback}`;
      }
      throw undo;
    })
    .catch((error) => {
      if (error !== undo) throw error;
    });
  return result;
}

test('a role comes down to its holder, else to the manager with the reason; what others do is followed up by the CSM', async () => {
  expect(await ownersAfter('')).toEqual({
    csm: 'Carl',
    account_manager: 'Maya: the account has no account manager',
    support: 'Maya: the account has no support contact',
    manager: 'Maya',
    vp: 'Maya: the account has no VP',
    executive: 'Maya: the account has no executive',
    product: 'Carl: product has no member here, somebody has to ask them',
    customer: 'Carl: the customer does this, somebody of ours follows it up',
  } satisfies Record<Role, string>);
});

test('a member of the account team goes before others, and an executive speaks for a VP', async () => {
  const { ann, alice } = runs.world;
  const team = `insert into account_team (organisation_id, account_id, role, member_id) values ($1, $2, 'account_manager', $3), ($1, $2, 'executive', $4)`;
  const owners = await ownersAfter(team, accountId, ann.actor.memberId, alice.actor.memberId);
  expect(owners).toMatchObject({
    account_manager: 'Ann',
    executive: 'Alice',
    vp: 'Alice: stands in for a VP as executive',
  });
});

test('when the CSM has left, their manager takes over, then any manager, then an admin', async () => {
  const { carl, ann } = runs.world;
  const left = `update member set status = 'left', manager_id = $3 where organisation_id = $1 and id = $2`;
  expect((await ownersAfter(left, carl.actor.memberId, ann.actor.memberId)).csm).toBe('Ann: Carl, the CSM, has left');
  expect((await ownersAfter(left, carl.actor.memberId, null)).csm).toBe('Maya: Carl, the CSM, has left');
  const allLeft = `update member set status = 'left' where organisation_id = $1 and role in ('csm', 'manager')`;
  expect(await ownersAfter(allLeft)).toMatchObject({
    csm: 'Alice: Carl, the CSM, has left',
    manager: 'Alice: the account has no manager',
  });
});

test('never to nobody, and never to somebody who may only look', async () => {
  const onlyViewers = `update member set status = 'left' where organisation_id = $1 and role <> 'viewer'`;
  await expect(ownersAfter(onlyViewers)).rejects.toMatchObject({ status: 409 });
});
