import { ActionIcon, Badge, Button, Collapse, Group, Menu, Stack, Text, UnstyledButton } from '@mantine/core';
import {
  IconCalendar,
  IconCheck,
  IconChevronRight,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconDots,
  IconFileText,
  IconHourglass,
  IconMail,
  IconPlayerSkipForward,
  IconRotate,
  IconUser,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Run, RunStep } from '../../../server/api/contract/run.ts';
import { useMayWork } from '../../session.ts';
import { Document } from '../../ui/document.tsx';
import { Due, Instant } from '../../ui/when.tsx';
import { sayAssetKind, sayRole } from '../../ui/words.ts';
import { StepHandoff } from '../handoffs/step-handoff.tsx';
import { AssetDrawer } from './asset-drawer.tsx';
import { AutomationState, sayAction } from './automation-state.tsx';
import { needsException } from './needs-exception.ts';
import { StepChoice } from './step-choice.tsx';
import { type StepDialog, StepDialogs } from './step-dialogs.tsx';
import classes from './step-item.module.css';
import { useStep } from './use-step.ts';

const STATUS = {
  done: { icon: IconCircleCheckFilled, word: 'Done' },
  skipped: { icon: IconPlayerSkipForward, word: 'Skipped' },
  ready: { icon: IconCircle, word: 'To do' },
  waiting: { icon: IconCircleDashed, word: 'Waiting' },
  running: { icon: IconHourglass, word: 'Goes on by itself' },
  blocked: { icon: IconCircleDashed, word: 'Not decided yet' },
  left: { icon: IconCircleDashed, word: 'Not done' },
} as const;

/** Where a step stands for people: when the run is over, what was open is left. */
function standingOf(run: Run, step: RunStep): keyof typeof STATUS {
  const isSettled = step.status === 'done' || step.status === 'skipped';
  return run.state === 'closed' && !isSettled ? 'left' : step.status;
}

/** A step of a run: where it stands, who and by when and why then, what helps, and what can be done. */
export function StepItem({ run, step, isOpen: opensFirst }: { run: Run; step: RunStep; isOpen: boolean }) {
  const [isOpen, setIsOpen] = useState(opensFirst);
  const standing = standingOf(run, step);
  const { icon: Icon, word } = STATUS[standing];
  return (
    <li className={classes.step} data-status={standing}>
      <UnstyledButton className={classes.head} onClick={() => setIsOpen(!isOpen)} aria-expanded={isOpen}>
        <Icon size={18} stroke={1.75} className={classes.status} aria-hidden="true" />
        <span className="visually-hidden">{word}:</span>
        <span className={classes.title}>{step.title}</span>
        {!step.isRequired && (
          <Badge color="gray" size="sm">
            Optional
          </Badge>
        )}
        <span className={classes.when}>
          <StepWhen step={step} standing={standing} />
        </span>
        <IconChevronRight size={15} className={classes.chevron} data-open={isOpen || undefined} aria-hidden="true" />
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <div className={classes.body}>
          <Stack gap="sm">
            <StepBody run={run} step={step} />
            <StepActions run={run} step={step} />
          </Stack>
        </div>
      </Collapse>
    </li>
  );
}

function StepWhen({ step, standing }: { step: RunStep; standing: keyof typeof STATUS }) {
  if (standing === 'running' && step.automation) return step.automation.isHeld ? 'Held: paused' : 'Steward is at it';
  if (standing === 'running' && step.due) {
    return (
      <>
        Goes on <Instant at={step.due.at} /> at the latest
      </>
    );
  }
  if (standing === 'ready' && step.due) return <Due at={step.due.at} because={step.due.derivation} />;
  if (step.settledAt) {
    return (
      <>
        {step.settledBy}, <Instant at={step.settledAt} />
      </>
    );
  }
  return (
    <>
      {STATUS[standing].word}, {sayRole(step.role)}
    </>
  );
}

