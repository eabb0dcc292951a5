import { NumberInput } from '@mantine/core';

/** How many decimals an amount in this currency has. */
function digitsOf(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en-GB', { style: 'currency', currency }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}

/** An amount of money to type in the major unit ("48,000"); `minor` is in integer minor units, null for nothing. */
export function MoneyInput({
  label,
  minor,
  currency,
  onChange,
  ...rest
}: {
  label: string;
  minor: number | null;
  currency: string;
  onChange: (minor: number | null) => void;
  description?: string;
  placeholder?: string;
  disabled?: boolean;
  error?: string | undefined;
  size?: string;
}) {
  const digits = digitsOf(currency);
  return (
    <NumberInput
      label={`${label} (${currency})`}
      value={minor === null ? '' : minor / 10 ** digits}
      onChange={(value) => onChange(value === '' ? null : Math.round(Number(value) * 10 ** digits))}
      min={0}
      decimalScale={digits}
      thousandSeparator=","
      hideControls
      inputMode="decimal"
      {...rest}
    />
  );
}
