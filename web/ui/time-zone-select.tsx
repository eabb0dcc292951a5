import { Select } from '@mantine/core';

/** Every zone of the IANA list, by name. */
const ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

interface Asked {
  label: string;
  description?: string;
  placeholder?: string;
  size?: string;
  disabled?: boolean;
}

type Props = Asked &
  (
    | { clearable: true; value: string | null; onChange: (zone: string | null) => void }
    | { clearable?: false; value: string; onChange: (zone: string) => void }
  );

/** Chooses a time zone; typing a part of its name finds it. */
export function TimeZoneSelect({ value, onChange, clearable, ...rest }: Props) {
  return (
    <Select
      data={value === null || ZONES.includes(value) ? ZONES : [value, ...ZONES]}
      value={value}
      onChange={(zone) => (zone ? onChange(zone) : clearable && onChange(null))}
      searchable
      clearable={clearable ?? false}
      allowDeselect={false}
      limit={60}
      nothingFoundMessage="No time zone of this name"
      {...rest}
    />
  );
}
