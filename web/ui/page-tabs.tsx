import { Anchor, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';

interface PageTab<Key extends string> {
  readonly key: Key;
  readonly title: string;
  readonly to: string;
}

/** Pages that look at one thing in several ways, `label` for screen readers; before them the list that the thing stands in. */
export function PageTabs<Key extends string>({
  label,
  list,
  tabs,
  current,
}: {
  label: string;
  list?: { readonly title: string; readonly to: string };
  tabs: readonly PageTab<Key>[];
  current: NoInfer<Key>;
}) {
  return (
    <Group gap="md" component="nav" aria-label={label}>
      {list && (
        <Anchor component={Link} to={list.to} size="sm" c="dimmed">
          {list.title}
        </Anchor>
      )}
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
