import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { OutcomeStudy } from '../../../server/api/contract/outcome-study.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { Day } from '../../ui/when.tsx';
import classes from './scorecards.module.css';

type Cases = OutcomeStudy['cases']['runs'];

/** The cases behind the means: runs, and accounts that met the trigger without one. */
export function OutcomeCases({ cases, say }: { cases: OutcomeStudy['cases']; say: (value: number) => string }) {
  return (
    <>
      <CaseList title={`The measured runs (${cases.runs.length})`} cases={cases.runs} say={say} />
      <CaseList title={`Without a run (${cases.comparisons.length})`} cases={cases.comparisons} say={say} />
    </>
  );
}

function CaseList({ title, cases, say }: { title: string; cases: Cases; say: (value: number) => string }) {
  const slug = useSlug();
  if (cases.length === 0) return null;
  return (
    <details className={classes.list}>
      <summary>{title}, the latest first</summary>
      <ul>
        {cases.map(({ account, run, on, before, after, isReached }) => (
          <li key={`${account.id} ${on}`}>
            <Anchor component={Link} to={run ? paths.run(slug, run.id) : paths.account(slug, account.id)} size="sm">
              {account.name}
              {run && ` #${run.number}`}
            </Anchor>
            <Text size="sm" c="dimmed" component="span">
              <Day day={on} form="date" />: {before === null ? 'unknown' : say(before)} to{' '}
              {after === null ? 'unknown' : say(after)}
              {isReached && ', goal reached'}
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}
