import { Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Account, Contact } from '../../../server/api/contract/account.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { sayRole } from '../../ui/words.ts';

const ROLES = ['champion', 'executive_sponsor', 'decision_maker', 'technical', 'billing', 'user'];

/** A contact to add, or to change. */
export function ContactDialog({
  account,
  contact,
  onClose,
}: {
  account: Account;
  contact: Contact | null;
  onClose: () => void;
}) {
  const slug = useSlug();
  const [fields, setFields] = useState({
    name: contact?.name ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    title: contact?.title ?? '',
    role: contact?.role ?? null,
    leftOn: contact?.leftOn ?? '',
  });
  const set = (part: Partial<typeof fields>) => setFields({ ...fields, ...part });
  const text = (key: 'name' | 'email' | 'phone' | 'title' | 'leftOn') => ({
    value: fields[key],
    onChange: (event: { currentTarget: HTMLInputElement }) => set({ [key]: event.currentTarget.value }),
  });
  const said = {
    name: fields.name.trim(),
    email: fields.email.trim() || null,
    phone: fields.phone.trim() || null,
    title: fields.title.trim() || null,
    role: fields.role,
    leftOn: fields.leftOn || null,
  };
  const save = useWrite({
    send: () =>
      contact
        ? api.patch(at(slug, 'contacts', contact.id), said)
        : api.post(at(slug, 'accounts', account.id, 'contacts'), said),
    done: () => (contact ? `${said.name} is changed.` : `${said.name} is added.`),
    after: onClose,
  });
  return (
    <AskDialog
      opened
      title={contact ? `Change ${contact.name ?? 'the contact'}` : `Add a contact of ${account.name}`}
      act={contact ? 'Save' : 'Add'}
      isReady={said.name !== ''}
      isBusy={save.isPending}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextInput label="Name" maxLength={200} data-autofocus {...text('name')} />
      <Group grow>
        <TextInput label="E-mail (optional)" type="email" {...text('email')} />
        <TextInput label="Phone (optional)" type="tel" maxLength={50} {...text('phone')} />
      </Group>
      <Group grow>
        <TextInput label="Title (optional)" placeholder="Head of Operations" maxLength={200} {...text('title')} />
        <Select
          label="Role (optional)"
          data={ROLES.map((value) => ({ value, label: sayRole(value) }))}
          value={fields.role}
          onChange={(role) => set({ role })}
          clearable
        />
      </Group>
      {contact && <TextInput type="date" label="Left on (empty while they are there)" {...text('leftOn')} />}
    </AskDialog>
  );
}
