import { nearestName } from '../../expressions/nearest-name.ts';
import { parseDuration } from '../../lib/duration.ts';
import type { Giver, Role } from '../definition.ts';
import type { Path } from '../document/front-matter.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn } from './context.ts';

/** Who has no seat in Steward, or looks without working in it, and so can accept nothing. */
const CANNOT_ACCEPT: readonly Role[] = ['product', 'customer', 'vp', 'executive'];

/** Checks that what is handed over has a giver and a receiver who are two, time to accept it, and a brief that exists. */
export function lintHandoffs(parsed: ParsedPlaybook): Finding[] {
  const findings: Finding[] = [];
  const add = (path: Path, code: string, problem: string, mend: string) =>
    findings.push(findingOn(parsed, path, { code, severity: 'error', problem, mend }));
  const keys = parsed.assets.map((asset) => asset.key);

  for (const { index, handoff, owner } of parsed.outline.steps) {
    if (handoff === undefined) continue;
    const path = ['steps', index, 'handoff'] as const;
    const { from, to, accept_within, brief } = handoff;
    const giver = roleOfGiver(from);
    if (giver === to)
      add(
        path,
        'one-sided-handoff',
        `Giver and receiver are both the ${to} of the account, who is one person.`,
        'Name the role that takes over; from one CSM to another it is handed over on the page of the account.',
      );
    if (CANNOT_ACCEPT.includes(to))
      add(
        [...path, 'to'],
        'one-sided-handoff',
        `No ${to} works in Steward, so nobody could accept it.`,
        'Name a role of the team, and make telling the others a step of its own.',
      );
    if (owner !== giver)
      add(
        ['steps', index, 'owner'],
        'handoff-owner',
        `The ${from} hands over, and the step belongs to "${owner}".`,
        `Write owner: ${giver}, who stays responsible until it is accepted.`,
      );
    if (parseDuration(accept_within).amount <= 0)
      add(
        [...path, 'accept_within'],
        'impossible-duration',
        `${accept_within} leaves no time to accept it.`,
        'Write a time such as 2bd.',
      );
    if (brief !== undefined && !keys.includes(brief)) {
      const near = nearestName(brief, keys);
      add(
        [...path, 'brief'],
        'asset-not-defined',
        `The brief "${brief}" is no asset of this document.`,
        near ? `Did you mean ${near}?` : `Add an asset with {#${brief} kind=brief}, or leave "brief" out.`,
      );
    }
  }
  return findings;
}

/** The role that gives: the account manager speaks for sales. */
export function roleOfGiver(giver: Giver): Role {
  return giver === 'sales' ? 'account_manager' : giver;
}
