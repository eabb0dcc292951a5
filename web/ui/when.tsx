import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useOrganisation } from '../session.ts';
import { dayOf, sayDay, sayDayInFull, sayDistance, sayDue, sayInstant, sayInstantInFull } from './date.ts';

/** The present, once a minute: what is said relative to it must not grow old on the screen. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const clock = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(clock);
  }, []);
  return now;
}

/** Today in the organisation's time zone, 'YYYY-MM-DD'. */
export function useToday(): string {
  return dayOf(useNow(), useOrganisation().timeZone);
}

/** A day: 'in 84 days, 14 Feb', the exact date on hover. `form` leaves out the one or the other part. */
export function Day({ day, form = 'both' }: { day: string; form?: 'both' | 'date' | 'distance' }) {
  const today = useToday();
  const date = sayDay(day, today);
  const distance = sayDistance(day, today);
  return (
    <Tooltip label={form === 'date' ? `${sayDayInFull(day)}, ${distance}` : sayDayInFull(day)}>
      <time dateTime={day}>{form === 'both' ? `${distance}, ${date}` : form === 'date' ? date : distance}</time>
    </Tooltip>
  );
}

/** An instant: 'today 17:00', 'Fri 14 Feb', the exact one with its time zone on hover. */
export function Instant({ at }: { at: string }) {
  const { timeZone } = useOrganisation();
  const now = useNow();
  return (
    <Tooltip label={sayInstantInFull(at, timeZone)}>
      <time dateTime={at}>{sayInstant(at, now, timeZone)}</time>
    </Tooltip>
  );
}

/** A due instant: '3 days overdue' (in red and in words), 'due today 17:00'. On hover how it came about, when that is known. */
export function Due({ at, because }: { at: string; because?: string | null | undefined }) {
  const { timeZone } = useOrganisation();
  const now = useNow();
  const isLate = new Date(at) < now;
  return (
    <Tooltip label={because || sayInstantInFull(at, timeZone)} multiline maw={420}>
      <time dateTime={at} style={isLate ? { color: 'var(--steward-red)', fontWeight: 500 } : undefined}>
        {sayDue(at, now, timeZone)}
      </time>
    </Tooltip>
  );
}
