import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSlug } from '../../session.ts';
import { findQuery } from '../layout/find-query.ts';

export interface ChosenAccount {
  readonly id: string;
  readonly name: string;
}

/** A field in which one finds an account by its name. */
export function AccountSelect({
  value,
  description,
  onChange,
}: {
  value: ChosenAccount | null;
  description: string;
  onChange: (account: ChosenAccount | null) => void;
}) {
  const slug = useSlug();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 120);
  const { data: found, isFetching } = useQuery({
    ...findQuery(slug, asked),
    enabled: asked !== '' && asked !== value?.name,
    placeholderData: keepPreviousData,
  });
  const choices = [...(value ? [value] : []), ...(found?.accounts ?? []).filter((one) => one.id !== value?.id)];
  return (
    <Select
      label="Account"
      placeholder="Type a name"
      description={description}
      searchable
      data-autofocus
      data={choices.map((one) => ({ value: one.id, label: one.name }))}
      filter={({ options }) => options}
      searchValue={text}
      onSearchChange={setText}
      value={value?.id ?? null}
      onChange={(id) => onChange(choices.find((one) => one.id === id) ?? null)}
      nothingFoundMessage={asked === '' || isFetching ? undefined : 'No account has this in its name'}
    />
  );
}
