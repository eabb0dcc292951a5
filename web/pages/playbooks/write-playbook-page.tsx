import { Anchor } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import starter from '../../../library/starter.md?raw';
import { paths } from '../../paths.ts';
import { useMayManage } from '../../session.ts';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { playbookQuery } from './playbook-query.ts';
import { PlaybookWriter } from './playbook-writer.tsx';

/** A playbook of one's own: from a file, or written from an example that works. */
export function NewPlaybookPage() {
  const { organisation } = useParams({ from: '/o/$organisation/new-playbook' });
  if (!useMayManage()) return <NotYours title="Add a playbook" />;
  return <PlaybookWriter organisation={organisation} playbook={null} document={starter} basedOn={0} />;
}

/** The document of a playbook, to be changed and published as its next version. */
export function EditPlaybookPage() {
  const { organisation, playbook: key } = useParams({ from: '/o/$organisation/playbooks/$playbook/edit' });
  const { data: playbook } = useSuspenseQuery(playbookQuery(organisation, key));
  if (!useMayManage()) return <NotYours title={`Edit “${playbook.title}”`} />;
  return (
    <PlaybookWriter
      organisation={organisation}
      playbook={{ key, title: playbook.title }}
      document={playbook.document}
      basedOn={playbook.version}
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
