import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Automation } from '../../../server/api/contract/automation.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMayManage, useSlug } from '../../session.ts';
import { sayCount } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Instant } from '../../ui/when.tsx';
import { automationsQuery } from './playbook-query.ts';

/** What Steward does by itself in the runs of a playbook: how it goes, and the way on when it is paused. */
export function PlaybookAutomations({ playbook }: { playbook: string }) {
  const { data } = useQuery(automationsQuery(useSlug()));
  const own = data?.filter((one) => one.playbook === playbook) ?? [];
  if (own.length === 0) return null;
  return (
    <Section title="Done by Steward">
      <Stack gap="sm">
        {own.map((one) => (
          <One key={one.step} automation={one} />
        ))}
      </Stack>
    </Section>
  );
}

function One({ automation }: { automation: Automation }) {
  const { title, failures, lastProblem, pausedAt, because, waiting } = automation;
  if (pausedAt) return <Paused automation={automation} at={pausedAt} because={because} waiting={waiting} />;
  return (
    <div>
      <Text>{title}</Text>
      <Text size="sm" c="dimmed">
        {failures === 0 ? 'No failure in 24 hours' : `${sayCount(failures, 'failure')} in 24 hours. ${lastProblem}`}
      </Text>
    </div>
  );
}

function Paused({
  automation,
  at: pausedAt,
  because,
  waiting,
}: {
  automation: Automation;
  at: string;
  because: string | null;
  waiting: number;
}) {
  const slug = useSlug();
  const mayManage = useMayManage();
  const resume = useWrite<void, { held: number }>({
    send: () => api.post(at(slug, 'automations', automation.playbook, automation.step, 'resumption'), {}),
    done: ({ held }) =>
      `Goes on: ${automation.title}${held > 0 ? `, with ${sayCount(held, 'step')} that waited` : ''}.`,
  });
  return (
    <Alert color="red" title={`Paused: ${automation.title}`}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Since <Instant at={pausedAt} />. {because}{' '}
          {waiting > 0 && `${sayCount(waiting, 'step')} of open runs wait for it.`}
        </Text>
        {mayManage && (
          <Button size="xs" loading={resume.isPending} onClick={() => resume.mutate()}>
            Let it go on
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** Says above the list of playbooks that something is paused, and where. */
export function PausedAutomations() {
  const slug = useSlug();
  const { data } = useQuery(automationsQuery(slug));
  const paused = data?.filter(({ pausedAt }) => pausedAt !== null) ?? [];
  if (paused.length === 0) return null;
  return (
    <Alert color="red" title="Automations are paused" mb="md">
      {paused.map(({ playbook, playbookTitle, step, title }) => (
        <Text key={`${playbook} ${step}`} size="sm">
          <Anchor component={Link} to={paths.playbook(slug, playbook)} size="sm">
            {playbookTitle}
          </Anchor>
          : {title}
        </Text>
      ))}
    </Alert>
  );
}
