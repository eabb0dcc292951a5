import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMember } from '../../session.ts';
import { Page } from '../../ui/page.tsx';
import { ApiKeys } from './api-keys.tsx';
import { AuditLog } from './audit-log.tsx';
import { EscalationLevels } from './escalation-levels.tsx';
import { Jobs } from './jobs.tsx';
import { Members } from './members.tsx';
import { OrganisationSettings } from './organisation-settings.tsx';
import { SETTINGS_TABS, type SettingsTab } from './settings-tab.ts';
import { You } from './you.tsx';

const TITLES: Readonly<Record<SettingsTab, string>> = {
  you: 'You',
  organisation: 'Organisation',
  members: 'Members',
  escalations: 'Escalations',
  keys: 'API keys',
  jobs: 'Jobs',
  audit: 'Audit log',
};

/** What only admins have to do with. */
const FOR_ADMINS: readonly SettingsTab[] = ['keys', 'jobs', 'audit'];

/** Everything that is set once and looked up sometimes. */
export function SettingsPage() {
  const { tab } = useSearch({ from: '/o/$organisation/settings' });
  const navigate = useNavigate({ from: '/o/$organisation/settings' });
  const isAdmin = useMember().role === 'admin';
  const tabs = SETTINGS_TABS.filter((one) => isAdmin || !FOR_ADMINS.includes(one));
  const shown = tabs.find((one) => one === tab) ?? (isAdmin ? 'organisation' : 'you');
  return (
    <Page title="Settings">
      <Tabs
        value={shown}
        onChange={(next) => void navigate({ search: { tab: next as SettingsTab } })}
        keepMounted={false}
      >
        <Tabs.List px="lg" style={{ flexWrap: 'nowrap', overflowX: 'auto', scrollbarWidth: 'none' }}>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {TITLES[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="you">
          <You />
        </Tabs.Panel>
        <Tabs.Panel value="organisation">
          <OrganisationSettings />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <Members />
        </Tabs.Panel>
        <Tabs.Panel value="escalations">
          <EscalationLevels />
        </Tabs.Panel>
        {isAdmin && (
          <>
            <Tabs.Panel value="keys">
              <ApiKeys />
            </Tabs.Panel>
            <Tabs.Panel value="jobs">
              <Jobs />
            </Tabs.Panel>
            <Tabs.Panel value="audit">
              <AuditLog />
            </Tabs.Panel>
          </>
        )}
      </Tabs>
    </Page>
  );
}
