import { z } from 'zod';
import { DURATION_PATTERN } from '../lib/duration.ts';
import { ACTION_KINDS } from './actions.ts';
import { fillInStep } from './step-defaults.ts';

/** Who can be responsible for a step: the team's roles, the teams beside it, and the customer. */
export const ROLES = [
  'csm',
  'account_manager',
  'support',
  'manager',
  'vp',
  'executive',
  'product',
  'customer',
] as const;
export type Role = (typeof ROLES)[number];

/** The dates of an account that `from` can name, with what people call them. `due` may lie before them. */
export const ACCOUNT_DATES = { renewal: 'renewal', contract_start: 'contract start', kickoff: 'kickoff' } as const;
export type AccountDate = keyof typeof ACCOUNT_DATES;

/** Whether `from` names a date of the account. */
export function isAccountDate(from: string | undefined): from is AccountDate {
  return from !== undefined && Object.hasOwn(ACCOUNT_DATES, from);
}

/** Who can hand something over: these roles, and sales, for which the account manager speaks. */
const GIVERS = [...ROLES, 'sales'] as const;
export type Giver = (typeof GIVERS)[number];

/** The facts that can start a playbook at once, with what each means. `usage.<event name>` names a usage event. */
export const TRIGGER_EVENTS: Readonly<Record<string, string>> = {
  'deal.won': 'a deal of the account was won',
  'contact.joined': 'a contact was added',
  'contact.left': 'a contact left the account',
  'ticket.opened': 'a support ticket was opened',
  'ticket.closed': 'a support ticket was closed',
  'survey.answered': 'a survey was answered',
  'invoice.overdue': 'an invoice passed its due date unpaid',
  'opportunity.opened': 'an opportunity was opened',
  'interaction.logged': 'an interaction was logged',
};

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const KEY = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const NTH_WEEKDAY = new RegExp(`^(first|second|third|fourth|last) (${WEEKDAYS.join('|')})$`);

const key = z.string().regex(KEY, 'a key is small letters, digits and hyphens, such as risk-before-renewal').max(63);
const personaKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'a key of a persona is small letters, digits and _, such as executive_sponsors');
const line = z.string().trim().min(1).max(200);
const text = z.string().trim().min(1).max(1000);
const duration = z
  .string()
  .regex(DURATION_PATTERN, 'a duration is written 90m, 24h, 2d, 3w or 5bd (business days)')
  .describe('90m, 24h, 2d, 3w, or 5bd for business days');
const expression = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .describe('A condition over signals in CEL, such as health.score < 60 && renewal.days_left <= 120');
const role = z.enum(ROLES);
const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).min(1)]);

/**
 * When a schedule starts the playbook, for every account in its stages and segment. Days are those of the organisation's
 * time zone. A day of the month that a month lacks means its last day.
 */
export const scheduleSchema = z.union([
  z.strictObject({ every: z.enum(['day', 'business_day']) }),
  z.strictObject({ every: z.literal('week'), on: z.enum(WEEKDAYS) }),
  z.strictObject({
    every: z.literal('month'),
    on: z.union([z.int().min(1).max(31), z.string().regex(NTH_WEEKDAY, 'write "first monday" to "last sunday"')]),
  }),
  z.strictObject({ before_renewal: duration.describe('How long before the renewal date, such as 90d') }),
]);

/** What starts the playbook: any of its kinds, and several may stand side by side (each starts it on its own). */
export const triggerSchema = z.strictObject({
  when: expression.optional().describe('Starts when this condition becomes true for an account'),
  holds_for: duration.optional().describe('How long `when` must be true, in days, before the playbook starts'),
  rearm_after: duration.optional().describe('How long `when` must be false, in days, before it can start again'),
  cooldown: duration.optional().describe('How long after a run ended no new one starts for the same account'),
  enters_stage: oneOrMore(key).optional().describe('Starts when an account enters this lifecycle stage'),
  enters_segment: oneOrMore(key).optional().describe('Starts when an account comes into this segment'),
  leaves_segment: oneOrMore(key).optional().describe('Starts when an account leaves this segment'),
  enters_persona: oneOrMore(personaKey)
    .optional()
    .describe('Starts when a contact of the account comes into this persona'),
  leaves_persona: oneOrMore(personaKey)
    .optional()
    .describe('Starts when a contact of the account leaves this persona, or the account'),
  event: oneOrMore(line).optional().describe('Starts when this happens, such as contact.left or usage.export_failed'),
  schedule: scheduleSchema.optional().describe('Starts by the calendar'),
  manual: z.boolean().optional().describe('Whether a member may start it by hand; yes unless this says false'),
  not_while: z.array(key).optional().describe('Does not start while one of these playbooks runs for the account'),
  merge_into: z
    .array(key)
    .min(1)
    .optional()
    .describe('While one of these playbooks runs for the account, the situation is attached to that run instead'),
  priority: z.int().min(0).max(100).optional().describe('Higher goes first; 50 when left out'),
});

