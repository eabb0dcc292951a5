import type { Transaction } from '../../server/context/transaction.ts';
import type { Person, World } from '../world.ts';
import { EVERY_KIND, HANDED_OVER, OF_MANAGER, OUTCOMES } from './every-kind.ts';

/** The table of the log in which a deed leaves its word. */
export type Home = 'run_entry' | 'handoff_entry' | 'run_exception' | 'escalation_entry';

/** Something that a member asks for: a request below the address of the organisation. */
export interface Deed {
  readonly as: Person;
  readonly request: string;
  readonly body: object;
  /** Where its word then stands, once; null when it leaves none. */
  readonly home: Home | null;
  /** Whether it carries an id of its own, so that it can be sent again when nobody knows whether it arrived. */
  readonly isRepeatable: boolean;
}

/** Finds something of its kind that can be asked for now, with this word in it; null when there is nothing. */
type FindDeed = (tx: Transaction, cast: World, word: string) => Promise<Deed | null>;

export type DeedKind =
  | 'starts'
  | 'steps'
  | 'changes'
  | 'conditions'
  | 'handoffs'
  | 'exceptions'
  | 'escalations'
  | 'snoozes';

const DAY = 86_400_000;
const HOURS_AHEAD = 72;
const once = { isRepeatable: false } as const;
const oneOf = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)]!;

const find = <Row extends Record<string, unknown>>(tx: Transaction, what: string, ...values: unknown[]) =>
  tx.maybe<Row>(`${what} order by random() limit 1`, [tx.organisationId, ...values]);

const anAccount = (tx: Transaction) =>
  find<{ id: string; contact: string }>(
    tx,
    `select a.id, c.id as contact from account a join contact c on c.organisation_id = $1 and c.account_id = a.id
     where a.organisation_id = $1`,
  );
const aTask = (tx: Transaction) =>
  find<{ run: string; step: string }>(
    tx,
    `select run_id as run, step_id as step from task
     where organisation_id = $1 and state = 'open' and run_id is not null and step_id <> $2`,
    HANDED_OVER,
  );

async function starts(tx: Transaction, { carl }: World, word: string): Promise<Deed | null> {
  const free = await find<{ id: string }>(
    tx,
    `select a.id from account a where a.organisation_id = $1 and not exists (select from run r
       where r.organisation_id = $1 and r.account_id = a.id and r.playbook_key = $2 and r.state = 'open')`,
    EVERY_KIND,
  );
  if (free === null) return null;
  const body = { accountId: free.id, playbookKey: EVERY_KIND, reason: word };
  return { as: carl, request: 'POST /runs', body, home: 'run_entry', ...once };
}

async function steps(tx: Transaction, { carl, ann, maya }: World, word: string): Promise<Deed | null> {
  const task = await aTask(tx);
  if (task === null) return null;
  const outcomes = OUTCOMES[task.step];
  const body = { note: word, requestId: word, ...(outcomes && { outcome: oneOf(outcomes) }) };
  const request = `POST /runs/${task.run}/steps/${task.step}/completion`;
  const as = OF_MANAGER.includes(task.step) ? maya : oneOf([carl, ann, maya]);
  return { as, request, body, home: 'run_entry', isRepeatable: true };
}

/** Everything else that people do with a run. */
async function changes(tx: Transaction, { carl, ann, maya }: World, word: string): Promise<Deed | null> {
  const task = await aTask(tx);
  if (task === null) return null;
  const run = `/runs/${task.run}`;
  const step = `${run}/steps/${task.step}`;
  const settled = await find<{ step: string }>(
    tx,
    `select s.key as step from run r, jsonb_each(r.progress -> 'steps') s
     where r.organisation_id = $1 and r.id = $2 and s.value ->> 'status' in ('done', 'skipped')`,
    task.run,
  );
  const dueAt = new Date(Date.now() + (1 + Math.random() * HOURS_AHEAD) * (DAY / 24)).toISOString();
  const member = oneOf([carl, ann, maya]);
  const [request, body] = oneOf<readonly [string, object]>([
    [`POST ${run}/notes`, { text: word }],
    [`PUT ${step}/due`, { dueAt, reason: word }],
    [`PUT ${step}/owner`, { memberId: member.actor.memberId, reason: word }],
    [`POST ${run}/steps/extra/skip`, { reason: word }],
    ...(settled ? [[`POST ${run}/steps/${settled.step}/reopening`, { reason: word }] as const] : []),
    ...(Math.random() < 0.2 ? [[`POST ${run}/closure`, { reason: word }] as const] : []),
  ]);
  const as = OF_MANAGER.includes(task.step) ? maya : carl;
  return { as, request, body: { ...body, requestId: word }, home: 'run_entry', isRepeatable: true };
}

