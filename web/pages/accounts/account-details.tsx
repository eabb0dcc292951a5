import { Anchor, Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Account } from '../../../server/api/contract/account.ts';
import { sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { Day } from '../../ui/when.tsx';
import { sayStage } from '../../ui/words.ts';
import classes from './account.module.css';
import { AccountTags } from './account-tags.tsx';

/** Who they are: what is known of the account, and by which ids sources know it. */
export function AccountDetails({ account, onEdit }: { account: Account; onEdit: (() => void) | null }) {
  const place = [account.city, account.state, account.country].filter(Boolean).join(', ');
  const rows: readonly (readonly [string, ReactNode])[] = [
    ['Domain', account.domain && <Domain domain={account.domain} />],
    ['Plan', account.plan],
    ['Seats', account.seats === null ? null : sayNumber(account.seats, 0)],
    ['Segment', account.segment && sayStage(account.segment)],
    ['Tier', account.tier],
    ['Industry', account.industry],
    ['Place', place],
    ['Region', account.region],
    ['Time zone', account.timeZone?.replaceAll('_', ' ') ?? null],
    ['Kickoff', account.kickoffDate && <Day day={account.kickoffDate} form="date" />],
    ['Contract since', account.contractStart && <Day day={account.contractStart} form="date" />],
    ['Customer since', account.customerSince && <Day day={account.customerSince} form="date" />],
    ...account.attributes.map(({ title, value, type }) => [title, sayAttribute(value, type)] as const),
  ];
  const known = rows.filter(([, value]) => value !== null && value !== '');
  return (
    <Section
      title="Details"
      beside={
        onEdit && (
          <Button size="compact-sm" variant="subtle" onClick={onEdit}>
            Change
          </Button>
        )
      }
    >
      {known.length === 0 ? (
        <Text c="dimmed" size="sm">
          Nothing but the name is known.
        </Text>
      ) : (
        <dl className={classes.facts}>
          {known.map(([title, value]) => (
            <div key={title} style={{ display: 'contents' }}>
              <dt>{title}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <AccountTags account={account} mayChange={onEdit !== null} />
      {account.paidFrom === 'subscriptions' && (
        <Text size="sm" c="dimmed" mt="xs">
          ARR, seats and renewal follow from their subscriptions.
        </Text>
      )}
      {account.knownAs.length > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          Known as {account.knownAs.map(({ source, externalId }) => `${externalId} (${source})`).join(', ')}
        </Text>
      )}
    </Section>
  );
}

function Domain({ domain }: { domain: string }) {
  return (
    <Anchor href={`https://${domain}`} target="_blank" rel="noreferrer" size="sm" underline="hover">
      {domain}
    </Anchor>
  );
}

function sayAttribute(value: string | number | boolean | null, type: string): ReactNode {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return sayNumber(value, 4);
  return type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? <Day day={value} form="date" /> : value;
}
