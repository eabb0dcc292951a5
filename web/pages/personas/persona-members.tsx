import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Persona } from '../../../server/api/contract/persona.ts';
import { paths } from '../../paths.ts';
import { sayCount } from '../../ui/number.ts';
import { Day, Instant } from '../../ui/when.tsx';
import own from './personas.module.css';

interface Shown {
  readonly persona: Persona;
  readonly organisation: string;
}

/** Who belongs, those with whom nobody has spoken for longest first. */
export function PersonaMembers({ persona, organisation }: Shown) {
  if (persona.contacts.length === 0)
    return (
      <Text c="dimmed">
        {persona.asOf === null ? 'Who belongs is found by the next diagnosis.' : 'No contact is like this now.'}
      </Text>
    );
  return (
    <>
      <ul className={own.members}>
        {persona.contacts.map((contact) => (
          <li key={contact.id}>
            <div className={own.who}>
              <Text fw={500} truncate>
                {contact.name}
              </Text>
              <Text size="sm" c="dimmed" truncate>
                {contact.title ?? 'no title'}
              </Text>
            </div>
            <Anchor component={Link} to={paths.account(organisation, contact.account.id)} className={own.account}>
              {contact.account.name}
            </Anchor>
            <Text size="sm" c={contact.isOverdue ? 'red' : 'dimmed'} className={own.touch}>
              {contact.lastTouchAt ? <Instant at={contact.lastTouchAt} /> : 'no conversation known'}
              {contact.isOverdue &&
                contact.quietDays !== null &&
                ` · no word for ${sayCount(contact.quietDays, 'day')}`}
            </Text>
            <Text size="sm" c="dimmed" className={own.since}>
              since <Day day={contact.since} form="date" />
            </Text>
          </li>
        ))}
      </ul>
      {persona.members > persona.contacts.length && (
        <Text c="dimmed" size="sm" mt="xs">
          The {persona.contacts.length} with whom nobody has spoken for longest are shown.
        </Text>
      )}
    </>
  );
}
