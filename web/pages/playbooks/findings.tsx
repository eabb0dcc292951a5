import { Anchor, Text } from '@mantine/core';
import type { CheckedPlaybook } from '../../../server/api/contract/playbook.ts';
import classes from './playbook-writer.module.css';

/** What is wrong with a document, each with a way to its line. */
export function Findings({ findings, goTo }: { findings: CheckedPlaybook['findings']; goTo: (line: number) => void }) {
  if (findings.length === 0) return <Text c="dimmed">It can run as it is.</Text>;
  return (
    <ul className={classes.findings}>
      {findings.map((one) => (
        <li key={`${one.line} ${one.column} ${one.code} ${one.at}`}>
          <Anchor component="button" type="button" size="sm" onClick={() => goTo(one.line)}>
            Line {one.line}
          </Anchor>
          <Text span size="sm" c={one.severity === 'error' ? 'red' : 'dimmed'}>
            {' '}
            {one.severity === 'error' ? 'error' : 'advice'}
          </Text>
          <Text size="sm">{one.problem}</Text>
          <Text size="sm" c="dimmed">
            {one.mend}
          </Text>
        </li>
      ))}
    </ul>
  );
}
