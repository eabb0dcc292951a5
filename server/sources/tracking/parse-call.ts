import { storableJson, storableText } from '../../lib/storable-text.ts';
import { correctClock, parseInstant, problemOfTime } from './call-time.ts';
import { CALL_TYPES, type CallType, type TrackCall, type TrackingCall, type Traits } from './tracking-call.ts';

/** What a call has from the request that brought it. */
export interface CallSurroundings {
  /** By the path of the request; null in a batch, where each call says it. */
  readonly type: CallType | null;
  readonly receivedAt: number;
  readonly sentAt: number | null;
  /** The context of the whole batch. */
  readonly context: Readonly<Record<string, unknown>> | null;
}

type Json = Readonly<Record<string, unknown>>;

/** A call that cannot be kept, and why: said to who sent it. */
export class MalformedCall extends Error {}

const LONGEST_ID = 255;
const LONGEST_NAME = 200;
/** 32 kB of JSON for the properties or traits of one call, as at Segment. */
const LARGEST = 32 * 1024;

/** Checks one call as it came. Throws a `MalformedCall` that says what is wrong with it. */
export function parseCall(raw: unknown, surroundings: CallSurroundings): TrackingCall {
  const call = objectOf(raw);
  if (!call) throw new MalformedCall('is not an object');
  const type = surroundings.type ?? typeOf(call.type);
  const userId = idOf(call.userId, 'userId');
  const anonymousId = idOf(call.anonymousId, 'anonymousId');
  const base = {
    at: timeOf(call, surroundings),
    userKey: userId ?? anonymousId,
    accountKey: accountKeyOf(call, surroundings.context),
  };
  switch (type) {
    case 'track':
      return eventOf(call, nameOf(call.event, 'event'), base);
    case 'page':
    case 'screen':
      return eventOf(call, viewed(call.name, type), base);
    case 'identify':
      return {
        ...base,
        type,
        userKey: required(base.userKey, 'userId or anonymousId'),
        previousKey: userId !== null && anonymousId !== userId ? anonymousId : null,
        traits: traitsOf(call.traits),
      };
    case 'group':
      return {
        ...base,
        type,
        accountKey: required(idOf(call.groupId, 'groupId'), 'groupId'),
        traits: traitsOf(call.traits),
      };
    case 'alias':
      return {
        ...base,
        type,
        userKey: required(userId, 'userId'),
        previousKey: required(idOf(call.previousId, 'previousId') ?? anonymousId, 'previousId'),
      };
  }
}

interface CallBase {
  readonly at: number;
  readonly userKey: string | null;
  readonly accountKey: string | null;
}

function eventOf(call: Json, event: string, { at, userKey, accountKey }: CallBase): TrackCall {
  if (userKey === null && accountKey === null)
    throw new MalformedCall('names nobody: userId, anonymousId or groupId is missing');
  const messageId = idOf(call.messageId, 'messageId') ?? `generated-${crypto.randomUUID()}`;
  const stated = propertiesOf(call.properties, 'properties');
  const json = stated && jsonOf(stated, 'properties');
  const isEmpty = json === '{}';
  const properties = isEmpty ? null : stated;
  return {
    type: 'track',
    at,
    userKey,
    accountKey,
    messageId,
    event,
    properties,
    propertiesJson: isEmpty ? null : json,
  };
}

function typeOf(type: unknown): CallType {
  if ((CALL_TYPES as readonly unknown[]).includes(type)) return type as CallType;
  throw new MalformedCall(`type is not one of ${CALL_TYPES.join(', ')}`);
}

function timeOf(call: Json, { sentAt, receivedAt }: CallSurroundings): number {
  const stated = call.originalTimestamp ?? call.timestamp;
  const timestamp = stated === undefined || stated === null ? null : parseInstant(stated);
  if (timestamp === null && stated !== undefined && stated !== null)
    throw new MalformedCall('timestamp is no instant in ISO 8601, such as 2025-03-01T09:30:00Z');
  const at = correctClock(timestamp, sentAt ?? parseInstant(call.sentAt), receivedAt);
  const problem = problemOfTime(at, receivedAt);
  if (problem) throw new MalformedCall(problem);
  return at;
}

function accountKeyOf(call: Json, batchContext: Json | null): string | null {
  const context = objectOf(call.context);
  const properties = objectOf(call.properties);
  return (
    idOf(context?.groupId ?? batchContext?.groupId, 'context.groupId') ??
    idOf(call.groupId, 'groupId') ??
    idOf(properties?.accountId ?? properties?.account_id, 'properties.accountId')
  );
}

/** 'Viewed Pricing Page', 'Viewed Page'. */
function viewed(name: unknown, type: 'page' | 'screen'): string {
  const kind = type === 'page' ? 'Page' : 'Screen';
  const named = name === undefined || name === null || name === '' ? null : nameOf(name, 'name');
  return named === null ? `Viewed ${kind}` : `Viewed ${named} ${kind}`.slice(0, LONGEST_NAME);
}

function nameOf(value: unknown, field: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new MalformedCall(`${field} is missing`);
  if (value.length > LONGEST_NAME) throw new MalformedCall(`${field} is longer than ${LONGEST_NAME} characters`);
  return storableText(value);
}

function idOf(value: unknown, field: string): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string' && typeof value !== 'number') throw new MalformedCall(`${field} is no text`);
  const id = storableText(String(value));
  if (id.length > LONGEST_ID) throw new MalformedCall(`${field} is longer than ${LONGEST_ID} characters`);
  return id;
}

function required(value: string | null, field: string): string {
  if (value === null) throw new MalformedCall(`${field} is missing`);
  return value;
}

function propertiesOf(value: unknown, field: string): Json | null {
  if (value === undefined || value === null) return null;
  const object = objectOf(value);
  if (!object) throw new MalformedCall(`${field} is not an object`);
  return object;
}

function traitsOf(value: unknown): Traits {
  const traits = propertiesOf(value, 'traits') ?? {};
  jsonOf(traits, 'traits');
  return traits;
}

function jsonOf(object: Json, field: string): string {
  let json: string;
  try {
    json = storableJson(object);
  } catch {
    throw new MalformedCall(`${field} is nested too deeply`);
  }
  if (json.length > LARGEST || (json.length * 3 > LARGEST && Buffer.byteLength(json) > LARGEST))
    throw new MalformedCall(`${field} is larger than 32 kB`);
  return json;
}

function objectOf(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}