const waitSchema = z.union([
  z.strictObject({
    until: expression.describe('Goes on when this is true'),
    at_most: duration.describe('Goes on when this much time has passed all the same'),
  }),
  z.strictObject({ for: duration.describe('Goes on when this much time has passed') }),
]);

/**
 * What one role carries and another one is to take over. It is offered when the step becomes ready, filled in with the brief; until it is accepted
 * the giver, who owns the step, stays responsible. Not accepted in time it goes back to them, and the manager hears of it.
 */
const handoffSchema = z.strictObject({
  from: z.enum(GIVERS).describe('The role that carries it now; it owns the step'),
  to: role.describe('The role that is to take it over'),
  accept_within: duration.describe('How long the receiver has to accept it or return it with the gaps named'),
  brief: key.optional().describe('The asset that is the brief; a shipped one when left out'),
});

/**
 * One thing to do. `due` counts from `from`: 'start' (of the run), a date of the account (which alone takes a negative
 * `due`), or the completion of a step, for which this one then waits, too. Left out, it is the last finished step of
 * `after` or `if`, else the start.
 * A moment that has already passed when the step becomes ready means: due at once.
 * `when` is asked as the step becomes ready; on anything but true the step is skipped, with the reason. A step with `decision` or `approval` is
 * done by choosing an outcome; `if` makes a step wait for such a choice, and leaves it out when another outcome was chosen. A step with `wait` is
 * nobody's task: it goes on by itself when its condition is true or its time is over. A step with `repeat` comes again each time it is done. A step with `do` is
 * done by Steward: at once, or after a person has agreed; its owner takes over when it fails.
 */
const stepFields = z.strictObject({
  id: key.describe('Stable name of the step, unique in the playbook'),
  title: line.describe('What to do, as an instruction'),
  owner: role.describe('The role that is responsible'),
  due: duration.describe('By when, counted from `from`'),
  from: key
    .or(z.literal('contract_start'))
    .optional()
    .describe("What `due` counts from: 'start', 'renewal', 'contract_start', 'kickoff', or the id of a step"),
  after: oneOrMore(key).optional().describe('Steps that must be finished or skipped before this one'),
  when: expression.optional().describe('Only for accounts for which this is true as the step becomes ready'),
  if: z
    .record(key, oneOrMore(key))
    .optional()
    .describe('Only when these decisions had these outcomes, such as { choose: grow } or { approve: refused }'),
  decision: z
    .array(z.strictObject({ outcome: key, title: line.describe('What choosing it means') }))
    .min(2)
    .max(8)
    .optional()
    .describe('The outcomes of which the owner chooses one'),
  wait: waitSchema
    .optional()
    .describe(
      'Goes on by itself: { until: a condition, at_most: 14d }, or { for: 3d }, counted from `from` as a due date is',
    ),
  repeat: z
    .strictObject({
      every: duration.describe('How long after it was done it is due again'),
      until: expression.optional().describe('It ends when this is true'),
      times: z.int().min(2).max(365).optional().describe('How often it is done at most'),
    })
    .optional()
    .describe('The task comes again after each completion'),
  do: z.enum(ACTION_KINDS).optional().describe('What Steward does by itself; its settings stand under `with`'),
  with: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Settings of `do`, such as { asset: check-in, to: champion }'),
  approve: role.optional().describe('The role that has to agree before it is done'),
  group: key.optional().describe('The id of the group it belongs to'),
  approval: z
    .strictObject({ of: line.describe('What is to be approved') })
    .optional()
    .describe('The owner approves, or refuses with a reason; refused, the steps after it are left out'),
  required: z.boolean().default(true).describe('A required step cannot be skipped without saying why'),
  assets: z.array(key).min(1).optional().describe('Keys of the assets of this document that help with the step'),
  expects: text.optional().describe('What is true when the step has been done well'),
  handoff: handoffSchema.optional().describe('The step is done when another role has accepted what is handed over'),
});

export const stepSchema = z.preprocess(fillInStep, stepFields);

/** Steps that belong together: they wait until `when` is true, and those still open end when `until` is. */
const groupSchema = z.strictObject({
  id: key.describe('Stable name of the group, unique in the playbook'),
  title: line.describe('What people call this part of the run'),
  when: expression.optional().describe('Its steps wait until this is true; left out, they begin with the run'),
  until: expression.optional().describe('When this becomes true, its open steps end as no longer needed'),
});

/** A step that a variation adds: `after` (or `from`) says where; its id is the one under which it stands. */
const addedStepSchema = z.preprocess(fillInStep, stepFields.extend({ id: stepFields.shape.id.optional() }));

