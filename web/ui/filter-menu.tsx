import { Button, CheckIcon, Combobox, ScrollArea, Text, useCombobox } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './filter-menu.module.css';
import { sayNumber } from './number.ts';

export interface FilterOption {
  readonly value: string;
  readonly label: string;
  /** How many there are of it. */
  readonly count?: number;
}

/**
 * A button that narrows a list by one property and says what it is narrowed to: "Health: Red, Yellow". `several` values can be chosen at
 * once; else choosing one leaves, and choosing it again takes it off.
 */
export function FilterMenu({
  title,
  options,
  value,
  several = false,
  onChange,
}: {
  title: string;
  options: readonly FilterOption[];
  value: readonly string[];
  several?: boolean;
  onChange: (value: string[]) => void;
}) {
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch('');
    },
    onDropdownOpen: () => combobox.selectActiveOption(),
  });
  const isLong = options.length > 8;
  const shown = options.filter((option) => option.label.toLowerCase().includes(search.trim().toLowerCase()));
  const chosen = value.map((one) => options.find((option) => option.value === one)?.label ?? one);
  const choose = (one: string) => {
    const isOn = value.includes(one);
    if (several) onChange(isOn ? value.filter((other) => other !== one) : [...value, one]);
    else {
      onChange(isOn ? [] : [one]);
      combobox.closeDropdown();
    }
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} position="bottom-start" width={232} shadow="md">
      <Combobox.Target targetType="button" withAriaAttributes>
        <Button
          size="xs"
          variant="default"
          className={classes.button}
          data-on={value.length > 0 || undefined}
          rightSection={<IconChevronDown size={13} aria-hidden="true" />}
          onClick={() => combobox.toggleDropdown()}
        >
          {title}
          {chosen.length > 0 && <strong>: {sayChosen(chosen)}</strong>}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        {isLong && (
          <Combobox.Search
            aria-label={`Find in ${title}`}
            placeholder="Find"
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
              combobox.resetSelectedOption();
            }}
          />
        )}
        <Combobox.Options aria-label={title}>
          <ScrollArea.Autosize mah={280} type="auto">
            {shown.map((option) => (
              <Combobox.Option
                key={option.value}
                value={option.value}
                active={value.includes(option.value)}
                className={classes.option}
              >
                <CheckIcon size={11} aria-hidden="true" style={{ opacity: value.includes(option.value) ? 1 : 0 }} />
                <span className={classes.label}>{option.label}</span>
                {option.count !== undefined && (
                  <Text span size="xs" c="dimmed">
                    {sayNumber(option.count, 0)}
                  </Text>
                )}
              </Combobox.Option>
            ))}
            {shown.length === 0 && <Combobox.Empty>Nothing of this name</Combobox.Empty>}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function sayChosen(labels: readonly string[]): string {
  return labels.length <= 2 ? labels.join(', ') : `${labels[0]} and ${labels.length - 1} more`;
}
