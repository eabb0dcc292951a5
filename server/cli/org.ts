import type { Command } from 'commander';
import { prepareOrganisation } from '../diagnosis/prepare-organisation.ts';
import { addOwner, OWNER } from '../identity/add-owner.ts';
import { createOrganisation } from '../identity/create-organisation.ts';
import { listOrganisations } from '../identity/list-organisations.ts';
import { memberFields } from '../identity/member.ts';
import type { Organisation } from '../identity/organisation.ts';
import { problem } from '../lib/problem.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { openDoor } from './sign-in.ts';
import { table } from './table.ts';

interface CreateOptions extends CommonOptions {
  readonly name: string;
  readonly timezone: string;
  readonly currency: string;
  readonly holidays?: string;
  readonly admin?: string;
}

export function addOrg(program: Command, line: CommandLine): void {
  const org = program.command('org').description('make and list organisations');
  org
    .command('create <slug>')
    .description('make an organisation, with the playbooks that ship with Steward')
    .requiredOption('--name <name>', 'as people call it')
    .requiredOption('--timezone <zone>', 'IANA name, such as Europe/Berlin: its days begin there')
    .requiredOption('--currency <code>', 'ISO 4217, such as EUR')
    .option('--holidays <region>', 'whose public holidays are no business days, such as BR or US-CA')
    .option('--admin <email>', 'its first admin, instead of the owner of this installation')
    .option('--json', 'answer in JSON')
    .action((slug: string, options: CreateOptions) => create(line, slug, options));
  org
    .command('list')
    .description('list the organisations of this installation')
    .option('--json', 'answer in JSON')
    .action((options: CommonOptions) => list(line, options));
}

async function create(line: CommandLine, slug: string, options: CreateOptions): Promise<void> {
  const { name, timezone: timeZone, currency, holidays: holidayRegion = null, admin } = options;
  if (admin !== undefined) checkAddress(admin);
  const { organisation, owner } = await line.open(async ({ database }, config) => {
    const made = await createOrganisation(database, { slug, name, timeZone, currency, holidayRegion });
    const signIn = await openDoor(database, config);
    const person = admin === undefined ? OWNER : { email: admin, name: admin.replace(/@.*/, '') };
    const member = await addOwner(database, signIn, made.id, person);
    await prepareOrganisation(database, made.id);
    return { organisation: made, owner: member };
  });
  answer(line, options, { ...described(organisation), admin: owner.email }, () => [
    `Made ${organisation.name} (${organisation.slug}), ${organisation.timeZone}, ${organisation.currency}. Its admin is ${owner.email}.`,
    `Next: steward import accounts FILE --org ${organisation.slug} --source NAME`,
    `or, in the browser: steward sign-in ${owner.email}`,
  ]);
}

/** Before anything is made. */
function checkAddress(email: string): void {
  const { error } = memberFields.email.safeParse(email);
  if (error) throw problem(400, `"${email}" is no e-mail address.`);
}

async function list(line: CommandLine, options: CommonOptions): Promise<void> {
  const found = await line.open(({ database }) => listOrganisations(database));
  answer(line, options, { organisations: found.map(described) }, () =>
    found.length === 0
      ? ['There are no organisations yet.']
      : table(
          ['Slug', 'Name', 'Time zone', 'Currency'],
          found.map(({ slug, name, timeZone, currency }) => [slug, name, timeZone, currency]),
        ),
  );
}

function described({ id, slug, name, timeZone, currency, holidayRegion, isSample }: Organisation) {
  return { slug, name, timezone: timeZone, currency, holidays: holidayRegion, sample: isSample, id };
}
