import type { TestCommandLine } from './command-line.ts';

/** The day as of which the company is diagnosed. */
export const AS_OF = '2026-03-01';

const ACCOUNTS = 12;

/**
 * Files of a small vendor until the end of February 2026, and the commands that bring them in. Of 12 accounts every fourth has been silent
 * since early January and every fifth never began; names and comments hold what breaks careless writers.
 */
export async function importSmallCompany(line: TestCommandLine): Promise<void> {
  const at = (file: string, text: string) => line.write(file, text);
  const numbers = Array.from({ length: ACCOUNTS }, (_, index) => index + 1);
  const accounts = numbers.map((n) => `a${n},"Kunde ${n} \t\\. ""Öl & Söhne"" 🛢️",${n % 2 ? 'SME' : 'Enterprise'}`);
  const usage = numbers.flatMap((n) => {
    if (n % 5 === 0) return [];
    const last = n % 4 === 0 ? 7 : 59;
    return Array.from({ length: last }, (_, day) => {
      const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
      return `u${n}-${day},a${n},person${day % 3}@a${n}.example,opened,${date}T10:00:00Z,${n * 1.5}`;
    });
  });
  const deals = numbers.map((n) => `d${n},a${n},2025-12-0${(n % 9) + 1}`);
  const answers = numbers.map((n) => `r${n},a${n},${n % 11},"Line one\nline two, \\N \\\\ ${n}",2026-02-1${n % 10}`);
  const contacts = numbers.map((n) => `c${n},a${n},Person ${n},person0@a${n}.example,champion`);
  const bring = (kind: string, file: string, ...map: string[]) =>
    line.json('import', kind, file, '--org', 'small', '--source', 'crm', '--map', ...map);
  await line.json('org', 'create', 'small', '--name', 'Small', '--timezone', 'Europe/Berlin', '--currency', 'EUR');
  await bring(
    'accounts',
    at('accounts.csv', csv('id,name,segment', accounts)),
    'id=id',
    'name=name',
    'segment=segment',
  );
  await bring(
    'usage',
    at('usage.csv', csv('id,account,user,event,at,price', usage)),
    ...['id=id', 'account=account', 'user=user', 'event=event', 'occurred_at=at', 'properties.price=price'],
  );
  await bring('deals', at('deals.csv', csv('id,account,won', deals)), 'id=id', 'account=account', 'won_at=won');
  await bring(
    'surveys',
    at('answers.csv', csv('id,account,score,comment,at', answers)),
    ...['id=id', 'account=account', 'kind==nps', 'score=score', 'comment=comment', 'responded_at=at'],
  );
  await bring(
    'contacts',
    at('contacts.csv', csv('id,account,name,email,role', contacts)),
    ...['id=id', 'account=account', 'name=name', 'email=email', 'role=role'],
  );
}

function csv(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join('\n')}\n`;
}
