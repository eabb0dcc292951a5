import { ActionIcon, Checkbox, Group, NumberInput, Select, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useOrganisation } from '../../session.ts';
import { MoneyInput } from '../../ui/money-input.tsx';
import { nameOf, type Signal } from '../accounts/signal-families.ts';
import classes from './what-if.module.css';
import type { Assumption } from './what-if-query.ts';

interface Changes {
  readonly assumption: Assumption;
  readonly signal: Signal;
  readonly onChange: (assumption: Assumption) => void;
}

/** A signal with what it is now and the value that is assumed for it, or that it is unknown. */
export function AssumptionInput({ assumption, signal, onChange, onRemove }: Changes & { onRemove: () => void }) {
  const isUnknown = assumption.value === null;
  return (
    <li className={classes.assumption}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={500}>
          {nameOf(signal)}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Do not assume anything of ${nameOf(signal)}`}
          onClick={onRemove}
        >
          <IconX size={14} aria-hidden="true" />
        </ActionIcon>
      </Group>
      <Group gap="sm" align="center">
        <ValueInput assumption={assumption} signal={signal} onChange={onChange} />
        <Checkbox
          size="xs"
          label="unknown"
          checked={isUnknown}
          onChange={({ currentTarget }) =>
            onChange({ ...assumption, value: currentTarget.checked ? null : emptyOf(signal) })
          }
        />
      </Group>
      <Text size="xs" c="dimmed">
        Now {signal.words ?? 'unknown'}
      </Text>
    </li>
  );
}

function emptyOf({ type }: Signal): Assumption['value'] {
  if (type === 'number') return 0;
  if (type === 'boolean') return true;
  return type === 'date' ? new Date().toISOString().slice(0, 10) : '';
}

function ValueInput({ assumption, signal, onChange }: Changes) {
  const { currency } = useOrganisation();
  const { value } = assumption;
  const label = `Assumed ${nameOf(signal)}`;
  const shared = { size: 'xs' as const, 'aria-label': label, disabled: value === null, style: { flex: 1 } };
  const set = (next: Assumption['value']) => onChange({ ...assumption, value: next });
  if (signal.type === 'boolean')
    return (
      <Select
        {...shared}
        data={['yes', 'no']}
        value={value === null ? null : value === true ? 'yes' : 'no'}
        onChange={(next) => next && set(next === 'yes')}
      />
    );
  if (signal.type === 'date')
    return (
      <TextInput
        {...shared}
        type="date"
        value={typeof value === 'string' ? value : ''}
        onChange={({ currentTarget }) => currentTarget.value && set(currentTarget.value)}
      />
    );
  if (signal.type === 'label')
    return (
      <TextInput
        {...shared}
        value={typeof value === 'string' ? value : ''}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      />
    );
  const number = typeof value === 'number' ? value : 0;
  if (signal.unit === 'money')
    return (
      <MoneyInput
        label={label}
        size="xs"
        disabled={value === null}
        currency={currency}
        minor={value === null ? null : number}
        onChange={(next) => set(next ?? 0)}
      />
    );
  const isShare = signal.unit === 'ratio' || signal.unit === 'share';
  return (
    <NumberInput
      {...shared}
      value={value === null ? '' : isShare ? Number((number * 100).toPrecision(12)) : number}
      suffix={isShare ? ' %' : signal.unit === 'days' ? ' days' : ''}
      onChange={(next) => typeof next === 'number' && set(isShare ? Number((next / 100).toPrecision(12)) : next)}
    />
  );
}
