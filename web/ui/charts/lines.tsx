import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import type { TrendPoint } from './trend-chart.tsx';

interface LinesProps {
  readonly points: readonly TrendPoint[];
  readonly say: (value: number) => string;
  readonly sayDay: (day: string) => string;
  readonly marks: readonly { readonly day: string; readonly label: string }[];
  readonly threshold: { readonly value: number; readonly label: string } | null;
  readonly height: number;
}

/** The drawing itself; comes with its own script, when the first chart is shown. */
export default function Lines({ points, say, sayDay, marks, threshold, height }: LinesProps) {
  return (
    <LineChart
      h={height}
      data={points.map((point) => ({ day: point.day, value: point.value }))}
      dataKey="day"
      series={[{ name: 'value', color: 'iris.6' }]}
      curveType="linear"
      withDots={false}
      strokeWidth={1.75}
      connectNulls={false}
      gridAxis="x"
      tickLine="none"
      valueFormatter={say}
      xAxisProps={{ tickFormatter: sayDay, minTickGap: 48, interval: 'preserveStartEnd' }}
      yAxisProps={{ width: 52, domain: [startsAtZero(points) ? 0 : 'auto', 'auto'], tickCount: 4, tickFormatter: say }}
      tooltipProps={{ labelFormatter: (day) => (typeof day === 'string' ? sayDay(day) : '') }}
      tooltipAnimationDuration={0}
      lineChartProps={{ accessibilityLayer: false, margin: { top: 16, right: 12, left: 0, bottom: 0 } }}
      lineProps={{ isAnimationActive: false }}
      referenceLines={[
        ...marks.map((mark) => ({
          x: mark.day,
          label: mark.label,
          color: 'dimmed',
          labelPosition: labelSide(points, mark.day),
        })),
        ...(threshold ? [{ y: threshold.value, label: threshold.label, color: 'red.6' }] : []),
      ]}
      aria-hidden="true"
    />
  );
}

/** The words beside a mark stand where there is room for them. */
function labelSide(points: readonly TrendPoint[], day: string): 'insideTopLeft' | 'insideTopRight' {
  return points.findIndex((point) => point.day === day) < points.length / 2 ? 'insideTopLeft' : 'insideTopRight';
}

/** Amounts stand on zero; a score or a change may use all of the height. */
function startsAtZero(points: readonly TrendPoint[]): boolean {
  return points.every((point) => point.value === null || point.value >= 0);
}
