import { Select } from '@mantine/core';

/** Every zone of the IANA list, by name. */
const ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** Chooses a time zone; typing a part of its name finds it. */
export function TimeZoneSelect({
  value,
  onChange,
  ...rest
}: {
  label: string;
  description?: string;
  size?: string;
  disabled?: boolean;
  value: string;
  onChange: (zone: string) => void;
}) {
  return (
    <Select
      data={ZONES.includes(value) ? ZONES : [value, ...ZONES]}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
      searchable
      allowDeselect={false}
      limit={60}
      nothingFoundMessage="No time zone of this name"
      {...rest}
    />
  );
}
