import { NavLink, Text } from '@mantine/core';
import { IconCalendarWeek, IconChecks, IconMoonStars, IconReport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { useMember, useSlug } from '../../session.ts';
import { Document } from '../../ui/document.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { Day, Instant } from '../../ui/when.tsx';
import { OwnReportEditor } from './own-report-editor.tsx';
import { KINDS, type ReportSearch, reportQuery, reportsQuery } from './report-query.ts';
import classes from './reports.module.css';

const ICONS = {
  day_wrap_up: IconMoonStars,
  week_plan: IconCalendarWeek,
  week_review: IconChecks,
  week_report: IconReport,
};

/** Wrap-ups, plans, reviews and weekly reports: one's own to finish, and finished ones to read. */
export function ReportsPage() {
  const slug = useSlug();
  const { memberId } = useMember();
  const search = useSearch({ from: '/o/$organisation/my-day/reports' });
  const navigate = useNavigate({ from: '/o/$organisation/my-day/reports' });
  const look = (to: ReportSearch) => void navigate({ search: to });
  const reports = useQuery(reportsQuery(slug));
  const write = search.read ? null : (search.write ?? 'day_wrap_up');
  return (
    <Page title="Day and week" above={<Link to={paths.myDay(slug)}>My day</Link>}>
      <div className={classes.page}>
        <nav aria-label="Reports">
          {KINDS.map(({ kind, title, when }) => {
            const Icon = ICONS[kind];
            return (
              <NavLink
                key={kind}
                component="button"
                type="button"
                label={title}
                description={when}
                leftSection={<Icon size={18} stroke={1.75} aria-hidden="true" />}
                active={write === kind}
                onClick={() => look({ write: kind })}
              />
            );
          })}
          <h2 className={classes.finished}>Finished</h2>
          {reports.isPending && <LoadingRows rows={3} />}
          {reports.isError && <Failed error={reports.error} retry={() => void reports.refetch()} />}
          {reports.data?.length === 0 && (
            <Text size="sm" c="dimmed" px="sm">
              What you finish stands here; your manager can read it.
            </Text>
          )}
          {reports.data?.map((report) => (
            <NavLink
              key={report.id}
              component="button"
              type="button"
              label={report.title}
              description={
                <>
                  {report.member.id === memberId ? 'You' : report.member.name}, <Day day={report.day} form="date" />
                </>
              }
              active={search.read === report.id}
              onClick={() => look({ read: report.id })}
            />
          ))}
        </nav>
        <div className={classes.report}>
          {write && <OwnReportEditor key={write} kind={write} />}
          {search.read && <FinishedReport key={search.read} report={search.read} />}
        </div>
      </div>
    </Page>
  );
}

function FinishedReport({ report: id }: { report: string }) {
  const report = useQuery(reportQuery(useSlug(), id));
  if (report.isPending) return <LoadingRows />;
  if (report.isError) return <Failed error={report.error} retry={() => void report.refetch()} />;
  return (
    <Section title={report.data.title}>
      <Text size="sm" c="dimmed" mb="sm">
        {report.data.member.name}, finished <Instant at={report.data.finishedAt} />
      </Text>
      <Document text={report.data.text} />
    </Section>
  );
}
