import type { Transaction } from '../../../context/transaction.ts';
import { eligibility } from '../../../diagnosis/live-trigger.ts';
import { readExpression, signalsOf } from '../../../expressions/check.ts';
import { loadCatalogue } from '../../../health/load-catalogue.ts';
import { type PlaybookDefinition, playbookSchema } from '../../../playbooks/definition.ts';
import { compileSegments, findMoves } from '../../../segments/find-moves.ts';
import { lastMorning } from '../../../segments/last-morning.ts';
import { loadSegments } from '../../../segments/load-segments.ts';
import type { TriggerFacts } from './trigger-rate.ts';

/** What the triggers of published playbooks could have done in some days ('YYYY-MM-DD', both included), by key. */
export async function loadTriggerFacts(
  tx: Transaction,
  { from, to, playbookKey }: { readonly from: string; readonly to: string; readonly playbookKey?: string | undefined },
): Promise<Map<string, TriggerFacts>> {
  const playbooks = await tx.query<{ key: string; definition: unknown; mornings: number }>(
    `select p.key, v.definition,
       (select count(distinct d.as_of)::int from diagnosis d where d.organisation_id = $1 and d.kind <> 'live' and d.finished_at is not null
          and d.as_of between $3::date and $4::date
          and d.as_of >= (select min(f.created_at)::date from playbook_version f where f.organisation_id = $1 and f.key = p.key)) as mornings
     from playbook p
     join playbook_version v on v.organisation_id = $1 and v.key = p.key and v.version = p.version
     where p.organisation_id = $1 and p.status = 'published' and ($2::text is null or p.key = $2)`,
    [tx.organisationId, playbookKey ?? null, from, to],
  );
  const definitions = playbooks.map((one) => ({ ...one, definition: playbookSchema.parse(one.definition) }));
  const eligible = await eligibleAccounts(tx, definitions);
  return new Map(
    definitions.map(({ key, definition: { trigger }, mornings }) => [
      key,
      {
        startsByItself: [trigger.when, trigger.event, trigger.schedule, ...entering(trigger)].some(Boolean),
        isForEverybody: [trigger.schedule, ...entering(trigger)].some(Boolean),
        mornings,
        eligible: eligible.get(key) ?? new Set(),
      },
    ]),
  );
}

function entering({
  enters_stage,
  enters_segment,
  leaves_segment,
  enters_persona,
  leaves_persona,
}: PlaybookDefinition['trigger']) {
  return [enters_stage, enters_segment, leaves_segment, enters_persona, leaves_persona];
}

/** The accounts in the stages and segment of each playbook on the last morning that was diagnosed whole. */
async function eligibleAccounts(
  tx: Transaction,
  playbooks: readonly { readonly key: string; readonly definition: PlaybookDefinition }[],
): Promise<Map<string, Set<string>>> {
  const rules = new Map((await loadSegments(tx)).map(({ key, rule }) => [key, rule]));
  const asked = playbooks.map(({ key, definition }) => ({
    key,
    name: key,
    rule: eligibility(definition, rules),
    asOf: null,
  }));
  const last = await lastMorning(tx, await signalsOfRules(tx, asked));
  if (!last) return new Map();
  const accounts = await tx.query<{ id: string; slot: number }>(
    'select id, slot from account where organisation_id = $1 and archived_at is null',
    [tx.organisationId],
  );
  const idOf = new Map(accounts.map(({ id, slot }) => [slot, id]));
  return new Map(
    compileSegments(asked, last.morning).map((compiled) => {
      const found = findMoves(
        compiled,
        last.morning,
        () => false,
        () => false,
      );
      return [compiled.segment.key, new Set(found.flatMap(({ slot }) => idOf.get(slot) ?? []))];
    }),
  );
}

/** What the rules read; one that cannot be read any more, because a metric was removed, reads nothing. */
async function signalsOfRules(tx: Transaction, rules: readonly { readonly rule: string }[]): Promise<string[]> {
  const catalogue = await loadCatalogue(tx);
  const names = rules.flatMap(({ rule }) => {
    const { expression } = readExpression(rule, catalogue);
    return expression ? signalsOf(expression) : [];
  });
  return [...new Set(names.map((name) => catalogue.get(name)!.name))];
}
