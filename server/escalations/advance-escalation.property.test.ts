import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessCalendar } from '../lib/calendar/business-calendar.ts';
import { advanceEscalation } from './advance-escalation.ts';
import { replayEscalation } from './apply-change.ts';
import type { EscalationWorld } from './enter-level.ts';
import { type Level, SHIPPED_LEVELS } from './escalation-level.ts';
import {
  type EscalationEntry,
  type EscalationEvent,
  type EscalationHappening,
  type EscalationState,
  newEscalation,
} from './escalation-state.ts';

const world: EscalationWorld = {
  levels: SHIPPED_LEVELS,
  calendar: businessCalendar({ region: 'DE-BE' }),
  timeZone: 'Europe/Berlin',
  workdayEnd: '17:00',
  ownerOf: (role) => ({ memberId: role, name: role, fallback: null }),
};
const by = { kind: 'member', id: 'carl', name: 'Carl' } as const;
const start = new Date('2026-03-27T09:00:00Z');

/** Does something with an escalation; `fire` performs its timer, late by so many hours. */
type Act = EscalationHappening | { readonly kind: 'fire'; readonly lateHours: number };

const level = fc.constantFrom<Level>(1, 2, 3, 4, 5);
const reason = fc.constantFrom('because', ' ');
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('fire' as const), lateHours: fc.integer({ min: 0, max: 60 }) }),
  },
  fc.constant({ kind: 'acknowledged', note: null } as const),
  fc.record({
    kind: fc.constant('contact_logged' as const),
    what: fc.constant('call'),
    at: fc.date({ min: start, max: new Date('2026-05-01T00:00:00Z'), noInvalidDate: true }),
  }),
  fc.record({ kind: fc.constant('raised' as const), level, reason }),
  fc.record({ kind: fc.constant('opened_again' as const), level, because: fc.constant('again') }),
  fc.record({ kind: fc.constant('consent_answered' as const), isGiven: fc.boolean(), reason }),
  fc.constant({ kind: 'resolved', steps: 'did it' } as const),
  fc.constant({ kind: 'customer_answered', answer: 'confirmed', who: 'Lena', note: null } as const),
  fc.constant({ kind: 'reviewed', lessons: 'sooner', change: null } as const),
  fc.constant({ kind: 'reopened', reason: 'not yet' } as const),
  fc.constant({ kind: 'closed' } as const),
  fc.constant({ kind: 'opened', issue: 'twice', because: 'x', level: 1 } as const),
);

/** Plays acts one after the other, each some hours after the last, and hands every move to `look`. */
function play(
  acts: readonly { act: Act; hours: number }[],
  firstLevel: Level,
  look: (before: EscalationState, after: EscalationState, entry: EscalationEntry, now: Date) => void,
): { state: EscalationState; log: EscalationEntry[] } {
  let state = newEscalation('e');
  let now = start;
  const log: EscalationEntry[] = [];
  const tell = (event: EscalationEvent) => {
    const moved = advanceEscalation(state, event, now, world);
    // Told again, nothing happens.
    expect(advanceEscalation(moved.state, event, now, world).entry).toBeNull();
    if (moved.entry === null) {
      expect(moved.state).toBe(state);
      return;
    }
    look(state, moved.state, moved.entry, now);
    log.push(moved.entry);
    state = moved.state;
  };
  tell({ id: 'open', by, kind: 'opened', issue: 'Export fails', because: 'it does', level: firstLevel });
  for (const [index, { act: one, hours }] of acts.entries()) {
    if (one.kind === 'fire') {
      if (state.timer === null) continue;
      const due = Date.parse(state.timer.at) + one.lateHours * 3_600_000;
      now = new Date(Math.max(due, now.getTime()));
      tell({ id: state.timer.key, by, kind: 'timer_fired', key: state.timer.key });
    } else {
      now = new Date(now.getTime() + hours * 3_600_000);
      tell({ id: `event-${index}`, by, ...one });
    }
  }
  return { state, log };
}

const plays = fc.array(fc.record({ act, hours: fc.integer({ min: 0, max: 50 }) }), { maxLength: 40 });

