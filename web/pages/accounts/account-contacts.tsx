import { ActionIcon, Anchor, Badge, Button, Menu, Skeleton, Text } from '@mantine/core';
import { IconDots, IconPencil, IconUserMinus, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import type { Account, Contact } from '../../../server/api/contract/account.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { Failed } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { Day, Instant, useToday } from '../../ui/when.tsx';
import { sayRole } from '../../ui/words.ts';
import { sayQuiet } from '../personas/persona-words.ts';
import classes from './account.module.css';
import { contactsQuery } from './account-query.ts';
import { ContactDialog } from './contact-dialog.tsx';

const ROLES = ['champion', 'executive_sponsor', 'decision_maker', 'technical', 'billing', 'user'] as const;

/** The people at the customer, with their roles; those who left stay at the end. */
export function AccountContacts({ account }: { account: Account }) {
  const mayWork = useMayWork();
  const contacts = useQuery(contactsQuery(useSlug(), account.id));
  const [edited, setEdited] = useState<Contact | 'new' | null>(null);
  return (
    <Section
      title="Contacts"
      beside={
        mayWork && (
          <Button size="compact-sm" variant="subtle" onClick={() => setEdited('new')}>
            Add
          </Button>
        )
      }
    >
      {contacts.isPending ? (
        <Skeleton height={120} />
      ) : contacts.isError ? (
        <Failed error={contacts.error} retry={() => void contacts.refetch()} />
      ) : contacts.data.length === 0 ? (
        <Text c="dimmed" size="sm">
          Nobody is known yet. Add the person you speak with: who the champion is says much about an account.
        </Text>
      ) : (
        <ul className={classes.plain}>
          {contacts.data.map((contact) => (
            <ContactLine key={contact.id} contact={contact} onEdit={mayWork ? () => setEdited(contact) : null} />
          ))}
        </ul>
      )}
      {edited && (
        <ContactDialog account={account} contact={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Section>
  );
}

/** Which personas they belong to, and whether nobody has spoken with them for longer than one of these wants. */
function Personas({ contact, organisation }: { contact: Contact; organisation: string }) {
  const [strictest] = contact.personas
    .filter(({ isOverdue }) => isOverdue)
    .sort((a, b) => a.cadenceDays! - b.cadenceDays!);
  if (contact.personas.length === 0) return null;
  return (
    <Text size="xs" c="dimmed">
      {contact.personas.map(({ key, name }, index) => (
        <Fragment key={key}>
          {index > 0 && ', '}
          <Anchor component={Link} to={paths.persona(organisation, key)} size="xs" c="dimmed" underline="always">
            {name}
          </Anchor>
        </Fragment>
      ))}
      {strictest && contact.quietDays !== null && (
        <Text span inherit c="red">
          {' · '}
          {sayQuiet(contact.quietDays, strictest.cadenceDays!)}
        </Text>
      )}
    </Text>
  );
}

function ContactLine({ contact, onEdit }: { contact: Contact; onEdit: (() => void) | null }) {
  const slug = useSlug();
  const today = useToday();
  const name = contact.name ?? contact.email ?? 'Without a name';
  const patch = (change: Partial<Contact>) => api.patch(at(slug, 'contacts', contact.id), change);
  const change = useWrite<Partial<Contact>>({
    send: patch,
    done: (_, { leftOn, role }) =>
      leftOn === undefined
        ? `${name} is ${role ? sayRole(role).toLowerCase() : 'without a role'} now.`
        : leftOn === null
          ? `${name} is back.`
          : `${name} is marked as left. Their conversations stay.`,
    undo: (_, { leftOn }) => patch(leftOn === undefined ? { role: contact.role } : { leftOn: contact.leftOn }),
  });
  return (
    <li className={classes.person} data-left={contact.leftOn !== null || undefined}>
      <div>
        <Text size="sm" fw={500}>
          {name}{' '}
          {contact.role && (
            <Badge size="sm" color={contact.leftOn ? 'gray' : 'iris'}>
              {sayRole(contact.role)}
            </Badge>
          )}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {[contact.title, contact.email && contact.name ? contact.email : null].filter(Boolean).join(', ')}
        </Text>
        <Text size="xs" c="dimmed">
          {contact.leftOn ? (
            <>
              Left <Day day={contact.leftOn} form="date" />
            </>
          ) : contact.lastTouchAt ? (
            <>
              Last touch <Instant at={contact.lastTouchAt} />
            </>
          ) : (
            'No conversation known'
          )}
        </Text>
        <Personas contact={contact} organisation={slug} />
      </div>
      {onEdit && (
        <Menu position="bottom-end" shadow="md" width={216}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`Change ${name}`}>
              <IconDots size={16} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Role</Menu.Label>
            {ROLES.map((role) => (
              <Menu.Item
                key={role}
                fw={role === contact.role ? 600 : 400}
                aria-current={role === contact.role || undefined}
                onClick={() => change.mutate({ role: role === contact.role ? null : role })}
              >
                {sayRole(role)}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item leftSection={<IconPencil size={15} />} onClick={onEdit}>
              Change …
            </Menu.Item>
            {contact.leftOn ? (
              <Menu.Item leftSection={<IconUserPlus size={15} />} onClick={() => change.mutate({ leftOn: null })}>
                They are back
              </Menu.Item>
            ) : (
              <Menu.Item leftSection={<IconUserMinus size={15} />} onClick={() => change.mutate({ leftOn: today })}>
                They left today
              </Menu.Item>
            )}
            {contact.email && (
              <Menu.Item component="a" href={`mailto:${contact.email}`}>
                Write to {contact.email}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
