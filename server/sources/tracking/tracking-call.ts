/** A call of the tracking API after it has been checked. Instants are milliseconds since 1970. */
export type TrackingCall = TrackCall | IdentifyCall | GroupCall | AliasCall;

interface CallBase {
  readonly at: number;
  /** The id by which the source knows the account; null where the call does not say. */
  readonly accountKey: string | null;
  /** Who: the user id, else the anonymous id; null for an event that only names its account. */
  readonly userKey: string | null;
}

/** Somebody did something; pages and screens viewed are events too. */
export interface TrackCall extends CallBase {
  readonly type: 'track';
  readonly messageId: string;
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>> | null;
  /** The properties as JSON, as they are kept. */
  readonly propertiesJson: string | null;
}

/** Who somebody is. */
export interface IdentifyCall extends CallBase {
  readonly type: 'identify';
  readonly userKey: string;
  /** The anonymous id by which this user was known before. */
  readonly previousKey: string | null;
  readonly traits: Traits;
}

/** To which account somebody belongs, and what it is like. */
export interface GroupCall extends CallBase {
  readonly type: 'group';
  readonly accountKey: string;
  readonly traits: Traits;
}

/** Two keys, one user. */
export interface AliasCall extends CallBase {
  readonly type: 'alias';
  readonly userKey: string;
  readonly previousKey: string;
}

export type Traits = Readonly<Record<string, unknown>>;

export const CALL_TYPES = ['track', 'identify', 'group', 'page', 'screen', 'alias'] as const;
export type CallType = (typeof CALL_TYPES)[number];
