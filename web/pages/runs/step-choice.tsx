import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Run, RunStep } from '../../../server/api/contract/run.ts';
import { TextDialog } from './step-dialogs.tsx';
import { useStep } from './use-step.ts';

/** The buttons of a step that is done by choosing: approve or refuse, or one of its outcomes. A refusal has to say why. */
export function StepChoice({ run, step }: { run: Run; step: RunStep }) {
  const acts = useStep({ run: run.id, step: step.id, title: step.title });
  const [asks, setAsks] = useState<string | null>(null);
  const leave = () => setAsks(null);
  const choose = (outcome: string) => acts.complete.mutate({ outcome });
  const asked = step.outcomes.find(({ outcome }) => outcome === asks);
  return (
    <>
      {step.approvalOf ? (
        <>
          <Button
            size="xs"
            leftSection={<IconCheck size={15} stroke={2} />}
            loading={acts.complete.isPending}
            onClick={() => choose('approved')}
          >
            Approve
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconX size={15} stroke={2} />}
            onClick={() => setAsks('refused')}
          >
            Refuse …
          </Button>
        </>
      ) : (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="xs" rightSection={<IconChevronDown size={15} />} loading={acts.complete.isPending}>
              Decide
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {step.outcomes.map(({ outcome, title }) => (
              <Menu.Item key={outcome} onClick={() => setAsks(outcome)}>
                {title} …
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <TextDialog
        key={asks}
        opened={asked !== undefined}
        title={asks === 'refused' ? `Refuse: ${step.approvalOf}` : `${step.title}: ${asked?.title ?? ''}`}
        label={asks === 'refused' ? 'Why?' : 'Why? (optional)'}
        description="The reason is kept with the run."
        act={asks === 'refused' ? 'Refuse it' : 'Decide'}
        isRequired={asks === 'refused'}
        isBusy={acts.complete.isPending}
        onSend={(note) =>
          asked && acts.complete.mutate({ outcome: asked.outcome, ...(note && { note }) }, { onSuccess: leave })
        }
        onClose={leave}
      />
    </>
  );
}
