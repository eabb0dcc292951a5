import { Anchor, Button, FileButton, SegmentedControl, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useBlocker, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { PublishedPlaybook } from '../../../server/api/contract/playbook.ts';
import type { PlaybookDraft } from '../../../server/api/contract/playbook-draft.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { sayCount } from '../../ui/number.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { sayRefused, useWrite } from '../../ui/use-write.tsx';
import { ChangesSince } from './changes-since.tsx';
import { DiscardDraft } from './discard-draft.tsx';
import { DraftOutdated, DraftRefused, DraftReplaced, DraftState } from './draft-notices.tsx';
import { Findings } from './findings.tsx';
import { Forecast } from './forecast.tsx';
import { checkQuery } from './playbook-query.ts';
import classes from './playbook-writer.module.css';
import { PublishSection } from './publish-section.tsx';
import { useDraft } from './use-draft.ts';

/** A document beside what is wrong with it, line by line; only one without errors can be published. */
export function PlaybookWriter({
  organisation,
  playbook,
  document,
  again = null,
  draft = null,
  version,
  onReopen = () => {},
}: {
  organisation: string;
  /** Null for a new one. */
  playbook: { readonly key: string; readonly title: string } | null;
  document: string;
  /** The text of an earlier version, to begin with instead. */
  again?: string | null;
  /** What was being written when this was opened. */
  draft?: PlaybookDraft | null;
  /** The version that runs; 0 for a new playbook. */
  version: number;
  /** Opens what the server has instead. */
  onReopen?: () => void;
}) {
  const navigate = useNavigate();
  const field = useRef<HTMLTextAreaElement>(null);
  // What was there when one began: a newer version is told, and never put under what one writes.
  const [original] = useState(document);
  const [basedOn, setBasedOn] = useState(again === null && draft ? draft.basedOn : version);
  const [text, setText] = useState(again ?? draft?.document ?? document);
  const [asksToReplace, setAsksToReplace] = useState(again !== null && draft !== null && draft.document !== again);
  const [shows, setShows] = useState<'text' | 'changes'>('text');
  const [reason, setReason] = useState('');
  const [settled] = useDebouncedValue(text, 400);
  const check = useQuery(checkQuery(organisation, settled));
  const checked = check.data;
  const errors = checked?.findings.filter(({ severity }) => severity === 'error').length ?? 0;
  const isChecked = checked !== undefined && settled === text && !check.isPlaceholderData;
  const isChanged = playbook === null || text !== document;
  const publish = useWrite<void, PublishedPlaybook>({
    send: () =>
      api.post(at(organisation, 'playbooks'), {
        document: text,
        basedOn,
        ...(kept.draft && !asksToReplace && { draft: kept.draft.revision }),
        ...(reason.trim() && { reason: reason.trim() }),
      }),
    done: ({ version }) =>
      version === 1 ? 'Published. The next diagnosis asks whom it is for.' : `Published as version ${version}.`,
    after: ({ key }) => void navigate({ to: paths.playbook(organisation, key), ignoreBlocker: true }),
  });
  const kept = useDraft({
    organisation,
    playbook: playbook?.key ?? null,
    begun: draft,
    published: original,
    text,
    basedOn,
    isPaused: asksToReplace || publish.isPending || publish.isSuccess,
  });
  // What is published is what was saved, and then no draft any more.
  const isBeingSaved = playbook !== null && kept.isUnsaved && !kept.refused && !asksToReplace;
  const isOutdated = playbook !== null && basedOn < version && !publish.isPending && !publish.isSuccess;
  const isUnsaved = kept.isUnsaved && !publish.isSuccess;
  const leaving = useBlocker({
    shouldBlockFn: () => isUnsaved,
    enableBeforeUnload: () => isUnsaved,
    withResolver: true,
  });
  const load = (file: File | null) => {
    if (file)
      file.text().then(
        (read) => setText(read),
        () => sayRefused(new Error(`${file.name} cannot be read.`)),
      );
  };
  const goTo = (line: number) => {
    // The field has to be there before it is gone to.
    flushSync(() => setShows('text'));
    const area = field.current;
    if (!area) return;
    const lines = text.split('\n');
    const start = lines.slice(0, line - 1).reduce((length, one) => length + one.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    area.scrollTop = Math.max(0, (line - 6) * Number.parseFloat(getComputedStyle(area).lineHeight));
  };
  return (
    <Page
      title={playbook ? `Edit “${playbook.title}”` : 'Add a playbook'}
      above={
        <Anchor
          component={Link}
          to={playbook ? paths.playbook(organisation, playbook.key) : paths.playbooks(organisation)}
          size="sm"
          c="dimmed"
        >
          {playbook ? playbook.title : 'Playbooks'}
        </Anchor>
      }
      beside={playbook && <DraftState kept={kept} version={version} />}
      actions={
        <>
          {playbook && (
            <DiscardDraft
              organisation={organisation}
              playbook={playbook.key}
              draft={asksToReplace || kept.refused ? null : kept.draft}
              onDiscarded={onReopen}
            />
          )}
          {playbook && (
            <SegmentedControl
              aria-label="What is shown"
              size="xs"
              value={shows}
              data={[
                { value: 'text', label: 'Text' },
                { value: 'changes', label: `Changes since version ${basedOn}` },
              ]}
              onChange={(one) => setShows(one === 'changes' ? 'changes' : 'text')}
            />
          )}
          <FileButton onChange={load} accept=".md,.markdown,text/markdown,text/plain">
            {(props) => (
              <Button
                {...props}
                variant="default"
                size="xs"
                leftSection={<IconFileUpload size={15} stroke={1.75} aria-hidden="true" />}
              >
                Choose a file …
              </Button>
            )}
          </FileButton>
        </>
      }
    >
      {playbook && <DraftRefused kept={kept} onReopen={onReopen} />}
      {kept.draft && asksToReplace && (
        <DraftReplaced draft={kept.draft} onReplace={() => setAsksToReplace(false)} onOpen={onReopen} />
      )}
      {playbook && isOutdated && (
        <DraftOutdated playbook={playbook.key} basedOn={basedOn} version={version} onGoOn={() => setBasedOn(version)} />
      )}
      <div className={classes.columns}>
        {playbook && shows === 'changes' ? (
          <div className={classes.writer}>
            <ChangesSince organisation={organisation} playbook={playbook.key} version={basedOn} text={settled} />
          </div>
        ) : (
          <Textarea
            ref={field}
            label="Document"
            description={
              playbook
                ? 'What runs stands between the two lines of dashes; what people read, below.'
                : 'An example that works. Change it, paste your own, or choose a file: what runs stands between the two lines of dashes, what people read below.'
            }
            classNames={{ root: classes.writer!, wrapper: classes.grows!, input: classes.text! }}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        <aside className={classes.beside} aria-label="What was found">
          <Section title={sayFound(errors, isChecked, checked?.findings.length ?? 0)}>
            {check.error && <Failed error={check.error} retry={() => void check.refetch()} />}
            {!checked && !check.error && <LoadingRows rows={2} />}
            {checked && <Findings findings={checked.findings} goTo={goTo} />}
          </Section>
          <PublishSection
            playbook={playbook?.key ?? null}
            checked={checked}
            isChecked={isChecked}
            isReady={isChanged && !isOutdated && !isBeingSaved}
            isBusy={publish.isPending}
            next={basedOn + 1}
            reason={reason}
            setReason={setReason}
            onPublish={() => publish.mutate()}
          />
          <Forecast document={settled} canRun={check.error ? false : isChecked ? errors === 0 : null} />
        </aside>
      </div>
      <Confirm
        opened={leaving.status === 'blocked'}
        title={playbook ? 'Leave before it is saved?' : 'Leave without publishing?'}
        act="Leave"
        onConfirm={() => leaving.proceed?.()}
        onClose={() => leaving.reset?.()}
      >
        What you wrote here would be lost.
      </Confirm>
    </Page>
  );
}

function sayFound(errors: number, isChecked: boolean, findings: number): string {
  if (!isChecked) return 'Checking';
  if (errors > 0) return `${sayCount(errors, 'error')} to mend`;
  return findings > 0 ? 'No errors, some advice' : 'No errors';
}
