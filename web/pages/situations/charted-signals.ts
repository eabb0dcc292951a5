import type { Evidence } from '../../../server/api/contract/situation.ts';

const MOST = 4;

/**
 * Which signals to draw for a situation: what lies behind the clauses that decided. A change, or the days since the last use, is best seen in the
 * use itself, week by week.
 */
export function chartedSignals(evidence: readonly Evidence[]): string[] {
  const drawn = evidence.flatMap(({ isDecisive, signal }) => (isDecisive && signal ? (behind(signal) ?? []) : []));
  return [...new Set(drawn)].slice(0, MOST);
}

/** The signal that shows what a clause is about; null for what a line does not show, such as a date that comes nearer. */
function behind(signal: string): string | null {
  const [family, key] = signal.split('.');
  switch (family) {
    case 'usage':
      if (signal === 'usage.seat_share') return signal;
      return signal.includes('users') ? 'usage.users_7d' : 'usage.events_7d';
    case 'onboarding':
      return 'usage.events_7d';
    case 'metric':
      return `metric.${key}.events_7d`;
    case 'health':
      return signal === 'health.band' ? 'health.score' : signal.startsWith('health.change') ? 'health.score' : signal;
    case 'tickets':
      return signal === 'tickets.csat_90d' ? signal : 'tickets.open';
    case 'survey':
      return signal === 'survey.csat_90d' ? signal : null;
    case 'relationship':
      return 'relationship.touchpoints_90d';
    default:
      return null;
  }
}
