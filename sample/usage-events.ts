import type { UsageEvent } from '../server/sources/usage/usage-event.ts';
import { type Dice, diceFor } from './dice.ts';
import type { Life } from './life.ts';
import type { Curve } from './records.ts';
import type { SampleTime } from './sample-time.ts';
import { EVENTS, type EventName } from './vendor.ts';

/** How much is done on each day of the week, Monday first. */
const WEEK = [1.06, 1.04, 1, 1, 0.9, 0.14, 0.03];

/** Names of events, each as often as it happens among a hundred. */
const HUNDRED = Object.entries(EVENTS).flatMap(([event, times]) => Array<EventName>(times).fill(event as EventName));

/**
 * What the people of a customer did in the product, day by day until yesterday. What is expected of a day is carried on from one to the
 * next, so that the amounts follow the story closely and never jump by chance.
 */
export function* usageOf(life: Life, slot: number, time: SampleTime): Generator<UsageEvent> {
  const { usage, profile } = life;
  if (!usage) return;
  const key = profile.name.replaceAll(' ', '-').toLowerCase();
  const dice = diceFor(profile.name, 'usage');
  let carried = 0;
  let count = 0;
  for (let daysAgo = usage.since; daysAgo >= 1; daysAgo--) {
    const ofWeek = 0.95 + 0.1 * diceFor(profile.name, 'week', Math.ceil(daysAgo / 7)).roll();
    carried += usage.aDay * at(usage.amount, daysAgo) * WEEK[time.weekday(daysAgo) - 1]! * ofWeek;
    const people = Math.max(1, Math.round(profile.seats * usage.share * at(usage.people, daysAgo)));
    for (; carried >= 1; carried--) {
      const event = dice.pick(HUNDRED);
      // Every third thing is done by those who do most; in between everybody has their turn.
      const person = count % 3 === 0 ? count % Math.ceil(people / 4) : (count - Math.ceil(count / 3)) % people;
      yield {
        messageId: `${key}-${++count}`,
        accountSlot: slot,
        event,
        userKey: `${key}-${person + 1}`,
        occurredAt: time.at(daysAgo, dice.between(6, 17), dice.between(0, 59)),
        properties: propertiesOf(event, dice),
      };
    }
  }
}

function propertiesOf(event: EventName, dice: Dice): Record<string, unknown> | null {
  if (event === 'job_planned') return { hours: dice.between(1, 8) };
  return event === 'report_exported' ? { format: dice.pick(['pdf', 'xlsx', 'csv']) } : null;
}

/** The factor of a curve on a day. */
export function at(curve: Curve, daysAgo: number): number {
  const first = curve[0]!;
  if (daysAgo >= first[0]) return first[1];
  for (let i = 1; i < curve.length; i++) {
    const [day, factor] = curve[i]!;
    const [before, from] = curve[i - 1]!;
    if (daysAgo >= day) return from + ((before - daysAgo) / (before - day)) * (factor - from);
  }
  return curve.at(-1)![1];
}
