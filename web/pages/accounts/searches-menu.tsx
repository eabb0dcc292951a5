import { ActionIcon, Button, Group, Menu, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedSearch } from '../../../server/api/contract/account.ts';
import { api, at } from '../../api.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { searchesQuery } from './accounts-query.ts';
import { type AccountsSearch, askedOf, isFiltered, readAccountsSearch } from './accounts-search.ts';

/** Searches that everybody needs, before anybody has saved one. */
const USUAL: readonly { readonly name: string; readonly search: AccountsSearch }[] = [
  { name: 'My accounts', search: { owner: 'me' } },
  { name: 'Red, lowest first', search: { band: 'red', sort: 'health' } },
  { name: 'Renewal in 90 days', search: { renewal: '90', sort: 'renewal' } },
  { name: 'Without a CSM', search: { owner: 'none' } },
];

/** Saved searches of the accounts page: open one, save what is on the screen, delete. */
export function SearchesMenu({ search, onOpen }: { search: AccountsSearch; onOpen: (search: AccountsSearch) => void }) {
  const slug = useSlug();
  const mayWork = useMayWork();
  const searches = useQuery(searchesQuery(slug)).data ?? [];
  const [isNaming, setIsNaming] = useState(false);
  const current = searches.find((one) => isSame(one.filter, askedOf(search)));
  const remove = useWrite<SavedSearch>({
    send: ({ id }) => api.delete(at(slug, 'saved-searches', id)),
    done: (_, { name }) => `The search “${name}” is deleted.`,
    undo: (_, { name, filter }) => api.post(at(slug, 'saved-searches'), { name, filter }),
  });
  return (
    <>
      <Menu width={260} position="bottom-end" shadow="md">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconBookmark size={14} aria-hidden="true" />}>
            {current?.name ?? 'Saved searches'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {USUAL.map(({ name, search: usual }) => (
            <Menu.Item key={name} onClick={() => onOpen(usual)}>
              {name}
            </Menu.Item>
          ))}
          {searches.length > 0 && (
            <>
              <Menu.Divider />
              <Menu.Label>Saved</Menu.Label>
              {searches.map((saved) => (
                <Group key={saved.id} gap={2} wrap="nowrap">
                  <Menu.Item flex={1} onClick={() => onOpen(readAccountsSearch(saved.filter))}>
                    {saved.name}
                  </Menu.Item>
                  {saved.mayDelete && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`Delete the search ${saved.name}`}
                      onClick={() => remove.mutate(saved)}
                    >
                      <IconTrash size={15} aria-hidden="true" />
                    </ActionIcon>
                  )}
                </Group>
              ))}
            </>
          )}
          {mayWork && (
            <>
              <Menu.Divider />
              <Menu.Item disabled={!isFiltered(search) || current !== undefined} onClick={() => setIsNaming(true)}>
                Save this search …
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <NameSearch opened={isNaming} search={search} onClose={() => setIsNaming(false)} />
    </>
  );
}

function NameSearch({ opened, search, onClose }: { opened: boolean; search: AccountsSearch; onClose: () => void }) {
  const slug = useSlug();
  const [name, setName] = useState('');
  const save = useWrite({
    send: () => api.post(at(slug, 'saved-searches'), { name: name.trim(), filter: askedOf(search) }),
    done: () => `Saved. Everybody of your organisation finds it under Saved searches.`,
    after: () => {
      setName('');
      onClose();
    },
  });
  return (
    <AskDialog
      opened={opened}
      title="Save this search under a name"
      act="Save"
      isReady={name.trim() !== ''}
      isBusy={save.isPending}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        description="The accounts in it change as the data changes."
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

function isSame(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => a[key] === b[key]);
}
