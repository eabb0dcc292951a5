import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { checkRule } from '../segments/check-rule.ts';
import { compileSegments, findMoves } from '../segments/find-moves.ts';
import { lastMorning } from '../segments/last-morning.ts';
import { type RuleMenu, readRuleMenu } from '../segments/rule-menu.ts';
import { openCatalogue, openSentences } from './playbook-sentences.ts';

export const writtenRule = z.strictObject({ rule: z.string().trim().min(1).max(2000) });

/** What a rule means and whom it would find, before anybody saves it. */
export interface RulePreview {
  readonly sentence: string;
  readonly menu: RuleMenu | null;
  /** The morning whose values were used; null before the first diagnosis, and then nobody is found. */
  readonly asOf: string | null;
  readonly total: number;
  /** Those with the largest ARR, at most 20. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
}

/** Who would belong to a segment of this rule. Saves nothing. Throws a 400 problem, with places, for a rule that cannot be used. */
export function previewRule(
  database: Database,
  actor: Actor,
  input: z.input<typeof writtenRule>,
): Promise<RulePreview> {
  mayI(actor, 'read');
  const { rule } = writtenRule.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const catalogue = await openCatalogue(tx);
    checkRule(rule, catalogue);
    const { say } = await openSentences(tx);
    const last = await lastMorning(tx);
    const [compiled] = last ? compileSegments([{ key: '', name: '', rule, asOf: null }], last.morning) : [];
    const found =
      last && compiled
        ? findMoves(
            compiled,
            last.morning,
            () => false,
            () => false,
          )
        : [];
    const accounts = await tx.query<{ id: string; name: string; total: number }>(
      `select id, name, count(*) over ()::int as total from account
       where organisation_id = $1 and slot = any($2::int[]) and archived_at is null
       order by arr_minor desc nulls last, name limit 20`,
      [tx.organisationId, found.map(({ slot }) => slot)],
    );
    return {
      sentence: say(rule),
      menu: readRuleMenu(rule, catalogue),
      asOf: last?.asOf ?? null,
      total: accounts[0]?.total ?? 0,
      accounts: accounts.map(({ id, name }) => ({ id, name })),
    };
  });
}
