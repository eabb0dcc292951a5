import { Alert, Anchor, Badge, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Escalation } from '../../../server/api/contract/escalation.ts';
import { paths } from '../../paths.ts';
import { useMember } from '../../session.ts';
import { AccountLine } from '../../ui/account-line.tsx';
import { Lead, Page, Section } from '../../ui/page.tsx';
import { Day, Instant } from '../../ui/when.tsx';
import { asSentence, capital, sayRole } from '../../ui/words.ts';
import { Clock, LevelBadge, sayStatus, sayTime } from './clock.tsx';
import { EscalationActions } from './escalation-actions.tsx';
import { escalationQuery } from './escalation-query.ts';
import classes from './escalations.module.css';
import { Age } from './escalations-page.tsx';

/** An escalation: what it is about, who carries it until when, what happens next, and all that was done. */
export function EscalationPage() {
  const { organisation, escalation: id } = useParams({ from: '/o/$organisation/escalations/$escalation' });
  const { data: escalation } = useSuspenseQuery(escalationQuery(organisation, id));
  return (
    <Page
      title={`${escalation.account.name}: ${escalation.issue}`}
      above={
        <Anchor component={Link} to={paths.escalations(organisation)} size="sm" c="dimmed">
          Escalations
        </Anchor>
      }
      beside={
        <>
          <LevelBadge level={escalation.level} />
          {escalation.status !== 'open' && <Badge color="gray">{sayStatus(escalation.status)}</Badge>}
        </>
      }
    >
      <Lead>
        <AccountLine account={escalation.account} />
        <EscalationLead escalation={escalation} />
        <EscalationActions escalation={escalation} />
      </Lead>
      <div className={classes.columns}>
        <div>
          <Section title="What it is about">
            <Facts escalation={escalation} />
          </Section>
          {escalation.resolution && (
            <Section title="How it ended">
              <Ending escalation={escalation} />
            </Section>
          )}
          <Section title="Log">
            <Log escalation={escalation} />
          </Section>
        </div>
        <div className={classes.aside}>
          <Section title="Levels">
            <Levels escalation={escalation} />
          </Section>
        </div>
      </div>
    </Page>
  );
}

/** In a line: who has it, until when, what is next; and whose consent is waited for. */
export function EscalationLead({ escalation }: { escalation: Escalation }) {
  const { owner, nextStep, consent, consentAsked, levels, status } = escalation;
  const { memberId } = useMember();
  return (
    <>
      <Text fw={500} component="div">
        #{escalation.number},{' '}
        {status === 'open' ? 'open for' : status === 'resolved' ? 'resolved, open for' : 'closed after'}{' '}
        <Age since={escalation.openedAt} until={escalation.closedAt} />. {owner.name}{' '}
        {status === 'open' ? 'carries it' : 'carried it'}
        {status === 'open' && (
          <>
            {', '}
            <Clock escalation={escalation} />
          </>
        )}
        {escalation.isAcknowledged && status === 'open' && ', acknowledged'}.
      </Text>
      {owner.fallback && status === 'open' && (
        <Text size="sm" c="dimmed">
          Why {owner.name}: {owner.fallback}.
        </Text>
      )}
      {status === 'open' && (
        <Text>
          {nextStep ? `Next: ${nextStep.text}` : 'Nobody has said what happens next.'}
          {nextStep?.on && (
            <>
              , <Day day={nextStep.on} />
            </>
          )}
        </Text>
      )}
      {consent && consentAsked && (
        <Alert variant="default" icon={<IconHandStop size={18} aria-hidden="true" />} py="xs">
          {consent.memberId === memberId ? 'You have' : `${consent.name} has`} been asked for consent to level{' '}
          {consent.level} ({levels[consent.level - 1]?.title}) <Instant at={consentAsked.at} />:{' '}
          {asSentence(consentAsked.because)}
        </Alert>
      )}
    </>
  );
}

function Facts({ escalation }: { escalation: Escalation }) {
  const { run } = escalation;
  return (
    <dl className={classes.facts}>
      <dt>Why</dt>
      <dd>{escalation.because ?? 'not said'}</dd>
      <dt>Opened</dt>
      <dd>
        <Instant at={escalation.openedAt} /> by {escalation.log[0]?.isSystem ? 'a rule' : escalation.log[0]?.by}
      </dd>
      {run && (
        <>
          <dt>From</dt>
          <dd>
            <RunLink run={run} />
          </dd>
        </>
      )}
      {escalation.clock.derivation && escalation.status === 'open' && (
        <>
          <dt>Clock</dt>
          <dd>
            {escalation.clock.kind === 'paused' ? 'Goes on ' : ''}
            {escalation.clock.derivation}
          </dd>
        </>
      )}
    </dl>
  );
}

function RunLink({ run }: { run: NonNullable<Escalation['run']> }) {
  const { organisation } = useParams({ strict: false });
  return (
    <Anchor component={Link} to={paths.run(organisation!, run.id)} underline="always">
      Run #{run.number} {run.title}
    </Anchor>
  );
}

function Ending({ escalation: { resolution, confirmation, review } }: { escalation: Escalation }) {
  return (
    <dl className={classes.facts}>
      <dt>Steps taken</dt>
      <dd style={{ whiteSpace: 'pre-line' }}>{resolution?.steps}</dd>
      <dt>Customer</dt>
      <dd>
        {confirmation === null
          ? 'has not been asked yet'
          : confirmation.answer === 'confirmed'
            ? `${confirmation.who ?? 'The customer'} confirms it`
            : 'could not be reached'}
        {confirmation?.note && `: ${confirmation.note}`}
      </dd>
      <dt>Learned</dt>
      <dd style={{ whiteSpace: 'pre-line' }}>{review?.lessons ?? 'not reviewed yet'}</dd>
      {review?.change && (
        <>
          <dt>To change</dt>
          <dd style={{ whiteSpace: 'pre-line' }}>{review.change}</dd>
        </>
      )}
    </dl>
  );
}

function Levels({ escalation: { levels, level } }: { escalation: Escalation }) {
  return (
    <ol className={classes.levels}>
      {levels.map((one) => (
        <li key={one.level} aria-current={one.level === level ? 'step' : undefined}>
          <Text fw={one.level === level ? 600 : 400}>
            {one.level} {one.title}
            {one.level === level && ', here'}
          </Text>
          <Text size="sm" c="dimmed">
            {sayRole(one.owner)}, {sayTime(one.within)}
            {one.consentOf && `. ${sayRole(one.consentOf)} consents first`}
          </Text>
        </li>
      ))}
    </ol>
  );
}

function Log({ escalation }: { escalation: Escalation }) {
  return (
    <ol className={classes.log}>
      {escalation.log.toReversed().map((entry) => (
        <li key={entry.sequence}>
          <Text size="sm" c="dimmed">
            {entry.isSystem ? 'Steward' : entry.by}, <Instant at={entry.at} />
          </Text>
          {entry.lines.map((line) => (
            <Text key={line} size="sm">
              {capital(line)}
            </Text>
          ))}
        </li>
      ))}
    </ol>
  );
}
