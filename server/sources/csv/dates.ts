import { monthNamed } from './month-names.ts';
import { type Fault, quoted, type Reading } from './reading.ts';

/** Whether 03/04/2018 is 3 April (day first) or 4 March (month first). */
export type DateOrder = 'dmy' | 'mdy';

/** A calendar day and what is written behind it, usually a time. */
export interface WrittenDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly rest: string;
  /** Set where the writing itself shows it: the day is above 12. */
  readonly order?: DateOrder;
}

/** Years outside are taken for slips: 0218, or 9999 for "never". */
const firstYear = 1900;
const lastYear = 2199;

/**
 * Reads a calendar day, 'YYYY-MM-DD': 2018-04-03, 2018/4/3, 20180403, 3.4.2018, 04/03/18, 3 April 2018, Apr 3, 2018,
 * 3 de abril de 2018. Two-digit years are 1970 to 2069. Where day and month can be swapped, `order` decides; without it
 * the cell is a fault, never a guess.
 */
export function readDay(text: string, order?: DateOrder): Reading<WrittenDay> {
  const written = splitDay(text.trim());
  if (!written) return notADate(text);
  if ('value' in written) return checked(text, written.value);
  const { first, second, year, rest } = written;
  const meant = order ?? (first > 12 ? 'dmy' : second > 12 ? 'mdy' : first === second ? 'dmy' : undefined);
  if (meant === undefined) return ambiguous(text, written);
  const [day, month] = meant === 'dmy' ? [first, second] : [second, first];
  if (month > 12) return swapped(text, meant);
  const proof = first > 12 ? 'dmy' : second > 12 ? 'mdy' : undefined;
  return checked(text, { year, month, day, rest, ...(proof && { order: proof }) });
}

/** What the writing of a date proves about its column: an order, nothing, or that there are two ways to read it. */
export function orderEvidence(text: string): DateOrder | 'ambiguous' | undefined {
  const written = splitDay(text.trim());
  if (!written || 'value' in written) return undefined;
  if (written.first > 12 && written.second > 12) return undefined;
  if (written.first > 12) return 'dmy';
  if (written.second > 12) return 'mdy';
  return written.first === written.second ? undefined : 'ambiguous';
}

export function isoDay({ year, month, day }: Pick<WrittenDay, 'year' | 'month' | 'day'>): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

interface TwoNumbers {
  readonly first: number;
  readonly second: number;
  readonly year: number;
  readonly rest: string;
}

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/.])/;
const compact = /^(\d{4})(\d{2})(\d{2})(?!\d)/;
const twoNumbers = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])/;
const weekday = /^\p{L}{2,12}\.?,?\s+(?=\d|\p{L}{3,12}\.?\s+\d)/u;
const dayAndName =
  /^(\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?[\s-]*(?:de\s+|of\s+)?(\p{L}{3,12})\.?,?[\s-]*(?:de\s+)?(\d{4}|\d{2}(?![\d:]))/u;
const nameAndDay = /^(\p{L}{3,12})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/u;
const nameDayTimeYear = /^(\p{L}{3})\s+(\d{1,2})\s+(\d{1,2}:\d{2}:\d{2})\s+(\d{4})$/u;

function splitDay(text: string): TwoNumbers | { readonly value: WrittenDay } | undefined {
  const iso = yearFirst.exec(text) ?? compact.exec(text);
  if (iso) {
    const [month, day] = iso.slice(-2).map(Number);
    return { value: { year: Number(iso[1]), month: month!, day: day!, rest: text.slice(iso[0].length) } };
  }
  const numbers = twoNumbers.exec(text);
  if (numbers) {
    const [whole, first, , second, year] = numbers;
    return { first: Number(first), second: Number(second), year: fullYear(year!), rest: text.slice(whole.length) };
  }
  return named(text) ?? (weekday.test(text) ? named(text.replace(weekday, '')) : undefined);
}

function named(text: string): { readonly value: WrittenDay } | undefined {
  const unixStyle = nameDayTimeYear.exec(text);
  const found = unixStyle ?? dayAndName.exec(text) ?? nameAndDay.exec(text);
  if (!found) return undefined;
  const [whole, one, two, three] = found as unknown as [string, string, string, string];
  const [day, name] = /^\d/.test(one) ? [one, two] : [two, one];
  const month = monthNamed(name);
  if (!month) return undefined;
  const year = unixStyle ? Number(unixStyle[4]) : fullYear(three);
  return { value: { year, month, day: Number(day), rest: unixStyle ? ` ${three}` : text.slice(whole.length) } };
}

function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length === 4 ? year : year >= 70 ? 1900 + year : 2000 + year;
}

function checked(text: string, day: WrittenDay): Reading<WrittenDay> {
  const inMonth = new Date(Date.UTC(day.year, day.month, 0)).getUTCDate();
  if (day.month < 1 || day.month > 12 || day.day < 1 || day.day > inMonth) {
    return { problem: `${quoted(text)} is not a day of the calendar.`, mend: 'Correct the day or the month.' };
  }
  if (day.year >= firstYear && day.year <= lastYear) return { value: day };
  return {
    problem: `${quoted(text)} lies in the year ${day.year}.`,
    mend: 'Correct the year, or leave the cell empty where there is no date.',
  };
}

function ambiguous(text: string, { first, second, year }: TwoNumbers): Fault {
  const [dayFirst, monthFirst] = [
    isoDay({ year, month: second, day: first }),
    isoDay({ year, month: first, day: second }),
  ];
  return {
    problem: `${quoted(text)} can be ${dayFirst} or ${monthFirst}.`,
    mend: 'Say whether the column writes the day or the month first.',
  };
}

function swapped(text: string, order: DateOrder): Fault {
  return {
    problem: `${quoted(text)} is not a date with the ${order === 'dmy' ? 'day' : 'month'} first, as the column is read.`,
    mend: 'Correct the cell, or choose the other order for the column.',
  };
}

function notADate(text: string): Fault {
  if (/^\d{5}(\.\d+)?$/.test(text.trim())) {
    return {
      problem: `${quoted(text)} is a spreadsheet's count of days, not a date.`,
      mend: 'Format the column as a date before you export it.',
    };
  }
  return { problem: `${quoted(text)} is not a date.`, mend: 'Write dates such as 2018-04-03.' };
}

/** The fault of a day, for a text that goes on after the day in a way nothing expects. */
export function strayRest(text: string): Fault {
  return { problem: `${quoted(text)} is not a date or time.`, mend: 'Write times such as 2018-04-03 14:30:00.' };
}
