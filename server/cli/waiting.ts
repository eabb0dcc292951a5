import type { Command } from 'commander';
import { systemActor } from '../context/actor.ts';
import { declineWaiting, openWaiting } from '../diagnosis/decide-waiting.ts';
import { listWaiting } from '../worklist/list-waiting.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { organisationNamed } from './organisation-named.ts';
import { counted, table } from './table.ts';

interface WaitingOptions extends CommonOptions {
  readonly org: string;
  readonly open?: string;
  readonly refuse?: string;
  readonly because?: string;
}

/** Names said on a line; the rest is counted. */
const NAMED = 5;

export function addWaiting(program: Command, line: CommandLine): void {
  program
    .command('waiting')
    .description('list what was found in such numbers that a person has to confirm it, or decide about it')
    .requiredOption('--org <slug>', 'the organisation')
    .option('--open <playbook>', 'confirm what waits for this playbook: situations open and runs start')
    .option('--refuse <playbook>', 'decide that it is not opened')
    .option('--because <reason>', 'why it is refused', 'refused on the command line')
    .option('--json', 'answer in JSON')
    .action((options: WaitingOptions) => waiting(line, options));
}

async function waiting(line: CommandLine, options: WaitingOptions): Promise<void> {
  const { org, open, refuse, because = '' } = options;
  await line.open(async ({ database }) => {
    const { id } = await organisationNamed(database, org);
    const actor = systemActor(id, 'Command line');
    if (open !== undefined) {
      const result = await openWaiting(database, actor, open);
      answer(line, options, result, () => [`${counted(result.opened, 'situation')} opened for ${open}.`]);
      return;
    }
    if (refuse !== undefined) {
      const result = await declineWaiting(database, actor, refuse, because);
      answer(line, options, result, () => [`${counted(result.declined, 'account')} not opened for ${refuse}.`]);
      return;
    }
    const found = await listWaiting(database, actor);
    answer(line, options, { waiting: found }, () => {
      if (found.length === 0) return ['Nothing waits.'];
      const rows = found.map(({ playbook, count, foundOn, accounts }) => {
        const names = accounts.slice(0, NAMED).map(({ name }) => name);
        const more = count > names.length ? ` and ${count - names.length} more` : '';
        return [playbook.key, String(count), foundOn, `${names.join(', ')}${more}`];
      });
      return [
        ...table(['Playbook', 'Accounts', 'Since', 'Who'], rows),
        '',
        `Confirm with "steward waiting --org ${org} --open PLAYBOOK".`,
      ];
    });
  });
}
