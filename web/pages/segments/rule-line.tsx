import { ActionIcon, Group, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { RuleSignal } from '../../../server/api/contract/segment.ts';
import { useOrganisation } from '../../session.ts';
import { capital } from '../../ui/words.ts';
import { scaleOf, shownValue } from '../health/model-draft.ts';
import { lineFor, type MenuLine, OPERATORS, type Operator } from './write-rule.ts';

/** One line of a rule: a signal, what is asked of it, and the value, in the unit in which people think of it. */
export function RuleLine({
  line,
  signals,
  onChange,
  onRemove,
}: {
  line: MenuLine;
  signals: readonly RuleSignal[];
  onChange: (line: MenuLine) => void;
  onRemove: (() => void) | null;
}) {
  const signal = signals.find(({ name }) => name === line.signal);
  const operators = OPERATORS[signal?.type ?? 'number'];
  return (
    <Group gap="xs" align="flex-start" wrap="wrap" role="group" aria-label={signal?.title ?? line.signal}>
      <Select
        size="xs"
        w={270}
        aria-label="Signal"
        searchable
        allowDeselect={false}
        maxDropdownHeight={320}
        data={signals.map(({ name, title }) => ({ value: name, label: `${capital(title)} · ${name}` }))}
        value={line.signal}
        onChange={(name) => {
          const chosen = signals.find((one) => one.name === name);
          if (chosen && name !== line.signal) onChange(lineFor(chosen));
        }}
      />
      <Select
        size="xs"
        w={130}
        aria-label="Comparison"
        allowDeselect={false}
        data={operators.map(([value, label]) => ({ value, label }))}
        value={line.operator}
        onChange={(operator) => operator && onChange({ ...line, operator: operator as Operator })}
      />
      {signal && line.operator !== 'known' && line.operator !== 'unknown' && (
        <Value line={line} signal={signal} onChange={(values) => onChange({ ...line, values })} />
      )}
      {onRemove && (
        <ActionIcon variant="subtle" color="gray" aria-label="Remove this line" onClick={onRemove} mt={3}>
          <IconTrash size={15} aria-hidden="true" />
        </ActionIcon>
      )}
    </Group>
  );
}

function Value({
  line,
  signal,
  onChange,
}: {
  line: MenuLine;
  signal: RuleSignal;
  onChange: (values: MenuLine['values']) => void;
}) {
  const { currency } = useOrganisation();
  const [first] = line.values;
  switch (signal.type) {
    case 'label':
      return (
        <TagsInput
          size="xs"
          flex={1}
          miw={200}
          aria-label="Values"
          placeholder={line.values.length === 0 ? 'Choose or type' : undefined}
          data={[...signal.labels]}
          value={line.values.map(String)}
          onChange={onChange}
        />
      );
    case 'boolean':
      return (
        <Select
          size="xs"
          w={90}
          aria-label="Value"
          allowDeselect={false}
          data={['yes', 'no']}
          value={first === false ? 'no' : 'yes'}
          onChange={(value) => onChange([value === 'yes'])}
        />
      );
    case 'date':
      return (
        <TextInput
          size="xs"
          type="date"
          aria-label="Date"
          value={typeof first === 'string' ? first : ''}
          onChange={(event) => onChange(event.currentTarget.value ? [event.currentTarget.value] : [])}
        />
      );
    default: {
      const { factor, suffix } = scaleOf(signal.unit, currency);
      return (
        <NumberInput
          size="xs"
          w={150}
          aria-label="Value"
          suffix={suffix}
          thousandSeparator=","
          hideControls
          value={typeof first === 'number' ? shownValue(first, factor) : ''}
          onChange={(value) => onChange(value === '' ? [] : [Number((Number(value) / factor).toPrecision(12))])}
        />
      );
    }
  }
}
