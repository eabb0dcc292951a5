import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { useWrite } from '../../ui/use-write.tsx';

/** A new account by hand: its name is enough; the rest is entered on its page. */
export function AddAccount({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const slug = useSlug();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [domain, setDomain] = useState('');
  const add = useWrite<void, { id: string }>({
    send: () => api.post(at(slug, 'accounts'), { name: name.trim(), ...(domain.trim() && { domain: domain.trim() }) }),
    done: () => `${name.trim()} is added.`,
    after: ({ id }) => {
      onClose();
      void navigate({ to: paths.account(slug, id) });
    },
  });
  return (
    <AskDialog
      opened={opened}
      title="Add an account"
      act="Add"
      isReady={name.trim() !== ''}
      isBusy={add.isPending}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        maxLength={300}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="Domain (optional)"
        description="Files and events that name this domain find the account by it."
        placeholder="example.com"
        value={domain}
        onChange={(event) => setDomain(event.currentTarget.value)}
      />
    </AskDialog>
  );
}
