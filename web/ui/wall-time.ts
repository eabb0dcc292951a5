/** Times as a clock on the wall shows them in a time zone, 'YYYY-MM-DDTHH:mm': what a field for date and time holds. */

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

/** What the clock shows at an instant. */
export function toWallTime(instant: Date, timeZone: string): string {
  return wallClock(timeZone).format(instant).replace(' ', 'T').slice(0, 16);
}

/** The instant at which the clock shows this; null for no time. A time that the clock skips in spring is an hour later. */
export function fromWallTime(wall: string, timeZone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall)) return null;
  const asIfUtc = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(asIfUtc)) return null;
  const offsetAt = (instant: number) => Date.parse(`${toWallTime(new Date(instant), timeZone)}:00Z`) - instant;
  // The offset before the change, if there is one in between, is tried first; the second pass corrects it.
  const first = asIfUtc - offsetAt(asIfUtc);
  return new Date(asIfUtc - offsetAt(first));
}
