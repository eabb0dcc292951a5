import { z } from 'zod';
import type { Transaction } from '../../context/transaction.ts';
import { organisationOf } from '../../identity/organisation.ts';
import { problem } from '../../lib/problem.ts';
import { Temporal } from '../../lib/temporal.ts';

/** What somebody said they would do, and by which day. */
export const actionItem = z.strictObject({
  title: z.string().trim().min(1, 'Say what is to be done.').max(300, 'At most 300 characters.'),
  ownerId: z.uuid(),
  dueOn: z.iso.date('Use a day such as 2026-02-14.'),
});

/**
 * Makes the action items of an interaction tasks of their owners, due at the end of the working day. Throws a problem for an owner who cannot
 * work on it. Returns how many.
 */
export async function openActionItems(
  tx: Transaction,
  interaction: { readonly id: string; readonly accountId: string; readonly kind: string },
  items: readonly z.output<typeof actionItem>[],
): Promise<number> {
  if (items.length === 0) return 0;
  const { timeZone, workdayEnd } = await organisationOf(tx);
  const owners = await tx.query<{ id: string; name: string; role: string; status: string }>(
    'select id, name, role, status from member where organisation_id = $1 and id = any($2::uuid[])',
    [tx.organisationId, items.map((item) => item.ownerId)],
  );
  for (const [index, { title, ownerId, dueOn }] of items.entries()) {
    const owner = owners.find(({ id }) => id === ownerId);
    if (!owner || owner.status === 'left' || owner.role === 'viewer')
      throw problem(400, `${owner?.name ?? 'This person'} cannot own "${title}". Choose an active member.`, [
        { at: `actionItems.${index}.ownerId`, problem: 'cannot work on tasks', mend: 'Choose an active member.' },
      ]);
    await tx.execute(
      `insert into task (organisation_id, account_id, interaction_id, title, owner_id, owner_role, due_at, due_because)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        tx.organisationId,
        interaction.accountId,
        interaction.id,
        title,
        owner.id,
        owner.role,
        endOfWork(dueOn, workdayEnd, timeZone),
        `Promised in ${article(interaction.kind)}: by the end of the working day on ${dueOn}`,
      ],
    );
  }
  return items.length;
}

function endOfWork(day: string, at: string, timeZone: string): Date {
  const end = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(at) });
  return new Date(end.epochMilliseconds);
}

function article(kind: string): string {
  return kind === 'email' ? 'an e-mail' : `a ${kind}`;
}
