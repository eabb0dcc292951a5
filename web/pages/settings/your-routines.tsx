import { Stack, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Routine } from '../../../server/api/contract/routine.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { routinesQuery } from '../my-day/my-day-query.ts';
import classes from './settings.module.css';

/** Which routines one follows; those that are due stand on My day. */
export function YourRoutines() {
  const slug = useSlug();
  const routines = useQuery(routinesQuery(slug));
  const choose = useWrite<Routine>({
    send: ({ key, isOn }) => api.put(at(slug, 'my-day', 'routines', key), { isOn: !isOn }),
    done: (_, { title, isOn }) => (isOn ? `Off: ${title}` : `On: ${title}`),
  });
  return (
    <Section title="Routines">
      {routines.isPending && <LoadingRows rows={4} />}
      {routines.isError && <Failed error={routines.error} retry={() => void routines.refetch()} />}
      <Stack gap="sm" className={classes.narrow}>
        {routines.data?.map((routine) => (
          <Switch
            key={routine.key}
            label={`${routine.title}, ${routine.when}`}
            description={routine.summary}
            checked={routine.isOn}
            disabled={choose.isPending}
            onChange={() => choose.mutate(routine)}
          />
        ))}
      </Stack>
    </Section>
  );
}
