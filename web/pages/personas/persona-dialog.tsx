import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Persona } from '../../../server/api/contract/persona.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { useWrite } from '../../ui/use-write.tsx';
import { RuleEditor, type RuleSubject } from '../segments/rule-editor.tsx';
import { contactFieldsQuery, personaPreviewQuery } from './persona-query.ts';
import { sayWhom } from './persona-words.ts';

type Edited = Pick<Persona, 'key' | 'name' | 'rule' | 'menu' | 'cadenceDays'>;

const CONTACTS: RuleSubject = {
  signals: contactFieldsQuery,
  preview: personaPreviewQuery,
  noun: 'contact',
  over: 'the fields of contacts and the labels of their account',
  says: sayWhom,
};

/** Adds a persona, or changes one: its name, who belongs to it, and how often somebody should speak with each. */
export function PersonaDialog({ persona, onClose }: { persona: Edited | null; onClose: () => void }) {
  const slug = useSlug();
  const navigate = useNavigate();
  const [name, setName] = useState(persona?.name ?? '');
  const [rule, setRule] = useState(persona?.rule ?? '');
  const [cadence, setCadence] = useState<number | string>(persona?.cadenceDays ?? '');
  const key = persona?.key ?? keyOf(name);
  const save = useWrite<void, unknown>({
    send: () => {
      const said = { name: name.trim(), rule: rule.trim(), cadenceDays: cadence === '' ? null : Number(cadence) };
      return persona
        ? api.patch(at(slug, 'personas', persona.key), said)
        : api.post(at(slug, 'personas'), { key, ...said });
    },
    done: () => (persona ? 'Saved. Its members are up to date.' : `The persona “${name.trim()}” is made.`),
    after: () => {
      onClose();
      if (!persona) void navigate({ to: paths.persona(slug, key) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} size="xl" title={persona ? `Change “${persona.name}”` : 'Add a persona'}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Name"
            description={
              key === '' ? 'Playbooks and signals name it by its key.' : `Playbooks and signals name it ${key}.`
            }
            maxLength={63}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RuleEditor rule={rule} menu={persona?.menu ?? null} onChange={setRule} about={CONTACTS} />
          <NumberInput
            label="Cadence"
            description="Within so many days somebody should have spoken with each of them. Leave it empty where nobody has to."
            suffix=" days"
            maw={440}
            min={1}
            max={1000}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            value={cadence}
            onChange={setCadence}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={key === '' || rule.trim() === ''}>
              {persona ? 'Save' : 'Add the persona'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The key that a name gives: "Executive sponsors, EMEA" is executive_sponsors_emea. */
function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '');
}
