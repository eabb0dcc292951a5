import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createFirm, openFileDatabase } from '../../../test/firm.ts';
import { writeAccounts } from '../../accounts/write-accounts.ts';
import { writeFacts } from '../../accounts/write-facts.ts';
import { computeDays } from '../../diagnosis/compute-days.ts';
import { changeModel } from '../../health/change-model.ts';
import { DEFAULT_HEALTH_MODEL, type HealthModel } from '../../health/health-model.ts';
import { loadHealthModel } from '../../health/load-model.ts';
import { type EpochDay, epochDay, isoDate } from '../../lib/days.ts';
import { createSegment } from '../../segments/create-segment.ts';
import { recordUsage } from '../../sources/usage/record-usage.ts';
import { snapshotDays } from '../backtest/snapshot-days.ts';
import { seededRandom } from '../statistics/random.ts';
import { askHealthTest } from './ask-health-test.ts';

const START = epochDay('2024-01-01');
const DAYS = 560;
const CUSTOMERS = 90;

const { database } = await openFileDatabase();
const { actor, sourceId, inside } = await createFirm(database, { timeZone: 'UTC', currency: 'EUR' });
let slots: readonly number[];

const at = (day: EpochDay) => new Date(`${isoDate(day)}T09:00:00Z`);

/** Usage of an account on a day after the start. */
const use = (slot: number, day: number) => ({
  messageId: randomUUID(),
  accountSlot: slot,
  event: 'opened',
  userKey: 'u',
  occurredAt: at(START + day),
  properties: null,
});

/** Of ninety customers a half slows down and then stops for good, each at another time; what they answer in surveys is chance. */
beforeAll(async () => {
  const random = seededRandom(7);
  await inside(async (tx) => {
    const names = Array.from({ length: CUSTOMERS }, (_, i) => ({
      externalId: `c${i}`,
      fields: { name: `Customer ${i}`, seats: i % 2 === 0 ? 5 : 500 },
    }));
    const accounts = await writeAccounts(tx, sourceId, names);
    slots = accounts.map(({ slot }) => slot);
    const isActive = (customer: number, day: number) => {
      const stops = customer % 2 === 0 ? 120 + customer * 4 : DAYS + 99;
      return day < stops && (day < stops - 50 ? random() < 0.6 : random() < 0.15);
    };
    const days = Array.from({ length: DAYS }, (_, day) => day);
    const events = slots.flatMap((slot, customer) =>
      days.filter((day) => isActive(customer, day)).map((day) => use(slot, day)),
    );
    await recordUsage(tx, events, { sourceId, timeZone: 'UTC' });
    const responses = accounts.flatMap(({ accountId }, customer) =>
      days
        .filter((day) => day % 40 === customer % 40)
        .map((day) => ({
          externalId: `r${customer}/${day}`,
          accountId,
          values: { kind: 'csat', score: 1 + Math.floor(random() * 5), responded_at: at(START + day) } as never,
        })),
    );
    await writeFacts(tx, sourceId, 'survey_response', responses);
  });
  await weigh(40, 60);
});

/** Health of usage and surveys only, with these weights. */
async function weigh(engagement: number, satisfaction: number, signal = 'usage.active_days_28d') {
  const points: [number, number][] = [
    [0, 0],
    [20, 100],
  ];
  const stars: [number, number][] = [
    [1, 0],
    [5, 100],
  ];
  const components: HealthModel['variants'][number]['components'] = [
    { key: 'engagement', title: 'Use', weight: engagement, indicators: [{ signal, weight: 1, points }] },
    {
      key: 'satisfaction',
      title: 'Surveys',
      weight: satisfaction,
      indicators: [{ signal: 'survey.csat_90d', weight: 1, points: stars }],
    },
  ];
  await saveModel([{ title: 'All accounts', for: null, components }]);
}

async function saveModel(variants: HealthModel['variants']) {
  const { version } = await inside(loadHealthModel);
  const model = { ...DEFAULT_HEALTH_MODEL, variants };
  await changeModel(database, actor, { model, reason: 'To try it', basedOn: version });
}

const QUESTION = { truth: 'silent', eligible: 'usage.days_since_last < 60', from: '2024-03-01', to: '2025-07-01' };
const ask = (more: object = {}) => askHealthTest(database, actor, { ...QUESTION, ...more });

