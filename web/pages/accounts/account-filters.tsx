import { Button, Group, Popover, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useOrganisation } from '../../session.ts';
import { FilterMenu } from '../../ui/filter-menu.tsx';
import { MoneyInput } from '../../ui/money-input.tsx';
import { sayStage } from '../../ui/words.ts';
import classes from './accounts.module.css';
import { facetsQuery } from './accounts-query.ts';
import { type AccountsSearch, isFiltered, withoutFilters } from './accounts-search.ts';

const BANDS = [
  { value: 'red', label: 'Red' },
  { value: 'yellow', label: 'Yellow' },
  { value: 'green', label: 'Green' },
  { value: 'none', label: 'Not enough data' },
];
const STAGES = ['prospect', 'onboarding', 'adoption', 'growth', 'renewal', 'churned'].map((value) => ({
  value,
  label: sayStage(value),
}));
const RENEWALS = [
  { value: '30', label: 'in 30 days' },
  { value: '60', label: 'in 60 days' },
  { value: '90', label: 'in 90 days' },
  { value: '180', label: 'in 180 days' },
  { value: 'passed', label: 'has passed' },
  { value: 'none', label: 'no date known' },
];
const OPEN = [
  { value: 'situations', label: 'has an open situation' },
  { value: 'runs', label: 'has an open run' },
];

type Change = (change: Partial<AccountsSearch>) => void;

/** What narrows the list of accounts. Every change is in the URL at once. */
export function AccountFilters({
  search,
  onChange,
}: {
  search: AccountsSearch;
  onChange: (next: AccountsSearch) => void;
}) {
  const { slug } = useOrganisation();
  const facets = useQuery(facetsQuery(slug)).data;
  const change: Change = (part) => onChange({ ...search, selected: undefined, ...part });
  const several = (key: 'band' | 'stage') => ({
    several: true,
    value: search[key]?.split(',') ?? [],
    onChange: (value: string[]) => change({ [key]: value.join(',') || undefined }),
  });
  const single = (key: 'owner' | 'segment' | 'tier' | 'renewal' | 'open') => ({
    value: search[key] === undefined ? [] : [search[key]],
    onChange: ([value]: string[]) => change({ [key]: value }),
  });
  const owners = [
    { value: 'me', label: 'Me' },
    ...(facets?.owners.map(({ id, name, count }) => ({ value: id, label: name, count })) ?? []),
    { value: 'none', label: 'Nobody' },
  ];
  const values = (key: 'segments' | 'tiers') =>
    facets?.[key].map(({ value, count }) => ({ value, label: sayStage(value), count })) ?? [];
  return (
    <Group className={classes.filters} gap={6} role="search" aria-label="Filter accounts">
      <TextFilter text={search.text ?? ''} onChange={(text) => change({ text: text || undefined })} />
      <FilterMenu title="Health" options={BANDS} {...several('band')} />
      <FilterMenu title="Stage" options={[...STAGES, { value: 'none', label: 'No stage' }]} {...several('stage')} />
      <FilterMenu title="CSM" options={owners} {...single('owner')} />
      {values('segments').length > 0 && (
        <FilterMenu title="Segment" options={values('segments')} {...single('segment')} />
      )}
      <FilterMenu title="Renewal" options={RENEWALS} {...single('renewal')} />
      <FilterMenu title="Work" options={OPEN} {...single('open')} />
      {values('tiers').length > 0 && <FilterMenu title="Tier" options={values('tiers')} {...single('tier')} />}
      <ArrFilter search={search} onChange={change} />
      {isFiltered(search) && (
        <Button size="xs" variant="subtle" flex="none" onClick={() => onChange(withoutFilters(search))}>
          Clear
        </Button>
      )}
    </Group>
  );
}

/** Types ahead of the URL, which follows when one pauses. */
function TextFilter({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const tell = useDebouncedCallback(onChange, 200);
  useEffect(() => setTyped(text), [text]);
  return (
    <TextInput
      size="xs"
      w={200}
      flex="none"
      type="search"
      aria-label="Name, domain or id"
      placeholder="Name, domain or id"
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value.trim());
      }}
    />
  );
}

function ArrFilter({ search, onChange }: { search: AccountsSearch; onChange: Change }) {
  const { currency } = useOrganisation();
  const [opened, setOpened] = useState(false);
  const [range, setRange] = useState<{ arrFrom: number | null; arrTo: number | null }>({ arrFrom: null, arrTo: null });
  const open = () => {
    const amount = (text: string | undefined) => (text === undefined ? null : Number(text));
    setRange({ arrFrom: amount(search.arrFrom), arrTo: amount(search.arrTo) });
    setOpened(!opened);
  };
  const isOn = search.arrFrom !== undefined || search.arrTo !== undefined;
  const said = (amount: number | null) => (amount === null ? undefined : String(amount));
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          flex="none"
          fw={isOn ? 600 : 400}
          leftSection={<IconAdjustmentsHorizontal size={14} aria-hidden="true" />}
          className={classes.range}
          data-on={isOn || undefined}
          onClick={open}
        >
          ARR
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setOpened(false);
            onChange({ arrFrom: said(range.arrFrom), arrTo: said(range.arrTo) });
          }}
        >
          <Stack gap="sm" w={220}>
            <MoneyInput
              label="At least"
              minor={range.arrFrom}
              currency={currency}
              onChange={(arrFrom) => setRange({ ...range, arrFrom })}
            />
            <MoneyInput
              label="At most"
              minor={range.arrTo}
              currency={currency}
              onChange={(arrTo) => setRange({ ...range, arrTo })}
            />
            <Button type="submit" size="xs">
              Apply
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
