import { Button } from '@mantine/core';
import { IconChecks, IconFilterOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { Empty } from '../../ui/states.tsx';

/** An empty list: because of the filter, or because nothing waits. */
export function NothingToDo({ isFiltered, onShowAll }: { isFiltered: boolean; onShowAll: () => void }) {
  const slug = useSlug();
  if (isFiltered) {
    return (
      <Empty
        icon={<IconFilterOff size={28} stroke={1.5} />}
        title="Nothing matches the filter"
        action={
          <Button variant="default" size="xs" onClick={onShowAll}>
            Show everything
          </Button>
        }
      />
    );
  }
  return (
    <Empty
      icon={<IconChecks size={28} stroke={1.5} />}
      title="Nothing waits for you"
      action={
        <Button component={Link} to={paths.playbooks(slug)} variant="default" size="xs">
          See what the playbooks watch for
        </Button>
      }
    >
      Tasks, situations of your accounts and changes of their health come here by themselves, after each diagnosis.
    </Empty>
  );
}