/** The same by the nightly code, day by day, and by counting pairs. */
async function byHand() {
  const rows: { score: number; isPositive: boolean; silence: number }[] = [];
  const days = snapshotDays(epochDay(QUESTION.from), epochDay(QUESTION.to) - 90, 'month');
  for (const day of days) {
    const [now, later] = await inside(async (tx) => {
      const found = new Map<EpochDay, ReadonlyMap<string, Float64Array>>();
      const names = ['health.score', 'usage.days_since_last', 'usage.active_days_90d'];
      await computeDays(tx, [day, day + 90], async ({ day: one, columns }) => {
        found.set(one, new Map(names.map((name) => [name, columns.get(name)!.slice()])));
      });
      return [found.get(day)!, found.get(day + 90)!] as const;
    });
    for (const slot of slots) {
      const silence = now.get('usage.days_since_last')![slot]!;
      if (!(silence < 60)) continue;
      const isPositive = later.get('usage.active_days_90d')![slot] === 0;
      rows.push({ score: now.get('health.score')![slot]!, isPositive, silence });
    }
  }
  return { days, rows };
}

test('the figures are those of the nightly code and a count of pairs', async () => {
  const [found, { days, rows }] = [await ask(), await byHand()];
  const [gone, stayed] = [rows.filter(({ isPositive }) => isPositive), rows.filter(({ isPositive }) => !isPositive)];
  const auc = (measure: (row: (typeof rows)[number]) => number) => {
    let won = 0;
    for (const a of gone)
      for (const b of stayed) won += measure(a) > measure(b) ? 1 : measure(a) === measure(b) ? 0.5 : 0;
    return won / (gone.length * stayed.length);
  };
  expect(rows.every(({ score }) => Number.isFinite(score))).toBe(true);
  expect(found).toMatchObject({
    snapshots: days.length,
    rows: rows.length,
    positives: gone.length,
    announced_by: 'low',
    is_circular: false,
  });
  expect(found.score.auc).toBeCloseTo(
    auc(({ score }) => -score),
    10,
  );
  const [low, high] = found.score.interval!;
  expect([low < found.score.auc!, found.score.auc! < high, high < 1]).toEqual([true, true, true]);
  expect(found.rules[0]!.rule_auc).toBeCloseTo(
    auc(({ silence }) => silence),
    10,
  );
  const bandOf = (score: number) => (score >= 80 ? 'green' : score >= 60 ? 'yellow' : 'red');
  for (const { band, rows: all, positives, rate, interval } of found.bands) {
    const mine = rows.filter(({ score }) => bandOf(score) === band);
    const hits = mine.filter(({ isPositive }) => isPositive).length;
    expect([band, all, positives]).toEqual([band, mine.length, hits]);
    if (rate !== null && interval) expect([interval[0] <= rate, rate <= interval[1]]).toEqual([true, true]);
  }
});

test('a component that is chance is told from one that carries weight', async () => {
  const { components } = await ask();
  const [use, surveys] = components;
  expect([use!.key, surveys!.key]).toEqual(['engagement', 'satisfaction']);
  expect(use!.interval![0]).toBeGreaterThan(0.7);
  expect(surveys!.interval![0]).toBeLessThan(0.5);
  expect(surveys!.interval![1]).toBeGreaterThan(0.5);
  expect([use!.weight, surveys!.weight]).toEqual([40, 60]);
  expect(use!.coverage).toBe(1);
});

test('history suggests weights, learned on earlier days and judged on later ones, and says that they are better', async () => {
  const { suggestions } = await ask({ every: 'week' });
  const { learned, judged, weights, comparison, verdict } = suggestions[0]!;
  // Every outcome that was learned from was known on the first day that judges.
  expect(epochDay(learned!.to) + 90).toBeLessThanOrEqual(epochDay(judged!.from));
  const [use, surveys] = weights!;
  expect(use!.suggested + surveys!.suggested).toBe(100);
  expect([use!.current, use!.suggested > 80]).toEqual([40, true]);
  expect(comparison!.difference!.interval![0]).toBeGreaterThan(0);
  expect(verdict).toBe('better');
  // With the weights that it suggests, there is nothing left to be better.
  await weigh(use!.suggested, surveys!.suggested);
  const again = (await ask({ every: 'week' })).suggestions[0]!;
  expect([again.verdict, again.comparison!.difference!.value]).toEqual(['no_difference', 0]);
  await weigh(40, 60);
});

