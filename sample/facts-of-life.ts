import type { FactTable } from '../server/accounts/fact-table.ts';
import type { FactRow } from '../server/accounts/write-facts.ts';
import { diceFor } from './dice.ts';
import { domainOf, type Life } from './life.ts';
import type { SampleTime } from './sample-time.ts';
import { type TeamKey, VENDOR } from './vendor.ts';

/** The facts of one customer as rows. Whom they are about is named by the contact's own id until contacts are written. */
export interface FactsOfLife {
  readonly contacts: FactRow<'contact'>[];
  readonly interactions: {
    row: FactRow<'interaction'>;
    contact: string | null;
    promises: { title: string; ownerId: string; dueOn: string }[];
  }[];
  readonly surveys: { row: FactRow<'survey_response'>; contact: string | null }[];
  readonly tickets: FactRow<'ticket'>[];
  readonly invoices: FactRow<'invoice'>[];
  readonly deals: FactRow<'opportunity'>[];
  readonly terms: FactRow<'subscription'>[];
}

/** What happened in a life, with dates instead of days ago; nothing of it later than now. */
export function factsOf(
  { life, accountId }: { readonly life: Life; readonly accountId: string },
  members: Readonly<Record<TeamKey, string>>,
  time: SampleTime,
): FactsOfLife {
  const dice = diceFor(life.profile.name, 'hours');
  const key = domainOf(life.profile).replace('.example', '');
  const row = <Table extends FactTable>(
    kind: string,
    number: number,
    values: FactRow<Table>['values'],
  ): FactRow<Table> => ({
    externalId: `${key}-${kind}-${number}`,
    accountId,
    values,
  });
  const day = (daysAgo: number | null) => (daysAgo === null ? null : time.date(daysAgo));
  const moment = (daysAgo: number | null) =>
    daysAgo === null ? null : time.at(daysAgo, dice.between(8, 17), dice.between(0, 59));
  const idOf = (contact: Life['contacts'][number] | null) =>
    contact === null ? null : `${key}-contact-${life.contacts.indexOf(contact) + 1}`;
  const money = (euros: number) => ({ amount_minor: euros * 100, currency: VENDOR.currency });

  return {
    contacts: life.contacts.map(({ name, email, title, role, joined, left }, i) =>
      row('contact', i + 1, { name, email, title, role, joined_on: day(joined), left_on: day(left) }),
    ),
    interactions: life.interactions.map((talk, i) => ({
      row: row('talk', i + 1, {
        member_id: members[talk.by],
        kind: talk.kind,
        direction: talk.direction,
        is_executive: talk.isExecutive,
        subject: talk.subject,
        summary: talk.summary,
        next_touchpoint: talk.nextInDays === null ? null : time.date(-talk.nextInDays),
        occurred_at: time.at(onWorkday(talk.daysAgo, time), talk.hour, dice.pick([0, 10, 15, 30, 40, 45])),
      }),
      contact: idOf(talk.with),
      promises: talk.promises.map(({ title, owner, inDays }) => ({
        title,
        ownerId: members[owner],
        dueOn: time.date(-inDays),
      })),
    })),
    surveys: life.surveys.map(({ kind, score, comment, daysAgo, from }, i) => ({
      row: row('survey', i + 1, { kind, score, comment, responded_at: moment(daysAgo) }),
      contact: idOf(from),
    })),
    tickets: life.tickets.map(({ subject, priority, opened, closed, reopened, csat }, i) =>
      row('ticket', i + 1, {
        subject,
        priority,
        status: closed === null ? 'open' : 'solved',
        opened_at: time.at(opened, dice.between(8, 12), dice.between(0, 59)),
        closed_at: closed === null ? null : time.at(closed, dice.between(13, 17), dice.between(0, 59)),
        reopened_at: moment(reopened),
        csat: closed === null ? null : csat,
      }),
    ),
    invoices: life.invoices.map(({ issued, due, paid, euros }, i) => {
      const number = `LF-${time.date(issued).slice(0, 7)}-${key.slice(0, 12)}`;
      const dates = { issued_on: day(issued), due_on: day(due), paid_on: day(paid) };
      return row('invoice', i + 1, { number, ...money(euros), ...dates });
    }),
    deals: life.deals.map(({ name, kind, stage, opened, won, lost, euros }, i) => {
      const dates = { opened_at: moment(opened), won_at: moment(won), lost_at: moment(lost) };
      return row('deal', i + 1, { name, kind, stage, owner_name: 'Ingrid Solberg', ...money(euros), ...dates });
    }),
    terms: life.terms.map(({ plan, seats, euros, starts, renews, ended }, i) => {
      const dates = { starts_on: day(starts), renews_on: day(renews), ended_on: day(ended) };
      return row('term', i + 1, { plan, seats, arr_minor: euros * 100, currency: VENDOR.currency, ...dates });
    }),
  };
}

/** Nobody talks at the weekend: it was on the Friday before. */
function onWorkday(daysAgo: number, time: SampleTime): number {
  return daysAgo + Math.max(0, time.weekday(daysAgo) - 5);
}
