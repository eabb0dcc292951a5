import { Anchor, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCopy, IconHelpCircle, IconPencil, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Playbook } from '../../../server/api/contract/playbook.ts';
import { paths } from '../../paths.ts';
import { useMayManage, useMayWork, useSlug } from '../../session.ts';
import { Health } from '../../ui/health/health.tsx';
import { Money } from '../../ui/money.tsx';
import { sayCount } from '../../ui/number.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { Day, Instant } from '../../ui/when.tsx';
import { anyOf, capital, sayOutcome, sayStage } from '../../ui/words.ts';
import { runsQuery } from '../runs/run-query.ts';
import { AskWhyDialog } from './ask-why-dialog.tsx';
import { PlaybookAutomations } from './automations.tsx';
import { Deviations } from './deviations.tsx';
import { Figures } from './figures.tsx';
import { Guide } from './guide.tsx';
import { matchesQuery, playbookQuery } from './playbook-query.ts';
import { PlaybookSteps } from './playbook-steps.tsx';
import { PlaybookTabs } from './playbook-tabs.tsx';
import classes from './playbooks.module.css';
import { Retirement } from './retirement.tsx';
import { StartDialog } from './start-dialog.tsx';
import { Variations } from './variations.tsx';

/** A playbook as a page to read, beside what runs: the same document, so that the two cannot drift apart. */
export function PlaybookPage() {
  const { organisation, playbook: key } = useParams({ from: '/o/$organisation/playbooks/$playbook' });
  const { data: playbook } = useSuspenseQuery(playbookQuery(organisation, key));
  const mayWork = useMayWork();
  const mayManage = useMayManage();
  const [starts, setStarts] = useState(false);
  const [asksWhy, setAsksWhy] = useState(false);
  return (
    <Page
      title={playbook.title}
      above={<PlaybookTabs playbook={key} current="read" />}
      beside={
        <Text c="dimmed" size="sm">
          {playbook.stages.map(sayStage).join(', ')} · version {playbook.version}, <Instant at={playbook.updatedAt} />
          {playbook.status === 'retired' && ' · retired'}
        </Text>
      }
      actions={
        <>
          <CopyButton value={playbook.document}>
            {({ copied, copy }) => (
              <Button variant="default" size="xs" leftSection={<IconCopy size={15} stroke={1.75} />} onClick={copy}>
                {copied ? 'Copied' : 'Copy the document'}
              </Button>
            )}
          </CopyButton>
          {mayManage && (
            <Button
              component={Link}
              to={paths.editPlaybook(organisation, key)}
              variant="default"
              size="xs"
              leftSection={<IconPencil size={15} stroke={1.75} />}
            >
              Edit
            </Button>
          )}
          {playbook.status === 'published' && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconHelpCircle size={15} stroke={1.75} />}
              onClick={() => setAsksWhy(true)}
            >
              Why, or why not …
            </Button>
          )}
          {mayManage && <Retirement playbook={playbook} />}
          {playbook.mayStartByHand && playbook.status === 'published' && mayWork && (
            <Button size="xs" leftSection={<IconPlayerPlay size={15} stroke={1.75} />} onClick={() => setStarts(true)}>
              Start for an account
            </Button>
          )}
        </>
      }
    >
      <div className={classes.columns}>
        <div>
          <Guide playbook={playbook} />
          {playbook.variations && <Variations variations={playbook.variations} />}
        </div>
        <aside className={classes.definition} aria-label="What runs">
          <Section title="Now">
            <dl className={classes.numbers}>
              <Figures numbers={playbook} />
            </dl>
          </Section>
          <Section title="Starts">
            <Triggers playbook={playbook} />
          </Section>
          <Matching playbook={playbook.key} />
          <Section title="Steps">
            <PlaybookSteps playbook={playbook} />
          </Section>
          <Section title="Ends">
            <Ends playbook={playbook} />
          </Section>
          <PlaybookAutomations playbook={playbook.key} />
          <Deviations deviations={playbook.deviations} />
          <Runs playbook={playbook.key} />
        </aside>
      </div>
      {asksWhy && <AskWhyDialog playbook={playbook} onClose={() => setAsksWhy(false)} />}
      {starts && <StartDialog playbook={playbook} onClose={() => setStarts(false)} />}
    </Page>
  );
}