test('nothing of the future shows: what happens after the last horizon, or is told of later, changes no figure', async () => {
  const { seconds: _, ...before } = await ask();
  const end = epochDay(QUESTION.to) - START;
  await inside(async (tx) => {
    const events = slots.flatMap((slot) => [0, 1, 2, 9].map((day) => use(slot, end + day)));
    await recordUsage(tx, events, { sourceId, timeZone: 'UTC' });
  });
  const { seconds: __, ...after } = await ask();
  expect(after).toEqual(before);
});

test('an outcome within the horizon changes who is counted as gone, and no score', async () => {
  const [wide, narrow] = [{ to: '2025-06-29' }, { to: '2025-03-15' }];
  const [before, { seconds: _, ...earlier }] = [await ask(wide), await ask(narrow)];
  // The 61st customer stopped on 25 December 2024: a sign of life in March shows at the end of the horizons that end after it.
  await inside((tx) =>
    recordUsage(tx, [use(slots[60]!, epochDay('2025-03-20') - START)], { sourceId, timeZone: 'UTC' }),
  );
  const [after, { seconds: __, ...asEarlier }] = [await ask(wide), await ask(narrow)];
  expect(after.positives).toBeLessThan(before.positives);
  expect(after.score.rows).toBe(before.score.rows);
  expect(asEarlier).toEqual(earlier);
});

test('by segment as of each day, and a suggestion for each variant of the model', async () => {
  await createSegment(database, actor, { key: 'large', name: 'Large', rule: 'account.seats > 100' });
  const shipped = (await inside(loadHealthModel)).model.variants[0]!;
  await saveModel([{ ...shipped, title: 'Large', for: 'account.seats > 100' }, shipped]);
  const { segments, suggestions, score } = await ask({ every: 'week' });
  const large = segments.find(({ key }) => key === 'large')!;
  // Half of the customers have many seats, and none of them ever stopped.
  expect(large).toMatchObject({
    title: 'Large',
    positives: 0,
    auc: null,
    not_enough_data: expect.stringContaining('0 rows of 0 accounts'),
  });
  expect(large.rows).toBeGreaterThan(score.rows / 3);
  expect(suggestions.map(({ variant, verdict }) => [variant, verdict])).toEqual([
    ['Large', 'none'],
    ['All accounts', 'better'],
  ]);
  expect(suggestions[1]!.learned!.rows + suggestions[1]!.judged!.rows).toBeLessThan(score.rows - large.rows);
  await weigh(40, 60);
});

describe('it says plainly', () => {
  test('that a naive rule does better than a score that is chance', async () => {
    await weigh(0, 100);
    const { rules, says, score } = await ask();
    expect(score.interval![0]).toBeLessThan(0.5);
    expect(says).toContain('not shown to mean anything');
    expect(rules[0]).toMatchObject({
      key: 'silent',
      wins: 'rule',
      says: expect.stringContaining('Silence alone separates them better'),
    });
    expect(rules[0]!.difference_interval![0]).toBeGreaterThan(0);
    // Nobody has a renewal: the rule has no rows.
    expect(rules[1]).toMatchObject({ rows: 0, wins: 'none', rule_auc: null });
    await weigh(40, 60);
  });

  test('that there are not enough outcomes, without figures', async () => {
    const found = await ask({ from: '2024-04-01', to: '2024-08-01' });
    expect(found.score).toMatchObject({
      auc: null,
      interval: null,
      not_enough_data: expect.stringMatching(
        /^Not enough outcomes: \d+ rows? of \d+ accounts?; at least 30 rows of 10 accounts are needed/,
      ),
    });
    expect(found.suggestions[0]).toMatchObject({ weights: null, verdict: 'none' });
    expect(found.says).toMatch(/^Not enough outcomes/);
  });

  test('that an outcome is made of health itself, and which score announces a good one', async () => {
    expect((await ask({ truth: 'health.score < 40' })).is_circular).toBe(true);
    expect((await ask({ truth: 'expansion' })).announced_by).toBe('high');
    const turned = await ask({ announcedBy: 'high' });
    const straight = await ask();
    expect(turned.score.auc).toBeCloseTo(1 - straight.score.auc!, 10);
    expect(turned.says).toContain('pointed the wrong way');
  });

  test('what cannot be asked', async () => {
    await expect(ask({ truth: 'usage.day_since_last > 3' })).rejects.toThrow('There is no signal');
    await expect(ask({ from: '2025-06-15' })).rejects.toThrow('There is not enough data');
    await expect(ask({ horizonDays: 0 })).rejects.toThrow();
  });
});
