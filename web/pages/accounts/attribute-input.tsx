import { NumberInput, Select, TextInput } from '@mantine/core';
import type { Account } from '../../../server/api/contract/account.ts';

type Attribute = Account['attributes'][number];

/** The value of a custom attribute, to be entered as its type asks. */
export function AttributeInput({
  attribute: { title, type, value },
  onChange,
}: {
  attribute: Attribute;
  onChange: (value: Attribute['value']) => void;
}) {
  if (type === 'number') {
    return (
      <NumberInput
        label={title}
        hideControls
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(next === '' ? null : Number(next))}
      />
    );
  }
  if (type === 'boolean') {
    return (
      <Select
        label={title}
        data={[
          { value: 'true', label: 'yes' },
          { value: 'false', label: 'no' },
        ]}
        value={value === null ? null : String(value)}
        onChange={(next) => onChange(next === null ? null : next === 'true')}
        clearable
      />
    );
  }
  return (
    <TextInput
      type={type === 'date' ? 'date' : 'text'}
      label={title}
      maxLength={2000}
      value={value === null ? '' : String(value)}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}
