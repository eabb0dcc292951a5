import { ActionIcon, Button, Group, NumberInput, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { HealthModelPage } from '../../../server/api/contract/health-model.ts';
import { useOrganisation } from '../../session.ts';
import { sayNumber } from '../../ui/number.ts';
import { capital } from '../../ui/words.ts';
import classes from './health.module.css';
import { type Indicator, type Point, replaced, scaleOf, shownValue, without } from './model-draft.ts';
import { PointsCurve } from './points-curve.tsx';

const MOST_POINTS = 12;

/** One indicator: how much it counts in its component, and how many points its values give. */
export function IndicatorEditor({
  indicator,
  signals,
  readOnly,
  onChange,
  onRemove,
}: {
  indicator: Indicator;
  signals: HealthModelPage['signals'];
  readOnly: boolean;
  onChange: (indicator: Indicator) => void;
  onRemove: (() => void) | null;
}) {
  const { currency } = useOrganisation();
  const [isOpen, setIsOpen] = useState(false);
  const signal = signals.find(({ name }) => name === indicator.signal);
  const scale = scaleOf(signal?.unit ?? 'count', currency);
  const name = signal ? capital(signal.title.replace(/,$/, '')) : indicator.signal;
  const words = indicator.points
    .map(
      ([value, given]) =>
        `${sayNumber(shownValue(value, scale.factor), 2).replace('-', '−')}${scale.suffix} → ${sayNumber(given, 0)}`,
    )
    .join(', ');
  return (
    <div className={classes.indicator}>
      <div className={classes.line}>
        <UnstyledButton className={classes.toggle} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <IconChevronRight size={14} aria-hidden="true" />
          <span>
            <Text size="sm">{name}</Text>
            <Text size="xs" c="dimmed" className={classes.words}>
              {words}
            </Text>
          </span>
        </UnstyledButton>
        <PointsCurve points={indicator.points} />
        <NumberInput
          size="xs"
          w={72}
          aria-label={`Weight of ${name} within its component`}
          min={0.1}
          max={100}
          decimalScale={1}
          hideControls
          readOnly={readOnly}
          value={indicator.weight}
          onChange={(weight) => typeof weight === 'number' && weight > 0 && onChange({ ...indicator, weight })}
        />
        {onRemove && (
          <Tooltip label="Remove this indicator">
            <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={onRemove}>
              <IconTrash size={15} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {isOpen && (
        <Group align="flex-start" gap="lg" className={classes.points} wrap="wrap">
          <Breakpoints
            name={name}
            points={indicator.points}
            scale={scale}
            readOnly={readOnly}
            onChange={(points) => onChange({ ...indicator, points })}
          />
          <figure className={classes.curve}>
            <PointsCurve points={indicator.points} width={260} height={120} />
            <Text component="figcaption" size="xs" c="dimmed">
              Points from 0 to 100; linear in between, flat beyond the ends. From{' '}
              {signal?.from ?? 'a signal that is gone'}.
            </Text>
          </figure>
        </Group>
      )}
    </div>
  );
}

/** A breakpoint is known by its place, since both of its numbers are being typed. */
function placesOf(points: readonly Point[]) {
  return points.map(([value, given], index) => ({ place: `place ${index}`, value, given, index }));
}

function Breakpoints({
  name,
  points,
  scale,
  readOnly,
  onChange,
}: {
  name: string;
  points: readonly Point[];
  scale: ReturnType<typeof scaleOf>;
  readOnly: boolean;
  onChange: (points: Point[]) => void;
}) {
  const add = () => {
    const [before, last] = [points.at(-2)!, points.at(-1)!];
    onChange([...points, [last[0] + (last[0] - before[0]), last[1]]]);
  };
  return (
    <Stack gap={6} role="group" aria-label={`Breakpoints of ${name}`}>
      <Group gap={8}>
        <Text size="xs" c="dimmed" w={128}>
          Value
        </Text>
        <Text size="xs" c="dimmed">
          Points
        </Text>
      </Group>
      {placesOf(points).map(({ place, value, given, index }) => (
        <Group key={place} gap={8} wrap="nowrap">
          <NumberInput
            size="xs"
            w={128}
            aria-label={`Value of breakpoint ${index + 1}`}
            suffix={scale.suffix}
            hideControls
            readOnly={readOnly}
            value={shownValue(value, scale.factor)}
            onChange={(next) =>
              typeof next === 'number' && onChange(replaced(points, index, [shownValue(next, 1 / scale.factor), given]))
            }
          />
          <NumberInput
            size="xs"
            w={72}
            aria-label={`Points of breakpoint ${index + 1}`}
            min={0}
            max={100}
            clampBehavior="strict"
            hideControls
            readOnly={readOnly}
            value={given}
            onChange={(next) => typeof next === 'number' && onChange(replaced(points, index, [value, next]))}
          />
          {!readOnly && points.length > 2 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Remove breakpoint ${index + 1}`}
              onClick={() => onChange(without(points, index))}
            >
              <IconX size={13} aria-hidden="true" />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!readOnly && points.length < MOST_POINTS && (
        <Button
          size="compact-xs"
          variant="subtle"
          w="fit-content"
          leftSection={<IconPlus size={12} aria-hidden="true" />}
          onClick={add}
        >
          Add a breakpoint
        </Button>
      )}
    </Stack>
  );
}
