import { IconAlertCircle, IconRoute } from '@tabler/icons-react';
import type { ListedAccount } from '../../../server/api/contract/account.ts';
import { Health } from '../../ui/health/health.tsx';
import { Money, Unknown } from '../../ui/money.tsx';
import { sayCount } from '../../ui/number.ts';
import type { Column } from '../../ui/table/data-table.tsx';
import { Day } from '../../ui/when.tsx';
import { sayStage } from '../../ui/words.ts';
import classes from './accounts.module.css';

/** The server sorts: a column only says that it can be sorted by. */
const sorted = () => null;

export const ACCOUNT_COLUMNS: readonly Column<ListedAccount>[] = [
  {
    id: 'name',
    title: 'Account',
    width: 'minmax(160px, 1.6fr)',
    value: sorted,
    cell: (account) => <span className={classes.name}>{account.name}</span>,
  },
  {
    id: 'health',
    title: 'Health',
    width: '142px',
    value: sorted,
    cell: (account) => <Health band={account.band} score={account.score} change={account.change28d} />,
  },
  {
    id: 'arr',
    title: 'ARR',
    width: '84px',
    align: 'right',
    descendingFirst: true,
    value: sorted,
    cell: (account) => <Money minor={account.arrMinor} currency={account.currency} short />,
  },
  {
    id: 'renewal',
    title: 'Renewal',
    width: '106px',
    value: sorted,
    cell: (account) =>
      account.renewalDate ? <Day day={account.renewalDate} form="distance" /> : <Unknown what="Renewal" />,
  },
  {
    id: 'owner',
    title: 'CSM',
    width: 'minmax(96px, 0.8fr)',
    value: sorted,
    cell: (account) => account.owner?.name ?? <Unknown what="CSM" />,
  },
  {
    id: 'stage',
    title: 'Stage',
    width: '88px',
    value: sorted,
    cell: (account) => (account.stage ? sayStage(account.stage) : <Unknown what="Stage" />),
  },
  {
    id: 'segment',
    title: 'Segment, tier',
    width: 'minmax(104px, 0.8fr)',
    value: sorted,
    cell: (account) =>
      [account.segment && sayStage(account.segment), account.tier].filter(Boolean).join(', ') || (
        <Unknown what="Segment" />
      ),
  },
  {
    id: 'situations',
    title: 'Open',
    width: '76px',
    descendingFirst: true,
    value: sorted,
    cell: (account) => <OpenWork account={account} />,
  },
  {
    id: 'activity',
    title: 'Last activity',
    width: '92px',
    cell: (account) =>
      account.lastActivityOn ? <Day day={account.lastActivityOn} form="distance" /> : <Unknown what="Last activity" />,
  },
];

/** Open situations and runs of an account; nothing where there are none. */
export function OpenWork({ account }: { account: ListedAccount }) {
  return (
    <span className={classes.work}>
      <Count of={account.openSituations} noun="open situation" icon={IconAlertCircle} />
      <Count of={account.openRuns} noun="open run" icon={IconRoute} />
    </span>
  );
}

function Count({ of: count, noun, icon: Icon }: { of: number; noun: string; icon: typeof IconRoute }) {
  if (count === 0) return null;
  const words = sayCount(count, noun);
  return (
    <span className={classes.count} title={words}>
      <Icon size={15} stroke={1.75} aria-hidden="true" />
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

/** An account on a phone. */
export function AccountCard({ account }: { account: ListedAccount }) {
  return (
    <div className={classes.card}>
      <div>
        <strong>{account.name}</strong>
        <Health band={account.band} score={account.score} change={account.change28d} />
      </div>
      <div>
        <span>
          ARR <Money minor={account.arrMinor} currency={account.currency} short />
          {account.renewalDate && (
            <>
              , renewal <Day day={account.renewalDate} form="distance" />
            </>
          )}
        </span>
        <OpenWork account={account} />
      </div>
      <div>
        <span>{account.owner?.name ?? 'No CSM'}</span>
        <span>{account.stage ? sayStage(account.stage) : ''}</span>
      </div>
    </div>
  );
}
