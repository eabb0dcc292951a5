export const STAGES = ['prospect', 'onboarding', 'adoption', 'growth', 'renewal', 'churned'] as const;
export type Stage = (typeof STAGES)[number];

/** What every account can have, besides its custom attributes. Days are 'YYYY-MM-DD'. */
export interface AccountFields {
  readonly name: string;
  readonly domain: string | null;
  readonly stage: Stage | null;
  /** Follows from changes of the stage where it is not given. */
  readonly stageSince: string | null;
  readonly tier: string | null;
  readonly segment: string | null;
  readonly industry: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly plan: string | null;
  /** Annual recurring revenue in minor units of `currency`. */
  readonly arrMinor: number | null;
  readonly currency: string | null;
  readonly seats: number | null;
  readonly contractStart: string | null;
  readonly renewalDate: string | null;
  readonly customerSince: string | null;
  readonly kickoffDate: string | null;
  /** Of the customer, a name of the IANA list. */
  readonly timeZone: string | null;
}

/** The column of table `account`, and the name in its history, of each field. */
export const ACCOUNT_COLUMN = {
  name: 'name',
  domain: 'domain',
  stage: 'stage',
  stageSince: 'stage_since',
  tier: 'tier',
  segment: 'segment',
  industry: 'industry',
  city: 'city',
  state: 'state',
  country: 'country',
  region: 'region',
  plan: 'plan',
  arrMinor: 'arr_minor',
  currency: 'currency',
  seats: 'seats',
  contractStart: 'contract_start',
  renewalDate: 'renewal_date',
  customerSince: 'customer_since',
  kickoffDate: 'kickoff_date',
  timeZone: 'time_zone',
} as const satisfies Record<keyof AccountFields, string>;

/** What an attribute of an account may be called, such as `contract_type`. */
export const ATTRIBUTE_KEY = /^[a-z][a-z0-9_]{0,62}$/;
