import { inOrganisation } from '../../server/context/transaction.ts';
import type { EscalationHappening } from '../../server/escalations/escalation-state.ts';
import { lockEscalation, moveEscalation } from '../../server/escalations/keep-escalation.ts';
import { openEscalation } from '../../server/escalations/open-escalation.ts';
import { offerHandoff } from '../../server/handoffs/offer-handoff.ts';
import { runActor } from '../../server/runs/move-run.ts';
import { angryDetractor } from '../stories/angry-detractor.ts';
import { recovering } from '../stories/recovering.ts';
import type { Story } from '../story.ts';
import type { TeamKey } from '../vendor.ts';
import type { WrittenCustomer } from '../write-customers.ts';
import type { PastWorld } from './live-through.ts';

type Told = readonly [daysAgo: number, hour: number, by: TeamKey, happening: EscalationHappening];

interface ToldEscalation {
  readonly story: Story;
  readonly opened: readonly [daysAgo: number, hour: number, by: TeamKey];
  readonly level: 1 | 2 | 3;
  readonly issue: string;
  readonly because: string;
  readonly moves: readonly Told[];
}

const ESCALATIONS: readonly ToldEscalation[] = [
  {
    story: recovering,
    opened: [58, 9, 'lena'],
    level: 3,
    issue: 'No job card opens since the update',
    because: 'A week without job cards. Ansgar says that they will look elsewhere, and support alone cannot mend it.',
    moves: [
      [58, 10, 'robert', { kind: 'acknowledged', note: 'I call Maria Kolb today and take part in the visit.' }],
      [56, 9, 'robert', { kind: 'next_step_set', text: 'Visit in Trier with the plan of three lines', on: null }],
      [
        50,
        15,
        'robert',
        {
          kind: 'resolved',
          steps: 'The update was taken back for them, mended and tried at two sites. Their plan of three lines stands.',
        },
      ],
      [
        44,
        11,
        'lena',
        {
          kind: 'customer_answered',
          answer: 'confirmed',
          who: 'Ansgar Thul',
          note: 'All depots work again. He wants to hear of updates before they come.',
        },
      ],
      [
        43,
        14,
        'robert',
        {
          kind: 'reviewed',
          lessons:
            'We heard of it from the customer. An update that touches job cards is tried with two customers first.',
          change: 'Risk playbook: ask support for open tickets on the first day.',
        },
      ],
      [43, 14, 'robert', { kind: 'closed' }],
    ],
  },
  {
    story: angryDetractor,
    opened: [1, 13, 'lena'],
    level: 2,
    issue: 'The map is slow for the third depot as well',
    because: 'Four tickets, one reopened. Gregor reads them aloud in their meetings, and the bill is held back.',
    moves: [
      [1, 14, 'lena', { kind: 'acknowledged', note: 'Samuel stays on it until the fix is out.' }],
      [1, 15, 'lena', { kind: 'next_step_set', text: 'Give Gregor a date for each of the four tickets', on: null }],
      [
        1,
        17,
        'lena',
        { kind: 'raised', level: 4, reason: 'Petra Vahl wants to hear from our management who stays on it.' },
      ],
    ],
  },
];

/** What the team could not do alone: matters that were escalated, and an account that is handed to a colleague and waits for an answer. */
export async function askForHelp(world: PastWorld): Promise<void> {
  for (const told of ESCALATIONS) await escalate(world, told);
  await handOverBeforeLeave(world);
}

async function escalate({ database, team, customers, time }: PastWorld, told: ToldEscalation): Promise<void> {
  const { accountId } = customers.find(({ life }) => life.profile.name === told.story.account.name)!;
  const [daysAgo, hour, by] = told.opened;
  const { issue, because, level } = told;
  const input = { accountId, issue, because, level };
  const { id } = await openEscalation(database, team[by], input, time.at(daysAgo, hour));
  for (const [n, [ago, at, who, happening]] of told.moves.entries())
    await inOrganisation(database, team[who], async (tx) => {
      const event = { id: `told:${n}`, by: runActor(tx.actor), ...happening };
      const { refused } = await moveEscalation(tx, (await lockEscalation(tx, id))!, event, time.at(ago, at));
      if (refused) throw new Error(`${told.story.account.name}: ${refused.message}`);
    });
}

/** Mateo goes on leave, and Lena is to take one of his accounts. */
async function handOverBeforeLeave({ database, team, customers, time }: PastWorld): Promise<void> {
  const isHis = ({ life: { profile } }: WrittenCustomer) => profile.csm === 'mateo' && profile.renewsIn > 120;
  const { accountId } = customers.find(isHis)!;
  await offerHandoff(
    database,
    team.mateo,
    {
      accountId,
      giverRole: 'csm',
      receiverRole: 'csm',
      receiverId: team.lena.memberId,
      subject: 'The account, while I am on leave',
      brief: `**What they want:** fewer trips without a job card. It is on the first page of their plan.

**What runs well:** the weekly list, and their planner answers within a day.

**What to look after:** the new branch starts without training. I offered two dates and have no answer.

**People:** see the contacts; write to the planner, and copy their director once a quarter.`,
      acceptWithin: '3bd',
    },
    time.at(1, 16),
  );
}
