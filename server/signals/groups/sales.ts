import { dayOfDate, dayOfInstant, type FactScope, fromAccount, fromFacts, type SignalGroup } from '../signal-group.ts';

const FROM = 'opportunities';
const ONBOARDING = 'the first deal won, else the contract start, else the day they became a customer; and usage events';

/** What is being sold, and how far a new customer has come since the deal was won. */
export const salesGroup: SignalGroup = {
  name: 'sales',
  declare: () => [
    { name: 'opportunities.open_count', type: 'number', unit: 'count', title: 'open opportunities', from: FROM },
    {
      name: 'opportunities.open_amount',
      type: 'number',
      unit: 'money',
      title: 'amount of open opportunities',
      from: FROM,
    },
    {
      name: 'opportunities.expansion_open',
      type: 'number',
      unit: 'count',
      title: 'open expansion opportunities',
      from: FROM,
    },
    {
      name: 'account.days_since_won',
      type: 'number',
      unit: 'days',
      title: 'days since the last deal was won',
      from: FROM,
    },
    { name: 'onboarding.days', type: 'number', unit: 'days', title: 'days since onboarding began', from: ONBOARDING },
    {
      name: 'onboarding.first_value',
      type: 'boolean',
      unit: 'flag',
      title: 'the product has been used since onboarding began',
      from: ONBOARDING,
    },
    {
      name: 'onboarding.days_to_first_value',
      type: 'number',
      unit: 'days',
      title: 'days from the start of onboarding to the first use',
      from: ONBOARDING,
    },
  ],

  readsFor: (signal) => (signal.startsWith('onboarding.') ? ['usage.days_since_last', 'usage.days_since_first'] : []),

  async load(scope) {
    const currency = scope.client.escapeLiteral(scope.currency);
    const [deals, starts, firstTracked] = await Promise.all([
      scope.read(
        `select a.slot, ${dayOfInstant('f.opened_at', scope)}, ${dayOfInstant('f.won_at', scope)}, ${dayOfInstant('f.lost_at', scope)},
         case when coalesce(f.currency, ${currency}) = ${currency} then f.amount_minor end::float8,
         (f.kind = 'expansion')::int, (f.kind = 'new')::int ${fromFacts('opportunity', scope)}`,
        7,
      ),
      scope.read(
        `select a.slot, ${dayOfDate('coalesce(a.contract_start, a.customer_since)')} ${fromAccount(scope)}`,
        2,
      ),
      firstTrackedDay(scope),
    ]);
    return (day, column) => {
      const start = deriveDeals(deals, scope.rows.rowOf, day, column);
      const began = column('onboarding.days');
      const [slots, contractStarts] = starts;
      for (let i = 0; i < slots!.length; i++) {
        const row = scope.rows.rowOf(slots![i]!);
        if (row < 0) continue;
        const first = Number.isNaN(start[row]!) ? contractStarts![i]! : start[row]!;
        if (first < day) began[row] = day - first;
      }
      if (firstTracked < day) deriveFirstValue(column);
    };
  },
};

/** The first day with any usage of the organisation; Infinity when there is none. */
async function firstTrackedDay(scope: FactScope): Promise<number> {
  const organisation = scope.client.escapeLiteral(scope.organisationId);
  const [first] = await scope.read(
    `select ${dayOfDate('min(day)')} from usage_day where organisation_id = ${organisation}`,
    1,
  );
  return Number.isNaN(first![0]!) ? Number.POSITIVE_INFINITY : first![0]!;
}

/** Opportunities on the day; returns the day each account's first deal was won. */
function deriveDeals(
  [slots, opened, won, lost, amounts, isExpansion, isNew]: Float64Array[],
  rowOf: (slot: number) => number,
  day: number,
  column: (signal: string) => Float64Array,
): Float64Array {
  const count = column('opportunities.open_count');
  const amount = column('opportunities.open_amount');
  const expansion = column('opportunities.expansion_open');
  const sinceWon = column('account.days_since_won');
  const firstWon = new Float64Array(count.length).fill(Number.NaN);
  for (let i = 0; i < slots!.length; i++) {
    const row = rowOf(slots![i]!);
    const wonOn = won![i]!;
    const openedOn = Number.isNaN(opened![i]!) ? wonOn : opened![i]!;
    if (row < 0 || openedOn >= day) continue;
    if (Number.isNaN(count[row]!)) for (const signal of [count, amount, expansion]) signal[row] = 0;
    if (wonOn < day) {
      if (!(sinceWon[row]! <= day - wonOn)) sinceWon[row] = day - wonOn;
      if (isNew![i] === 1 && !(firstWon[row]! <= wonOn)) firstWon[row] = wonOn;
    } else if (!(lost![i]! < day)) {
      count[row]!++;
      if (!Number.isNaN(amounts![i]!)) amount[row]! += amounts![i]!;
      if (isExpansion![i] === 1) expansion[row]!++;
    }
  }
  return firstWon;
}

/** Known as soon as the organisation has any usage at all: then no event of an account means that it has not begun. */
function deriveFirstValue(column: (signal: string) => Float64Array): void {
  const began = column('onboarding.days');
  const sinceLast = column('usage.days_since_last');
  const sinceFirst = column('usage.days_since_first');
  const isUsed = column('onboarding.first_value');
  const daysTo = column('onboarding.days_to_first_value');
  for (let row = 0; row < began.length; row++) {
    if (Number.isNaN(began[row]!)) continue;
    const hasBegun = sinceLast[row]! <= began[row]!;
    isUsed[row] = hasBegun ? 1 : 0;
    if (hasBegun) daysTo[row] = Math.max(0, began[row]! - sinceFirst[row]!);
  }
}
