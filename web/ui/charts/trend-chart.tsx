import { Anchor, Box, Group, ScrollArea, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { sayDay } from '../date.ts';
import { sayValue } from '../value.ts';
import { Lines } from './lines.tsx';
import classes from './trend-chart.module.css';

export interface TrendPoint {
  readonly day: string;
  readonly value: number | null;
}

export interface TrendChartProps {
  /** The answer the chart gives: 'Logins in four weeks: from 312 to 168'. */
  readonly title: string;
  readonly points: readonly TrendPoint[];
  /** The unit of the values, as signals have it. */
  readonly unit: string;
  readonly currency: string;
  readonly today: string;
  /** Days on which something happened. */
  readonly marks?: readonly { readonly day: string; readonly label: string }[];
  readonly threshold?: { readonly value: number; readonly label: string } | null;
  readonly height?: number;
}

/** A signal over time, with what happened marked, gaps said, and the same numbers as a table for who cannot see the line. */
export function TrendChart({
  title,
  points,
  unit,
  currency,
  today,
  marks = [],
  threshold,
  height = 150,
}: TrendChartProps) {
  const [asTable, setAsTable] = useState(false);
  const missing = points.filter((point) => point.value === null).length;
  const say = (value: number) => sayValue(value, unit, currency);
  return (
    <figure className={classes.figure}>
      <Group justify="space-between" align="baseline" gap="sm" wrap="nowrap" mb={6}>
        <figcaption className={classes.title}>{title}</figcaption>
        <Anchor component="button" type="button" size="xs" c="dimmed" onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Chart' : 'Table'}
        </Anchor>
      </Group>
      {asTable ? (
        <ScrollArea h={height} type="auto" viewportProps={{ tabIndex: 0, 'aria-label': title }}>
          <Table fz="sm" verticalSpacing={2}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Day</Table.Th>
                <Table.Th scope="col" ta="right">
                  Value
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {points.toReversed().map((point) => (
                <Table.Tr key={point.day}>
                  <Table.Td>
                    {sayDay(point.day, today)}
                    {marks.filter((mark) => mark.day === point.day).map((mark) => ` · ${mark.label}`)}
                  </Table.Td>
                  <Table.Td ta="right">{point.value === null ? 'no data' : say(point.value)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      ) : missing === points.length ? (
        <Box h={height} className={classes.nothing}>
          There is no data for these days.
        </Box>
      ) : (
        <Lines
          points={points}
          say={say}
          sayDay={(day) => sayDay(day, today)}
          marks={marks}
          threshold={threshold ?? null}
          height={height}
        />
      )}
      {missing > 0 && missing < points.length && (
        <Text size="xs" c="dimmed" mt={4}>
          No data on {missing} of {points.length} days.
        </Text>
      )}
    </figure>
  );
}
