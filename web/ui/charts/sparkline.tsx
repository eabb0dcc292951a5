import type { TrendPoint } from './trend-chart.tsx';

const WIDTH = 84;
const HEIGHT = 22;
const EDGE = 2;

/** The course of a number, small enough to stand in a line of text; days without data are gaps. What it says is said beside it. */
export function Sparkline({ points }: { points: readonly TrendPoint[] }) {
  const values = points.map((point) => point.value).filter((value) => value !== null);
  if (values.length < 2) return <svg width={WIDTH} height={HEIGHT} aria-hidden="true" />;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const x = (index: number) => EDGE + (index / Math.max(1, points.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  const last = points.findLastIndex((point) => point.value !== null);
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path
        d={pathOf(points, x, y)}
        fill="none"
        stroke="var(--mantine-color-dimmed)"
        strokeWidth={1.25}
        strokeLinejoin="round"
      />
      <circle cx={x(last)} cy={y(points[last]!.value!)} r={2} fill="var(--mantine-primary-color-filled)" />
    </svg>
  );
}

function pathOf(points: readonly TrendPoint[], x: (index: number) => number, y: (value: number) => number): string {
  let isDrawing = false;
  let path = '';
  for (const [index, { value }] of points.entries()) {
    if (value === null) {
      isDrawing = false;
      continue;
    }
    path += `${isDrawing ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    isDrawing = true;
  }
  return path;
}
