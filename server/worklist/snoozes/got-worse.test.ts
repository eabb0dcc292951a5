import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EvidenceClause } from '../../diagnosis/evidence.ts';
import { BANDS, DEFAULT_HEALTH_MODEL } from '../../health/health-model.ts';
import { whatGotWorse } from './got-worse.ts';
import { sayBaseline, sayLimits, sayWorsenings } from './say-worse.ts';
import { baselineOf, isTrouble, type Standing } from './standing.ts';

const words = { currency: 'EUR', timeZone: 'Europe/Berlin' };

const clause = (over: Partial<EvidenceClause> & Pick<EvidenceClause, 'text' | 'operator'>): EvidenceClause => ({
  signal: over.text.split(' ')[0]!,
  title: 'days since last activity',
  unit: 'days',
  threshold: 45,
  value: 52,
  truth: 1,
  distance: 0,
  phrase: '',
  isDecisive: true,
  ...over,
});
const silent = clause({ text: 'usage.days_since_last >= 45', operator: '>=' });
const falling = clause({
  text: 'usage.change_28d < -0.3',
  operator: '<',
  threshold: -0.3,
  title: 'usage in the last 28 days',
  unit: 'ratio',
});

const calm: Standing = {
  health: { band: 'yellow', score: 62 },
  situations: [{ id: 'silent', title: 'Usage gone silent', isTrouble: true }],
  escalations: [{ id: 'e7', number: 7, level: 2 }],
  values: { [silent.text]: 52, [falling.text]: -0.46 },
  dueAt: '2026-12-04T16:00:00.000Z',
  isOverdue: false,
  isOfRun: true,
  stuck: null,
};
const baseline = baselineOf(calm, [silent, falling], DEFAULT_HEALTH_MODEL);
const said = (change: Partial<Standing>) => sayWorsenings(whatGotWorse(baseline, { ...calm, ...change }), words);

test('what got worse is said in words', () => {
  expect(said({ health: { band: 'red', score: 48 } })).toBe('health fell from 62 to 48, red now');
  expect(said({ health: { band: 'yellow', score: 52 } })).toBe('health fell from 62 to 52');
  expect(said({ health: { band: 'red', score: 62.4 } })).toBe('health became red (it was yellow)');
  expect(said({ situations: [{ id: 'left', title: 'Champion left', isTrouble: true }] })).toBe(
    'a further situation opened: Champion left',
  );
  expect(said({ escalations: [{ id: 'e7', number: 7, level: 3 }] })).toBe('escalation #7 rose from level 2 to level 3');
  expect(said({ escalations: [{ id: 'e9', number: 9, level: 1 }] })).toBe('escalation #9 was opened at level 1');
  expect(said({ values: { [silent.text]: 63 } })).toBe('days since last activity went from 52 to 63');
  expect(said({ values: { [falling.text]: -0.56 } })).toBe('usage in the last 28 days went from −46 % to −56 %');
  expect(said({ isOverdue: true })).toBe('it was due Fri 4 Dec 17:00');
  expect(said({ stuck: '“Call” was due 5 days ago and is not done.' })).toBe(
    'its run is stuck: “Call” was due 5 days ago and is not done',
  );
});

test('what would be worse is said beforehand, as it will be judged', () => {
  expect(sayLimits(baseline, words)).toEqual([
    'health falls by 10 points or more (62, yellow now)',
    'health falls into a lower band',
    'a further situation opens on the account, other than a chance to grow or a date that was known',
    'something is escalated on the account, or an escalation rises',
    'days since last activity is 63 or more (52 now)',
    'usage in the last 28 days fell by 56 % or more (−46 % now)',
    'it falls due (Fri 4 Dec 17:00)',
    'its run gets stuck',
  ]);
  expect(sayBaseline(baseline, words)).toBe(
    'health 62, yellow; 1 situation open; escalation #7 at level 2; days since last activity 52; usage in the last 28 days −46 %',
  );
});