describe('an escalation, whatever happens to it', () => {
  test('rises and never falls, and comes to an executive only after somebody consented', () => {
    fc.assert(
      fc.property(plays, level, (acts, first) => {
        play(acts, first, (before, after, entry) => {
          if (before.status !== 'new') expect(after.level).toBeGreaterThanOrEqual(before.level);
          for (const change of entry.changes)
            if (change.kind === 'level_entered' && change.level >= 4)
              expect(entry.changes).toContainEqual(
                expect.objectContaining({ kind: 'consent_given', level: change.level }),
              );
        });
      }),
      { numRuns: 400 },
    );
  });

  test('has an owner and knows what happens next for as long as it is open', () => {
    fc.assert(
      fc.property(plays, level, (acts, first) => {
        play(acts, first, (_, after) => {
          if (after.status === 'open') {
            expect(after.owner).not.toBeNull();
            if (after.timer === null) expect([after.level, after.clock.kind]).toEqual([5, 'passed']);
          } else expect([after.timer, after.consent, after.clock.kind]).toEqual([null, null, 'off']);
          if (after.status === 'closed') {
            expect(after.resolution).not.toBeNull();
            expect(after.confirmation).not.toBeNull();
            expect(after.review).not.toBeNull();
          }
        });
      }),
      { numRuns: 400 },
    );
  });

  test('is raised by time only after the clock has run for the whole time of its level', () => {
    fc.assert(
      fc.property(plays, level, (acts, first) => {
        let entered = start;
        let stood = 0;
        let resumed = false;
        play(acts, first, (before, after, entry, now) => {
          if (before.clock.kind === 'paused' && after.clock.kind === 'running')
            stood += now.getTime() - Date.parse(before.clock.since);
          for (const change of entry.changes) {
            if (change.kind !== 'level_entered') continue;
            const hours = { 1: 48, 2: 72, 3: 0, 4: 0, 5: 0 }[before.level];
            if (change.how === 'time' && !resumed)
              expect(now.getTime() - entered.getTime() - stood).toBeGreaterThanOrEqual(hours * 3_600_000);
            entered = now;
            stood = 0;
            resumed = false;
          }
          if (entry.changes.some(({ kind }) => kind === 'reopened' || kind === 'consent_refused')) resumed = true;
        });
      }),
      { numRuns: 400 },
    );
  });

  test('waits for no timer that has fired, even if its clock was ahead', () => {
    fc.assert(
      fc.property(plays, level, fc.integer({ min: 0, max: 100 }), (acts, first, hours) => {
        const { state } = play(acts, first, () => {});
        if (state.timer === null) return;
        const { key } = state.timer;
        const early = new Date(Date.parse(state.timer.at) - hours * 3_600_000);
        const { state: after } = advanceEscalation(state, { id: key, by, kind: 'timer_fired', key }, early, world);
        expect(after.timer?.key).not.toBe(key);
      }),
      { numRuns: 400 },
    );
  });

  test('is the same from its log alone', () => {
    fc.assert(
      fc.property(plays, level, (acts, first) => {
        const { state, log } = play(acts, first, () => {});
        expect(replayEscalation('e', log)).toEqual(state);
        expect(log.map(({ sequence }) => sequence)).toEqual(log.map((_, index) => index + 1));
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
      { numRuns: 400 },
    );
  });
});

describe('by the clock', () => {
  const at = (hours: number) => new Date(start.getTime() + hours * 3_600_000);
  const tell = (state: EscalationState, hours: number, happening: EscalationHappening) =>
    advanceEscalation(state, { id: `${hours} ${happening.kind}`, by, ...happening }, at(hours), world).state;
  const opened = tell(newEscalation('e'), 0, { kind: 'opened', issue: 'Export', because: 'fails', level: 1 });

  test('an acknowledgement after 10 hours stops it for 24, and it is raised after 72', () => {
    const acknowledged = tell(opened, 10, { kind: 'acknowledged', note: null });
    expect(acknowledged.timer).toMatchObject({ of: 'resume', at: at(34).toISOString() });
    const resumed = tell(acknowledged, 34, { kind: 'timer_fired', key: acknowledged.timer!.key });
    expect(resumed.clock).toMatchObject({ kind: 'running', due: { at: at(72).toISOString() } });
    const reminded = tell(resumed, 48, { kind: 'timer_fired', key: resumed.timer!.key });
    expect(reminded.timer).toMatchObject({ of: 'time', at: at(72).toISOString() });
    const raised = tell(reminded, 72, { kind: 'timer_fired', key: reminded.timer!.key });
    expect(raised).toMatchObject({ level: 2, acknowledged: null, owner: { name: 'csm' } });
  });

  test('a timer of before the pause does nothing', () => {
    const acknowledged = tell(opened, 10, { kind: 'acknowledged', note: null });
    expect(tell(acknowledged, 48, { kind: 'timer_fired', key: opened.timer!.key })).toBe(acknowledged);
  });

  test('level 3 asks for consent when its time is over, and begins again when it is refused', () => {
    const third = tell(opened, 1, { kind: 'raised', level: 3, reason: 'they are angry' });
    const reminded = tell(third, 200, { kind: 'timer_fired', key: third.timer!.key });
    const asked = tell(reminded, 201, { kind: 'timer_fired', key: reminded.timer!.key });
    expect(asked).toMatchObject({
      level: 3,
      clock: { kind: 'passed' },
      consent: { level: 4, of: { name: 'manager' } },
    });
    expect(
      tell(asked, 202, { kind: 'consent_answered', isGiven: false, reason: 'I speak to them first' }),
    ).toMatchObject({
      level: 3,
      clock: { kind: 'running' },
      consent: null,
    });
    expect(tell(asked, 202, { kind: 'consent_answered', isGiven: true, reason: null })).toMatchObject({
      level: 4,
      owner: { name: 'vp' },
    });
  });
});