/** What there is to know about a step and what helps with it; My day shows the same. */
export function StepBody({ run, step }: { run: Run; step: RunStep }) {
  const [asset, setAsset] = useState<string | null>(null);
  return (
    <Stack gap="sm">
      <Group gap="4px 16px" fz="sm" c="dimmed">
        {step.automation && <span>{sayAction(step.automation)}</span>}
        {step.waitsFor ? (
          <span>
            <IconHourglass size={14} className={classes.inline} aria-hidden="true" /> Waits {step.waitsFor}
          </span>
        ) : (
          <span>
            <IconUser size={14} className={classes.inline} aria-hidden="true" />{' '}
            {step.owner ? step.owner.name : sayRole(step.role)}
            {step.owner?.fallback && ` (${step.owner.fallback})`}
          </span>
        )}
        {step.repeats && <span>Comes again {step.repeats}</span>}
        {step.due && step.status === 'ready' && (
          <span>
            <IconCalendar size={14} className={classes.inline} aria-hidden="true" /> {step.due.derivation}
          </span>
        )}
        {step.status === 'waiting' && step.after.length > 0 && (
          <span>After {step.after.map((one) => `“${one}”`).join(' and ')}</span>
        )}
        {step.onlyWhen && <span>Only when {step.onlyWhen}</span>}
        {step.status === 'waiting' && step.onlyIf.map((one) => <span key={one}>Only if {one}</span>)}
      </Group>
      {step.automation && <AutomationState run={run} step={step} automation={step.automation} />}
      {step.outcome && step.status === 'done' && (
        <Text>{step.outcomes.find(({ outcome }) => outcome === step.outcome)?.title ?? step.outcome}</Text>
      )}
      {step.approvalOf && step.status !== 'done' && (
        <Text>
          <Text span c="dimmed">
            To be approved:{' '}
          </Text>
          {step.approvalOf}
        </Text>
      )}
      {step.note && <Text>“{step.note}”</Text>}
      {step.handoff && <StepHandoff run={run.id} step={step.id} />}
      {step.expects && step.status !== 'done' && (
        <Text>
          <Text span c="dimmed">
            Done well when:{' '}
          </Text>
          {step.expects}
        </Text>
      )}
      {step.assets.length > 0 && (
        <Group gap="xs">
          {step.assets.map(({ key, title, kind }) => (
            <Button
              key={key}
              size="xs"
              variant="default"
              leftSection={
                kind === 'email' ? <IconMail size={15} stroke={1.75} /> : <IconFileText size={15} stroke={1.75} />
              }
              onClick={() => setAsset(key)}
            >
              {title}
              <Text span c="dimmed" size="xs" ml={6}>
                {sayAssetKind(kind)}
              </Text>
            </Button>
          ))}
        </Group>
      )}
      {step.guide && step.status !== 'done' && step.status !== 'skipped' && <Guide text={step.guide} />}
      {asset && (
        <AssetDrawer
          run={run.id}
          step={step.id}
          asset={asset}
          isOpenStep={standingOf(run, step) === 'ready' && step.whyNotMine === null}
          onClose={() => setAsset(null)}
        />
      )}
    </Stack>
  );
}

function Guide({ text }: { text: string }) {
  return (
    <details className={classes.guide}>
      <summary>How to do it</summary>
      <Document text={text} />
    </details>
  );
}

/** What can be done with a step. `onDone` and `beside` are for lists, which have their own way on and more to offer. */
export function StepActions({
  run,
  step,
  onDone,
  beside,
}: {
  run: Run;
  step: RunStep;
  onDone?: () => void;
  beside?: ReactNode;
}) {
  const mayWork = useMayWork();
  const [dialog, setDialog] = useState<StepDialog>(null);
  const acts = useStep({ run: run.id, step: step.id, title: step.title });
  if (run.state === 'closed' || (!mayWork && step.whyNotMine !== null)) return null;
  if (step.status === 'done' || step.status === 'skipped') {
    if (step.whyNotMine !== null) return null;
    return (
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRotate size={15} stroke={1.75} />}
          loading={acts.reopen.isPending}
          onClick={() => acts.reopen.mutate()}
        >
          Open again
        </Button>
      </Group>
    );
  }
  const isMine = step.whyNotMine === null;
  return (
    <Group gap="xs">
      {step.status === 'ready' && !isMine && (
        <Text size="sm" c="dimmed">
          {step.whyNotMine}
        </Text>
      )}
      {step.status === 'running' && step.waitsFor && (
        <Button
          size="xs"
          variant="default"
          loading={acts.complete.isPending}
          onClick={() => acts.complete.mutate(undefined)}
        >
          Go on now
        </Button>
      )}
      {step.status === 'ready' && step.automation?.isGivenUp && (
        <Button size="xs" variant="default" loading={acts.retry.isPending} onClick={() => acts.retry.mutate()}>
          Try again
        </Button>
      )}
      {step.status === 'ready' && isMine && step.outcomes.length > 0 && <StepChoice run={run} step={step} />}
      {step.status === 'ready' && isMine && step.outcomes.length === 0 && !step.handoff && (
        <>
          <Button
            size="xs"
            leftSection={<IconCheck size={15} stroke={2} />}
            loading={acts.complete.isPending}
            onClick={onDone ?? (() => acts.complete.mutate(undefined))}
          >
            {step.automation && !step.automation.isGivenUp ? 'Agree, let it go' : 'Done'}
          </Button>
          <Button size="xs" variant="default" onClick={() => setDialog('complete')}>
            Done, with a note
          </Button>
        </>
      )}
      {beside}
      <Menu position="bottom-start" width={200}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={`More for ${step.title}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {step.status === 'ready' && (
            <>
              {isMine && (
                <Menu.Item leftSection={<IconUser size={15} stroke={1.75} />} onClick={() => setDialog('reassign')}>
                  Delegate …
                </Menu.Item>
              )}
              <Menu.Item leftSection={<IconCalendar size={15} stroke={1.75} />} onClick={() => setDialog('due')}>
                {needsException(run, step, 'due') ? 'Ask to move the due date …' : 'Move the due date …'}
              </Menu.Item>
            </>
          )}
          <Menu.Item leftSection={<IconPlayerSkipForward size={15} stroke={1.75} />} onClick={() => setDialog('skip')}>
            {needsException(run, step, 'skip') ? 'Ask to skip it …' : 'Skip …'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <StepDialogs run={run} step={step} dialog={dialog} onClose={() => setDialog(null)} />
    </Group>
  );
}
