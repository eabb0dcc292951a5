import type { Command } from 'commander';
import { type AccountNamed, findAccountNamed } from '../accounts/find-account-named.ts';
import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import { today } from '../diagnosis/organisation.ts';
import { type AccountSignals, readAccountSignals } from '../diagnosis/read-account-signals.ts';
import { isoDate } from '../lib/days.ts';
import { dayFrom } from './as-of.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { describeAccount } from './describe-account.ts';
import { organisationNamed } from './organisation-named.ts';

interface ShowOptions extends CommonOptions {
  readonly org: string;
  readonly asOf?: string;
}

export function addAccount(program: Command, line: CommandLine): void {
  program
    .command('account')
    .description('look at an account')
    .command('show <account>')
    .description('show every signal of an account and its health, explained')
    .requiredOption('--org <slug>', 'the organisation')
    .option('--as-of <date>', 'the morning of this day, such as 2018-08-01, instead of what is known now')
    .option('--json', 'answer in JSON')
    .addHelpText(
      'after',
      '\nThe account is named by the id of a source, the beginning of one, its name, or its own id.',
    )
    .action((account: string, options: ShowOptions) => show(line, account, options));
}

async function show(line: CommandLine, wanted: string, options: ShowOptions): Promise<void> {
  const { account, signals, currency } = await line.open(async ({ database }) => {
    const organisation = await organisationNamed(database, options.org);
    return inOrganisation(database, systemActor(organisation.id), async (tx) => {
      const found = await findAccountNamed(tx, wanted);
      const day = options.asOf === undefined ? undefined : dayFrom(options.asOf, (await today(tx)) + 1);
      const read = await readAccountSignals(tx, found.id, day);
      return { account: found, signals: read, currency: organisation.currency };
    });
  });
  answer(line, options, inJson(account, signals), () => describeAccount(account, signals, currency));
}

/** Signals by name; days as 'YYYY-MM-DD', money in minor units, null for what is unknown. */
function inJson(account: AccountNamed, { day, computedFrom, health, signals }: AccountSignals) {
  const values = signals.map(({ name, type, value }) => {
    const isDay = type === 'date' && typeof value === 'number';
    return [name, isDay ? isoDate(value) : value] as const;
  });
  const { score, band, coverage, explanation } = health;
  return {
    account: { id: account.id, name: account.name, known_as: account.knownAs },
    as_of: day,
    computed_from: computedFrom,
    health: { score, band, coverage, ...explanation },
    signals: Object.fromEntries(values),
  };
}
