import type { Command } from 'commander';
import { findAccountNamed } from '../accounts/find-account-named.ts';
import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import { today } from '../diagnosis/organisation.ts';
import type { ExplainedCondition } from '../learning/why/explain-condition.ts';
import { explainPlaybook } from '../learning/why/explain-playbook.ts';
import { dayFrom } from './as-of.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { organisationNamed } from './organisation-named.ts';

interface WhyOptions extends CommonOptions {
  readonly org: string;
  readonly account: string;
  readonly playbook: string;
  readonly on?: string;
}

export function addWhy(program: Command, line: CommandLine): void {
  program
    .command('why')
    .description('why a playbook starts for an account on a day, or why it does not')
    .requiredOption('--org <slug>', 'the organisation')
    .requiredOption('--account <account>', 'the id of a source, the beginning of one, a name, or its own id')
    .requiredOption('--playbook <key>', 'the playbook')
    .option('--on <date>', 'as of the morning of this day, such as 2018-08-01, instead of what is known now')
    .option('--json', 'answer in JSON')
    .action((options: WhyOptions) => why(line, options));
}

async function why(line: CommandLine, options: WhyOptions): Promise<void> {
  const { account, explained } = await line.open(async ({ database }) => {
    const { id } = await organisationNamed(database, options.org);
    return inOrganisation(database, systemActor(id, 'Command line'), async (tx) => {
      const found = await findAccountNamed(tx, options.account);
      const day = options.on === undefined ? undefined : dayFrom(options.on, (await today(tx)) + 1);
      return { account: found, explained: await explainPlaybook(tx, found.id, options.playbook, day) };
    });
  });
  const { on, computedFrom, verdict, because, eligible, condition, heldBack, playbook } = explained;
  const inJson = {
    account: { id: account.id, name: account.name, known_as: account.knownAs },
    playbook,
    on,
    computed_from: computedFrom,
    verdict,
    because,
    condition,
    eligible,
    held_back: heldBack,
  };
  answer(line, options, inJson, () => [
    `${account.name}, ${playbook.title}, as of ${on}: ${because}`,
    ...(condition ? ['', 'The condition:', ...linesOf(condition)] : []),
    '',
    'Whom it is for:',
    ...linesOf(eligible),
    ...(heldBack.length > 0 ? ['', 'Held back:', ...heldBack.map(({ detail }) => `  ${detail}`)] : []),
  ]);
}

function linesOf({ clauses }: ExplainedCondition): string[] {
  return clauses.map(({ truth, phrase, from }) => `  ${truth.padEnd(8)}${phrase}${from === null ? '' : `  [${from}]`}`);
}
