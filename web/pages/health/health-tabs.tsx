import { Anchor, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';

/** The ways to look at health: what it is made of, and what it was worth. */
export function HealthTabs({ current }: { current: 'model' | 'test' }) {
  const slug = useSlug();
  const tabs = [
    { key: 'model', title: 'Model', to: paths.health(slug) },
    { key: 'test', title: 'Tested on the past', to: paths.healthTest(slug) },
  ];
  return (
    <Group gap="md" component="nav" aria-label="Health">
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
