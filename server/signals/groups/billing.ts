import { dayOfDate, fromFacts, type SignalGroup } from '../signal-group.ts';

const FROM = 'invoices';

/** Whether they pay: invoices due before the day and not paid by then. Amounts in another currency count, but not their sum. */
export const billingGroup: SignalGroup = {
  name: 'billing',
  declare: () => [
    { name: 'invoices.overdue_count', type: 'number', unit: 'count', title: 'invoices overdue', from: FROM },
    { name: 'invoices.overdue_amount', type: 'number', unit: 'money', title: 'amount overdue', from: FROM },
    {
      name: 'invoices.overdue_days',
      type: 'number',
      unit: 'days',
      title: 'days that the oldest unpaid invoice is overdue',
      from: FROM,
    },
    {
      name: 'invoices.paid_late_365d',
      type: 'number',
      unit: 'count',
      title: 'invoices paid late in the last 365 days',
      from: FROM,
    },
  ],

  async load(scope) {
    const currency = scope.client.escapeLiteral(scope.currency);
    const invoices = await scope.read(
      `select a.slot, ${dayOfDate('coalesce(f.issued_on, f.due_on)')}, ${dayOfDate('f.due_on')}, ${dayOfDate('f.paid_on')},
         case when f.currency = ${currency} then f.amount_minor end::float8 ${fromFacts('invoice', scope)}`,
      5,
    );
    return (day, column) => {
      const [slots, issued, due, paid, amounts] = invoices;
      const count = column('invoices.overdue_count');
      const amount = column('invoices.overdue_amount');
      const days = column('invoices.overdue_days');
      const late = column('invoices.paid_late_365d');
      for (let i = 0; i < slots!.length; i++) {
        const row = scope.rows.rowOf(slots![i]!);
        if (row < 0 || issued![i]! >= day) continue;
        if (Number.isNaN(count[row]!)) for (const signal of [count, amount, days, late]) signal[row] = 0;
        const paidOn = paid![i]!;
        if (paidOn < day) {
          if (paidOn > due![i]! && paidOn >= day - 365) late[row]!++;
        } else if (due![i]! < day) {
          count[row]!++;
          amount[row]! += amounts![i]!;
          days[row] = Math.max(days[row]!, day - due![i]!);
        }
      }
    };
  },
};
