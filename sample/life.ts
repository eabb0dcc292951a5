import type { Stage } from '../server/accounts/account-fields.ts';
import { inAddress, namesIn } from './cast/people.ts';
import { EVERYDAY_TALK, TICKET_SUBJECTS, type Topic } from './cast/talk.ts';
import { type Dice, diceFor } from './dice.ts';
import type {
  Contact,
  ContactRole,
  Curve,
  Deal,
  Direction,
  Interaction,
  InteractionKind,
  Invoice,
  Priority,
  Profile,
  Promise as Promised,
  StageChange,
  Survey,
  Term,
  Ticket,
  Usage,
} from './records.ts';
import { PRICES, type TeamKey } from './vendor.ts';

/** How far back the records go: fourteen months. */
export const HISTORY_DAYS = 425;

const TITLES: Readonly<Record<ContactRole, readonly string[]>> = {
  champion: ['Head of Dispatch', 'Operations Lead', 'Service Manager', 'Planning Lead'],
  executive_sponsor: ['Managing Director', 'Chief Operating Officer', 'Director of Service'],
  decision_maker: ['Head of Procurement', 'Finance Director', 'General Manager'],
  technical: ['IT Lead', 'Systems Administrator'],
  billing: ['Accounts Payable', 'Bookkeeping'],
  user: ['Dispatcher', 'Team Lead Field', 'Planner'],
};

interface Said {
  readonly with?: Contact;
  readonly subject: string;
  readonly summary: string;
  readonly hour?: number;
  readonly direction?: Direction;
  readonly executive?: boolean;
  readonly by?: TeamKey;
  readonly nextIn?: number;
  readonly promises?: readonly Promised[];
}

/** The life of one customer with Larkfield, told sentence by sentence. Days count back from today. */
export class Life {
  readonly profile: Profile;
  readonly dice: Dice;
  readonly contacts: Contact[] = [];
  readonly interactions: Interaction[] = [];
  readonly tickets: Ticket[] = [];
  readonly surveys: Survey[] = [];
  readonly invoices: Invoice[] = [];
  readonly deals: Deal[] = [];
  readonly terms: Term[] = [];
  readonly stages: StageChange[] = [];
  readonly attributes: { field_teams?: number; is_reference?: boolean } = {};
  usage: Usage | null = null;
  readonly #nextName: () => string;

  constructor(profile: Profile) {
    this.profile = profile;
    this.dice = diceFor(profile.name);
    this.#nextName = namesIn(profile.country, profile.name);
    this.attributes.field_teams = Math.max(1, Math.round(profile.seats / 7));
  }

  /** A person at the customer; the name is found where none is given. */
  person(role: ContactRole, given: { name?: string; title?: string; joined?: number; left?: number } = {}): Contact {
    const name = given.name ?? this.#nextName();
    const contact: Contact = {
      name,
      email: `${inAddress(name)}@${domainOf(this.profile)}`,
      title: given.title ?? this.dice.pick(TITLES[role]),
      role,
      joined: given.joined ?? this.profile.customerFor,
      left: given.left ?? null,
    };
    this.contacts.push(contact);
    return contact;
  }

  /** The share of the seats in use, and how busy they are beside others of their size. */
  uses({ share, busy = 1, since = this.profile.customerFor }: { share: number; busy?: number; since?: number }): void {
    // Whoever uses it at all does so every other week: how many people there are must not be left to chance.
    const aDay = Math.max(usualAmount(this.profile) * busy, this.profile.seats * share * 0.1);
    this.usage = { aDay, share, since: Math.min(since, HISTORY_DAYS), amount: [[0, 1]], people: [[0, 1]] };
  }

  /** From the furthest day to the nearest: `[60, 1], [20, 0.5]` halves within forty days and stays there. */
  amountGoes(...points: Curve): void {
    this.usage = { ...this.usage!, amount: points };
  }

  peopleGo(...points: Curve): void {
    this.usage = { ...this.usage!, people: points };
  }

  call = (daysAgo: number, said: Said) => this.#say(daysAgo, 'call', 'two_way', said);
  meeting = (daysAgo: number, said: Said) => this.#say(daysAgo, 'meeting', 'two_way', said);
  chat = (daysAgo: number, said: Said) => this.#say(daysAgo, 'chat', 'two_way', said);
  /** They wrote to us. */
  hears = (daysAgo: number, said: Said) => this.#say(daysAgo, 'email', 'inbound', said);
  /** We wrote to them. */
  writes = (daysAgo: number, said: Said) => this.#say(daysAgo, 'email', 'outbound', said);
  notes = (daysAgo: number, said: Said) => this.#say(daysAgo, 'note', 'internal', said);

