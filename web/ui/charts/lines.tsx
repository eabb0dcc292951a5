import { useElementSize } from '@mantine/hooks';
import { type PointerEvent, useState } from 'react';
import { daysBetween } from '../date.ts';
import classes from './lines.module.css';
import { type Scale, scaleOf } from './scale.ts';
import type { TrendPoint } from './trend-chart.tsx';

interface LinesProps {
  readonly points: readonly TrendPoint[];
  readonly say: (value: number) => string;
  readonly sayDay: (day: string) => string;
  readonly marks: readonly { readonly day: string; readonly label: string }[];
  readonly threshold: { readonly value: number; readonly label: string } | null;
  readonly height: number;
}

const LEFT = 48;
const RIGHT = 10;
const TOP = 16;
const BOTTOM = 22;
const LETTER = 6.2;
const ROW = 13;

/** The drawing of a chart over days: a line with gaps where nothing is known, what happened, what was asked, and the value below the pointer. */
export function Lines({ points, say, sayDay, marks, threshold, height }: LinesProps) {
  const { ref, width } = useElementSize();
  const [hovered, setHovered] = useState<number | null>(null);
  const first = points[0]!.day;
  const span = Math.max(1, daysBetween(first, points.at(-1)!.day));
  const known = points.flatMap((point) => (point.value === null ? [] : [point.value]));
  const scale = scaleOf(threshold ? [...known, threshold.value] : known);
  const right = Math.max(LEFT + 1, width - RIGHT);
  const x = (day: string) => LEFT + (daysBetween(first, day) / span) * (right - LEFT);
  const y = (value: number) => TOP + (1 - (value - scale.low) / (scale.high - scale.low)) * (height - TOP - BOTTOM);

  const hover = (event: PointerEvent<SVGSVGElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setHovered(nearest(points, ((at - LEFT) / (right - LEFT)) * span, first));
  };
  const point = hovered === null ? undefined : points[hovered];
  return (
    <div ref={ref} className={classes.chart} style={{ height }}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          aria-hidden="true"
          onPointerMove={hover}
          onPointerLeave={() => setHovered(null)}
        >
          <Grid scale={scale} y={y} right={right} say={say} />
          <Days points={points} x={x} sayDay={sayDay} top={height - 6} width={right - LEFT} />
          {threshold && (
            <g className={classes.threshold}>
              <line x1={LEFT} x2={right} y1={y(threshold.value)} y2={y(threshold.value)} />
              <text x={right} y={y(threshold.value) - 4} textAnchor="end">
                {threshold.label}
              </text>
            </g>
          )}
          <Marks marks={marks} x={x} right={right} bottom={height - BOTTOM} />
          <path d={pathOf(points, x, y)} className={classes.line} />
          {point && (
            <g className={classes.hovered}>
              <line x1={x(point.day)} x2={x(point.day)} y1={TOP} y2={height - BOTTOM} />
              {point.value !== null && <circle cx={x(point.day)} cy={y(point.value)} r={3.5} />}
            </g>
          )}
        </svg>
      )}
      {point && (
        <div
          className={classes.tip}
          aria-hidden="true"
          data-left={x(point.day) > width / 2 || undefined}
          style={{ left: x(point.day) }}
        >
          {sayDay(point.day)} <strong>{point.value === null ? 'no data' : say(point.value)}</strong>
        </div>
      )}
    </div>
  );
}

function Grid({
  scale,
  y,
  right,
  say,
}: {
  scale: Scale;
  y: (value: number) => number;
  right: number;
  say: LinesProps['say'];
}) {
  return scale.ticks.map((tick) => (
    <g key={tick} className={classes.grid}>
      <line x1={LEFT} x2={right} y1={y(tick)} y2={y(tick)} />
      <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
        {say(tick)}
      </text>
    </g>
  ));
}

function Days({
  points,
  x,
  sayDay,
  top,
  width,
}: {
  points: readonly TrendPoint[];
  x: (day: string) => number;
  sayDay: LinesProps['sayDay'];
  top: number;
  width: number;
}) {
  const longest = Math.max(...[points[0]!, points.at(-1)!].map(({ day }) => sayDay(day).length)) * LETTER;
  // The outermost stand beside their day, not below it, so that the next one needs half as much room again.
  const count = Math.max(1, Math.min(points.length - 1, Math.floor(width / (1.5 * longest + 24))));
  const shown = Array.from({ length: count + 1 }, (_, index) => Math.round((index * (points.length - 1)) / count));
  return shown.map((index) => (
    <text
      key={index}
      className={classes.day}
      x={x(points[index]!.day)}
      y={top}
      textAnchor={index === 0 ? 'start' : index === points.length - 1 ? 'end' : 'middle'}
    >
      {sayDay(points[index]!.day)}
    </text>
  ));
}

/** Upright lines where something happened; words that would meet stand one below the other. */
function Marks({
  marks,
  x,
  right,
  bottom,
}: {
  marks: LinesProps['marks'];
  x: (day: string) => number;
  right: number;
  bottom: number;
}) {
  const ends: number[] = [];
  const placed = marks
    .map((mark) => ({ ...mark, at: x(mark.day), width: mark.label.length * LETTER + 8 }))
    .filter((mark) => mark.at >= LEFT - 1 && mark.at <= right + 1)
    .sort((a, b) => a.at - b.at)
    .map((mark) => {
      const isLeft = mark.at + mark.width > right;
      const from = isLeft ? mark.at - mark.width : mark.at;
      const free = ends.findIndex((end) => end <= from);
      const row = free < 0 ? ends.length : free;
      ends[row] = from + mark.width;
      return { ...mark, isLeft, row };
    });
  return placed.map((mark) => (
    <g key={`${mark.day} ${mark.label}`} className={classes.mark}>
      <line x1={mark.at} x2={mark.at} y1={4} y2={bottom} />
      <text x={mark.at + (mark.isLeft ? -5 : 5)} y={12 + mark.row * ROW} textAnchor={mark.isLeft ? 'end' : 'start'}>
        {mark.label}
      </text>
    </g>
  ));
}

/** The line, broken where nothing is known; a day alone between gaps is a dot. */
function pathOf(points: readonly TrendPoint[], x: (day: string) => number, y: (value: number) => number): string {
  return points
    .map(({ day, value }, index) => {
      if (value === null) return '';
      const place = `${x(day).toFixed(1)} ${y(value).toFixed(1)}`;
      const begins = (points[index - 1]?.value ?? null) === null;
      const isAlone = begins && (points[index + 1]?.value ?? null) === null;
      return `${begins ? 'M' : 'L'}${place}${isAlone ? 'h0.01' : ''}`;
    })
    .join('');
}

/** The point whose day is nearest to so many days after the first. */
function nearest(points: readonly TrendPoint[], days: number, first: string): number {
  let best = 0;
  for (const [index, point] of points.entries()) {
    const distance = Math.abs(daysBetween(first, point.day) - days);
    if (distance < Math.abs(daysBetween(first, points[best]!.day) - days)) best = index;
  }
  return best;
}
