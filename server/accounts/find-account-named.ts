import type { Transaction } from '../context/transaction.ts';
import { problem } from '../lib/problem.ts';

/** An account with the ids that sources have given it. */
export interface AccountNamed {
  readonly id: string;
  readonly name: string;
  readonly knownAs: readonly string[];
}

const LEAST_BEGINNING = 4;
const LISTED = 10;

/**
 * The account that a person means: by its own id, else by an id that a source has given it, else by its name in whatever case, else by the
 * beginning of such an id or name. Throws a 404 problem when there is none, a 400 one that lists them when there are several.
 */
export async function findAccountNamed(tx: Transaction, text: string): Promise<AccountNamed> {
  const wanted = text.trim();
  for (const { condition, value } of waysTo(wanted)) {
    const found = await tx.query<AccountNamed & Record<string, unknown>>(
      `select a.id, a.name, array(select distinct i.external_id from account_identity i
         where i.organisation_id = $1 and i.account_id = a.id order by i.external_id) as "knownAs"
       from account a where a.organisation_id = $1 and ${condition} order by lower(a.name), a.id limit ${LISTED + 1}`,
      [tx.organisationId, value],
    );
    if (found.length === 1) return found[0]!;
    if (found.length > 1) throw severalNamed(wanted, found);
  }
  throw problem(404, `There is no account "${wanted}". Use its name, or the id by which a source knows it.`);
}

/** SQL conditions over `account a`, with what `$2` is for each, the surest first. */
function waysTo(wanted: string): { condition: string; value: string }[] {
  const known = (match: string) =>
    `exists (select from account_identity i where i.organisation_id = $1 and i.account_id = a.id and ${match})`;
  const isUuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(wanted);
  return [
    ...(isUuid ? [{ condition: 'a.id = $2::uuid', value: wanted }] : []),
    { condition: known('i.external_id = $2'), value: wanted },
    { condition: 'lower(a.name) = lower($2)', value: wanted },
    ...(wanted.length < LEAST_BEGINNING
      ? []
      : [
          { condition: known('starts_with(i.external_id, $2)'), value: wanted },
          { condition: 'starts_with(lower(a.name), lower($2))', value: wanted },
        ]),
  ];
}

function severalNamed(wanted: string, found: readonly AccountNamed[]) {
  const names = found.slice(0, LISTED).map(({ name, knownAs, id }) => `${name} (${knownAs[0] ?? id})`);
  const more = found.length > LISTED ? ' and more' : '';
  return problem(400, `"${wanted}" could be several accounts: ${names.join(', ')}${more}. Say which by its id.`);
}
