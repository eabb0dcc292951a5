const ISO_8601 = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const HAS_OFFSET = /(Z|[+-]\d{2}:?\d{2})$/i;
const DAY = 86_400_000;
/** What the network takes, and clocks that differ by a little, are no skew. */
const TOLERANCE = 10_000;

/** An instant in ISO 8601 as milliseconds since 1970, in UTC where it names no offset; null for what is none. */
export function parseInstant(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  if (isAsJavaScriptWrites(text)) {
    const milliseconds = Date.parse(text);
    return Number.isNaN(milliseconds) ? null : milliseconds;
  }
  if (!ISO_8601.test(text)) return null;
  const isDay = text.length === 10;
  const milliseconds = Date.parse(
    isDay || HAS_OFFSET.test(text) ? text.replace(',', '.') : `${text.replace(',', '.')}Z`,
  );
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

/** '2025-03-01T12:00:00.000Z' and nothing else: what most libraries send, and quicker to tell than by the pattern. */
function isAsJavaScriptWrites(text: string): boolean {
  return text.length === 24 && text[4] === '-' && text[10] === 'T' && text[19] === '.' && text[23] === 'Z';
}

/** The day of an instant or date as it is written ('2025-03-01T23:30:00-03:00': 1 March), since its sender meant that one. */
export function dayIn(text: unknown): string | null {
  if (parseInstant(text) === null) return null;
  const day = String(text).slice(0, 10);
  const isInCalendar = day >= '0001' && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  return isInCalendar ? day : null;
}

/**
 * When a call happened by our clock: the sender's timestamp, moved by how much its clock (`sentAt`) differs from ours (`receivedAt`) when
 * that is more than ten seconds, as Segment documents it: timestamp = receivedAt - (sentAt - originalTimestamp).
 */
export function correctClock(timestamp: number | null, sentAt: number | null, receivedAt: number): number {
  if (timestamp === null) return receivedAt;
  if (sentAt === null || Math.abs(receivedAt - sentAt) <= TOLERANCE) return timestamp;
  return receivedAt - (sentAt - timestamp);
}

/** What is wrong with a time, in words; null for one that can be kept. */
export function problemOfTime(at: number, receivedAt: number): string | null {
  if (at > receivedAt + DAY) return `timestamp lies more than a day in the future (${new Date(at).toISOString()})`;
  if (at < 0) return 'timestamp lies before 1970';
  return null;
}
