import { Text, UnstyledButton } from '@mantine/core';
import type { AccountExplanation } from '../../../server/api/contract/explanation.ts';
import { Verdict } from './verdict.tsx';
import classes from './why.module.css';

/** Every playbook that runs with its verdict: those that start first, then those that come closest. */
export function PlaybookVerdicts({
  playbooks,
  shown,
  onShow,
}: {
  playbooks: AccountExplanation['playbooks'];
  shown: string | null;
  onShow: (key: string) => void;
}) {
  if (playbooks.length === 0) return <Text c="dimmed">No playbook is published yet.</Text>;
  return (
    <ul className={classes.verdicts}>
      {playbooks.map(({ playbook, verdict, because, clauses }) => (
        <li key={playbook.key}>
          <UnstyledButton
            className={classes.verdict}
            aria-current={playbook.key === shown || undefined}
            onClick={() => onShow(playbook.key)}
          >
            <span className={classes.verdictHead}>
              <span>{playbook.title}</span>
              <Verdict verdict={verdict} />
            </span>
            <Text size="xs" c="dimmed" component="span" lineClamp={2}>
              {clauses && (verdict === 'not_true' || verdict === 'unknown') && `${clauses.met} of ${clauses.of} hold. `}
              {because}
            </Text>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
