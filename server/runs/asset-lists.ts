import type { Transaction } from '../context/transaction.ts';
import { sayInstant } from '../lib/calendar/due-date.ts';
import type { AssetContact } from './asset-data.ts';

const MOST = 8;
const LONGEST = 160;

/** The people of an account as a Markdown list, who matters most first. */
export function listPeople(contacts: readonly AssetContact[]): string | null {
  return listed(
    contacts.map(({ name, title, role, email }) => {
      const what = [role?.replaceAll('_', ' '), title].filter(Boolean).join(', ');
      return `**${name}**${what && `, ${what}`}${email ? ` (${email})` : ''}`;
    }),
  );
}

/** What is open at an account as a Markdown list: tasks with owner and due date, then tickets; null when nothing is. */
export async function listOpenWork(tx: Transaction, accountId: string, timeZone: string): Promise<string | null> {
  const rows = await tx.query<{ what: string; who: string | null; at: Date | null }>(
    `select t.title as what, m.name as who, t.due_at as at from task t
     join member m on m.organisation_id = $1 and m.id = t.owner_id
     where t.organisation_id = $1 and t.account_id = $2 and t.state = 'open'
     union all
     select 'Ticket: ' || coalesce(subject, external_id), null, null from ticket
     where organisation_id = $1 and account_id = $2 and closed_at is null
     order by at nulls last, what limit 40`,
    [tx.organisationId, accountId],
  );
  return listed(
    rows.map(({ what, who, at }) => {
      const due = at ? `due ${sayInstant(at, timeZone, new Date())}` : null;
      return [short(what), who, due].filter(Boolean).join(', ');
    }),
  );
}

/** The last talks with an account as a Markdown list, the newest first; null when none is known. */
export async function listTalks(tx: Transaction, accountId: string, timeZone: string): Promise<string | null> {
  const rows = await tx.query<{ kind: string; subject: string | null; summary: string | null; at: Date }>(
    `select kind, subject, summary, occurred_at as at from interaction
     where organisation_id = $1 and account_id = $2 order by occurred_at desc, id limit ${MOST}`,
    [tx.organisationId, accountId],
  );
  return listed(
    rows.map(({ kind, subject, summary, at }) => {
      const day = sayInstant(at, timeZone, new Date()).replace(/ \d\d:\d\d$/, '');
      const what = [subject, summary].filter(Boolean).join(': ');
      return `${day}, ${kind}${what && `: ${short(what)}`}`;
    }),
  );
}

function listed(lines: readonly string[]): string | null {
  if (lines.length === 0) return null;
  const more = lines.length > MOST ? [`- and ${lines.length - MOST} more`] : [];
  return [...lines.slice(0, MOST).map((line) => `- ${line}`), ...more].join('\n');
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()} …` : line;
}