function Triggers({ playbook }: { playbook: Playbook }) {
  return (
    <Stack gap="sm">
      <ul className={classes.sentences}>
        {playbook.triggers.map((trigger) => (
          <li key={trigger.kind}>
            <Text>{trigger.sentence}</Text>
            {trigger.lines.length > 0 && (
              <ul className={classes.condition}>
                {trigger.lines.map((line) => (
                  <li key={line.words} style={{ marginInlineStart: line.depth * 16 }}>
                    {capital(line.words)}
                  </li>
                ))}
              </ul>
            )}
            {trigger.notes.length > 0 && (
              <Text c="dimmed" size="sm">
                {trigger.notes.join(' ')}
              </Text>
            )}
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed">
        For accounts in {anyOf(playbook.stages.map((stage) => stage.replaceAll('_', ' ')))}
        {playbook.audience && `, ${playbook.audience}`}.
        {playbook.cooldown && ` Not again within ${playbook.cooldown} of the last run.`}
        {playbook.notWhile.length > 0 && ` Not while ${anyOf(playbook.notWhile.map((one) => one.title))} runs.`}
      </Text>
      {playbook.condition && (
        <details className={classes.assets}>
          <summary>As it is written</summary>
          <Code block mt="xs" className={classes.written}>
            {playbook.condition.trim()}
          </Code>
        </details>
      )}
    </Stack>
  );
}

function Matching({ playbook }: { playbook: string }) {
  const slug = useSlug();
  const { data, error, refetch } = useQuery(matchesQuery(slug, playbook));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={2} />;
  return (
    <Section
      title={
        data.asOf === null
          ? 'Who matches now'
          : data.total === 0
            ? 'Nobody matches now'
            : `${sayCount(data.total, 'account')} match${data.total === 1 ? 'es' : ''} now`
      }
      beside={
        data.asOf && (
          <Text c="dimmed" size="sm">
            as of <Day day={data.asOf} form="date" />
          </Text>
        )
      }
    >
      {data.asOf === null && <Text c="dimmed">It is counted by the next diagnosis.</Text>}
      {data.accounts.length > 0 && (
        <ul className={classes.matches}>
          {data.accounts.map((match) => (
            <li key={match.account.id}>
              <Group justify="space-between" gap="sm" wrap="nowrap">
                <Anchor
                  component={Link}
                  to={match.situation ? paths.situation(slug, match.situation) : paths.account(slug, match.account.id)}
                >
                  {match.account.name}
                </Anchor>
                <Health band={match.account.band} score={match.account.score} />
              </Group>
              <Text size="sm" c="dimmed">
                Since <Day day={match.since} form="date" />, ARR{' '}
                <Money minor={match.account.arrMinor} currency={match.account.currency} short />
                {match.heldBack && `, held back: ${match.heldBack}`}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {data.total > data.accounts.length && (
        <Text c="dimmed" size="sm" mt="xs">
          The {data.accounts.length} with the largest ARR are shown.
        </Text>
      )}
    </Section>
  );
}

function Ends({ playbook }: { playbook: Playbook }) {
  return (
    <ul className={classes.sentences}>
      <li>
        <strong>Goal:</strong> {playbook.goal.outcome}, within {playbook.goal.within}.
        <Text size="sm" c="dimmed">
          {playbook.goal.because}
        </Text>
      </li>
      <li>
        <strong>Success:</strong> {playbook.exit.success}.
      </li>
      {playbook.exit.failure && (
        <li>
          <strong>Failure:</strong> {playbook.exit.failure}.
        </li>
      )}
      <li>
        <strong>Time over:</strong> after {playbook.exit.after}.
      </li>
    </ul>
  );
}

function Runs({ playbook }: { playbook: string }) {
  const slug = useSlug();
  const { data: runs } = useQuery(runsQuery(slug, { playbook, limit: 12 }));
  if (!runs || runs.length === 0) return null;
  return (
    <Section title="Runs">
      <ul className={classes.matches}>
        {runs.map((run) => (
          <li key={run.id}>
            <Group justify="space-between" gap="sm" wrap="nowrap">
              <Anchor component={Link} to={paths.run(slug, run.id)}>
                {run.account.name}
              </Anchor>
              <Text size="sm" c="dimmed">
                {run.state === 'closed' && run.outcome
                  ? sayOutcome(run.outcome)
                  : `${run.stepsDone} of ${run.steps} steps`}
              </Text>
            </Group>
          </li>
        ))}
      </ul>
    </Section>
  );
}
