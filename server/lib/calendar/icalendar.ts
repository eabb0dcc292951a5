/** An event as calendars take it. */
export interface CalendarEvent {
  /** Stays the same for as long as the event lives. */
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
  /** Two instants, or a day 'YYYY-MM-DD' for the whole of it. */
  readonly when: { readonly from: Date; readonly until: Date } | { readonly day: string };
  /** How often the event has been changed, and when last. */
  readonly sequence: number;
  readonly changedAt: Date;
  /** Whether it keeps its time from other appointments. */
  readonly isBusy: boolean;
}

const CRLF = '\r\n';
const LINE_OCTETS = 75;

/**
 * Events as an iCalendar file (RFC 5545), with all instants in UTC: whose clock a calendar shows is its own affair. `refresh` is how often calendars should
 * ask again, in hours.
 */
export function iCalendar(name: string, events: readonly CalendarEvent[], refresh: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Steward//Steward//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${text(name)}`,
    `NAME:${text(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${refresh}H`,
    `X-PUBLISHED-TTL:PT${refresh}H`,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map(folded).join(CRLF) + CRLF;
}

function eventLines(event: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${instant(event.changedAt)}`,
    `LAST-MODIFIED:${instant(event.changedAt)}`,
    `SEQUENCE:${event.sequence}`,
    ...('day' in event.when
      ? [`DTSTART;VALUE=DATE:${event.when.day.replaceAll('-', '')}`]
      : [`DTSTART:${instant(event.when.from)}`, `DTEND:${instant(event.when.until)}`]),
    `SUMMARY:${text(event.summary)}`,
    `DESCRIPTION:${text(event.description)}`,
    `URL:${event.url}`,
    `TRANSP:${event.isBusy ? 'OPAQUE' : 'TRANSPARENT'}`,
    'STATUS:CONFIRMED',
    'END:VEVENT',
  ];
}

/** '20260814T150000Z' */
function instant(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

function text(words: string): string {
  return words
    .replaceAll(/[\\;,]/g, (mark) => `\\${mark}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/[\p{Cc}]/gu, '');
}

/** Lines have at most 75 octets; what is longer goes on in the next, after a blank, and no character is torn. */
function folded(line: string): string {
  const parts: string[] = [''];
  let octets = 0;
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (octets + length > LINE_OCTETS) {
      parts.push(' ');
      octets = 1;
    }
    parts[parts.length - 1] += character;
    octets += length;
  }
  return parts.join(CRLF);
}