test('a little worse is not worse', () => {
  expect(said({ health: { band: 'yellow', score: 52.1 } })).toBe('');
  expect(said({ values: { [silent.text]: 62, [falling.text]: -0.55 } })).toBe('');
  expect(said({ situations: [...calm.situations, { id: 'grow', title: 'Expansion', isTrouble: false }] })).toBe('');
});

test('a value without a worse side, or that cannot go further, is not watched', () => {
  const measures = (value: number, over: Partial<EvidenceClause>) =>
    baselineOf(
      { ...calm, values: { x: value } },
      [clause({ text: 'x', operator: '<=', ...over })],
      DEFAULT_HEALTH_MODEL,
    ).measures.length;
  expect(measures(60, { unit: 'days', threshold: 90 })).toBe(0);
  expect(measures(20_000, { unit: 'date', threshold: 20_030 })).toBe(0);
  expect(measures(-0.95, { unit: 'ratio', threshold: -0.3 })).toBe(0);
  expect(measures(0, { unit: 'count', threshold: 3 })).toBe(0);
  expect(measures(40, { unit: 'score', threshold: 60, signal: 'health.score' })).toBe(0);
  expect(measures(3, { unit: 'count', threshold: 3, operator: '==' })).toBe(0);
  expect(measures(40, { unit: 'seats', threshold: 50 })).toBe(1);
  expect(measures(200, { unit: 'days', threshold: 120, operator: '>', text: 'x', title: 'days of silence' })).toBe(1);
});

test('what a situation asks for as a good sign does not count as worse when there is more of it', () => {
  const limits = (text: string, value: number, over: Partial<EvidenceClause>) =>
    baselineOf(
      { ...calm, values: { [text]: value } },
      [clause({ text, operator: '>', unit: 'ratio', ...over })],
      DEFAULT_HEALTH_MODEL,
    ).measures.map(({ limit }) => limit);
  expect(limits('usage.change_28d > -0.2', 0.1, { threshold: -0.2 })).toEqual([]);
  expect(limits('account.seats >= 20', 40, { unit: 'seats', threshold: 20 })).toEqual([]);
  expect(limits('coalesce(renewal.days_left, 999) > 120', 222, { unit: 'days', threshold: 120 })).toEqual([]);
  expect(limits('invoices.paid_late_365d <= 2', 2, { unit: 'count', threshold: 2, operator: '<=' })).toEqual([]);
  expect(limits('tickets.open >= 5', 6, { unit: 'count', threshold: 5 })).toEqual([8]);
  expect(limits('survey.nps_last <= 6', 2, { unit: 'points', threshold: 6, operator: '<=' })).toEqual([0]);
  expect(limits('orders.change_28d < -0.3', -0.4, { threshold: -0.3, operator: '<' })).toEqual([-0.48]);
});

test('trouble is what is wrong: no calendar, no chance to grow, no day that comes near', () => {
  const health = clause({ text: 'health.score >= 80', operator: '>=', threshold: 80, unit: 'score' });
  const renewal = clause({ text: 'renewal.days_left <= 90', operator: '<=', threshold: 90 });
  const unlessNear = clause({ text: 'renewal.days_left > 30', operator: '>', threshold: 30 });
  const unhealthy = clause({ text: 'health.score < 60', operator: '<', threshold: 60, unit: 'score' });
  const tells = (triggerKind: string, ...evidence: EvidenceClause[]) =>
    isTrouble({ triggerKind, evidence }, DEFAULT_HEALTH_MODEL);
  expect(tells('schedule')).toBe(false);
  expect(tells('condition', health, silent)).toBe(false);
  expect(tells('condition', renewal, unlessNear)).toBe(false);
  expect(tells('condition', renewal, unhealthy)).toBe(true);
  expect(tells('condition', silent)).toBe(true);
  expect(tells('condition', clause({ text: 'contacts.champion_left_days <= 21', operator: '<=' }))).toBe(true);
  expect(tells('event')).toBe(true);
});

