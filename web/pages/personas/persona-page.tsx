import { Anchor, Button, Code, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Persona } from '../../../server/api/contract/persona.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMayManage } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { sayCount } from '../../ui/number.ts';
import { Page, Section } from '../../ui/page.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Day } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import classes from '../segments/segments.module.css';
import { PersonaDialog } from './persona-dialog.tsx';
import { PersonaMembers, PersonaMoves } from './persona-lists.tsx';
import { personaQuery } from './persona-query.ts';
import { sayCadence, sayWhom } from './persona-words.ts';

/** A persona: whom it takes, in words; who belongs and how long nobody spoke with them; who came and left, and which value did it. */
export function PersonaPage() {
  const { organisation, persona: key } = useParams({ from: '/o/$organisation/personas/$persona' });
  const { data: persona } = useSuspenseQuery(personaQuery(organisation, key));
  const mayManage = useMayManage();
  const [asks, setAsks] = useState<'change' | 'remove' | null>(null);
  return (
    <Page
      title={persona.name}
      above={
        <Anchor component={Link} to={paths.personas(organisation)} size="sm" c="dimmed">
          Personas
        </Anchor>
      }
      beside={
        <Text c="dimmed" size="sm">
          {persona.key}
          {' · '}
          {sayCadence(persona.cadenceDays)}
          {persona.asOf && (
            <>
              {' · as of '}
              <Day day={persona.asOf} form="date" />
            </>
          )}
        </Text>
      }
      actions={
        mayManage && (
          <>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconTrash size={15} stroke={1.75} />}
              onClick={() => setAsks('remove')}
            >
              Remove
            </Button>
            <Button size="xs" leftSection={<IconPencil size={15} stroke={1.75} />} onClick={() => setAsks('change')}>
              Change
            </Button>
          </>
        )
      }
    >
      <div className={classes.columns}>
        <div className={classes.main}>
          <Section
            title={persona.members === 0 ? 'Nobody belongs to it' : sayCount(persona.members, 'contact')}
            beside={
              persona.members > 0 && (
                <Text size="sm" c="dimmed">
                  {`at ${sayCount(persona.accounts, 'account')}`}
                  {persona.overdue !== null && `, ${persona.overdue} past the cadence`}
                </Text>
              )
            }
          >
            <PersonaMembers persona={persona} organisation={organisation} />
          </Section>
        </div>
        <aside className={classes.side} aria-label="Rule and history">
          <Section title="Who belongs">
            <Rule persona={persona} />
          </Section>
          <Section title="Used by">
            <Uses persona={persona} organisation={organisation} />
          </Section>
          <Section title="Came and left">
            <PersonaMoves persona={persona} organisation={organisation} />
          </Section>
        </aside>
      </div>
      {asks === 'change' && <PersonaDialog persona={persona} onClose={() => setAsks(null)} />}
      {asks === 'remove' && <RemoveDialog persona={persona} onClose={() => setAsks(null)} />}
    </Page>
  );
}

function Rule({ persona }: { persona: Persona }) {
  return (
    <>
      {persona.lines.length < 3 ? (
        <Text>{sayWhom(persona.sentence)}</Text>
      ) : (
        <>
          <Text>{persona.menu?.join === 'any' ? 'One of these is true:' : 'Contacts for whom:'}</Text>
          <ul className={classes.condition}>
            {persona.lines.map((line) => (
              <li key={`${line.depth} ${line.words}`} style={{ marginInlineStart: line.depth * 16 }}>
                {capital(line.words)}
              </li>
            ))}
          </ul>
        </>
      )}
      <details className={classes.written}>
        <summary>As it is written</summary>
        <Code block mt="xs">
          {persona.rule}
        </Code>
      </details>
    </>
  );
}

const PARTS = {
  enters_persona: 'starts when a contact comes in',
  leaves_persona: 'starts when a contact leaves',
  signal: 'reads its numbers',
} as const;

function Uses({ persona, organisation }: { persona: Persona; organisation: string }) {
  if (persona.needing.length === 0) return <Text c="dimmed">No playbook, segment or health model names it.</Text>;
  const to = {
    playbook: (key: string) => paths.playbook(organisation, key),
    segment: (key: string) => paths.segment(organisation, key),
    health_model: () => paths.health(organisation),
  };
  return (
    <ul className={classes.rows}>
      {persona.needing.map((one) => (
        <li key={`${one.kind} ${one.key} ${one.as}`} data-block>
          <Anchor component={Link} to={to[one.kind](one.key)}>
            {one.title}
          </Anchor>
          <Text size="sm" c="dimmed">
            {PARTS[one.as]}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function RemoveDialog({ persona, onClose }: { persona: Persona; onClose: () => void }) {
  const { organisation } = useParams({ from: '/o/$organisation/personas/$persona' });
  const navigate = useNavigate();
  const remove = useWrite({
    send: async () => {
      await api.delete(at(organisation, 'personas', persona.key));
      await navigate({ to: paths.personas(organisation) });
    },
    done: () => `The persona “${persona.name}” is removed.`,
  });
  return (
    <AskDialog
      opened
      title={`Remove “${persona.name}”?`}
      act="Remove"
      isDangerous
      isBusy={remove.isPending}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <Text>Its members and who came and left are forgotten. The contacts themselves are not touched.</Text>
    </AskDialog>
  );
}
