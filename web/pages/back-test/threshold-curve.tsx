import { Anchor, Text } from '@mantine/core';
import type { ExplorationAnswer } from '../../../server/api/contract/exploration.ts';
import { useOrganisation } from '../../session.ts';
import { sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import classes from './back-test.module.css';
import type { Setting } from './back-test-query.ts';
import { sayThreshold } from './say-threshold.ts';

type Curve = NonNullable<ExplorationAnswer['curve']>;
type Point = Curve['points'][number];

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [640, 240, 62, 30, 12];

/** Precision and recall for every threshold of one clause, where it stands, and where both together are best. */
export function ThresholdCurve({
  answer,
  curve,
  onTry,
}: {
  answer: ExplorationAnswer;
  curve: Curve;
  onTry: (setting: Setting) => void;
}) {
  const { currency } = useOrganisation();
  const clause = answer.clauses.find(({ index }) => index === answer.curveOf);
  const first = curve.points[0];
  const last = curve.points.at(-1);
  if (!clause || !first || !last || clause.inUse === null) return null;
  const say = (threshold: number) => sayThreshold(threshold, clause.unit, currency);
  const x = (threshold: number) =>
    LEFT + ((threshold - first.threshold) / (last.threshold - first.threshold || 1)) * (WIDTH - LEFT - 10);
  const y = (share: number) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  const line = (share: 'precision' | 'recall') =>
    curve.points
      .flatMap((point) => (point[share] === null ? [] : [`${x(point.threshold)},${y(point[share])}`]))
      .join(' ');
  const now = curve.points.find(({ threshold }) => threshold === clause.inUse);
  const best = bestOf(curve.points);
  return (
    <Section title={`What moving “${clause.words}” would change`}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={classes.curve}
        role="img"
        aria-label={`Precision and recall for thresholds from ${say(first.threshold)} to ${say(last.threshold)}`}
      >
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <line x1={LEFT} x2={WIDTH - 10} y1={y(share)} y2={y(share)} className={classes.grid} />
            <text x={LEFT - 6} y={y(share) + 4} textAnchor="end">
              {share * 100} %
            </text>
          </g>
        ))}
        {[first.threshold, (first.threshold + last.threshold) / 2, last.threshold].map((threshold, i) => (
          <text key={threshold} x={x(threshold)} y={HEIGHT - 6} textAnchor={(['start', 'middle', 'end'] as const)[i]}>
            {say(threshold)}
          </text>
        ))}
        <line x1={x(clause.inUse)} x2={x(clause.inUse)} y1={TOP} y2={HEIGHT - BOTTOM} className={classes.now} />
        <polyline points={line('precision')} className={classes.precision} />
        <polyline points={line('recall')} className={classes.recall} />
        {now?.precision != null && <circle cx={x(now.threshold)} cy={y(now.precision)} r={4} className={classes.dot} />}
        {now?.recall != null && (
          <circle cx={x(now.threshold)} cy={y(now.recall)} r={4} className={classes.dot} data-recall />
        )}
      </svg>
      <div className={classes.legend}>
        <span data-line="precision">Precision</span>
        <span data-line="recall">Recall, dashed</span>
        <span data-line="now">As set: {say(clause.inUse)}</span>
      </div>
      {best && best.f1 !== null && (
        <Text size="sm" mt="xs">
          {best.threshold === clause.inUse ? (
            <>Both together are best where it stands (F1 {sayNumber(best.f1, 3)}).</>
          ) : (
            <>
              Both together would be best at {say(best.threshold)}: F1 {sayNumber(best.f1, 3)}
              {now?.f1 != null && ` instead of ${sayNumber(now.f1, 3)}`}, {sayNumber(best.flagged, 0)} flagged.{' '}
              <Anchor
                component="button"
                type="button"
                size="sm"
                onClick={() => onTry({ index: clause.index, isOn: true, threshold: best.threshold })}
              >
                Try it
              </Anchor>
            </>
          )}
        </Text>
      )}
    </Section>
  );
}

function bestOf(points: readonly Point[]): Point | null {
  return points.reduce<Point | null>((best, point) => ((point.f1 ?? 0) > (best?.f1 ?? 0) ? point : best), null);
}