  /** Ordinary talks, one every so many days, the last of them `until` days ago. */
  talks({
    every,
    until,
    topics = EVERYDAY_TALK,
    from = HISTORY_DAYS,
    ...said
  }: {
    every: number;
    until: number;
    from?: number;
    with: Contact;
    topics?: readonly Topic[];
  }): void {
    const first = Math.min(from, this.profile.customerFor - 1);
    let turn = this.dice.between(0, topics.length - 1);
    for (let daysAgo = until; daysAgo <= first; daysAgo += Math.max(4, every + this.dice.between(-4, 4))) {
      const { kind, subject, summary } = topics[turn++ % topics.length]!;
      if (said.with.joined < daysAgo || (said.with.left ?? -1) >= daysAgo) continue;
      const firstName = said.with.name.split(' ')[0]!;
      this.#say(daysAgo, kind, 'two_way', { ...said, subject, summary: summary.replaceAll('{first}', firstName) });
    }
  }

  ticket(opened: number, given: Partial<Ticket> & { subject: string }): void {
    this.tickets.push({ opened, closed: null, reopened: null, priority: 'normal', csat: null, ...given });
  }

  /** Ordinary tickets, so many a month, solved within days and rated about this well. */
  ticketsNowAndThen(aMonth: number, rating: number, { until = 3 }: { until?: number } = {}): void {
    const gap = 30 / aMonth;
    const first = Math.min(HISTORY_DAYS, this.profile.customerFor - 5);
    for (let day = first - this.dice.roll() * gap; day > until; day -= gap * (0.6 + 0.8 * this.dice.roll())) {
      const opened = Math.round(day);
      const priority: Priority = this.dice.pick(['low', 'normal', 'normal', 'normal', 'high']);
      const closed = Math.max(1, opened - this.dice.between(0, 4));
      const csat = this.dice.chance(0.6) ? clamp(Math.round(rating + this.dice.roll() - 0.5), 1, 5) : null;
      this.ticket(opened, { subject: this.dice.pick(TICKET_SUBJECTS), priority, closed, csat });
    }
  }

  nps(daysAgo: number, score: number, comment: string | null = null, from: Contact | null = null): void {
    this.surveys.push({ daysAgo, kind: 'nps', score, comment, from });
  }

  csat(daysAgo: number, score: number, comment: string | null = null, from: Contact | null = null): void {
    this.surveys.push({ daysAgo, kind: 'csat', score, comment, from });
  }

  /** A bill every so many months; `pays` says how many days after it is due, null: not yet. */
  bills(months: 1 | 3 | 12, pays: (due: number) => number | null): void {
    const euros = Math.round((yearly(this.profile) * months) / 12);
    const interval = Math.round(months * 30.4375);
    // They follow the contract: the latest one that lies behind us, then back in time.
    const sinceLast = (365 - this.profile.renewsIn) % interval;
    for (
      let issued = Math.abs(sinceLast);
      issued <= Math.min(HISTORY_DAYS, this.profile.customerFor);
      issued += interval
    ) {
      const due = issued - 30;
      const late = pays(due);
      const paid = late === null || due - late < 1 ? null : due - late;
      this.invoices.push({ issued, due, paid, euros });
    }
  }

  deal(
    kind: Deal['kind'],
    name: string,
    given: { stage: string; opened: number; won?: number; lost?: number; euros: number },
  ): void {
    this.deals.push({ kind, name, won: null, lost: null, ...given });
  }

  /** The contract with the seats of each year, the present one last; and how it was won. */
  contract(...seats: readonly number[]): void {
    const { renewsIn, customerFor, plan, name } = this.profile;
    const years = Math.floor(customerFor / 365);
    for (let back = Math.min(years, 2); back >= 0; back--) {
      const bought = seats[Math.max(0, seats.length - 1 - back)]!;
      this.terms.push({
        starts: back * 365 + 365 - renewsIn,
        renews: back * 365 - renewsIn,
        ended: back === 0 ? null : back * 365 - renewsIn,
        seats: bought,
        plan,
        euros: yearly({ seats: bought, plan }),
      });
    }
    const opened = customerFor + this.dice.between(35, 70);
    this.deal('new', `${name}: ${plan}`, {
      stage: 'won',
      opened,
      won: customerFor,
      euros: yearly({ seats: seats[0]!, plan }),
    });
  }

  stage(daysAgo: number, stage: Stage): void {
    this.stages.push({ daysAgo, stage });
  }

  #say(daysAgo: number, kind: InteractionKind, direction: Direction, said: Said): void {
    this.interactions.push({
      daysAgo,
      kind,
      direction: said.direction ?? direction,
      hour: said.hour ?? this.dice.between(9, 16),
      isExecutive: said.executive ?? said.with?.role === 'executive_sponsor',
      with: said.with ?? null,
      by: said.by ?? this.profile.csm,
      subject: said.subject,
      summary: said.summary,
      nextInDays: said.nextIn ?? null,
      promises: said.promises ?? [],
    });
  }
}

/** What the account pays a year, in euros. */
export function yearly({ seats, plan }: Pick<Profile, 'seats' | 'plan'>): number {
  return seats * PRICES[plan];
}

export function domainOf({ name }: Pick<Profile, 'name'>): string {
  return `${inAddress(name).replaceAll('.', '-')}.example`;
}

/** Things done on a working day: a large account does more in all, and less a seat. */
function usualAmount({ seats }: Profile): number {
  return 0.9 + seats ** 0.6 / 2.6;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
