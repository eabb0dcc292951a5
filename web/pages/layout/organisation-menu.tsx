import { Avatar, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSelector, IconSun } from '@tabler/icons-react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { paths } from '../../paths.ts';
import { sessionQuery, useOrganisation } from '../../session.ts';
import { sayRefused } from '../../ui/use-write.tsx';
import classes from './layout.module.css';

const SCHEMES = [
  { value: 'light', title: 'Light', icon: IconSun },
  { value: 'dark', title: 'Dark', icon: IconMoon },
  { value: 'auto', title: 'As the system', icon: IconDeviceDesktop },
] as const;

/** Which organisation this is, the others one belongs to, the theme, and the way out. */
export function OrganisationMenu({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const { slug, name } = useOrganisation();
  const session = useSuspenseQuery(sessionQuery).data;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = useSignOut();
  const others = session?.memberships.filter((one) => one.slug !== slug) ?? [];
  return (
    <Menu width={232} position="bottom-start" shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.organisation}>
          <Avatar size={22} radius="sm" color="iris" variant="filled" aria-hidden="true">
            {name.slice(0, 1).toUpperCase()}
          </Avatar>
          <span>
            {name}
            <span className="visually-hidden">: organisation, theme, sign out</span>
          </span>
          <IconSelector size={15} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {others.length > 0 && (
          <>
            <Menu.Label>Switch to</Menu.Label>
            {others.map((one) => (
              <Menu.Item key={one.slug} component={Link} to={paths.myDay(one.slug)}>
                {one.organisationName}
              </Menu.Item>
            ))}
            <Menu.Divider />
          </>
        )}
        <Menu.Label>Theme</Menu.Label>
        {SCHEMES.map(({ value, title, icon: Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={15} stroke={1.75} />}
            onClick={() => setColorScheme(value)}
            aria-current={colorScheme === value || undefined}
            fw={colorScheme === value ? 600 : 400}
          >
            {title}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={15} stroke={1.75} />} onClick={onShowShortcuts}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Label>{session?.user.email}</Menu.Label>
        <Menu.Item leftSection={<IconLogout size={15} stroke={1.75} />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Ends the session here and forgets everything that was read with it. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    try {
      await api.post('/api/auth/sign-out');
    } catch (failure) {
      sayRefused(failure);
      return;
    }
    queries.clear();
    await navigate({ to: paths.signIn() });
  };
}