/** What a variation makes of one step: leaves it out, puts in a new one, or changes parts of it. What is not named stays. */
const stepVariationSchema = z.strictObject({
  drop: z.literal(true).optional().describe('Leaves this step of the baseline out'),
  add: addedStepSchema.optional().describe('A step that the baseline does not have'),
  title: stepFields.shape.title.optional(),
  owner: stepFields.shape.owner.optional(),
  due: stepFields.shape.due.optional(),
  from: stepFields.shape.from,
  after: stepFields.shape.after,
  when: stepFields.shape.when,
  required: z.boolean().optional(),
  assets: stepFields.shape.assets,
  expects: stepFields.shape.expects,
});

/** How the steps differ for some accounts. The first variation that fits an account as its run starts is the one it gets. */
export const variationSchema = z.strictObject({
  for: z.string().trim().min(1).max(2000).describe('The key of a segment, or a condition'),
  because: text.describe('Why these accounts need it otherwise'),
  steps: z.record(key, stepVariationSchema).describe('What changes, by the id of the step'),
});

/** What the owner of a run may change without asking. */
export const FREEDOMS = ['wording', 'cadence', 'due', 'optional_steps'] as const;
export type Freedom = (typeof FREEDOMS)[number];

/** What is free in a run of this playbook; the rest, and any required step, is skipped or changed by an exception only. */
const guardrailsSchema = z.strictObject({
  may_change: z.array(z.enum(FREEDOMS)).optional().describe('What is free; all of it when left out'),
  exception_by: role.optional().describe('The role that decides on exceptions; the manager when left out'),
});

/** How a run ends by itself. `after` is the time that is allowed at most, counted from the start. */
export const exitSchema = z.strictObject({
  success: z.strictObject({
    when: expression.describe('The run succeeds when this is true'),
    for: duration.optional().describe('How long it must stay true, in days'),
    steps: z.literal('done').optional().describe('Counts only once every step is done or skipped'),
  }),
  failure: z.strictObject({ when: expression.describe('The run fails when this is true') }).optional(),
  after: duration.describe('The run ends as timed out when this much time has passed'),
});

/**
 * What happens when the first action, or a step, has not been done that long after the start: a notice to a role, or, with a level, an entry in
 * the register of escalations, whose owner and clock are those of the level.
 */
export const escalationSchema = z
  .strictObject({
    after: duration,
    without: key.or(z.literal('first_action')).describe('first_action, or the id of a step'),
    to: role.optional().describe('Who is told'),
    level: z.int().min(1).max(5).optional().describe('The level at which it is escalated, 1 to 5'),
  })
  .refine(({ to, level }) => (to === undefined) !== (level === undefined), {
    message: 'say either who is told (to) or at which level it is escalated (level)',
  });

/**
 * The front matter of a playbook: everything that runs. `stage` says where on the journey it belongs; an account known to
 * be in another stage does not start it, one whose stage is unknown may. `for` is the key of a segment or a condition.
 */
export const playbookSchema = z.strictObject({
  playbook: key.describe('Stable key of the playbook'),
  title: line.describe('What people call it'),
  summary: text.describe('One or two sentences: which situation, which answer'),
  owner: role.describe('The role that keeps this playbook good'),
  review_every: duration.optional().describe('How often somebody should ask whether it still works'),
  goal: z.strictObject({
    outcome: expression.describe('What is true of the account when the playbook has worked'),
    within: duration.describe('Counted from the start of the run'),
    because: text.describe('Why this outcome, and why these figures'),
  }),
  stage: z.array(key).min(1).describe('Lifecycle stages in which it may start'),
  for: z.string().trim().min(1).max(2000).optional().describe('The key of a segment, or a condition'),
  on_leave: z
    .enum(['offer', 'stop', 'continue'])
    .optional()
    .describe('When an account leaves the segment of `for`: offer to stop its run (the default), stop it, or continue'),
  trigger: triggerSchema,
  first_action: z
    .strictObject({ within: duration, by: role })
    .describe('Who has to do the first thing, and how soon after the start'),
  groups: z.array(groupSchema).min(1).optional(),
  steps: z.array(stepSchema).min(1),
  exit: exitSchema,
  escalate: z.array(escalationSchema).min(1).optional(),
  guardrails: guardrailsSchema.optional().describe('What the owner of a run may change, and who decides on the rest'),
  variations: z.array(variationSchema).min(1).max(8).optional().describe('How the steps differ for some accounts'),
});

export type PlaybookDefinition = z.infer<typeof playbookSchema>;
export type PlaybookSchedule = z.infer<typeof scheduleSchema>;
export type PlaybookStep = z.infer<typeof stepSchema>;
export type PlaybookGroup = z.infer<typeof groupSchema>;
export type PlaybookVariation = z.infer<typeof variationSchema>;
