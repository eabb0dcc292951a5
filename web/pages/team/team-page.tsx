import { Badge, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useSlug } from '../../session.ts';
import { Page } from '../../ui/page.tsx';
import { uncarriedQuery } from '../handoffs/handoffs-query.ts';
import { TeamCoverage } from './team-coverage.tsx';
import { TeamHandoffs } from './team-handoffs.tsx';
import { TeamLoad } from './team-load.tsx';
import { TEAM_TABS, type TeamTab } from './team-search.ts';
import { sayUncarried, UncarriedThings } from './uncarried-things.tsx';

const TITLES: Readonly<Record<TeamTab, string>> = {
  load: 'Load',
  handoffs: 'Handoffs',
  coverage: 'Coverage',
  nobody: 'Carried by nobody',
};

/** The team at work: what each carries, what is being handed over, whom nobody talks with, and what nobody carries. */
export function TeamPage() {
  const slug = useSlug();
  const { tab = TEAM_TABS[0] } = useSearch({ from: '/o/$organisation/team' });
  const navigate = useNavigate({ from: '/o/$organisation/team' });
  const uncarried = useQuery(uncarriedQuery(slug)).data ?? [];
  return (
    <Page title="Team">
      <Tabs value={tab} onChange={(next) => void navigate({ search: { tab: next as TeamTab } })} keepMounted={false}>
        <Tabs.List px="lg" style={{ flexWrap: 'nowrap', overflowX: 'auto', scrollbarWidth: 'none' }}>
          {TEAM_TABS.map((one) => (
            <Tabs.Tab
              key={one}
              value={one}
              rightSection={
                one === 'nobody' && uncarried.length > 0 ? <Badge color="red">{sayUncarried(uncarried)}</Badge> : null
              }
            >
              {TITLES[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="load">
          <TeamLoad />
        </Tabs.Panel>
        <Tabs.Panel value="coverage">
          <TeamCoverage />
        </Tabs.Panel>
        <Tabs.Panel value="handoffs">
          <TeamHandoffs />
        </Tabs.Panel>
        <Tabs.Panel value="nobody">
          <UncarriedThings />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
