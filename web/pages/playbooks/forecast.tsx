import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PlaybookForecast } from '../../../server/api/contract/forecast.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { sayCount, sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { Day } from '../../ui/when.tsx';
import { HOLD_REASONS } from '../held-back/hold-reasons.ts';
import { forecastQuery } from './playbook-query.ts';
import classes from './playbook-writer.module.css';

/** Whom a document would start for if it were published. `canRun` is null while that is being checked. */
export function Forecast({ document, canRun }: { document: string; canRun: boolean | null }) {
  const slug = useSlug();
  const { data, error, refetch, isPlaceholderData } = useQuery(forecastQuery(slug, document, canRun === true));
  return (
    <Section
      title="Whom it would start for"
      beside={
        canRun !== false &&
        data?.asOf && (
          <Text c="dimmed" size="sm">
            as of <Day day={data.asOf} form="date" />
          </Text>
        )
      }
    >
      {canRun === false ? (
        <Text c="dimmed">It is asked as soon as there are no errors.</Text>
      ) : error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows rows={3} />
      ) : (
        <div aria-busy={isPlaceholderData} className={classes.forecast}>
          <Foreseen forecast={data} />
        </div>
      )}
    </Section>
  );
}

function Foreseen({ forecast }: { forecast: PlaybookForecast }) {
  const { asOf, isForeseeable, unforeseen, accounts, matching, change } = forecast;
  return (
    <Stack gap="sm">
      {asOf === null && <Text c="dimmed">Nobody can be named before the first diagnosis.</Text>}
      {asOf !== null && isForeseeable && (
        <>
          <Text>{sayOutcomes(forecast)}</Text>
          {accounts.length > 0 && (
            <ul className={classes.accounts} aria-label="Accounts that match">
              {accounts.map((account) => (
                <Account key={account.id} account={account} said={OUTCOMES[account.outcome]} detail={account.detail} />
              ))}
            </ul>
          )}
          {matching > accounts.length && (
            <Text c="dimmed" size="sm">
              {accounts.length} of {sayNumber(matching, 0)} are shown: those that would open first, the largest ARR
              first.
            </Text>
          )}
          {change && <Changed change={change} />}
        </>
      )}
      {unforeseen.length > 0 && (
        <Text size="sm" c="dimmed">
          What cannot be known before: {unforeseen.join(' ')}
        </Text>
      )}
      {!isForeseeable && unforeseen.length === 0 && (
        <Text c="dimmed">It starts by hand only, so nobody is named here.</Text>
      )}
    </Stack>
  );
}

const OUTCOMES = { opens: 'opens', joins: 'joins a run', open: 'open already', held: 'held back' } as const;

function sayOutcomes({ matching, opens, joins, open, held }: PlaybookForecast): string {
  if (matching === 0) return 'Nobody matches now.';
  const parts = [
    `${opens === 0 ? 'none' : sayNumber(opens, 0)} would open now`,
    open > 0 && `${sayNumber(open, 0)} ${open === 1 ? 'is' : 'are'} open already`,
    joins > 0 && `${sayNumber(joins, 0)} would join the run of another playbook`,
    ...held.map(({ reason, accounts }) => `${sayNumber(accounts, 0)} held back (${HOLD_REASONS[reason] ?? reason})`),
  ];
  return `${sayCount(matching, 'account')} ${matching === 1 ? 'matches' : 'match'}: ${parts.filter(Boolean).join(', ')}.`;
}

function Account({
  account,
  said,
  detail = null,
}: {
  account: { readonly id: string; readonly name: string; readonly cause: string };
  said?: string;
  detail?: string | null;
}) {
  const slug = useSlug();
  return (
    <li>
      <Anchor component={Link} to={paths.account(slug, account.id)}>
        {account.name}
      </Anchor>
      {said && (
        <Text span size="sm" c="dimmed">
          {' '}
          {said}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {[account.cause, detail].filter(Boolean).join('; ')}
      </Text>
    </li>
  );
}

function Changed({ change: { version, comesIn, dropsOut } }: { change: NonNullable<PlaybookForecast['change']> }) {
  if (comesIn.total + dropsOut.total === 0)
    return <Text size="sm">The same accounts match as with version {version}, which runs now.</Text>;
  return (
    <Stack gap={4}>
      <Text size="sm">Against version {version}, which runs now:</Text>
      <Moving moving={comesIn} title={comesIn.total === 1 ? 'comes in' : 'come in'} />
      <Moving moving={dropsOut} title={dropsOut.total === 1 ? 'drops out' : 'drop out'} />
    </Stack>
  );
}

function Moving({
  moving: { total, accounts },
  title,
}: {
  moving: NonNullable<PlaybookForecast['change']>['comesIn'];
  title: string;
}) {
  if (total === 0) return <Text size="sm">Nobody {title === 'come in' ? 'comes in' : 'drops out'}.</Text>;
  return (
    <details className={classes.moving}>
      <summary>
        {sayCount(total, 'account')} {title}
      </summary>
      <ul className={classes.accounts}>
        {accounts.map((account) => (
          <Account key={account.id} account={account} />
        ))}
      </ul>
      {total > accounts.length && (
        <Text c="dimmed" size="sm">
          The {accounts.length} with the largest ARR are shown.
        </Text>
      )}
    </details>
  );
}
