import { daysOf } from '../../lib/day-counter.ts';
import { dayOfDate, fromFacts, instantOfDay, lastDay, type SignalGroup } from '../signal-group.ts';

const FROM = 'interactions with the customer; notes and internal talk do not count';
const CONTACTS = 'contacts';

/** How close we are to the people: touchpoints, who answered whom, contacts by role and who left. */
export const relationshipGroup: SignalGroup = {
  name: 'relationship',
  declare: () => [
    {
      name: 'relationship.days_since_touchpoint',
      type: 'number',
      unit: 'days',
      title: 'days since the last touchpoint',
      from: FROM,
    },
    {
      name: 'relationship.days_since_two_way',
      type: 'number',
      unit: 'days',
      title: 'days since the last two-way conversation',
      from: FROM,
    },
    {
      name: 'relationship.days_since_executive',
      type: 'number',
      unit: 'days',
      title: 'days since the last talk with an executive',
      from: FROM,
    },
    {
      name: 'relationship.touchpoints_90d',
      type: 'number',
      unit: 'count',
      title: 'touchpoints in the last 90 days',
      from: FROM,
    },
    {
      name: 'relationship.unanswered',
      type: 'number',
      unit: 'count',
      title: 'messages since the customer last answered',
      from: FROM,
    },
    { name: 'contacts.total', type: 'number', unit: 'count', title: 'contacts', from: CONTACTS },
    { name: 'contacts.champions', type: 'number', unit: 'count', title: 'champions', from: CONTACTS },
    { name: 'contacts.sponsors', type: 'number', unit: 'count', title: 'executive sponsors', from: CONTACTS },
    {
      name: 'contacts.left_90d',
      type: 'number',
      unit: 'count',
      title: 'contacts who left in the last 90 days',
      from: CONTACTS,
    },
    {
      name: 'contacts.champion_left_days',
      type: 'number',
      unit: 'days',
      title: 'days since a champion or sponsor left',
      from: CONTACTS,
    },
  ],

  async load(scope) {
    const before = instantOfDay(lastDay(scope), scope);
    const counts = `f.kind <> 'note' and f.direction <> 'internal' and f.occurred_at < ${before}`;
    const [touches, contacts, [hasInteractions]] = await Promise.all([
      scope.read(
        `select a.slot, date_part('epoch', f.occurred_at), (case when f.direction in ('two_way', 'inbound') then ${ANSWERED} else 0 end
           + case when f.direction = 'outbound' then ${OUTBOUND} else 0 end + case when f.is_executive then ${EXECUTIVE} else 0 end)
         ${fromFacts('interaction', scope)} and ${counts}`,
        3,
      ),
      scope.read(
        `select a.slot, ${dayOfDate('f.joined_on')}, ${dayOfDate('f.left_on')}, (f.role = 'champion')::int,
         (f.role = 'executive_sponsor')::int ${fromFacts('contact', scope)}`,
        5,
      ),
      scope.read(
        `select exists (select from interaction f where f.organisation_id = ${scope.client.escapeLiteral(scope.organisationId)}
           and ${counts})::int`,
        1,
      ),
    ]);
    const [slots, instants, marks] = touches;
    const days = daysOf(instants!, scope.timeZone);
    return (day, column) => {
      deriveTouches({ slots: slots!, instants: instants!, days, marks: marks! }, scope.rows.rowOf, day, column);
      deriveContacts(contacts, scope.rows.rowOf, day, column);
      if (hasInteractions![0] === 1)
        knownWhereContactsAre(column('contacts.total'), column('relationship.touchpoints_90d'));
    };
  },
};

/** What an interaction was, as a sum: few columns are read several times faster than many. */
const ANSWERED = 1;
const OUTBOUND = 2;
const EXECUTIVE = 4;

/** Interactions: whose, when in seconds since 1970 and on which day, and the sum of what they were. */
interface Touches {
  readonly slots: Float64Array;
  readonly instants: Float64Array;
  readonly days: Float64Array;
  readonly marks: Float64Array;
}

function deriveTouches(
  { slots, instants, days, marks }: Touches,
  rowOf: (slot: number) => number,
  day: number,
  column: (signal: string) => Float64Array,
): void {
  const since = column('relationship.days_since_touchpoint');
  const twoWay = column('relationship.days_since_two_way');
  const executive = column('relationship.days_since_executive');
  const recent = column('relationship.touchpoints_90d');
  const unanswered = column('relationship.unanswered');
  const lastAnswer = new Float64Array(since.length).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < slots.length; i++) {
    const row = rowOf(slots[i]!);
    const age = day - days[i]!;
    if (age < 1 || row < 0) continue;
    if (Number.isNaN(recent[row]!)) {
      recent[row] = 0;
      unanswered[row] = 0;
    }
    if (age <= 90) recent[row]!++;
    if (!(since[row]! <= age)) since[row] = age;
    if ((marks[i]! & EXECUTIVE) !== 0 && !(executive[row]! <= age)) executive[row] = age;
    if ((marks[i]! & ANSWERED) === 0) continue;
    if (!(twoWay[row]! <= age)) twoWay[row] = age;
    lastAnswer[row] = Math.max(lastAnswer[row]!, instants[i]!);
  }
  for (let i = 0; i < slots.length; i++) {
    const row = rowOf(slots[i]!);
    if (days[i]! >= day || row < 0) continue;
    if ((marks[i]! & OUTBOUND) !== 0 && instants[i]! > lastAnswer[row]!) unanswered[row]!++;
  }
}

/** An account with contacts in an organisation that logs interactions: no touchpoint there means none, not unknown. */
function knownWhereContactsAre(total: Float64Array, recent: Float64Array): void {
  for (let row = 0; row < recent.length; row++) if (Number.isNaN(recent[row]!) && total[row]! > 0) recent[row] = 0;
}

function deriveContacts(
  [slots, joined, left, isChampion, isSponsor]: Float64Array[],
  rowOf: (slot: number) => number,
  day: number,
  column: (signal: string) => Float64Array,
): void {
  const total = column('contacts.total');
  const champions = column('contacts.champions');
  const sponsors = column('contacts.sponsors');
  const left90 = column('contacts.left_90d');
  const championLeft = column('contacts.champion_left_days');
  for (let i = 0; i < slots!.length; i++) {
    const row = rowOf(slots![i]!);
    if (row < 0 || joined![i]! >= day) continue;
    if (Number.isNaN(total[row]!)) {
      for (const signal of [total, champions, sponsors, left90]) signal[row] = 0;
    }
    const leftOn = left![i]!;
    if (leftOn < day) {
      if (leftOn >= day - 90) left90[row]!++;
      const matters = isChampion![i] === 1 || isSponsor![i] === 1;
      if (matters && !(championLeft[row]! <= day - leftOn)) championLeft[row] = day - leftOn;
      continue;
    }
    total[row]!++;
    if (isChampion![i] === 1) champions[row]!++;
    if (isSponsor![i] === 1) sponsors[row]!++;
  }
}
