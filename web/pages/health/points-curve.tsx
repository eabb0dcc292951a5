import type { Point } from './model-draft.ts';

/** The points that values give, as a curve: linear between two breakpoints, flat beyond the outermost. */
export function PointsCurve({
  points,
  width = 96,
  height = 26,
}: {
  points: readonly Point[];
  width?: number;
  height?: number;
}) {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return <svg width={width} height={height} aria-hidden="true" />;
  const edge = 4;
  const span = last[0] - first[0] || 1;
  // A tenth beyond each end shows that the curve goes on flat.
  const x = (value: number) => edge + ((value - first[0] + span * 0.1) / (span * 1.2)) * (width - 2 * edge);
  const y = (given: number) => height - edge - (given / 100) * (height - 2 * edge);
  const line = [
    `${edge},${y(first[1])}`,
    ...points.map(([v, p]) => `${x(v)},${y(p)}`),
    `${width - edge},${y(last[1])}`,
  ];
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" style={{ flex: 'none' }}>
      <line x1={edge} x2={width - edge} y1={y(0)} y2={y(0)} stroke="var(--steward-line)" />
      <polyline
        points={line.join(' ')}
        fill="none"
        stroke="var(--mantine-primary-color-filled)"
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
      {points.map(([value, given]) => (
        <circle key={value} cx={x(value)} cy={y(given)} r={2} fill="var(--mantine-primary-color-filled)" />
      ))}
    </svg>
  );
}
