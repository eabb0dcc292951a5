import { Anchor, Badge, Skeleton } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { Page } from '../../ui/page.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportResult } from './import-result.tsx';
import { ImportSetup } from './import-setup.tsx';
import { STATES } from './import-states.ts';
import { importQuery, kindsQuery } from './sources-query.ts';

/** An import where it stands: being set up, at work, or with its result. */
export function ImportPage() {
  const { organisation, import: id } = useParams({ from: '/o/$organisation/sources/imports/$import' });
  const { data: found } = useSuspenseQuery(importQuery(organisation, id));
  const kinds = useQuery(kindsQuery(organisation)).data;
  const kind = kinds?.find(({ key }) => key === found.kind);
  const state = STATES[found.state];
  return (
    <Page
      title={`${kind?.title ?? 'Import'} from ${found.sourceName}`}
      above={
        <Anchor component={Link} to={paths.sources(organisation)} size="sm" c="dimmed">
          Sources
        </Anchor>
      }
      beside={<Badge color={state.color}>{state.word}</Badge>}
    >
      {found.state === 'uploaded' ? (
        kind ? (
          <ImportSetup found={found} kind={kind} />
        ) : (
          <Skeleton height={320} m="lg" />
        )
      ) : found.state === 'running' || found.state === 'undoing' ? (
        <ImportProgress found={found} />
      ) : (
        <ImportResult found={found} />
      )}
    </Page>
  );
}
