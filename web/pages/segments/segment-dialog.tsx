import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { useWrite } from '../../ui/use-write.tsx';
import { RuleEditor } from './rule-editor.tsx';
import type { RuleMenu } from './write-rule.ts';

interface Edited {
  readonly key: string;
  readonly name: string;
  readonly rule: string;
  readonly menu: RuleMenu | null;
}

/** Adds a segment, or changes one: its name and who belongs to it. */
export function SegmentDialog({ segment, onClose }: { segment: Edited | null; onClose: () => void }) {
  const slug = useSlug();
  const navigate = useNavigate();
  const [name, setName] = useState(segment?.name ?? '');
  const [rule, setRule] = useState(segment?.rule ?? '');
  const key = segment?.key ?? keyOf(name);
  const save = useWrite<void, unknown>({
    send: () =>
      segment
        ? api.patch(at(slug, 'segments', segment.key), { name: name.trim(), rule: rule.trim() })
        : api.post(at(slug, 'segments'), { key, name: name.trim(), rule: rule.trim() }),
    done: () => (segment ? 'Saved. Its members are up to date.' : `The segment “${name.trim()}” is made.`),
    after: () => {
      onClose();
      if (!segment) void navigate({ to: paths.segment(slug, key) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} size="xl" title={segment ? `Change “${segment.name}”` : 'Add a segment'}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Name"
            description={key === '' ? 'Playbooks name it by its key.' : `Playbooks name it ${key}.`}
            maxLength={63}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RuleEditor rule={rule} menu={segment?.menu ?? null} onChange={setRule} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={key === '' || rule.trim() === ''}>
              {segment ? 'Save' : 'Add the segment'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The key that a name gives: "Mid-market, EMEA" is mid-market-emea. */
function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
}
