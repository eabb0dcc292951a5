import { Select, SimpleGrid, Switch, Text } from '@mantine/core';
import type { Import, ImportKind, ImportPreview } from '../../../server/api/contract/import.ts';
import { useOrganisation } from '../../session.ts';
import { CurrencySelect } from '../../ui/currency-select.tsx';
import { TimeZoneSelect } from '../../ui/time-zone-select.tsx';
import { sayBytes } from './say-bytes.ts';
import classes from './sources.module.css';
import type { Said } from './sources-query.ts';

const DELIMITERS = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar' },
];
const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-2',
  'windows-1251',
  'shift_jis',
  'gb18030',
];

/** How the file is read: detected, and corrected where that went wrong. */
export function FileSettings({
  found,
  kind,
  preview: { settings, mapping },
  onChange,
}: {
  found: Import;
  kind: ImportKind;
  preview: ImportPreview;
  onChange: (settings: Said['settings']) => void;
}) {
  const { timeZone } = useOrganisation();
  const { encoding, delimiter, hasHeader, columns } = settings.format;
  const has = (type: string) =>
    mapping.some(({ target }) => kind.fields.some((field) => field.key === target && field.type === type));
  const withDetected = <Option extends { value: string; label: string }>(options: readonly Option[], value: string) =>
    options.some((one) => one.value === value) ? [...options] : [...options, { value, label: value }];
  return (
    <>
      <Text className={classes.facts} component="div" mb="sm">
        <span>{found.fileName}</span>
        <span>{sayBytes(found.bytesTotal)}</span>
        <span>{columns.length} columns</span>
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="md">
        <Select
          size="xs"
          label="Columns are separated by"
          data={withDetected(DELIMITERS, delimiter)}
          value={delimiter}
          allowDeselect={false}
          onChange={(next) => next && onChange({ delimiter: next })}
        />
        <Select
          size="xs"
          label="Encoding"
          data={withDetected(
            ENCODINGS.map((value) => ({ value, label: value.toUpperCase() })),
            encoding,
          )}
          value={encoding}
          allowDeselect={false}
          searchable
          onChange={(next) => next && onChange({ encoding: next })}
        />
        {has('instant') && (
          <TimeZoneSelect
            size="xs"
            label="Times without an offset are in"
            value={settings.timeZone || timeZone}
            onChange={(next) => onChange({ timeZone: next })}
          />
        )}
        {has('money') && (
          <CurrencySelect
            size="xs"
            label="Amounts without a currency are in"
            value={settings.currency}
            onChange={(next) => onChange({ currency: next })}
          />
        )}
        <Switch
          mt={24}
          label="The first row names the columns"
          checked={hasHeader}
          onChange={(event) => onChange({ hasHeader: event.currentTarget.checked })}
        />
      </SimpleGrid>
    </>
  );
}
