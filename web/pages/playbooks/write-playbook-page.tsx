import { Anchor } from '@mantine/core';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import starter from '../../../library/starter.md?raw';
import { paths } from '../../paths.ts';
import { useMayManage } from '../../session.ts';
import { Page } from '../../ui/page.tsx';
import { Empty, Failed, LoadingPage } from '../../ui/states.tsx';
import { playbookQuery } from './playbook-query.ts';
import { PlaybookWriter } from './playbook-writer.tsx';
import { draftQuery } from './use-draft.ts';
import { versionQuery } from './version-query.ts';

/** A playbook of one's own: from a file, or written from an example that works. */
export function NewPlaybookPage() {
  const { organisation } = useParams({ from: '/o/$organisation/new-playbook' });
  if (!useMayManage()) return <NotYours title="Add a playbook" />;
  return <PlaybookWriter organisation={organisation} playbook={null} document={starter} version={0} />;
}

/** The document of a playbook, to be changed and published as its next version. */
export function EditPlaybookPage() {
  const { organisation, playbook: key } = useParams({ from: '/o/$organisation/playbooks/$playbook/edit' });
  const { data: playbook } = useSuspenseQuery(playbookQuery(organisation, key));
  const mayManage = useMayManage();
  const navigate = useNavigate({ from: '/o/$organisation/playbooks/$playbook/edit' });
  const queries = useQueryClient();
  // Asked anew each time that the editor opens; while it is open, the editor knows better.
  const drafts = { ...draftQuery(organisation, key), enabled: mayManage, gcTime: 0, refetchOnWindowFocus: false };
  const draft = useQuery(drafts);
  const { version } = useSearch({ from: '/o/$organisation/playbooks/$playbook/edit' });
  const again = useQuery({ ...versionQuery(organisation, key, version ?? 0), enabled: version !== undefined });
  if (!mayManage) return <NotYours title={`Edit “${playbook.title}”`} />;
  if (draft.data === undefined)
    return draft.error ? <Failed error={draft.error} retry={() => void draft.refetch()} /> : <LoadingPage />;
  if (again.error) return <Failed error={again.error} retry={() => void again.refetch()} />;
  if (version !== undefined && !again.data) return <LoadingPage />;
  return (
    <PlaybookWriter
      key={version}
      again={version === undefined ? null : (again.data?.document ?? null)}
      organisation={organisation}
      playbook={{ key, title: playbook.title }}
      document={playbook.document}
      version={playbook.version}
      draft={draft.data}
      onReopen={() => {
        void navigate({ search: {}, ignoreBlocker: true });
        void queries.resetQueries({ queryKey: drafts.queryKey });
      }}
    />
  );
}

function NotYours({ title }: { title: string }) {
  const { organisation = '' } = useParams({ strict: false });
  return (
    <Page
      title={title}
      above={
        <Anchor component={Link} to={paths.playbooks(organisation)} size="sm" c="dimmed">
          Playbooks
        </Anchor>
      }
    >
      <Empty title="Managers and admins publish playbooks">Tell one of them what you would change, and why.</Empty>
    </Page>
  );
}