const score = fc.double({ min: 0, max: 100, noNaN: true });
const place = fc.record({
  band: fc.option(fc.constantFrom(...BANDS)),
  score: fc.option(score),
  situations: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')),
  levels: fc.dictionary(fc.constantFrom('e', 'f', 'g'), fc.integer({ min: 1, max: 5 })),
  silence: fc.option(fc.integer({ min: 0, max: 400 })),
  change: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
  isOverdue: fc.boolean(),
  isStuck: fc.boolean(),
});
type Place = typeof place extends fc.Arbitrary<infer Value> ? Value : never;

function standing(at: Place): Standing {
  return {
    health: { band: at.band, score: at.score },
    situations: at.situations.map((id) => ({ id, title: id, isTrouble: id !== 'd' })),
    escalations: Object.entries(at.levels).map(([id, level]) => ({ id, number: 1, level })),
    values: { [silent.text]: at.silence, [falling.text]: at.change },
    dueAt: calm.dueAt,
    isOverdue: at.isOverdue,
    isOfRun: true,
    stuck: at.isStuck ? 'stuck.' : null,
  };
}

const judge = (then: Place, now: Place) =>
  whatGotWorse(baselineOf(standing(then), [silent, falling], DEFAULT_HEALTH_MODEL), standing(now));

test('property: as it was is not worse', () => {
  fc.assert(
    fc.property(place, (then) => {
      expect(judge(then, then)).toEqual([]);
    }),
  );
});

test('property: what is as good or better in every respect, or unknown, is not worse', () => {
  const better = fc.record({ up: fc.nat(100), fewer: fc.nat(4), band: fc.nat(2), isUnknown: fc.boolean() });
  fc.assert(
    fc.property(place, better, (then, { up, fewer, band, isUnknown }) => {
      const now: Place = {
        band: isUnknown || then.band === null ? null : BANDS[Math.max(band, BANDS.indexOf(then.band))]!,
        score: isUnknown || then.score === null ? null : Math.min(100, then.score + up),
        situations: [...then.situations.slice(fewer), 'd'],
        levels: Object.fromEntries(Object.entries(then.levels).slice(fewer)),
        silence: isUnknown || then.silence === null ? null : Math.max(0, then.silence - up),
        change: isUnknown || then.change === null ? null : then.change + up,
        isOverdue: then.isOverdue && fewer > 0,
        isStuck: then.isStuck && fewer > 0,
      };
      expect(judge(then, now)).toEqual([]);
    }),
  );
});

test('property: each thing that got worse wakes, whatever else got better', () => {
  fc.assert(
    fc.property(place, place, (then, now) => {
      const kinds = new Set(judge(then, now).map(({ kind }) => kind));
      const isLower = then.band && now.band && BANDS.indexOf(now.band) < BANDS.indexOf(then.band);
      const fell = then.score !== null && now.score !== null && then.score - now.score >= 10;
      expect(kinds.has('health_fell')).toBe(Boolean(isLower) || fell);
      expect(kinds.has('situation_opened')).toBe(
        now.situations.some((id) => id !== 'd' && !then.situations.includes(id)),
      );
      expect(kinds.has('escalated')).toBe(
        Object.entries(now.levels).some(([id, level]) => level > (then.levels[id] ?? 0)),
      );
      expect(kinds.has('overdue')).toBe(now.isOverdue && !then.isOverdue);
      expect(kinds.has('stuck')).toBe(now.isStuck && !then.isStuck);
    }),
  );
});

test('property: a value wakes only beyond its own value, by a fifth at least, and said as it holds', () => {
  fc.assert(
    fc.property(place, place, (then, now) => {
      for (const worsening of judge(then, now)) {
        if (worsening.kind !== 'value_moved') continue;
        const { measure, value } = worsening;
        const moved = measure.side === 'up' ? value - measure.value : measure.value - value;
        expect(moved).toBeGreaterThanOrEqual(0.2 * Math.abs(measure.value) - 1e-9);
        expect(moved).toBeGreaterThan(0);
      }
    }),
  );
});
