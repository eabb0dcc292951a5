import { z } from 'zod';
import { STAGES } from '../accounts/account-fields.ts';

/** Whom an automated e-mail goes to: a contact of the account by role, the contact to whom letters usually go, or one of ours. */
const CUSTOMERS = [
  'contact',
  'champion',
  'executive_sponsor',
  'decision_maker',
  'technical',
  'billing',
  'user',
] as const;
const OURS = ['csm', 'account_manager', 'support', 'manager', 'vp', 'executive'] as const;

/** The fields that a playbook may set, beside attributes.<key>. */
const FIELDS = ['stage', 'tier', 'segment', 'plan', 'industry', 'region'] as const;

const key = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'Write the key as it stands there.')
  .max(63);
const webAddress = z
  .url({ protocol: /^https?$/, error: 'Write a whole address, such as https://example.com/hook.' })
  .max(2000);

/** What Steward can do by itself, and the settings each takes under `with`. */
export const ACTIONS = {
  send_email: z.strictObject({ asset: key, to: z.enum([...CUSTOMERS, ...OURS]).default('contact') }),
  webhook: z.strictObject({
    url: webAddress,
    data: z.record(z.string().max(63), z.union([z.string().max(2000), z.number(), z.boolean()])).optional(),
  }),
  calendar_event: z.strictObject({
    title: z.string().trim().min(1).max(200),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write hours and minutes, such as "10:00".')
      .default('10:00'),
    minutes: z.int().min(5).max(480).default(30),
  }),
  set_field: z.union([
    z.strictObject({ field: z.literal('stage'), value: z.enum(STAGES) }),
    z.strictObject({ field: z.enum(FIELDS).exclude(['stage']), value: z.string().trim().min(1).max(200) }),
    z.strictObject({
      field: z.string().regex(/^attributes\.[a-z][a-z0-9_]{0,62}$/, 'Write attributes. and a key.'),
      value: z.union([z.string().max(2000), z.number(), z.boolean()]),
    }),
  ]),
  add_tag: z.strictObject({ tag: z.string().trim().toLowerCase().min(1).max(40) }),
  start_playbook: z.strictObject({ playbook: key }),
} as const;

export type ActionKind = keyof typeof ACTIONS;
export type ActionSettings<Kind extends ActionKind> = z.infer<(typeof ACTIONS)[Kind]>;

export const ACTION_KINDS = Object.keys(ACTIONS) as [ActionKind, ...ActionKind[]];

/** The settings of an action as the playbook gives them. They were checked at save: throws a ZodError when they do not fit. */
export function settingsOf<Kind extends ActionKind>(kind: Kind, given: unknown): ActionSettings<Kind> {
  return ACTIONS[kind].parse(given ?? {}) as ActionSettings<Kind>;
}

/** Whether an automated step writes to somebody of the customer. */
export function writesToCustomer(step: { readonly do?: ActionKind | undefined; readonly with?: unknown }): boolean {
  if (step.do !== 'send_email') return false;
  const to = (step.with as { to?: string } | undefined)?.to ?? 'contact';
  return (CUSTOMERS as readonly string[]).includes(to);
}
