import { Button, Group, NumberInput, Select, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { HealthModelPage } from '../../../server/api/contract/health-model.ts';
import { capital } from '../../ui/words.ts';
import classes from './health.module.css';
import { IndicatorEditor } from './indicator-editor.tsx';
import { type Component, type Indicator, replaced, without } from './model-draft.ts';

/** A component of health: its weight, and the indicators that make it. */
export function ComponentEditor({
  component,
  signals,
  readOnly,
  onChange,
}: {
  component: Component;
  signals: HealthModelPage['signals'];
  readOnly: boolean;
  onChange: (component: Component) => void;
}) {
  const [isAdding, setIsAdding] = useState(false);
  const { title, weight, indicators } = component;
  const set = (next: readonly Indicator[]) => onChange({ ...component, indicators: [...next] });
  const free = signals.filter(({ name }) => !indicators.some(({ signal }) => signal === name));
  return (
    <section className={classes.component} aria-label={title}>
      <Group justify="space-between" wrap="nowrap" gap="sm" className={classes.head}>
        <h3>{title}</h3>
        <NumberInput
          size="xs"
          w={92}
          aria-label={`Weight of ${title} in percent`}
          suffix=" %"
          min={0}
          max={100}
          step={5}
          clampBehavior="strict"
          readOnly={readOnly}
          value={weight}
          onChange={(next) => typeof next === 'number' && onChange({ ...component, weight: next })}
        />
      </Group>
      {indicators.map((indicator, index) => (
        <IndicatorEditor
          key={indicator.signal}
          indicator={indicator}
          signals={signals}
          readOnly={readOnly}
          onChange={(next) => set(replaced(indicators, index, next))}
          onRemove={readOnly || indicators.length === 1 ? null : () => set(without(indicators, index))}
        />
      ))}
      {!readOnly &&
        (isAdding ? (
          <Select
            size="xs"
            maw={420}
            mt={8}
            aria-label={`Add a signal to ${title}`}
            placeholder="Find a signal"
            searchable
            data-autofocus
            autoFocus
            data={free.map(({ name, title: words }) => ({ value: name, label: `${capital(words)} (${name})` }))}
            nothingFoundMessage="No signal of this name"
            limit={60}
            onChange={(name) => {
              setIsAdding(false);
              if (name) set([...indicators, newIndicator(name, indicators)]);
            }}
            onBlur={() => setIsAdding(false)}
          />
        ) : (
          <Button
            size="compact-sm"
            variant="subtle"
            mt={6}
            leftSection={<IconPlus size={13} aria-hidden="true" />}
            onClick={() => setIsAdding(true)}
          >
            Add an indicator
          </Button>
        ))}
      {indicators.length > 1 && (
        <Text size="xs" c="dimmed" mt={4}>
          The number at each indicator is its share within {title.toLowerCase()}. One without data drops out, and the
          others take its share.
        </Text>
      )}
    </section>
  );
}

/** As heavy as the others, rising from nothing to all; what its values mean is for the person to say. */
function newIndicator(signal: string, others: readonly Indicator[]): Indicator {
  const weight = others.length > 0 ? others.reduce((sum, one) => sum + one.weight, 0) / others.length : 10;
  return {
    signal,
    weight: Math.round(weight),
    points: [
      [0, 0],
      [1, 100],
    ],
  };
}
