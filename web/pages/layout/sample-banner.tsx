import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMayManage, useOrganisation } from '../../session.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import classes from './layout.module.css';

/** Says that what one sees is invented, and takes it away with one click when one's own data comes in. */
export function SampleBanner() {
  const { slug, isSample } = useOrganisation();
  const mayManage = useMayManage();
  const [asks, setAsks] = useState(false);
  const remove = useWrite({
    send: () => api.delete(at(slug, 'sample')),
    done: () => 'The sample data is gone.',
    after: () => setAsks(false),
  });
  if (!isSample) return null;
  return (
    <aside className={classes.banner} aria-label="Sample data">
      <span>Sample data: an invented vendor with 240 accounts.</span>
      {mayManage && (
        <>
          <Anchor component={Link} to={paths.sources(slug)} size="sm" underline="always">
            Bring in your own
          </Anchor>
          <Button size="compact-xs" variant="subtle" onClick={() => setAsks(true)}>
            Remove the sample
          </Button>
        </>
      )}
      <Confirm
        opened={asks}
        title="Remove the sample data?"
        act="Remove the sample"
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsks(false)}
      >
        All sample accounts go, with their history, situations, runs and tasks. Members, settings, playbooks and what
        you imported yourself stay.
      </Confirm>
    </aside>
  );
}
