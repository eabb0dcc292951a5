import { Anchor, Checkbox, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Routine } from '../../../server/api/contract/routine.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { Document } from '../../ui/document.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { routinesQuery } from './my-day-query.ts';
import { BLOCK_TITLES } from './quadrants.ts';
import classes from './routine-panel.module.css';

type Step = Routine['steps'][number];

const PAGES: Readonly<Record<string, (slug: string) => string>> = {
  'my-day': paths.myDay,
  accounts: paths.accounts,
  escalations: paths.escalations,
  playbooks: paths.playbooks,
  reports: paths.reports,
  health: paths.health,
  segments: paths.segments,
};

/** The routines that are due today, each a short list to tick off. Nothing where none is due. */
export function RoutinePanel() {
  const routines = useQuery(routinesQuery(useSlug())).data?.filter(({ isOn, day }) => isOn && day !== null) ?? [];
  const steps = routines.flatMap((routine) => routine.steps);
  if (steps.length === 0) return null;
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <details className={classes.panel}>
      <summary>
        Routine of today{' '}
        <Text span size="sm" c="dimmed">
          {done} of {steps.length} done
        </Text>
      </summary>
      <div className={classes.routines}>
        {routines.map((routine) => (
          <RoutineList key={routine.key} routine={routine} />
        ))}
      </div>
    </details>
  );
}

function RoutineList({ routine }: { routine: Routine }) {
  const slug = useSlug();
  const tick = useWrite<Step>({
    send: ({ id, isDone }) => {
      const path = at(slug, 'my-day', 'routines', routine.key, 'ticks', id);
      return isDone ? api.delete(path) : api.put(path, {});
    },
  });
  return (
    <section className={classes.routine}>
      <h2>{routine.title}</h2>
      <Text size="xs" c="dimmed" mb={6}>
        {routine.when}, best in: {BLOCK_TITLES[routine.block].toLowerCase()}
      </Text>
      {routine.steps.map((step) => (
        <div key={step.id} className={classes.step}>
          <Checkbox
            size="xs"
            label={step.title}
            checked={tick.isPending && tick.variables?.id === step.id ? !step.isDone : step.isDone}
            onChange={() => tick.mutate(step)}
          />
          <span className={classes.minutes}>
            {step.page && step.page !== 'my-day' && PAGES[step.page] && (
              <Anchor
                component={Link}
                to={PAGES[step.page]!(slug)}
                size="xs"
                underline="always"
                aria-label={`Open the page for: ${step.title}`}
              >
                open
              </Anchor>
            )}{' '}
            {step.minutes} min
          </span>
        </div>
      ))}
      <details className={classes.guide}>
        <summary>How to do it</summary>
        <Document text={routine.guide.replace(/^# .*\n/, '')} />
      </details>
    </section>
  );
}
