import type { PlaybookStep } from '../playbooks/definition.ts';
import type { Sentences } from './playbook-sentences.ts';

/** What a step waits for, 'until health is at least 70, 14 days at most'; null for a step that does not wait. */
export function sayWait({ wait, from }: PlaybookStep, { say, duration }: Sentences): string | null {
  if (wait === undefined) return null;
  if ('until' in wait) return `until ${say(wait.until)}, ${duration(wait.at_most)} at most`;
  if (!wait.for.startsWith('-')) return duration(wait.for);
  return `until ${duration(wait.for)} the ${(from ?? 'start').replaceAll('_', ' ')}`;
}

/** How often a step comes again, 'every 1 business day until health is at least 70'; null for a step that comes once. */
export function sayRepeat({ repeat }: PlaybookStep, { say, duration }: Sentences): string | null {
  if (repeat === undefined) return null;
  const times = repeat.times === undefined ? '' : `, ${repeat.times} times at most`;
  // '1 business day' is 'every business day'.
  return `every ${duration(repeat.every).replace(/^1 /, '')}${repeat.until === undefined ? '' : ` until ${say(repeat.until)}`}${times}`;
}
