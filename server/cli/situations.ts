import type { Command } from 'commander';
import { Option } from 'commander';
import { systemActor } from '../context/actor.ts';
import { listSituations, type SituationInList } from '../worklist/list-situations.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { organisationNamed } from './organisation-named.ts';
import { counted, table } from './table.ts';

interface SituationsOptions extends CommonOptions {
  readonly org: string;
  readonly state: 'open' | 'cleared' | 'dismissed' | 'all';
}

/** More than any organisation has at once. */
const ALL = 1_000_000;

export function addSituations(program: Command, line: CommandLine): void {
  program
    .command('situations')
    .description('list the situations that need somebody, the newest first')
    .requiredOption('--org <slug>', 'the organisation')
    .addOption(
      new Option('--state <state>', 'which ones').choices(['open', 'cleared', 'dismissed', 'all']).default('open'),
    )
    .option('--json', 'answer in JSON')
    .action((options: SituationsOptions) => situations(line, options));
}

async function situations(line: CommandLine, options: SituationsOptions): Promise<void> {
  const { org, state } = options;
  const found = await line.open(async ({ database }) => {
    const { id } = await organisationNamed(database, org);
    return listSituations(database, systemActor(id), { state: state === 'all' ? undefined : state, limit: ALL });
  });
  answer(line, options, { situations: found.map(described) }, () => {
    const which = state === 'all' ? 'situation' : `${state} situation`;
    if (found.length === 0) return [`No ${which}s.`];
    const rows = found.map(({ account, playbook, headline, openedOn, run }) => [
      openedOn,
      account.name,
      playbook.key,
      run ? `#${run.number} ${run.state}` : '',
      headline,
    ]);
    return [...table(['Since', 'Account', 'Playbook', 'Run', 'Why'], rows), '', `${counted(found.length, which)}.`];
  });
}

function described(situation: SituationInList) {
  const { id, account, playbook, state, headline, openedOn, closedOn, run } = situation;
  return {
    id,
    account: { id: account.id, name: account.name },
    playbook: playbook.key,
    title: playbook.title,
    state,
    headline,
    opened_on: openedOn,
    closed_on: closedOn,
    run,
  };
}
