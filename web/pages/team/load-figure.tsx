import { Anchor, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** A number that leads somewhere, unless it is none. */
export function Figure({ value, children }: { value: number; children: ReactNode }) {
  return (
    <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {value === 0 ? (
        <Text span c="dimmed">
          0
        </Text>
      ) : (
        children
      )}
    </Table.Td>
  );
}

/** A figure that opens the list behind it; `label` says it in words. */
export function Open({
  label,
  isLate = false,
  onClick,
  children,
}: {
  label: string;
  isLate?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Anchor
      component="button"
      type="button"
      aria-label={label}
      onClick={onClick}
      {...(isLate && { c: 'var(--steward-red)', fw: 600 })}
    >
      {children}
    </Anchor>
  );
}
