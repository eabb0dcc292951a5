import { z } from 'zod';
import { DURATION_PATTERN } from '../lib/duration.ts';
import { ROLES } from '../playbooks/definition.ts';

export const LEVELS = [1, 2, 3, 4, 5] as const;
export type Level = (typeof LEVELS)[number];

const duration = z
  .string()
  .regex(DURATION_PATTERN, 'Write a time as 24h, 2d, or 5bd for business days.')
  .refine((text) => !text.startsWith('-'), 'A time cannot be negative.');
const role = z.enum(ROLES);

/** What can be set of a level. Roles come down to members through the account team. */
export const levelSettings = z.strictObject({
  title: z.string().trim().min(1, 'Give the level a name.').max(100),
  owner: role.describe('Who carries an escalation at this level'),
  remindAfter: duration.nullable().describe('When the owner is reminded; null for never'),
  within: duration.describe('When the time of the level is over and the escalation is raised'),
  pause: duration.describe('For how long an acknowledgement or a contact with the customer stops the clock'),
  tells: z.array(role).max(ROLES.length).describe('Who hears of it besides the owner'),
  consentOf: role.nullable().describe('Whose consent it takes to come to this level; null for nobody’s'),
});

export type EscalationLevel = z.infer<typeof levelSettings> & { readonly level: Level };

/** The five levels as they ship: owners and times are those that customer success teams usually agree on. */
export const SHIPPED_LEVELS: readonly EscalationLevel[] = [
  {
    level: 1,
    title: 'CSM',
    owner: 'csm',
    remindAfter: '24h',
    within: '48h',
    pause: '24h',
    tells: ['manager'],
    consentOf: null,
  },
  {
    level: 2,
    title: 'CSM and support',
    owner: 'csm',
    remindAfter: '48h',
    within: '72h',
    pause: '24h',
    tells: ['support', 'manager'],
    consentOf: null,
  },
  {
    level: 3,
    title: 'CSM manager',
    owner: 'manager',
    remindAfter: '3bd',
    within: '5bd',
    pause: '1bd',
    tells: ['csm', 'support', 'account_manager'],
    consentOf: null,
  },
  {
    level: 4,
    title: 'VP',
    owner: 'vp',
    remindAfter: '5bd',
    within: '7bd',
    pause: '1bd',
    tells: ['csm', 'manager', 'account_manager'],
    consentOf: 'manager',
  },
  {
    level: 5,
    title: 'CEO or COO',
    owner: 'executive',
    remindAfter: null,
    within: '0h',
    pause: '4h',
    tells: ['csm', 'manager', 'vp'],
    consentOf: 'manager',
  },
];

/** The highest level, up to the one that is wanted, that needs nobody's consent. The first never does. */
export function highestWithoutConsent(levels: readonly EscalationLevel[], wanted: Level): Level {
  const free = levels.filter(({ level, consentOf }) => level <= wanted && consentOf === null);
  return free.at(-1)?.level ?? 1;
}
