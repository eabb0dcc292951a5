import { z } from 'zod';
import { SHARING_RULES } from './share-out.ts';

const one = z.strictObject({ how: z.literal('one'), memberId: z.uuid() });

/**
 * What becomes of what a member carries. Accounts: stay, go to one member, are spread by a rule, or are handed over (offered to one member, who accepts or
 * returns each). Tasks: stay, go with their account, to one member, or to the manager of their account.
 */
export const portfolioChoice = z.strictObject({
  accounts: z.union([
    z.strictObject({ how: z.literal('leave') }),
    one,
    z.strictObject({ how: z.literal('spread'), rule: z.enum(SHARING_RULES) }),
    z.strictObject({ how: z.literal('hand_over'), memberId: z.uuid() }),
  ]),
  tasks: z.union([
    z.strictObject({ how: z.literal('leave') }),
    z.strictObject({ how: z.literal('with_account') }),
    one,
    z.strictObject({ how: z.literal('manager') }),
  ]),
  /** Whether the member leaves: then what is handed over is carried by the acting member until it is accepted. */
  isLeaving: z.boolean().default(false),
  /** Only these accounts and their tasks; all when left out. */
  accountIds: z.array(z.uuid()).min(1).max(5000).optional(),
  reason: z.string().trim().max(2000).optional(),
});

export type PortfolioChoice = z.output<typeof portfolioChoice>;
