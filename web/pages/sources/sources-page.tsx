import { Button, Tabs } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { useMayManage } from '../../session.ts';
import { Page } from '../../ui/page.tsx';
import { ImportHistory } from './import-history.tsx';
import { Metrics } from './metrics.tsx';
import { SOURCE_TABS, type SourceTab } from './source-tab.ts';
import { TrackingSources } from './tracking-sources.tsx';

const TITLES: Readonly<Record<SourceTab, string>> = { files: 'Files', events: 'Events', metrics: 'Metrics' };

/** How facts come in: files, events of the product, and what is counted of them. */
export function SourcesPage() {
  const { organisation } = useParams({ from: '/o/$organisation/sources' });
  const { tab = 'files' } = useSearch({ from: '/o/$organisation/sources' });
  const navigate = useNavigate({ from: '/o/$organisation/sources' });
  const mayManage = useMayManage();
  return (
    <Page
      title="Sources"
      actions={
        mayManage && (
          <Button
            component={Link}
            to={paths.importFile(organisation)}
            leftSection={<IconFileUpload size={16} aria-hidden="true" />}
          >
            Import a file
          </Button>
        )
      }
    >
      <Tabs
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next === 'files' ? undefined : (next as SourceTab) } })}
        keepMounted={false}
      >
        <Tabs.List px="lg">
          {SOURCE_TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {TITLES[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="files">
          <ImportHistory />
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <TrackingSources />
        </Tabs.Panel>
        <Tabs.Panel value="metrics">
          <Metrics />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
