import { Anchor, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Persona } from '../../../server/api/contract/persona.ts';
import { at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { sayCount } from '../../ui/number.ts';
import { MoveList, RuledPage, RuleInWords, UseList } from '../segments/ruled-page.tsx';
import { PersonaDialog } from './persona-dialog.tsx';
import { PersonaMembers } from './persona-members.tsx';
import { personaQuery } from './persona-query.ts';
import { sayCadence, sayWhom } from './persona-words.ts';

/** A persona: whom it takes, in words; who belongs and how long nobody spoke with them; who came and left, and which value did it. */
export function PersonaPage() {
  const { organisation, persona: key } = useParams({ from: '/o/$organisation/personas/$persona' });
  const { data: persona } = useSuspenseQuery(personaQuery(organisation, key));
  const { members, accounts, overdue } = persona;
  return (
    <RuledPage
      ruled={persona}
      noun="persona"
      of="contacts"
      list={{ to: paths.personas(organisation), title: 'Personas' }}
      endpoint={at(organisation, 'personas', key)}
      note={sayCadence(persona.cadenceDays)}
      members={{
        title: members === 0 ? 'Nobody belongs to it' : sayCount(members, 'contact'),
        beside: members > 0 && (
          <Text size="sm" c="dimmed">
            {`at ${sayCount(accounts, 'account')}`}
            {overdue !== null && `, ${overdue} past the cadence`}
          </Text>
        ),
        list: <PersonaMembers persona={persona} organisation={organisation} />,
      }}
      rule={<RuleInWords ruled={persona} sentence={sayWhom(persona.sentence)} heading="Contacts for whom:" />}
      uses={{ title: 'Used by', list: <Uses persona={persona} organisation={organisation} /> }}
      moves={
        <MoveList
          moves={persona.moves}
          who={({ contact, account }) => (
            <Text size="sm">
              {contact ?? 'A contact who was removed'},{' '}
              <Anchor component={Link} to={paths.account(organisation, account.id)} size="sm" underline="always">
                {account.name}
              </Anchor>
            </Text>
          )}
        />
      }
      change={(onClose) => <PersonaDialog persona={persona} onClose={onClose} />}
    />
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
    <UseList
      uses={persona.needing.map(({ kind, key, title, as }) => ({
        id: `${kind} ${key} ${as}`,
        to: to[kind](key),
        title,
        part: PARTS[as],
      }))}
    />
  );
}
