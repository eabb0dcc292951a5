import { AppShell, Kbd, NavLink, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useOrganisation } from '../../session.ts';
import { LoadingPage } from '../../ui/states.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { CommandPalette } from './command-palette.tsx';
import classes from './layout.module.css';
import { navigation } from './navigation.ts';
import { OrganisationMenu } from './organisation-menu.tsx';
import { SampleBanner } from './sample-banner.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { useGoKeys } from './use-go-keys.ts';

/** What surrounds every page of an organisation: navigation, command palette, shortcuts. */
export function Layout() {
  const [showsShortcuts, { open: showShortcuts, close: hideShortcuts }] = useDisclosure();
  useGoKeys(showShortcuts);
  return (
    <AppShell
      navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: true } }}
      footer={{ height: { base: 56, sm: 0 } }}
      transitionDuration={0}
    >
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <AppShell.Navbar className={classes.navbar} p="xs" visibleFrom="sm">
        <OrganisationMenu onShowShortcuts={showShortcuts} />
        <UnstyledButton className={classes.search} onClick={spotlight.open} aria-keyshortcuts="Control+K">
          <IconSearch size={15} stroke={1.75} aria-hidden="true" />
          <span>Find or do</span>
          <Kbd size="xs" aria-hidden="true">
            Ctrl K
          </Kbd>
        </UnstyledButton>
        <ScrollArea type="never">
          <Navigation />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main className={classes.main} id="content" tabIndex={-1}>
        <SampleBanner />
        <div className={classes.page} id="page">
          <Suspense fallback={<LoadingPage />}>
            <Outlet />
          </Suspense>
        </div>
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm" className={classes.footer}>
        <BottomBar onShowShortcuts={showShortcuts} />
      </AppShell.Footer>
      <CommandPalette onShowShortcuts={showShortcuts} />
      <Shortcuts opened={showsShortcuts} onClose={hideShortcuts} />
    </AppShell>
  );
}

function Navigation() {
  const { slug } = useOrganisation();
  const { pathname } = useLocation();
  return (
    <nav aria-label="Pages">
      {navigation.map(({ title, to, also, icon: Icon }) => {
        const path = to(slug);
        const isHere = [path, also?.(slug)].some((one) => one && (pathname === one || pathname.startsWith(`${one}/`)));
        return (
          <NavLink
            key={title}
            component={Link}
            to={path}
            label={<Text fw={isHere ? 600 : 400}>{title}</Text>}
            leftSection={<Icon size={17} stroke={1.75} />}
            active={isHere}
            aria-current={isHere ? 'page' : undefined}
            className={classes.link}
          />
        );
      })}
    </nav>
  );
}
