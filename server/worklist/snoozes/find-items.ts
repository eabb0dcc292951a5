import type { Transaction } from '../../context/transaction.ts';
import { textArray, uuidArray } from '../../database/binary-array.ts';
import type { Band } from '../../health/health-model.ts';

/** What can be put aside: a task, a situation, a change of health. Escalations, handoffs and questions wait for nobody's convenience. */
export type SnoozableKind = 'task' | 'situation' | 'band_change';

export interface SnoozableItem {
  readonly kind: SnoozableKind;
  readonly id: string;
}

/** An item that can be put aside, with its account. */
export interface ItemOfAccount extends SnoozableItem, Record<string, unknown> {
  /** False for a task that is done and a situation that has ended. */
  readonly isOpen: boolean;
  readonly accountId: string;
  readonly slot: number;
  readonly band: Band | null;
  readonly score: number | null;
  readonly dueAt: Date | null;
  readonly runId: string | null;
  /** The situation that it is, or that its run answers. */
  readonly situationId: string | null;
}

/** A kind and an id as one text. */
export function keyOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind} ${id}`;
}

/** Finds items inside the organisation, any number at once; what is not here is left out. */
export function findItems(tx: Transaction, items: readonly SnoozableItem[]): Promise<ItemOfAccount[]> {
  return tx.query<ItemOfAccount>(
    `select i.kind, i.id, coalesce(k.state, s.state, 'open') = 'open' as "isOpen", a.id as "accountId", a.slot, h.band, h.score,
       k.due_at as "dueAt", k.run_id as "runId", coalesce(s.id, r.situation_id) as "situationId"
     from unnest($2::text[], $3::uuid[]) i(kind, id)
     left join task k on i.kind = 'task' and k.organisation_id = $1 and k.id = i.id
     left join run r on r.organisation_id = $1 and r.id = k.run_id
     left join situation s on i.kind = 'situation' and s.organisation_id = $1 and s.id = i.id
     left join health_band_change c on i.kind = 'band_change' and c.organisation_id = $1 and c.id = i.id
     join account a on a.organisation_id = $1 and a.id = coalesce(k.account_id, s.account_id, c.account_id)
     left join account_health h on h.organisation_id = $1 and h.account_id = a.id`,
    [tx.organisationId, textArray(items.map(({ kind }) => kind)), uuidArray(items.map(({ id }) => id))],
  );
}
