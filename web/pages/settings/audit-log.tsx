import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { AuditEntry } from '../../../server/api/contract/audit-entry.ts';
import { useSlug } from '../../session.ts';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { Instant } from '../../ui/when.tsx';
import { capital } from '../../ui/words.ts';
import { membersQuery } from '../members/members-query.ts';
import { sayChanges } from './say-changes.ts';
import classes from './settings.module.css';
import { auditQuery } from './settings-query.ts';

/** Who changed what, when and why; newest first, filtered in the URL. */
export function AuditLog() {
  const slug = useSlug();
  const { entity, actor } = useSearch({ from: '/o/$organisation/settings' });
  const navigate = useNavigate({ from: '/o/$organisation/settings' });
  const members = useQuery(membersQuery(slug)).data ?? [];
  const log = useInfiniteQuery(auditQuery(slug, { entity, actorId: actor }));
  const look = (part: { entity?: string | undefined; actor?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, tab: 'audit', ...part }), replace: true });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <div className={classes.panel}>
      <Group gap="sm" mb="sm">
        <Select
          size="xs"
          w={200}
          aria-label="By whom"
          placeholder="By whom"
          data={members.map(({ id, name }) => ({ value: id, label: name }))}
          value={actor ?? null}
          clearable
          searchable
          onChange={(next) => look({ actor: next ?? undefined })}
        />
        <EntityFilter entity={entity ?? ''} onChange={(next) => look({ entity: next || undefined })} />
      </Group>
      {log.isPending ? (
        <LoadingRows />
      ) : log.isError ? (
        <Failed error={log.error} retry={() => void log.refetch()} />
      ) : entries.length === 0 ? (
        <Empty icon={<IconHistory size={28} stroke={1.5} />} title="Nothing has been changed like this">
          Take a filter off to see more.
        </Empty>
      ) : (
        <>
          <ul className={classes.audit} aria-label="Audit log">
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
          {log.hasNextPage && (
            <Button
              size="xs"
              variant="default"
              mt="sm"
              loading={log.isFetchingNextPage}
              onClick={() => void log.fetchNextPage()}
            >
              Show earlier
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function EntityFilter({ entity, onChange }: { entity: string; onChange: (entity: string) => void }) {
  const [typed, setTyped] = useState(entity);
  const tell = useDebouncedCallback(onChange, 300);
  return (
    <TextInput
      size="xs"
      w={200}
      aria-label="What was changed"
      placeholder="What: account, member, run …"
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value.trim().toLowerCase().replaceAll(' ', '_'));
      }}
    />
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const changes = sayChanges(entry);
  return (
    <li className={classes.entry}>
      <Text size="sm">
        <Text span fw={500} size="sm">
          {capital(entry.action.replace('.', ' ').replaceAll('_', ' '))}
        </Text>
        {entry.name && `: ${entry.name},`}
        {` by ${entry.actorName}`}
        {entry.actorKind === 'api_key' && ' (API key)'}
        {entry.reason && `, “${entry.reason}”`}
      </Text>
      <Text size="sm" c="dimmed">
        <Instant at={entry.at} />
      </Text>
      {changes.length > 0 && (
        <ul className={classes.changes}>
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
