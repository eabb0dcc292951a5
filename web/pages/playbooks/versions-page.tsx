import { Box, Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { PlaybookVersionInList } from '../../../server/api/contract/playbook-version.ts';
import { paths } from '../../paths.ts';
import { useMayManage } from '../../session.ts';
import { sayCount } from '../../ui/number.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { TextDifference } from '../../ui/text-difference.tsx';
import { Instant } from '../../ui/when.tsx';
import { playbookQuery } from './playbook-query.ts';
import { PlaybookTabs } from './playbook-tabs.tsx';
import { comparisonQuery, versionQuery, versionsQuery } from './version-query.ts';
import classes from './versions.module.css';

/** How the text of a playbook came to be what it is: every version, read by itself or beside another one. */
export function VersionsPage() {
  const { organisation, playbook: key } = useParams({ from: '/o/$organisation/playbooks/$playbook/versions' });
  const search = useSearch({ from: '/o/$organisation/playbooks/$playbook/versions' });
  const { data: playbook } = useSuspenseQuery(playbookQuery(organisation, key));
  const { data: versions, error, refetch } = useQuery(versionsQuery(organisation, key));
  const chosen = versions?.find(({ version }) => version === (search.version ?? versions[0]?.version));
  return (
    <Page
      title={playbook.title}
      above={<PlaybookTabs playbook={key} current="versions" />}
      beside={versions && <Text c="dimmed">{sayCount(versions.length, 'version')}</Text>}
    >
      {error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !versions ? (
        <LoadingRows />
      ) : (
        <div className={classes.columns}>
          <nav aria-label="Versions" className={classes.list}>
            <ol>
              {versions.map((version) => (
                <VersionLink key={version.version} version={version} isChosen={version === chosen} />
              ))}
            </ol>
          </nav>
          {chosen ? (
            <ChosenVersion key={chosen.version} version={chosen} versions={versions} />
          ) : (
            <Empty title={`There is no version ${search.version}`}>Choose one of the list.</Empty>
          )}
        </div>
      )}
    </Page>
  );
}

function VersionLink({ version, isChosen }: { version: PlaybookVersionInList; isChosen: boolean }) {
  const { organisation, playbook } = useParams({ from: '/o/$organisation/playbooks/$playbook/versions' });
  const { show } = useSearch({ from: '/o/$organisation/playbooks/$playbook/versions' });
  return (
    <li>
      <Link
        to={paths.versions(organisation, playbook)}
        search={{ version: version.version, ...(show && { show }) }}
        className={classes.version}
        aria-current={isChosen ? 'true' : undefined}
      >
        <Text fw={600}>
          Version {version.version}
          {version.isCurrent && ', runs now'}
        </Text>
        <Text size="sm" c="dimmed">
          <Instant at={version.publishedAt} />
          {version.publishedBy && ` by ${version.publishedBy}`}
          {version.openRuns > 0 && `, ${sayCount(version.openRuns, 'open run')}`}
        </Text>
        {version.reason && <Text size="sm">{version.reason}</Text>}
      </Link>
    </li>
  );
}

function ChosenVersion({
  version: { version, isCurrent },
  versions,
}: {
  version: PlaybookVersionInList;
  versions: readonly PlaybookVersionInList[];
}) {
  const { organisation, playbook } = useParams({ from: '/o/$organisation/playbooks/$playbook/versions' });
  const search = useSearch({ from: '/o/$organisation/playbooks/$playbook/versions' });
  const navigate = useNavigate({ from: '/o/$organisation/playbooks/$playbook/versions' });
  const mayManage = useMayManage();
  const others = versions.filter((one) => one.version !== version);
  const against =
    others.find((one) => one.version === search.against)?.version ??
    others.find((one) => one.version < version)?.version;
  const show = search.show === 'text' || against === undefined ? 'text' : 'changes';
  return (
    <div className={classes.chosen}>
      <Section
        title={`Version ${version}`}
        beside={
          mayManage &&
          !isCurrent && (
            <Button
              renderRoot={(props) => (
                <Link
                  {...props}
                  to="/o/$organisation/playbooks/$playbook/edit"
                  params={{ organisation, playbook }}
                  search={{ version }}
                />
              )}
              variant="default"
              size="xs"
              leftSection={<IconArrowBackUp size={15} stroke={1.75} aria-hidden="true" />}
            >
              Use this text again
            </Button>
          )
        }
      >
        <Stack gap="sm">
          {others.length > 0 && (
            <Group gap="sm">
              <SegmentedControl
                aria-label="What is shown"
                size="xs"
                value={show}
                data={[
                  { value: 'changes', label: 'Changes', disabled: against === undefined },
                  { value: 'text', label: 'Whole text' },
                ]}
                onChange={(one) =>
                  void navigate({ search: { ...search, show: one === 'text' ? 'text' : undefined }, replace: true })
                }
              />
              <Select
                aria-label="Compared with"
                size="xs"
                w={190}
                disabled={show === 'text' && against !== undefined}
                placeholder="Compare with …"
                allowDeselect={false}
                value={against === undefined ? null : String(against)}
                data={others.map((one) => ({
                  value: String(one.version),
                  label: `since version ${one.version}`,
                }))}
                onChange={(one) =>
                  void navigate({ search: { version, against: one === null ? undefined : Number(one) }, replace: true })
                }
              />
            </Group>
          )}
          {show === 'text' ? (
            <WholeText version={version} />
          ) : (
            <Changes
              from={against!}
              to={version}
              label={`What changed from version ${against} to version ${version}`}
            />
          )}
        </Stack>
      </Section>
    </div>
  );
}

function WholeText({ version }: { version: number }) {
  const { organisation, playbook } = useParams({ from: '/o/$organisation/playbooks/$playbook/versions' });
  const { data, error, refetch } = useQuery(versionQuery(organisation, playbook, version));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={12} />;
  return (
    <Box component="section" className={classes.text} aria-label={`The document of version ${version}`} tabIndex={0}>
      {data.document}
    </Box>
  );
}

function Changes({ from, to, label }: { from: number; to: number; label: string }) {
  const { organisation, playbook } = useParams({ from: '/o/$organisation/playbooks/$playbook/versions' });
  const { data, error, refetch } = useQuery(comparisonQuery(organisation, playbook, from, to));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={12} />;
  if (data.every(({ kind }) => kind === 'same')) return <Text c="dimmed">The two texts are the same.</Text>;
  return <TextDifference lines={data} label={label} />;
}
