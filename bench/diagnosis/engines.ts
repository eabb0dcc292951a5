import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Client } from 'pg';
import { signalsOf } from '../../server/expressions/check.ts';
import type { Node } from '../../server/expressions/expression.ts';
import { parseExpression } from '../../server/expressions/parse.ts';
import { columnOf, conditionSql, signalsSql } from './sql-signals.ts';
import { TRIGGERS } from './triggers.ts';

/** Which accounts (slots) meet each trigger. */
export type Matches = readonly ReadonlySet<number>[];

/** One SQL query for each trigger over the facts, as products with cohorts do it. */
export async function queryPerTrigger(client: Client, organisationId: string, day: string): Promise<Matches> {
  const matches: Set<number>[] = [];
  for (const trigger of TRIGGERS) {
    const signals = signalsOf(parseExpression(trigger));
    const sql = `select slot from (${signalsSql(signals, organisationId, day, null)}) s where ${conditionSql(trigger)}`;
    const { rows } = await client.query<[number]>({ text: sql, rowMode: 'array' });
    matches.push(new Set(rows.map(([slot]) => slot)));
  }
  return matches;
}

/** The signals of one account after the other, each by a query of its own, and a rules engine over them. */
export async function queryPerAccount(
  client: Client,
  organisationId: string,
  day: string,
  slots: readonly number[],
): Promise<Matches> {
  const signals = [...new Set(TRIGGERS.flatMap((trigger) => signalsOf(parseExpression(trigger))))];
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const [i, trigger] of TRIGGERS.entries())
    engine.addRule({ conditions: topLevel(parseExpression(trigger).root), event: { type: String(i) } });
  const matches = TRIGGERS.map(() => new Set<number>());
  for (const slot of slots) {
    const { rows } = await client.query<Record<string, number | null>>(signalsSql(signals, organisationId, day, slot));
    const facts = Object.fromEntries(signals.map((signal) => [signal, rows[0]![columnOf(signal)]]));
    const { events } = await engine.run(facts);
    for (const { type } of events) matches[Number(type)]!.add(slot);
  }
  return matches;
}

/** What any way of computing the windows has to read at the least. */
export async function countWindowRows(client: Client, organisationId: string, day: string): Promise<number> {
  let rows = 0;
  for (const [table, where] of [
    ['usage_day', `day < date '${day}' and day >= date '${day}' - 90`],
    ['ticket', 'true'],
    ['survey_response', 'true'],
    ['invoice', 'true'],
    ['interaction', 'true'],
    ['contact', 'true'],
    ['account', 'true'],
  ]) {
    const { rows: counted } = await client.query<{ count: string }>(
      `select count(*) as count from ${table} where organisation_id = $1 and ${where}`,
      [organisationId],
    );
    rows += Number(counted[0]!.count);
  }
  return rows;
}

const OPERATORS: Record<string, string> = {
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
  '==': 'equal',
};

function topLevel(node: Node): TopLevelCondition {
  return (node.kind === 'compare' ? { all: [conditionOf(node)] } : conditionOf(node)) as TopLevelCondition;
}

function conditionOf(node: Node): object {
  if (node.kind === 'and') return { all: node.parts.map(conditionOf) };
  if (node.kind === 'or') return { any: node.parts.map(conditionOf) };
  if (node.kind === 'compare' && node.left.kind === 'signal')
    return { fact: node.left.name, operator: OPERATORS[node.operator], value: numberOf(node.right) };
  throw new Error(`The benchmark has no rule for ${node.kind}.`);
}

function numberOf(node: Node): number {
  if (node.kind === 'number') return node.value;
  if (node.kind === 'negate') return -numberOf(node.operand);
  throw new Error('The benchmark compares with numbers only.');
}
