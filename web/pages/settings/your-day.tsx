import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Member } from '../../../server/api/contract/member.ts';
import type { DayBlock } from '../../../server/api/contract/my-day.ts';
import { api, at } from '../../api.ts';
import { useMember, useSlug } from '../../session.ts';
import { useWrite } from '../../ui/use-write.tsx';
import { membersQuery } from '../members/members-query.ts';
import { BLOCK_TITLES } from '../my-day/quadrants.ts';
import classes from './settings.module.css';

const AS_SHIPPED: readonly DayBlock[] = [
  { key: 'focus', from: '08:00', until: '11:00' },
  { key: 'customers', from: '11:00', until: '15:00' },
  { key: 'admin', from: '15:00', until: '17:00' },
  { key: 'wrap_up', from: '17:00', until: '17:30' },
];

const MEANINGS = {
  focus: 'what is important, while it is quiet',
  customers: 'calls and letters',
  admin: 'the rest',
  wrap_up: 'close the day',
} as const;

/** How one divides the working day; My day can be shown in this order. */
export function YourDay() {
  const slug = useSlug();
  const { memberId } = useMember();
  const me = useQuery(membersQuery(slug)).data?.find(({ id }) => id === memberId);
  return me ? <BlocksForm key={JSON.stringify(me.dayBlocks)} me={me} /> : null;
}

function BlocksForm({ me }: { me: Member }) {
  const slug = useSlug();
  const known = me.dayBlocks ?? AS_SHIPPED;
  const [blocks, setBlocks] = useState<readonly DayBlock[]>(known);
  const isChanged = JSON.stringify(blocks) !== JSON.stringify(known);
  const save = useWrite<readonly DayBlock[] | null>({
    send: (dayBlocks) => api.patch(at(slug, 'members', me.id), { dayBlocks }),
    done: () => 'Your day is divided as you said.',
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged) save.mutate(blocks);
  };
  const change = (key: DayBlock['key'], part: Partial<DayBlock>) =>
    setBlocks(blocks.map((block) => (block.key === key ? { ...block, ...part } : block)));
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" className={classes.narrow}>
        <Text size="sm" c="dimmed">
          My day, shown in the order of the day, puts each thing where it is best done.
        </Text>
        {AS_SHIPPED.map((shipped) => {
          const block = blocks.find(({ key }) => key === shipped.key);
          const title = BLOCK_TITLES[shipped.key];
          return (
            <Group key={shipped.key} gap="sm" wrap="wrap">
              <Checkbox
                w={260}
                label={title}
                description={MEANINGS[shipped.key]}
                checked={block !== undefined}
                disabled={block !== undefined && blocks.length === 1}
                onChange={(event) =>
                  setBlocks(
                    event.currentTarget.checked
                      ? [...blocks, shipped].toSorted((a, b) => a.from.localeCompare(b.from))
                      : blocks.filter(({ key }) => key !== shipped.key),
                  )
                }
              />
              {block && (
                <>
                  <TextInput
                    type="time"
                    size="xs"
                    aria-label={`${title} from`}
                    value={block.from}
                    onChange={(event) => change(block.key, { from: event.currentTarget.value })}
                  />
                  <TextInput
                    type="time"
                    size="xs"
                    aria-label={`${title} until`}
                    value={block.until}
                    onChange={(event) => change(block.key, { until: event.currentTarget.value })}
                  />
                </>
              )}
            </Group>
          );
        })}
        <Group gap="sm">
          {isChanged && (
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          )}
          {me.dayBlocks && (
            <Button variant="default" onClick={() => save.mutate(null)}>
              As shipped
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
