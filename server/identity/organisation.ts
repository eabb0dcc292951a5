import type { Transaction } from '../context/transaction.ts';

/** What becomes of tasks that fall due while their owner is away: their deputy does them, or they wait. */
export const ABSENT_OWNER = ['deputy', 'move'] as const;
export type AbsentOwner = (typeof ABSENT_OWNER)[number];

/** How accounts without a CSM get one after an import: not by themselves, or by one of the rules. */
export const OWNER_RULES = ['by_hand', 'fewest_tasks', 'least_arr', 'round_robin'] as const;

/** From which figures on an account is more complex to bring on board, and the hours that takes. */
export interface ComplexityRules {
  /** For each: up to which number it is low, and up to which standard. */
  readonly seats: readonly [number, number];
  readonly integrations: readonly [number, number];
  readonly regions: readonly [number, number];
  /** Of low, standard and high. */
  readonly hours: readonly [number, number, number];
}

/** The settings of an organisation; times of day are its own local time, 'HH:MM'. */
export interface Organisation {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly holidayRegion: string | null;
  /** ISO weekdays, 1 = Monday. */
  readonly workingDays: number[];
  readonly workdayStart: string;
  readonly workdayEnd: string;
  readonly absentOwner: AbsentOwner;
  readonly ownerRule: (typeof OWNER_RULES)[number];
  readonly diagnosisHour: number;
  /** Whether automated e-mails to customers always need a person. */
  readonly emailsNeedPerson: boolean;
  /** Whether webhooks may call addresses inside the own network. */
  readonly privateWebhooks: boolean;
  /** How many situations may open in a week for an account, and for the accounts of one CSM; null for any number. */
  readonly accountWeekLimit: number | null;
  readonly ownerWeekLimit: number | null;
  /** More than so many for one playbook at once, or this share of the accounts where that is more, wait for a person. */
  readonly brakeCount: number;
  readonly brakePercent: number;
  readonly complexity: ComplexityRules;
  readonly isSample: boolean;
}

export const ORGANISATION_COLUMNS = `organisation_id as id, slug, name, time_zone as "timeZone", currency,
  holiday_region as "holidayRegion", working_days as "workingDays", to_char(workday_start, 'HH24:MI') as "workdayStart",
  to_char(workday_end, 'HH24:MI') as "workdayEnd", absent_owner as "absentOwner", owner_rule as "ownerRule",
  diagnosis_hour as "diagnosisHour", complexity, emails_need_person as "emailsNeedPerson", private_webhooks as "privateWebhooks",
  account_week_limit as "accountWeekLimit", owner_week_limit as "ownerWeekLimit", brake_count as "brakeCount",
  brake_percent as "brakePercent", is_sample as "isSample"`;

/** The organisation of the transaction. */
export function organisationOf(tx: Transaction): Promise<Organisation> {
  return tx.one<Organisation & Record<string, unknown>>(
    'organisation',
    `select ${ORGANISATION_COLUMNS} from organisation where organisation_id = $1`,
    [tx.organisationId],
  );
}
