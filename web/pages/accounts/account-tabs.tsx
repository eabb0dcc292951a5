import { Anchor, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';

/** The ways to look at an account: its page, why there is something or nothing for it, and what would be if. */
export function AccountTabs({ account, current }: { account: string; current: 'read' | 'why' | 'what-if' }) {
  const slug = useSlug();
  const tabs = [
    { key: 'read', title: 'Account', to: paths.account(slug, account) },
    { key: 'why', title: 'Why and why not', to: paths.why(slug, account) },
    { key: 'what-if', title: 'What if', to: paths.whatIf(slug, account) },
  ];
  return (
    <Group gap="md" component="nav" aria-label="Account">
      <Anchor component={Link} to={paths.accounts(slug)} size="sm" c="dimmed">
        Accounts
      </Anchor>
      {tabs.map(({ key, title, to }) => (
        <Anchor
          key={key}
          component={Link}
          to={to}
          size="sm"
          fw={key === current ? 600 : 400}
          c={key === current ? undefined : 'dimmed'}
          aria-current={key === current ? 'page' : undefined}
        >
          {title}
        </Anchor>
      ))}
    </Group>
  );
}
