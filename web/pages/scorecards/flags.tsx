import { Anchor, Text } from '@mantine/core';
import { IconFlag3 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Scorecard } from '../../../server/api/contract/scorecard.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { sayCount, sayNumber } from '../../ui/number.ts';
import { Section } from '../../ui/page.tsx';
import { capital } from '../../ui/words.ts';
import { sayInterval } from './say-figures.ts';
import classes from './scorecards.module.css';

/** What to ask about the playbook: each with the numbers, the rule and the runs that it rests on. */
export function Flags({ flags }: { flags: Scorecard['flags'] }) {
  return (
    <Section title="To ask about">
      {flags.length === 0 ? (
        <Text c="dimmed">
          Nothing stands out on what has happened so far. Steps that do not show in the outcome, triggers that never or
          always fire, and steps done very differently, or word for word the same, are told once there are enough runs.
        </Text>
      ) : (
        <ul className={classes.flags}>
          {flags.map((flag) => (
            <li key={flag.finding}>
              <IconFlag3 size={18} stroke={1.75} aria-hidden="true" className={classes.flag} />
              <div>
                <Text>{flag.finding}</Text>
                <details>
                  <summary>What this rests on</summary>
                  <Text size="sm" c="dimmed" my={4}>
                    {flag.rule}
                  </Text>
                  {flag.restsOn.map((one) => (
                    <RestsOn key={one.words} evidence={one} />
                  ))}
                </details>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function RestsOn({ evidence }: { evidence: Scorecard['flags'][number]['restsOn'][number] }) {
  const slug = useSlug();
  const { words, hits, of, interval, runs } = evidence;
  return (
    <div className={classes.evidence}>
      <Text size="sm">
        {capital(words)}: {sayNumber(hits, 0)} of {sayNumber(of, 0)}
        {interval && `, ${sayInterval(interval)}`}
      </Text>
      {runs.length > 0 && (
        <Text size="xs" c="dimmed" component="p" m={0}>
          {runs.map((run, i) => (
            <span key={`${run.id} ${i}`}>
              {i > 0 && ', '}
              <Anchor component={Link} to={paths.run(slug, run.id)} size="xs" underline="always">
                {run.account} #{run.number}
              </Anchor>
              {run.isHit ? '' : ' (not)'}
            </span>
          ))}
          {of > runs.length && `, and ${sayCount(of - runs.length, 'more', 'more')}`}
        </Text>
      )}
    </div>
  );
}
