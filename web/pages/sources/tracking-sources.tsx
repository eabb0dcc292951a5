import { Button, Group, Switch, Text, TextInput } from '@mantine/core';
import { IconBroadcast, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewWriteKey, Source } from '../../../server/api/contract/source.ts';
import { api, at } from '../../api.ts';
import { useMayManage, useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { NewKey } from './new-key.tsx';
import { sourcesQuery } from './sources-query.ts';
import { TrackingSource } from './tracking-source.tsx';

interface Shown {
  readonly source: string;
  readonly key: string;
}

/** The products that send events: write keys, what to paste into the product, and what arrives. */
export function TrackingSources() {
  const slug = useSlug();
  const mayManage = useMayManage();
  const sources = useQuery(sourcesQuery(slug));
  const [adds, setAdds] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  if (sources.isPending) return <LoadingRows />;
  if (sources.isError) return <Failed error={sources.error} retry={() => void sources.refetch()} />;
  const tracking = sources.data.filter(({ kind }) => kind === 'tracking');
  return (
    <div style={{ padding: '16px 24px' }}>
      {tracking.length === 0 ? (
        <Empty
          icon={<IconBroadcast size={28} stroke={1.5} />}
          title="No product sends events yet"
          action={mayManage && <Button onClick={() => setAdds(true)}>Connect a product</Button>}
        >
          Steward takes the calls of Segment’s libraries as they are: give them this server’s address and a write key,
          and you see here what arrives. Or import usage from a file.
        </Empty>
      ) : (
        <>
          <Group justify="space-between" mb="md">
            <Text c="dimmed" size="sm">
              Every event counts once, also when a library sends it twice.
            </Text>
            {mayManage && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlus size={14} aria-hidden="true" />}
                onClick={() => setAdds(true)}
              >
                Connect another product
              </Button>
            )}
          </Group>
          {tracking.map((source) => (
            <TrackingSource key={source.id} source={source} onKey={(key) => setShown({ source: source.name, key })} />
          ))}
        </>
      )}
      {adds && <AddSource onClose={() => setAdds(false)} onMade={setShown} />}
      {shown && <NewKey source={shown.source} secret={shown.key} onClose={() => setShown(null)} />}
    </div>
  );
}

/** A source with its first key, in one step: without a key a source is of no use. */
function AddSource({ onClose, onMade }: { onClose: () => void; onMade: (shown: Shown) => void }) {
  const slug = useSlug();
  const [name, setName] = useState('');
  const [createsAccounts, setCreatesAccounts] = useState(true);
  const add = useWrite<void, NewWriteKey>({
    send: async () => {
      const { id } = await api.post<Source>(at(slug, 'sources'), { name: name.trim(), createsAccounts });
      return api.post<NewWriteKey>(at(slug, 'sources', id, 'write-keys'));
    },
    done: () => null,
    after: ({ key }) => {
      onClose();
      onMade({ source: name.trim(), key });
    },
  });
  return (
    <AskDialog
      opened
      title="Connect a product"
      act="Make a write key"
      isReady={name.trim() !== ''}
      isBusy={add.isPending}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="Name of the product"
        placeholder="Web app"
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Switch
        label="Unknown groups make accounts"
        description="Off: events of groups that are no account yet wait until it is imported."
        checked={createsAccounts}
        onChange={(event) => setCreatesAccounts(event.currentTarget.checked)}
      />
    </AskDialog>
  );
}
