import type { ListedPersona } from '../../../server/api/contract/persona.ts';
import { sayCount } from '../../ui/number.ts';

/** Whom a persona takes: "Contacts for whom role is champion." */
export function sayWhom(sentence: string): string {
  return `Contacts for whom ${sentence}.`;
}

export function sayCadence(cadenceDays: number | null): string {
  return cadenceDays === null ? 'no cadence' : `a word every ${cadenceDays === 1 ? 'day' : `${cadenceDays} days`}`;
}

export function sayLately({ cameIn, left }: Pick<ListedPersona, 'cameIn' | 'left'>): string {
  if (cameIn + left === 0) return 'Nobody came or left in 30 days';
  return `${cameIn} came in and ${left} left in 30 days`;
}

/** "no word for 41 days, 30 is the aim". */
export function sayQuiet(quietDays: number, cadenceDays: number): string {
  return `no word for ${sayCount(quietDays, 'day')}, ${cadenceDays} is the aim`;
}
