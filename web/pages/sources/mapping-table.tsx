import { ActionIcon, Badge, Button, Group, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Assignment, ImportKind, ImportPreview } from '../../../server/api/contract/import.ts';
import classes from './sources.module.css';

/** Stands for a column that goes nowhere. */
const NOWHERE = '';

/** Every column of the file with the field it goes to, and fields that are the same for all rows. */
export function MappingTable({
  preview,
  kind,
  onChange,
}: {
  preview: ImportPreview;
  kind: ImportKind;
  onChange: (mapping: Assignment[]) => void;
}) {
  const { mapping, settings, rows, guesses } = preview;
  const { columns } = settings.format;
  const constants = mapping.filter(({ column }) => column === undefined);
  const assign = (column: string, target: string) => {
    const others = mapping.filter((one) => one.column !== column);
    onChange(target === NOWHERE ? others : [...others, { target, column }]);
  };
  return (
    <>
      <table className={classes.mapping}>
        <thead>
          <tr>
            <th scope="col">Column of the file</th>
            <th scope="col">Its first cells</th>
            <th scope="col">Goes to</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, place) => {
            const target = mapping.find((one) => one.column === column)?.target ?? NOWHERE;
            const guess = guesses.find((one) => one.column === column);
            const samples = rows.map((row) => row.cells[place] ?? '').filter((cell) => cell.trim() !== '');
            return (
              <tr key={column}>
                <td className={classes.column}>{column}</td>
                <td>
                  <div className={classes.samples}>{[...new Set(samples)].slice(0, 3).join(' · ') || 'empty'}</div>
                </td>
                <td>
                  <Group gap={8} wrap="nowrap">
                    <TargetSelect
                      label={`Where ${column} goes`}
                      kind={kind}
                      target={target}
                      custom={`${kind.custom}.${customKey(column, guess)}`}
                      onChange={(next) => assign(column, next)}
                    />
                    {preview.mappedBy === 'guess' && target !== NOWHERE && (guess?.confidence ?? 1) < 0.75 && (
                      <Badge color="yellow" title="The guess is not certain">
                        check
                      </Badge>
                    )}
                  </Group>
                </td>
              </tr>
            );
          })}
          {constants.map((one) => (
            <tr key={`constant ${one.target}`}>
              <td className={classes.column}>The same for all rows</td>
              <td>{one.constant}</td>
              <td>
                <Group gap={8} wrap="nowrap">
                  {titleOf(kind, one.target)}
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Remove ${titleOf(kind, one.target)}`}
                    onClick={() => onChange(mapping.filter((other) => other !== one))}
                  >
                    <IconX size={15} aria-hidden="true" />
                  </ActionIcon>
                </Group>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <AddConstant
        kind={kind}
        taken={mapping.map(({ target }) => target)}
        onAdd={(one) => onChange([...mapping, one])}
      />
    </>
  );
}

function TargetSelect({
  label,
  kind,
  target,
  custom,
  onChange,
}: {
  label: string;
  kind: ImportKind;
  target: string;
  /** What the column would be as an attribute or property. */
  custom: string;
  onChange: (target: string) => void;
}) {
  const own = target !== NOWHERE && target.includes('.') ? target : custom;
  return (
    <Select
      size="xs"
      w={230}
      aria-label={label}
      searchable
      data={[
        { value: NOWHERE, label: 'Leave it out' },
        {
          group: 'Fields',
          items: kind.fields.map(({ key, title, required }) => ({
            value: key,
            label: required ? `${title} *` : title,
          })),
        },
        {
          group: kind.custom === 'attributes' ? 'Attribute' : 'Property',
          items: [{ value: own, label: own.slice(own.indexOf('.') + 1) }],
        },
      ]}
      value={target}
      allowDeselect={false}
      onChange={(next) => onChange(next ?? NOWHERE)}
      nothingFoundMessage="No field of this name"
    />
  );
}

/** A field that the file has no column for, such as the kind of survey. */
function AddConstant({
  kind,
  taken,
  onAdd,
}: {
  kind: ImportKind;
  taken: readonly string[];
  onAdd: (assignment: Assignment) => void;
}) {
  const [target, setTarget] = useState<string | null>(null);
  const [constant, setConstant] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const free = kind.fields.filter(({ key }) => !taken.includes(key));
  const field = free.find(({ key }) => key === target);
  if (!isOpen) {
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        mt="xs"
        leftSection={<IconPlus size={13} aria-hidden="true" />}
        onClick={() => setIsOpen(true)}
      >
        A field that is the same for all rows
      </Button>
    );
  }
  const add = () => {
    if (target === null || constant.trim() === '') return;
    onAdd({ target, constant: constant.trim() });
    setTarget(null);
    setConstant('');
    setIsOpen(false);
  };
  return (
    <Group gap={8} mt="sm" align="flex-end">
      <Select
        size="xs"
        label="Field"
        w={200}
        data={free.map(({ key, title }) => ({ value: key, label: title }))}
        value={target}
        onChange={(next) => {
          setTarget(next);
          setConstant('');
        }}
        searchable
      />
      {field && field.labels.length > 0 ? (
        <Select
          size="xs"
          label="Value"
          w={200}
          data={field.labels}
          value={constant || null}
          onChange={(next) => setConstant(next ?? '')}
        />
      ) : (
        <TextInput
          size="xs"
          label="Value"
          w={200}
          value={constant}
          onChange={(event) => setConstant(event.currentTarget.value)}
        />
      )}
      <Button size="xs" variant="default" onClick={add} disabled={target === null || constant.trim() === ''}>
        Add
      </Button>
    </Group>
  );
}

/** The field of a target by its title, or the key of an attribute or property. */
export function titleOf(kind: ImportKind, target: string): string {
  return kind.fields.find(({ key }) => key === target)?.title ?? target.slice(target.indexOf('.') + 1);
}

/** A key for the column as an attribute or property: that of the guess, or its name in small letters. */
function customKey(column: string, guess: ImportPreview['guesses'][number] | undefined): string {
  if (guess?.target.includes('.')) return guess.target.slice(guess.target.indexOf('.') + 1);
  const key = column
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '');
  return key.slice(0, 63) || 'column';
}
