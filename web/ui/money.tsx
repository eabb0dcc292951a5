import { Tooltip } from '@mantine/core';
import { sayMoney } from './number.ts';

/** Money, short where space is short ('US$480K', the exact amount on hover). Nothing known: a dash that says so. */
export function Money({
  minor,
  currency,
  short = false,
}: {
  minor: number | null;
  currency: string | null;
  short?: boolean;
}) {
  if (minor === null || currency === null) return <Unknown what="Amount" />;
  const exact = sayMoney(minor, currency);
  const said = short ? sayMoney(minor, currency, { short: true }) : exact;
  const text = <span style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{said}</span>;
  return said === exact ? text : <Tooltip label={exact}>{text}</Tooltip>;
}

/** A value nobody knows: a dash for the eye, words for a screen reader. */
export function Unknown({ what }: { what: string }) {
  return (
    <span style={{ color: 'var(--mantine-color-dimmed)' }}>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{what} unknown</span>
    </span>
  );
}
