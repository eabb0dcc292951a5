import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconBuilding,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconNotebook,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { findQuery } from './find-query.ts';
import { navigation } from './navigation.ts';
import { useSignOut } from './organisation-menu.tsx';

/** Ctrl-K: pages, accounts, playbooks and actions, by name. */
export function CommandPalette({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const slug = useSlug();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const leave = useSignOut();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 120);
  const { data: found } = useQuery({
    ...findQuery(slug, asked),
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
  });
  // The kit selects the first while one types; what the server found comes later, and Enter takes it all the same.
  useEffect(() => {
    const palette = found && document.querySelector('.mantine-Spotlight-content');
    if (palette && !palette.querySelector('[data-selected]'))
      palette.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  }, [found]);
  const go = (to: string) => () => void navigate({ to });
  const isDark = useComputedColorScheme() === 'dark';

  const fixed: SpotlightActionGroupData[] = [
    {
      group: 'Pages',
      actions: navigation.map(({ title, to, icon: Icon }) => ({
        id: `page ${title}`,
        label: title,
        leftSection: <Icon size={18} stroke={1.75} />,
        onClick: go(to(slug)),
      })),
    },
    {
      group: 'Actions',
      actions: [
        {
          id: 'theme',
          label: isDark ? 'Use the light theme' : 'Use the dark theme',
          leftSection: isDark ? <IconSun size={18} stroke={1.75} /> : <IconMoon size={18} stroke={1.75} />,
          onClick: () => setColorScheme(isDark ? 'light' : 'dark'),
        },
        {
          id: 'shortcuts',
          label: 'Show keyboard shortcuts',
          leftSection: <IconKeyboard size={18} stroke={1.75} />,
          onClick: onShowShortcuts,
        },
        {
          id: 'sign out',
          label: 'Sign out',
          leftSection: <IconLogout size={18} stroke={1.75} />,
          onClick: () => void leave(),
        },
      ],
    },
  ];
  const wanted = text.trim().toLowerCase();
  const groups: SpotlightActionGroupData[] = fixed
    .map(({ group, actions }) => ({
      group,
      actions: actions.filter((action: SpotlightActionData) => (action.label ?? '').toLowerCase().includes(wanted)),
    }))
    .filter(({ actions }) => actions.length > 0);
  if (wanted.length >= 2 && found) {
    if (found.accounts.length > 0) {
      groups.push({
        group: 'Accounts',
        actions: found.accounts.map((account) => ({
          id: account.id,
          label: account.name,
          leftSection: <IconBuilding size={18} stroke={1.75} />,
          onClick: go(paths.account(slug, account.id)),
        })),
      });
    }
    if (found.playbooks.length > 0) {
      groups.push({
        group: 'Playbooks',
        actions: found.playbooks.map((playbook) => ({
          id: `playbook ${playbook.key}`,
          label: playbook.title,
          leftSection: <IconNotebook size={18} stroke={1.75} />,
          onClick: go(paths.playbook(slug, playbook.key)),
        })),
      });
    }
  }
  return (
    <Spotlight
      actions={groups}
      query={text}
      onQueryChange={setText}
      filter={(_, actions) => actions}
      shortcut={['mod + K']}
      scrollable
      centered={false}
      attributes={{ content: { 'aria-label': 'Find or do' } }}
      maxHeight={420}
      nothingFound="Nothing has this in its name."
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.75} />,
        placeholder: 'Find an account, a playbook or a page',
        'aria-label': 'Find an account, a playbook or a page',
      }}
    />
  );
}
