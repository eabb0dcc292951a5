import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '../../api.ts';
import { useWrite } from '../../ui/use-write.tsx';
import { RuleEditor, type RuleSubject } from './rule-editor.tsx';
import type { RuleMenu } from './write-rule.ts';

export interface EditedRule {
  readonly key: string;
  readonly name: string;
  readonly rule: string;
  readonly menu: RuleMenu | null;
}

interface RuledDialogProps {
  /** What is changed; null to add one. */
  readonly edited: EditedRule | null;
  readonly noun: string;
  /** Where all of them are in the API, and the page of one. */
  readonly endpoint: string;
  readonly pageOf: (key: string) => string;
  /** Who names it by its key: 'Playbooks', and between the words of a key: '-'. */
  readonly namedBy: string;
  readonly joint: '-' | '_';
  readonly about?: RuleSubject;
  /** What else is said of it: the fields, and their values as they are sent. */
  readonly more?: { readonly fields: ReactNode; readonly said: Readonly<Record<string, unknown>> };
  readonly onClose: () => void;
}

/** Adds a segment or a persona, or changes one: its name, and who belongs to it. */
export function RuledDialog({
  edited,
  noun,
  endpoint,
  pageOf,
  namedBy,
  joint,
  about,
  more,
  onClose,
}: RuledDialogProps) {
  const navigate = useNavigate();
  const [name, setName] = useState(edited?.name ?? '');
  const [rule, setRule] = useState(edited?.rule ?? '');
  const key = edited?.key ?? keyOf(name, joint);
  const save = useWrite<void, unknown>({
    send: () => {
      const said = { name: name.trim(), rule: rule.trim(), ...more?.said };
      return edited ? api.patch(`${endpoint}/${edited.key}`, said) : api.post(endpoint, { key, ...said });
    },
    done: () => (edited ? 'Saved. Its members are up to date.' : `The ${noun} “${name.trim()}” is made.`),
    after: () => {
      onClose();
      if (!edited) void navigate({ to: pageOf(key) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const byWhat = key === '' ? 'it by its key' : `it ${key}`;
  return (
    <Modal opened onClose={onClose} size="xl" title={edited ? `Change “${edited.name}”` : `Add a ${noun}`}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Name"
            description={`${namedBy} name ${byWhat}.`}
            maxLength={63}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RuleEditor rule={rule} menu={edited?.menu ?? null} onChange={setRule} {...(about && { about })} />
          {more?.fields}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={key === '' || rule.trim() === ''}>
              {edited ? 'Save' : `Add the ${noun}`}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The key that a name gives: "Mid-market, EMEA" is mid-market-emea. */
function keyOf(name: string, joint: '-' | '_'): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, joint)
    .replace(/^[-_0-9]+|[-_]+$/g, '');
}
