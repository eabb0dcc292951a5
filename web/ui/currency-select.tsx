import { Select } from '@mantine/core';

const NAMES = new Intl.DisplayNames('en-GB', { type: 'currency' });
const CURRENCIES = Intl.supportedValuesOf('currency').map((code) => ({
  value: code,
  label: `${code}, ${NAMES.of(code) ?? code}`,
}));

/** Chooses a currency by its ISO 4217 code or its name. */
export function CurrencySelect({
  value,
  onChange,
  ...rest
}: {
  label: string;
  description?: string;
  size?: string;
  disabled?: boolean;
  value: string;
  onChange: (code: string) => void;
}) {
  return (
    <Select
      data={CURRENCIES}
      value={value}
      onChange={(code) => code && onChange(code)}
      searchable
      allowDeselect={false}
      limit={60}
      nothingFoundMessage="No currency of this name"
      {...rest}
    />
  );
}
