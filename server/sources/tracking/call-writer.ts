import { systemActor } from '../../context/actor.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { problem } from '../../lib/problem.ts';
import { ForgottenAmounts } from '../usage/write-rollup.ts';
import type { TrackedSource } from './find-tracked-source.ts';
import { recordCalls } from './record-calls.ts';
import { type SourceMemory, sourceMemory } from './source-memory.ts';
import type { TrackingCall } from './tracking-call.ts';

/** Calls that the database refuses, each for reasons of its own, and what it says of them. */
export type RefusedCalls = ReadonlyMap<TrackingCall, string>;

/** Gives, once they are committed, the calls that could not be kept. */
export type WriteCalls = (source: TrackedSource, calls: readonly TrackingCall[]) => Promise<RefusedCalls>;

interface Waiting {
  readonly source: TrackedSource;
  readonly calls: readonly TrackingCall[];
  readonly resolve: (refused: RefusedCalls) => void;
  readonly reject: (error: unknown) => void;
}

/** What waits of one source while a transaction of it is under way. */
interface Queue {
  readonly requests: Waiting[];
  /** Told of each request that comes. */
  arrived: () => void;
}

/** So many calls at most go into one transaction (or one request's, if these are more). */
const AT_ONCE = 5_000;
/** Of so many sources something is remembered. */
const MOST_SOURCES = 200;
/** More than this does not wait in memory: the sender is told to come back. */
const MOST_WAITING = 100_000;
const TRIES = 4;
/** A source that has just sent more than this at once is waited for: who was answered sends again, and comes along. */
const BUSY = 500;
/** Until as many requests have come as before, or for so many milliseconds. */
const GATHERING = 50;

/**
 * Commits in groups: what arrives for a source while a transaction is under way is written by the next one, all together. A quiet source
 * waits for nobody, a busy one pays for few transactions.
 */
export function callWriter(database: Database): WriteCalls {
  const queues = new Map<string, Queue>();
  const memories = new Map<string, SourceMemory>();
  let waiting = 0;

  function memoryOf(sourceId: string): SourceMemory {
    const memory = memories.get(sourceId) ?? sourceMemory();
    if (memories.size >= MOST_SOURCES) memories.clear();
    memories.set(sourceId, memory);
    return memory;
  }

  async function drain(sourceId: string, queue: Queue): Promise<void> {
    while (queue.requests.length > 0) {
      const group = takeGroup(queue.requests);
      const calls = group.flatMap((request) => request.calls);
      try {
        const refused = await writeSafely(
          { database, source: group.at(-1)!.source, memory: memoryOf(sourceId) },
          calls,
        );
        for (const { resolve } of group) resolve(refused);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
      waiting -= calls.length;
      if (group.length > 1 && calls.length > BUSY) await gather(queue, group.length);
    }
    queues.delete(sourceId);
  }

  return (source, calls) => {
    if (waiting + calls.length > MOST_WAITING)
      throw problem(503, 'There is too much to write just now. Send it again in a moment.');
    waiting += calls.length;
    return new Promise((resolve, reject) => {
      const request = { source, calls, resolve, reject };
      const queue = queues.get(source.sourceId);
      if (queue) {
        queue.requests.push(request);
        queue.arrived();
      } else {
        const started = { requests: [request], arrived: () => {} };
        queues.set(source.sourceId, started);
        void drain(source.sourceId, started);
      }
    });
  };
}

function takeGroup(requests: Waiting[]): Waiting[] {
  let count = 0;
  let end = 0;
  while (end < requests.length && (end === 0 || count + requests[end]!.calls.length <= AT_ONCE))
    count += requests[end++]!.calls.length;
  return requests.splice(0, end);
}

function gather(queue: Queue, count: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      queue.arrived = () => {};
      resolve();
    };
    const timer = setTimeout(done, GATHERING);
    queue.arrived = () => {
      if (queue.requests.length >= count) done();
    };
    queue.arrived();
  });
}

interface Writing {
  readonly database: Database;
  readonly source: TrackedSource;
  readonly memory: SourceMemory;
}

/** Writes all in one transaction. Calls that the database will never take are found by halving, and the others kept. */
async function writeSafely(writing: Writing, calls: readonly TrackingCall[]): Promise<RefusedCalls> {
  try {
    await write(writing, calls);
    return new Map();
  } catch (error) {
    if (!isAboutData(error)) throw error;
    if (calls.length === 1) return new Map([[calls[0]!, 'cannot be stored']]);
    const middle = Math.ceil(calls.length / 2);
    const first = await writeSafely(writing, calls.slice(0, middle));
    return new Map([...first, ...(await writeSafely(writing, calls.slice(middle)))]);
  }
}

async function write({ database, source, memory }: Writing, calls: readonly TrackingCall[]): Promise<void> {
  const actor = systemActor(source.organisationId, 'Tracking');
  for (let tried = 1; ; tried++) {
    try {
      memory.learn(await inOrganisation(database, actor, (tx) => recordCalls(tx, source, calls, memory)));
      return;
    } catch (error) {
      // Two writers stood in each other's way (a deadlock, or one made what the other was making): the next time one finds it made.
      if (tried === TRIES || !/^40|^23505$/.test(codeOf(error))) throw error;
      if (error instanceof ForgottenAmounts) memory.forget();
    }
  }
}

/** Whether it is the calls that the database objects to: values (22), constraints (23), too complex (54). */
function isAboutData(error: unknown): boolean {
  return /^(22|23|54)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
