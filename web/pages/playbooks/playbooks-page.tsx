import { Anchor, Badge, Button, Group, Text, TextInput } from '@mantine/core';
import { IconNotebook, IconPlus, IconSearch } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { PlaybookInLibrary } from '../../../server/api/contract/playbook.ts';
import { paths } from '../../paths.ts';
import { useMayManage } from '../../session.ts';
import { sayCount } from '../../ui/number.ts';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { useListKeys } from '../../ui/use-list-keys.ts';
import { capital, sayStage } from '../../ui/words.ts';
import { WaitingBanner } from '../situations/waiting-banner.tsx';
import { PausedAutomations } from './automations.tsx';
import { Figures } from './figures.tsx';
import { playbooksQuery } from './playbook-query.ts';
import classes from './playbooks.module.css';

/** The journey of a customer, in order. */
const STAGES = ['prospect', 'onboarding', 'adoption', 'growth', 'renewal', 'churned'];

/** The library: every playbook where it belongs on the customer's journey, with what it does now. */
export function PlaybooksPage() {
  const { organisation } = useParams({ from: '/o/$organisation/playbooks' });
  const { text = '', selected } = useSearch({ from: '/o/$organisation/playbooks' });
  const navigate = useNavigate({ from: '/o/$organisation/playbooks' });
  const { data: playbooks } = useSuspenseQuery(playbooksQuery(organisation));
  const add = useMayManage() && (
    <Button
      component={Link}
      to={paths.newPlaybook(organisation)}
      size="xs"
      leftSection={<IconPlus size={14} aria-hidden="true" />}
    >
      Add a playbook
    </Button>
  );
  const groups = byStage(playbooks.filter((one) => has(one, text)));
  const inOrder = groups.flatMap((group) => group.playbooks);
  useListKeys({
    count: inOrder.length,
    selected: inOrder.findIndex((one) => one.key === selected),
    onSelect: (index) =>
      void navigate({ search: (before) => ({ ...before, selected: inOrder[index]?.key }), replace: true }),
    onOpen: (index) => void navigate({ to: paths.playbook(organisation, inOrder[index]!.key) }),
  });
  return (
    <Page
      title="Playbooks"
      beside={<Text c="dimmed">{sayCount(playbooks.length, 'playbook')}</Text>}
      actions={
        <>
          <Anchor component={Link} to={paths.scorecards(organisation)} size="sm">
            Scorecards
          </Anchor>
          <Anchor component={Link} to={paths.heldBack(organisation)} size="sm">
            Held back
          </Anchor>
          <TextInput
            aria-label="Filter playbooks"
            placeholder="Filter"
            leftSection={<IconSearch size={15} aria-hidden="true" />}
            value={text}
            onChange={(event) => {
              const words = event.currentTarget.value;
              void navigate({ search: (before) => ({ ...before, text: words || undefined }), replace: true });
            }}
          />
          {add}
        </>
      }
    >
      <PausedAutomations />
      <WaitingBanner />
      {inOrder.length === 0 ? (
        <Empty
          icon={<IconNotebook size={28} stroke={1.5} />}
          title={text ? 'No playbook has these words' : 'There is no playbook yet'}
        >
          {text
            ? 'Clear the filter to see the whole library.'
            : 'A playbook is a Markdown document: what people read and what runs. The first diagnosis brings those that ship; your own are added here.'}
        </Empty>
      ) : (
        groups.map((group) => (
          <section key={group.stage} className={classes.stage} aria-labelledby={`stage ${group.stage}`}>
            <h2 id={`stage ${group.stage}`}>{group.title}</h2>
            <ul>
              {group.playbooks.map((one) => (
                <PlaybookLine
                  key={one.key}
                  playbook={one}
                  organisation={organisation}
                  isSelected={one.key === selected}
                />
              ))}
            </ul>
          </section>
        ))
      )}
    </Page>
  );
}

function PlaybookLine({
  playbook,
  organisation,
  isSelected,
}: {
  playbook: PlaybookInLibrary;
  organisation: string;
  isSelected: boolean;
}) {
  return (
    <li className={classes.entry}>
      <Link
        to={paths.playbook(organisation, playbook.key)}
        className={classes.playbook}
        data-selected={isSelected || undefined}
      >
        <div className={classes.words}>
          <Group gap="xs">
            <strong>{playbook.title}</strong>
            {playbook.status === 'retired' && <Badge color="gray">Retired</Badge>}
            {playbook.hasDraft && <Badge>Draft</Badge>}
          </Group>
          <Text c="dimmed" size="sm" lineClamp={2}>
            {playbook.summary}
          </Text>
          <Text c="dimmed" size="xs" mt={2}>
            {capital(playbook.stages.map((stage) => stage.replaceAll('_', ' ')).join(', '))} ·{' '}
            {sayCount(playbook.steps, 'step')}
          </Text>
        </div>
        <dl className={classes.numbers}>
          <Figures numbers={playbook} />
        </dl>
      </Link>
    </li>
  );
}

/** A playbook stands once, at the first of its stages; one for most of the journey stands under all of it. */
function byStage(playbooks: readonly PlaybookInLibrary[]) {
  const groups = STAGES.map((stage) => ({ stage, title: sayStage(stage), playbooks: [] as PlaybookInLibrary[] }));
  const journey = { stage: 'journey', title: 'Along the whole journey', playbooks: [] as PlaybookInLibrary[] };
  const other = { stage: 'other', title: 'Elsewhere', playbooks: [] as PlaybookInLibrary[] };
  for (const playbook of playbooks) {
    const known = playbook.stages.filter((stage) => STAGES.includes(stage));
    const group = known.length >= 3 ? journey : groups.find((one) => one.stage === known[0]);
    (group ?? other).playbooks.push(playbook);
  }
  return [...groups, journey, other].filter((group) => group.playbooks.length > 0);
}

function has({ title, summary, stages }: PlaybookInLibrary, text: string): boolean {
  return `${title} ${summary} ${stages.join(' ')}`.toLowerCase().includes(text.trim().toLowerCase());
}
