import type { Interval } from '../statistics/cluster-bootstrap.ts';
import type { Evidence } from './collect-evidence.ts';
import type { NaiveRule } from './naive-rules.ts';
import { type Counts, compare, type Measure, type Separation, separate } from './separation.ts';

/** A rule that needs no score against the score, on the rows where both are known. */
export interface RuleVerdict extends Counts {
  readonly key: string;
  readonly title: string;
  readonly words: string;
  readonly signal: string;
  readonly rule_auc: number | null;
  readonly rule_interval: Interval | null;
  readonly score_auc: number | null;
  readonly score_interval: Interval | null;
  /** The rule's less the score's. */
  readonly difference: number | null;
  readonly difference_interval: Interval | null;
  /** By itself, also where there is no score. */
  readonly everywhere: RuleEverywhere;
  /** Who separates better; `undecided` where the interval of the difference holds 0, `none` without figures. */
  readonly wins: 'rule' | 'score' | 'undecided' | 'none';
  readonly says: string;
  readonly not_enough_data: string | null;
}

export interface RuleEverywhere extends Separation {
  /** At its line: how many rows it flags, which share of them had the outcome, and which share of the outcomes it caught. */
  readonly flagged: number;
  readonly precision: number | null;
  readonly recall: number | null;
}

export function judgeRule(evidence: Evidence, rule: NaiveRule, score: Measure): RuleVerdict {
  const measure = { values: evidence.signals.get(rule.signal)!, announcedBy: rule.announcedBy };
  const { first, second, difference, not_enough_data, ...counts } = compare(evidence, [score, measure]);
  const [low, high] = difference?.interval ?? [-1, 1];
  const wins = !difference ? 'none' : low > 0 ? 'rule' : high < 0 ? 'score' : 'undecided';
  return {
    key: rule.key,
    title: rule.title,
    words: rule.words,
    signal: rule.signal,
    ...counts,
    rule_auc: second?.auc ?? null,
    rule_interval: second?.interval ?? null,
    score_auc: first?.auc ?? null,
    score_interval: first?.interval ?? null,
    difference: difference?.value ?? null,
    difference_interval: difference?.interval ?? null,
    everywhere: { ...separate(evidence, measure), ...atItsLine(evidence, rule) },
    wins,
    says: not_enough_data ?? say(rule, wins, first!.auc, second!.auc),
    not_enough_data,
  };
}

/** The rule as a yes or no. */
function atItsLine({ rows, signals, isPositive }: Evidence, rule: NaiveRule) {
  const values = signals.get(rule.signal)!;
  let [flagged, hits, positives] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    positives += isPositive[row]!;
    if (rule.announcedBy === 'high' ? value < rule.line : value > rule.line) continue;
    flagged++;
    hits += isPositive[row]!;
  }
  return { flagged, precision: flagged > 0 ? hits / flagged : null, recall: positives > 0 ? hits / positives : null };
}

function say({ title }: NaiveRule, wins: RuleVerdict['wins'], score: number, rule: number): string {
  const [ofRule, ofScore] = [rule.toFixed(2), score.toFixed(2)];
  if (wins === 'rule') return `${title} alone separates them better than the score: ${ofRule} against ${ofScore}.`;
  if (wins === 'score')
    return `The score separates them better than ${title.toLowerCase()} alone: ${ofScore} against ${ofRule}.`;
  if (rule >= score)
    return `The score is not shown to be better than ${title.toLowerCase()} alone: ${ofScore} against ${ofRule}, and the difference may be chance.`;
  return `The score looks better than ${title.toLowerCase()} alone, ${ofScore} against ${ofRule}, but the difference may be chance.`;
}
