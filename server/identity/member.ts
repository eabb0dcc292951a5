import { z } from 'zod';
import { MEMBER_ROLES, type MemberRole } from '../context/actor.ts';
import type { Transaction } from '../context/transaction.ts';
import type { DayBlock } from './day-blocks.ts';

/** A person's place in an organisation. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly status: 'invited' | 'active' | 'left';
  readonly managerId: string | null;
  /** Whether the morning e-mail is wanted. */
  readonly digest: boolean;
  readonly createdAt: Date;
  /** When they work, where it differs from the organisation: null where it does not. */
  readonly timeZone: string | null;
  readonly holidayRegion: string | null;
  readonly workingDays: number[] | null;
  /** 'HH:MM' on their own clock. */
  readonly workdayStart: string | null;
  readonly workdayEnd: string | null;
  /** How they divide the day; null: as shipped. */
  readonly dayBlocks: DayBlock[] | null;
}

const COLUMNS = `id, name, email, role, status, manager_id as "managerId", digest, created_at as "createdAt",
  time_zone as "timeZone", holiday_region as "holidayRegion", working_days as "workingDays",
  to_char(workday_start, 'HH24:MI') as "workdayStart", to_char(workday_end, 'HH24:MI') as "workdayEnd", day_blocks as "dayBlocks"`;

/** What a person's fields must be. */
export const memberFields = {
  name: z.string().trim().min(1, 'Give the person a name.').max(200, 'At most 200 characters.'),
  email: z.email('This is no e-mail address.').max(254).toLowerCase(),
  role: z.enum(MEMBER_ROLES),
};

/** Everybody of the organisation, those who left included, by name. */
export function membersOf(tx: Transaction): Promise<Member[]> {
  return tx.query<Member & Record<string, unknown>>(
    `select ${COLUMNS} from member where organisation_id = $1 order by status = 'left', lower(name), id`,
    [tx.organisationId],
  );
}

/** One member, locked until the transaction ends; 404 when there is none. */
export function memberForUpdate(tx: Transaction, id: string): Promise<Member> {
  return tx.one<Member & Record<string, unknown>>(
    'member',
    `select ${COLUMNS} from member where organisation_id = $1 and id = $2 for update`,
    [tx.organisationId, id],
  );
}