/** Whoever diagnoses the account then finds other conditions true. */
async function conditions(tx: Transaction, { carl }: World): Promise<Deed | null> {
  const account = await anAccount(tx);
  if (account === null) return null;
  const body = { seats: oneOf([20, 60, 120, 160, 220]) };
  return { as: carl, request: `PATCH /accounts/${account.id}`, body, home: null, ...once };
}

async function handoffs(tx: Transaction, { ann, maya }: World, word: string): Promise<Deed | null> {
  const handoff = await find<{ id: string; state: string }>(
    tx,
    `select id, state from handoff where organisation_id = $1 and state in ('offered', 'returned', 'lapsed')`,
  );
  if (handoff === null) return null;
  const path = `/handoffs/${handoff.id}`;
  if (handoff.state !== 'offered')
    return { as: maya, request: `POST ${path}/offers`, body: { receiverId: null, brief: word }, home: null, ...once };
  return oneOf<Deed>([
    { as: oneOf([ann, maya]), request: `POST ${path}/acceptance`, body: {}, home: null, isRepeatable: true },
    { as: ann, request: `POST ${path}/return`, body: { gaps: [word] }, home: 'handoff_entry', ...once },
  ]);
}

async function exceptions(tx: Transaction, { carl, ann, maya }: World, word: string): Promise<Deed | null> {
  const home = 'run_exception';
  const asked = await find<{ id: string }>(
    tx,
    `select id from run_exception where organisation_id = $1 and state = 'open'`,
  );
  if (asked !== null && Math.random() < 0.6)
    return {
      as: maya,
      request: `PUT /exceptions/${asked.id}/decision`,
      body: { decision: oneOf(['approved', 'approved', 'refused']), reason: word },
      home,
      ...once,
    };
  const task = await aTask(tx);
  if (task === null || OF_MANAGER.includes(task.step)) return null;
  // Who has no exception is refused.
  if (Math.random() < 0.3)
    return {
      as: ann,
      request: `POST /runs/${task.run}/steps/${task.step}/skip`,
      body: { reason: word, requestId: word },
      home: 'run_entry',
      isRepeatable: true,
    };
  const request = `POST /runs/${task.run}/steps/${task.step}/exceptions`;
  return { as: carl, request, body: { kind: 'skip', reason: word }, home, ...once };
}

async function escalations(tx: Transaction, { carl, maya }: World, word: string): Promise<Deed | null> {
  const account = await anAccount(tx);
  if (account === null) return null;
  const open = await find<{ id: string; status: string; level: number; contact: string; asks: boolean }>(
    tx,
    `select e.id, e.status, e.level, c.id as contact, e.consent_of is not null as asks from escalation e
     join contact c on c.organisation_id = $1 and c.account_id = e.account_id
     where e.organisation_id = $1 and e.status <> 'closed'`,
  );
  const home = 'escalation_entry';
  const opening = { accountId: account.id, issue: oneOf(['The export fails', 'It is slow']), because: word };
  if (open === null || Math.random() < 0.15)
    return { as: carl, request: 'POST /escalations', body: opening, home, ...once };
  const path = `/escalations/${open.id}`;
  const ofOpen: (readonly [string, object])[] = [
    [`POST ${path}/acknowledgement`, { note: word }],
    [`POST ${path}/raising`, { level: Math.min(open.level + 1, 3), reason: word }],
    [`PUT ${path}/next-step`, { text: word }],
    [`POST ${path}/messages`, { contactId: open.contact, subject: word, text: 'We are at it.' }],
    [`POST ${path}/resolution`, { steps: word }],
    ...(open.asks ? [[`POST ${path}/consent`, { isGiven: Math.random() < 0.5, reason: word }] as const] : []),
  ];
  const ofResolved: (readonly [string, object])[] = [
    [`POST ${path}/confirmation`, { answer: 'confirmed', note: word }],
    [`POST ${path}/review`, { lessons: word }],
    [`POST ${path}/reopening`, { reason: word }],
  ];
  if (open.status === 'resolved' && Math.random() < 0.3)
    return { as: maya, request: `POST ${path}/closure`, body: {}, home: null, ...once };
  const [request, body] = oneOf(open.status === 'open' ? ofOpen : ofResolved);
  return { as: maya, request, body, home, ...once };
}

/** What is escalated, falls due or opens then brings it back. */
async function snoozes(tx: Transaction, { carl, ann }: World, word: string): Promise<Deed | null> {
  const task = await find<{ id: string }>(tx, `select id from task where organisation_id = $1 and state = 'open'`);
  if (task === null) return null;
  const request = `PUT /my-day/snoozes/task/${task.id}`;
  const body = { wakes: 'when_worse', reason: word };
  return { as: oneOf([carl, ann]), request, body, home: null, isRepeatable: true };
}

export const DEEDS: Readonly<Record<DeedKind, FindDeed>> = {
  starts,
  steps,
  changes,
  conditions,
  handoffs,
  exceptions,
  escalations,
  snoozes,
};
