import { recordAudit } from '../server/audit/record.ts';
import { type MemberActor, SCOPES, systemActor } from '../server/context/actor.ts';
import { inOrganisation, type Transaction } from '../server/context/transaction.ts';
import type { Database } from '../server/database/database.ts';
import { prepareOrganisation } from '../server/diagnosis/prepare-organisation.ts';
import { addMember } from '../server/identity/add-member.ts';
import { addOwner } from '../server/identity/add-owner.ts';
import { changeMember } from '../server/identity/change-member.ts';
import { changeOrganisation } from '../server/identity/change-organisation.ts';
import { createOrganisation } from '../server/identity/create-organisation.ts';
import type { SignIn } from '../server/identity/sign-in.ts';
import { forgetJobs } from '../server/jobs/forget-jobs.ts';
import { defineMetric } from '../server/sources/usage/define-metric.ts';
import { askForHelp } from './past/ask-for-help.ts';
import { liveThrough } from './past/live-through.ts';
import { tellPortfolio } from './portfolio.ts';
import { sampleTime } from './sample-time.ts';
import { DIAGNOSIS_HOUR, emailOf, HOME, METRICS, TEAM, type TeamKey, VENDOR } from './vendor.ts';
import { writeCustomers } from './write-customers.ts';
import { writeUsage } from './write-usage.ts';

export interface LoadedSample {
  readonly slug: string;
  /** The CSM on whose day the sample opens. */
  readonly home: { readonly name: string; readonly email: string };
  readonly events: number;
}

export interface SampleOptions {
  /** When it is told: all its dates count back from here. */
  readonly now?: Date;
  /** What is being done, and how much of all is done, from 0 to 1. */
  readonly onProgress?: (doing: string, share: number) => void;
}

/**
 * Makes the sample organisation: Larkfield Software with its team of eight and the owner of the installation, 240 customers and fourteen months of their history, and lives
 * through the last ten weeks of it, so that it opens on a day like any other. The same day gives the same sample. Only a sample that is
 * complete has the audit entry `sample.loaded`. Throws a 409 problem when it is there already.
 */
export async function loadSample(
  database: Database,
  signIn: SignIn,
  { now = new Date(), onProgress = () => {} }: SampleOptions = {},
): Promise<LoadedSample> {
  const time = sampleTime(now, VENDOR.timeZone);
  onProgress('Making the sample organisation', 0);
  const { id } = await createOrganisation(database, VENDOR);
  const system = systemActor(id, 'Sample');
  const team = await makeTeam(database, signIn, system);
  await addOwner(database, signIn, id);
  await changeOrganisation(database, system, { diagnosisHour: DIAGNOSIS_HOUR });
  await prepareOrganisation(database, id);
  for (const metric of METRICS) await defineMetric(database, system, metric);

  onProgress('Telling the stories of 240 customers', 0.05);
  const { sourceId, customers } = await inOrganisation(database, system, async (tx) => {
    const source = await makeSource(tx);
    const members = mapTeam(team, ({ memberId }) => memberId);
    return { sourceId: source, customers: await writeCustomers(tx, source, tellPortfolio(), members, time) };
  });
  const events = await writeUsage(database, id, sourceId, customers, time, (share) =>
    onProgress('Recording fourteen months of usage', 0.1 + 0.4 * share),
  );
  const world = { database, system, team, sourceId, customers, time };
  await liveThrough(world, (share) => onProgress('Diagnosing the last ten weeks', 0.5 + 0.5 * share));
  await askForHelp(world);
  await inOrganisation(database, system, (tx) => finish(tx, time.date(2)));
  return { slug: VENDOR.slug, home: { name: TEAM[HOME].name, email: emailOf(HOME) }, events };
}

type Team = Record<TeamKey, MemberActor>;

/** The eight people, each with their role and manager. */
export async function makeTeam(
  database: Database,
  signIn: SignIn,
  system: ReturnType<typeof systemActor>,
): Promise<Team> {
  const team: Partial<Team> = {};
  for (const [key, { name, role, manager }] of Object.entries(TEAM)) {
    const { id } = await addMember(database, signIn, system, { name, role, email: emailOf(key as TeamKey) });
    if (manager) await changeMember(database, system, id, { managerId: team[manager]!.memberId });
    team[key as TeamKey] = {
      kind: 'member',
      organisationId: system.organisationId,
      memberId: id,
      name,
      role,
      scopes: SCOPES,
    };
  }
  return team as Team;
}

function mapTeam<Value>(team: Team, value: (actor: MemberActor) => Value): Record<TeamKey, Value> {
  return Object.fromEntries(Object.entries(team).map(([key, actor]) => [key, value(actor)])) as Record<TeamKey, Value>;
}

/** The source of everything that the sample tells. */
export async function makeSource(tx: Transaction): Promise<string> {
  const { id } = await tx.one<{ id: string }>(
    'source',
    `insert into source (organisation_id, name, kind, creates_accounts) values ($1, 'Sample', 'sample', false) returning id`,
    [tx.organisationId],
  );
  return id;
}

/**
 * What had to follow from the past has followed: the events that still wait are taken back, nobody is written to about it, and changes of
 * health up to `seenUntil` have been seen.
 */
async function finish(tx: Transaction, seenUntil: string): Promise<void> {
  await forgetJobs(tx, 'event');
  await tx.execute('delete from outgoing_message where organisation_id = $1', [tx.organisationId]);
  await tx.execute(
    `insert into worklist_seen (organisation_id, member_id, item_kind, item_id)
     select $1, t.member_id, 'band_change', c.id from health_band_change c
     join account_team t on t.organisation_id = $1 and t.account_id = c.account_id and t.role in ('csm', 'account_manager')
     where c.organisation_id = $1 and c.changed_on <= $2`,
    [tx.organisationId, seenUntil],
  );
  await recordAudit(tx, { action: 'sample.loaded', entity: 'organisation', entityId: VENDOR.slug });
}
