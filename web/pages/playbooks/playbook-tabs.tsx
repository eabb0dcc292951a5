import { Anchor, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';

/** The ways to look at a playbook: to read it, to see how it did, and to try its trigger on the past. */
export function PlaybookTabs({ playbook, current }: { playbook: string; current: 'read' | 'scorecard' | 'back-test' }) {
  const slug = useSlug();
  const tabs = [
    { key: 'read', title: 'Playbook', to: paths.playbook(slug, playbook) },
    { key: 'scorecard', title: 'Scorecard', to: paths.scorecard(slug, playbook) },
    { key: 'back-test', title: 'Back-test', to: paths.backTest(slug, playbook) },
  ];
  return (
    <Group gap="md" component="nav" aria-label="Playbook">
      <Anchor component={Link} to={paths.playbooks(slug)} size="sm" c="dimmed">
        Playbooks
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
