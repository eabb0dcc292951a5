import { Anchor, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { WorkItem } from '../../../server/api/contract/my-day.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { Failed, LoadingPage } from '../../ui/states.tsx';
import { runQuery } from '../runs/run-query.ts';
import { RunQuestions } from '../runs/run-questions.tsx';
import classes from './my-day.module.css';

/** A run that waits for a yes or no: what is asked, and the way to the run. */
export function RunQuestion({ item }: { item: WorkItem }) {
  const slug = useSlug();
  const { data: run, error, refetch } = useQuery({ ...runQuery(slug, item.run?.id ?? ''), enabled: item.run !== null });
  return (
    <>
      <div className={classes.opening}>
        <h2>{item.title}</h2>
        <Text c="dimmed" size="sm">
          {item.reason}
        </Text>
      </div>
      {error && <Failed error={error} retry={() => void refetch()} />}
      {!run && !error && <LoadingPage />}
      {run && (
        <section className={classes.part}>
          <RunQuestions run={run} />
          <Anchor component={Link} to={paths.run(slug, run.id)} size="sm" mt="md" display="block">
            {run.playbook.title}, run #{run.number}{' '}
            <IconArrowRight size={14} style={{ verticalAlign: -2 }} aria-hidden="true" />
          </Anchor>
        </section>
      )}
    </>
  );
}
