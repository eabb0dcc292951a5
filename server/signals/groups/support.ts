import { daysOf } from '../../lib/day-counter.ts';
import { fromFacts, instantOfDay, lastDay, type SignalGroup } from '../signal-group.ts';

const FROM = 'support tickets';
const LEAST_TICKETS_TO_COMPARE = 3;

/** What support hears: tickets open, new, urgent, old, reopened, and how customers rated the answers. */
export const supportGroup: SignalGroup = {
  name: 'support',
  declare: () => [
    { name: 'tickets.open', type: 'number', unit: 'count', title: 'open tickets', from: FROM },
    {
      name: 'tickets.opened_28d',
      type: 'number',
      unit: 'count',
      title: 'tickets opened in the last 28 days',
      from: FROM,
    },
    {
      name: 'tickets.change_28d',
      type: 'number',
      unit: 'ratio',
      title: 'tickets opened in four weeks',
      from: FROM,
    },
    { name: 'tickets.urgent_open', type: 'number', unit: 'count', title: 'urgent tickets open', from: FROM },
    {
      name: 'tickets.oldest_open_days',
      type: 'number',
      unit: 'days',
      title: 'days that the oldest open ticket has waited',
      from: FROM,
    },
    {
      name: 'tickets.reopened_90d',
      type: 'number',
      unit: 'count',
      title: 'tickets reopened in the last 90 days',
      from: FROM,
    },
    {
      name: 'tickets.csat_90d',
      type: 'number',
      unit: 'points',
      title: 'rating of tickets closed in the last 90 days (1 to 5)',
      from: FROM,
    },
  ],

  async load(scope) {
    const [slots, openedAt, closedAt, reopenedAt, isUrgent, csat] = await scope.read(
      `select a.slot, date_part('epoch', f.opened_at), date_part('epoch', f.closed_at), date_part('epoch', f.reopened_at),
         (f.priority = 'urgent')::int, f.csat
       ${fromFacts('ticket', scope)} and f.opened_at < ${instantOfDay(lastDay(scope), scope)}`,
      6,
    );
    const [opened, closed, reopened] = [openedAt!, closedAt!, reopenedAt!].map((instants) =>
      daysOf(instants, scope.timeZone),
    );
    return (day, column) => {
      const open = column('tickets.open');
      const recent = column('tickets.opened_28d');
      const change = column('tickets.change_28d');
      const urgent = column('tickets.urgent_open');
      const oldest = column('tickets.oldest_open_days');
      const reopened90 = column('tickets.reopened_90d');
      const rating = column('tickets.csat_90d');
      const before = new Float64Array(open.length);
      const ratings = new Float64Array(open.length);
      const rated = new Float64Array(open.length);
      for (let i = 0; i < slots!.length; i++) {
        const row = scope.rows.rowOf(slots![i]!);
        const age = day - opened![i]!;
        if (age < 1 || row < 0) continue;
        if (Number.isNaN(open[row]!)) for (const signal of [open, recent, urgent, reopened90]) signal[row] = 0;
        if (age <= 28) recent[row]!++;
        else if (age <= 56) before[row]!++;
        const again = reopened![i]!;
        if (again < day && again >= day - 90) reopened90[row]!++;
        if (closed![i]! < day) {
          if (closed![i]! >= day - 90 && !Number.isNaN(csat![i]!)) {
            ratings[row]! += csat![i]!;
            rated[row]!++;
          }
          continue;
        }
        open[row]!++;
        if (isUrgent![i] === 1) urgent[row]!++;
        if (!(oldest[row]! >= age)) oldest[row] = age;
      }
      for (let row = 0; row < open.length; row++) {
        if (before[row]! >= LEAST_TICKETS_TO_COMPARE) change[row] = recent[row]! / before[row]! - 1;
        if (rated[row]! > 0) rating[row] = ratings[row]! / rated[row]!;
      }
    };
  },
};
