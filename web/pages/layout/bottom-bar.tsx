import { Drawer, NavLink, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconDots, IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useSlug } from '../../session.ts';
import classes from './layout.module.css';
import { navigation } from './navigation.ts';
import { OrganisationMenu } from './organisation-menu.tsx';

/** The navigation on a phone: what is needed most within reach of the thumb, the rest under "More". */
export function BottomBar({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const slug = useSlug();
  const { pathname } = useLocation();
  const [opened, { open, close }] = useDisclosure();
  return (
    <nav aria-label="Pages" className={classes.bottom}>
      {navigation
        .filter((item) => item.isAtHand)
        .map(({ title, to, icon: Icon }) => (
          <Link
            key={title}
            to={to(slug)}
            className={classes.tab}
            aria-current={pathname.startsWith(to(slug)) ? 'page' : undefined}
          >
            <Icon size={20} stroke={1.75} />
            {title}
          </Link>
        ))}
      <UnstyledButton className={classes.tab} onClick={spotlight.open}>
        <IconSearch size={20} stroke={1.75} aria-hidden="true" />
        Find
      </UnstyledButton>
      <UnstyledButton className={classes.tab} onClick={open} aria-haspopup="dialog">
        <IconDots size={20} stroke={1.75} aria-hidden="true" />
        More
      </UnstyledButton>
      <Drawer opened={opened} onClose={close} position="bottom" size="min(70dvh, 380px)" title="More">
        <OrganisationMenu onShowShortcuts={onShowShortcuts} />
        {navigation
          .filter((item) => !item.isAtHand)
          .map(({ title, to, icon: Icon }) => (
            <NavLink
              key={title}
              component={Link}
              to={to(slug)}
              label={title}
              leftSection={<Icon size={18} stroke={1.75} />}
              onClick={close}
            />
          ))}
      </Drawer>
    </nav>
  );
}
