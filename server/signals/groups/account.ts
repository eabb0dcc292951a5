import { dayOfDate, fromAccount, type SignalGroup } from '../signal-group.ts';
import { isSignal, loadFields } from './account-fields.ts';

/** Fields of an account that have a history, by the signal they become. */
export const LABELS = {
  stage: 'lifecycle stage',
  tier: 'tier',
  segment: 'segment',
  plan: 'plan',
  industry: 'industry',
  region: 'region',
  country: 'country',
} as const;
const FROM = 'the account’s fields and their history';

/** What the account is: stage, tier, plan, age, and the organisation's own attributes, as they were on the day. */
export const accountGroup: SignalGroup = {
  name: 'account',
  declare: ({ attributes }) => [
    ...Object.entries(LABELS).map(([field, title]) => ({
      name: `account.${field}`,
      type: 'label' as const,
      unit: 'label' as const,
      title,
      from: FROM,
    })),
    { name: 'account.stage_days', type: 'number', unit: 'days', title: 'days in this lifecycle stage', from: FROM },
    { name: 'account.age_days', type: 'number', unit: 'days', title: 'days as a customer', from: FROM },
    ...attributes.filter(isSignal).map((attribute) => ({
      name: `account.${attribute.key}`,
      type: attribute.type as 'number' | 'date' | 'label' | 'boolean',
      unit: ({ number: 'points', date: 'date', label: 'label', boolean: 'flag' } as const)[attribute.type as 'number'],
      title: attribute.title,
      from: `the attribute ${attribute.title}`,
    })),
  ],

  async load(scope) {
    const [fields, [slots, since, started]] = await Promise.all([
      loadFields(scope, Object.keys(LABELS)),
      scope.read(
        `select a.slot, ${dayOfDate('a.stage_since')}, ${dayOfDate('coalesce(a.customer_since, a.contract_start)')}
         ${fromAccount(scope)}`,
        3,
      ),
    ]);
    const attributes = scope.attributes.filter(isSignal);
    return (day, column) => {
      for (const field of Object.keys(LABELS)) fields.derive(field, day, column(`account.${field}`));
      for (const attribute of attributes)
        fields.derive(`attributes.${attribute.key}`, day, column(`account.${attribute.key}`));
      const stageDays = column('account.stage_days');
      const ageDays = column('account.age_days');
      const stage = column('account.stage');
      for (let i = 0; i < slots!.length; i++) {
        const row = scope.rows.rowOf(slots![i]!);
        if (row < 0) continue;
        if (started![i]! < day) ageDays[row] = day - started![i]!;
        const entered = fields.validFrom('stage', row, day) ?? since![i]!;
        if (!Number.isNaN(stage[row]!) && entered < day) stageDays[row] = day - entered;
      }
    };
  },
};
