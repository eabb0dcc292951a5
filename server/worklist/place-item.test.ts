import { expect, test } from 'vitest';
import { type Placing, type PlacingContext, placeItem } from './place-item.ts';

const now = new Date('2026-11-18T10:00:00Z');
const context: PlacingContext = {
  now,
  timeZone: 'Europe/Berlin',
  largeFrom: 10_000_000,
  sayMoney: (minor, currency) => `${currency} ${minor / 100}`,
};

function item(over: Partial<Omit<Placing, 'account'>> & { account?: Partial<Placing['account']> } = {}): Placing {
  const { account, ...rest } = over;
  return {
    kind: 'task',
    dueAt: new Date('2026-11-25T16:00:00Z'),
    since: new Date('2026-11-10T08:00:00Z'),
    priority: 50,
    toBand: null,
    ...rest,
    account: {
      id: 'borealis',
      name: 'Borealis',
      stage: 'adoption',
      arrMinor: 100_000,
      currency: 'EUR',
      renewalDate: '2027-10-01',
      band: 'green',
      score: 88,
      change28d: 0,
      ...account,
    },
  };
}

test('nothing that presses and nothing that matters stands last, and says so', () => {
  expect(placeItem(item(), context)).toEqual({
    quadrant: 'when_there_is_time',
    reason: 'Due in 7 days; nothing presses',
  });
});

test('overdue is urgent, in days of the organisation', () => {
  // 23:30 UTC on the 16th is the 17th in Berlin: one day late, not two.
  const late = placeItem(item({ dueAt: new Date('2026-11-16T23:30:00Z') }), context);
  expect(late).toEqual({ quadrant: 'keep_short', reason: 'Overdue by 1 day' });
  expect(placeItem(item({ dueAt: new Date('2026-11-18T09:00:00Z') }), context).reason).toBe('Overdue since today');
  expect(placeItem(item({ dueAt: new Date('2026-11-18T16:00:00Z') }), context).reason).toBe('Due today');
});

test('a red account of a large customer is important; with a due date of tomorrow it goes first', () => {
  const account = { band: 'red', arrMinor: 48_000_000 } as const;
  expect(placeItem(item({ account }), context)).toEqual({
    quadrant: 'plan',
    reason: 'Health is red; ARR of EUR 480000 is among the largest quarter',
  });
  expect(placeItem(item({ account, dueAt: new Date('2026-11-19T16:00:00Z') }), context).quadrant).toBe('do_first');
});

test('a renewal within 30 days presses and matters, and is said once', () => {
  expect(placeItem(item({ account: { renewalDate: '2026-12-12' } }), context)).toEqual({
    quadrant: 'do_first',
    reason: 'Renewal in 24 days',
  });
  expect(placeItem(item({ account: { renewalDate: '2027-02-01' } }), context).quadrant).toBe('plan');
  expect(placeItem(item({ account: { renewalDate: '2026-11-01' } }), context).quadrant).toBe('when_there_is_time');
});

test('only a new situation of a high priority does not wait', () => {
  const situation = { kind: 'situation', dueAt: null, priority: 90 } as const;
  expect(placeItem(item({ ...situation, since: new Date('2026-11-17T08:00:00Z') }), context).quadrant).toBe('do_first');
  expect(placeItem(item({ ...situation, since: new Date('2026-11-12T08:00:00Z') }), context).quadrant).toBe('plan');
});

test('what is not known decides nothing', () => {
  const account = { arrMinor: null, currency: null, renewalDate: null, band: null, score: null };
  expect(placeItem(item({ account, dueAt: null, priority: null }), { ...context, largeFrom: null })).toEqual({
    quadrant: 'when_there_is_time',
    reason: 'Nothing presses',
  });
});

test('what was put aside and is back says so first, and presses while it is news that it got worse', () => {
  const since = new Date('2026-11-17T20:00:00Z');
  const worse = { because: 'back before Fri 4 Dec: health fell from 62 to 48, red now', since, isWorse: true };
  expect(placeItem(item({ back: worse }), context)).toEqual({
    quadrant: 'keep_short',
    reason: 'Back before Fri 4 Dec: health fell from 62 to 48, red now',
  });
  const older = { ...worse, since: new Date('2026-11-12T20:00:00Z') };
  expect(placeItem(item({ back: older }), context)).toEqual({
    quadrant: 'when_there_is_time',
    reason: 'Back before Fri 4 Dec: health fell from 62 to 48, red now; due in 7 days; nothing presses',
  });
  const onItsDay = { because: 'back since Tue 17 Nov, as you chose', since, isWorse: false };
  expect(placeItem(item({ back: onItsDay }), context)).toEqual({
    quadrant: 'when_there_is_time',
    reason: 'Back since Tue 17 Nov, as you chose; due in 7 days; nothing presses',
  });
});
