import { ActionIcon, Button, Group, Menu, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedSegment } from '../../../server/api/contract/account.ts';
import { api, at } from '../../api.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { segmentsQuery } from './accounts-query.ts';
import { type AccountsSearch, askedOf, isFiltered, readAccountsSearch } from './accounts-search.ts';

/** Searches that everybody needs, before anybody has saved one. */
const USUAL: readonly { readonly name: string; readonly search: AccountsSearch }[] = [
  { name: 'My accounts', search: { owner: 'me' } },
  { name: 'Red, lowest first', search: { band: 'red', sort: 'health' } },
  { name: 'Renewal in 90 days', search: { renewal: '90', sort: 'renewal' } },
  { name: 'Without a CSM', search: { owner: 'none' } },
];

/** Saved searches of the accounts page: open one, save what is on the screen, delete. */
export function SegmentsMenu({ search, onOpen }: { search: AccountsSearch; onOpen: (search: AccountsSearch) => void }) {
  const slug = useSlug();
  const mayWork = useMayWork();
  const segments = useQuery(segmentsQuery(slug)).data ?? [];
  const [isNaming, setIsNaming] = useState(false);
  const current = segments.find((one) => isSame(one.filter, askedOf(search)));
  const remove = useWrite<SavedSegment>({
    send: ({ id }) => api.delete(at(slug, 'segments', id)),
    done: (_, { name }) => `The segment “${name}” is deleted.`,
    undo: (_, { name, filter }) => api.post(at(slug, 'segments'), { name, filter }),
  });
  return (
    <>
      <Menu width={260} position="bottom-end" shadow="md">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconBookmark size={14} aria-hidden="true" />}>
            {current?.name ?? 'Segments'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {USUAL.map(({ name, search: usual }) => (
            <Menu.Item key={name} onClick={() => onOpen(usual)}>
              {name}
            </Menu.Item>
          ))}
          {segments.length > 0 && (
            <>
              <Menu.Divider />
              <Menu.Label>Saved</Menu.Label>
              {segments.map((segment) => (
                <Group key={segment.id} gap={2} wrap="nowrap">
                  <Menu.Item flex={1} onClick={() => onOpen(readAccountsSearch(segment.filter))}>
                    {segment.name}
                  </Menu.Item>
                  {segment.mayDelete && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`Delete the segment ${segment.name}`}
                      onClick={() => remove.mutate(segment)}
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
      <NameSegment opened={isNaming} search={search} onClose={() => setIsNaming(false)} />
    </>
  );
}

function NameSegment({ opened, search, onClose }: { opened: boolean; search: AccountsSearch; onClose: () => void }) {
  const slug = useSlug();
  const [name, setName] = useState('');
  const save = useWrite({
    send: () => api.post(at(slug, 'segments'), { name: name.trim(), filter: askedOf(search) }),
    done: () => `Saved. Everybody of your organisation finds it under Segments.`,
    after: () => {
      setName('');
      onClose();
    },
  });
  return (
    <AskDialog
      opened={opened}
      title="Save this search as a segment"
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
