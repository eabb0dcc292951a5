import { Badge, Text } from '@mantine/core';
import type { EscalationInList } from '../../../server/api/contract/escalation.ts';
import { Due, Instant } from '../../ui/when.tsx';

/** What the clock of an escalation says: 'due tomorrow 17:00', 'stands still until ...'. */
export function Clock({ escalation }: { escalation: EscalationInList }) {
  const { clock, consent, status } = escalation;
  if (status !== 'open' || clock.at === null) return null;
  if (clock.kind === 'paused')
    return (
      <Text span c="dimmed" size="sm">
        stands still until <Instant at={clock.at} />
      </Text>
    );
  if (clock.kind === 'passed' && consent !== null)
    return (
      <Text span size="sm">
        waits for {consent.name}
      </Text>
    );
  return <Due at={clock.at} because={clock.derivation} />;
}

/** 'Level 3', the higher the louder. */
export function LevelBadge({ level }: { level: number }) {
  return (
    <Badge color={level >= 4 ? 'red' : level === 3 ? 'yellow' : 'gray'} flex="none">
      Level {level}
    </Badge>
  );
}

const STATUSES = { open: 'Open', resolved: 'Resolved', closed: 'Closed' } as const;

export const sayStatus = (status: EscalationInList['status']) => STATUSES[status];

const UNITS: Readonly<Record<string, string>> = {
  m: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
  bd: 'business days',
};

/** '5bd' as people say it: '5 business days'. */
export function sayTime(duration: string): string {
  const [, amount, unit = ''] = duration.match(/^(\d+)(\w+)$/) ?? [];
  return amount === undefined ? duration : amount === '0' ? 'at once' : `within ${amount} ${UNITS[unit] ?? unit}`;
}
