import { Button, List, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useBlocker, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { HealthModel, HealthModelPage } from '../../../server/api/contract/health-model.ts';
import { api, at } from '../../api.ts';
import { useSlug } from '../../session.ts';
import { AskDialog } from '../../ui/ask-dialog.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { BandEditor } from './band-editor.tsx';
import classes from './health.module.css';
import { healthModelQuery } from './health-query.ts';
import { withDraft } from './health-search.ts';
import { HealthTabs } from './health-tabs.tsx';
import { findingsIn } from './model-draft.ts';
import { ModelPreview } from './model-preview.tsx';
import { ModelVersions } from './model-versions.tsx';
import { VariantEditor } from './variant-editor.tsx';

/** The health model: components, indicators, bands; beside them who would change band, before anything is saved. */
export function HealthPage() {
  const { organisation } = useParams({ from: '/o/$organisation/health' });
  const { draft } = useSearch({ from: '/o/$organisation/health' });
  const { data: page } = useSuspenseQuery(healthModelQuery(organisation));
  // Another version on the server is another model to begin from.
  return <ModelEditor key={page.version} page={page} begun={withDraft(page.model, draft)} />;
}

function ModelEditor({ page, begun }: { page: HealthModelPage; begun: HealthModel }) {
  const [model, setModel] = useState<HealthModel>(page.mayChange ? begun : page.model);
  const [isSaving, setIsSaving] = useState(false);
  const [settled] = useDebouncedValue(model, 350);
  const isChanged = JSON.stringify(model) !== JSON.stringify(page.model);
  const findings = findingsIn(model);
  const isComplete = findings.length === 0 && findingsIn(settled).length === 0;
  const leaving = useBlocker({
    shouldBlockFn: () => isChanged,
    enableBeforeUnload: () => isChanged,
    withResolver: true,
  });
  return (
    <Page
      title="Health model"
      above={<HealthTabs current="model" />}
      beside={<Text c="dimmed">{page.version === 0 ? 'as shipped' : `version ${page.version}`}</Text>}
      actions={
        page.mayChange && (
          <>
            {isChanged && (
              <Button variant="default" onClick={() => setModel(page.model)}>
                Discard
              </Button>
            )}
            <Button disabled={!isChanged || findings.length > 0} onClick={() => setIsSaving(true)}>
              Save …
            </Button>
          </>
        )
      }
    >
      <div className={classes.columns}>
        <div>
          <Section title="What health is made of">
            <VariantEditor model={model} signals={page.signals} readOnly={!page.mayChange} onChange={setModel} />
          </Section>
          <Section title="Bands">
            <BandEditor model={model} readOnly={!page.mayChange} onChange={setModel} />
          </Section>
          <Section title="Versions">
            <ModelVersions versions={page.versions} />
          </Section>
        </div>
        <aside className={classes.aside} aria-label="Preview">
          <div className={classes.sticky}>
            <Stack gap="sm">
              {!isChanged && (
                <Text c="dimmed">
                  {page.mayChange
                    ? 'Change a weight or a breakpoint: here you see at once who would change band.'
                    : 'Managers and admins change the model.'}
                </Text>
              )}
              {isChanged && JSON.stringify(model) === JSON.stringify(begun) && (
                <Text size="sm">
                  These are the weights that the test on the past suggests. Nothing has been saved yet.
                </Text>
              )}
              {findings.length > 0 && (
                <List size="sm" c="var(--steward-red)" role="alert">
                  {findings.map((finding) => (
                    <List.Item key={finding}>{finding}</List.Item>
                  ))}
                </List>
              )}
              {isChanged && <ModelPreview model={settled} isComplete={isComplete} />}
            </Stack>
          </div>
        </aside>
      </div>
      {isSaving && (
        <SaveModel model={model} basedOn={page.version} onClose={() => setIsSaving(false)} onSaved={leaving.reset} />
      )}
      <Confirm
        opened={leaving.status === 'blocked'}
        title="Leave without saving?"
        act="Leave"
        isDangerous
        onConfirm={() => leaving.proceed?.()}
        onClose={() => leaving.reset?.()}
      >
        The model stays as it is, and what you changed on this page is gone.
      </Confirm>
    </Page>
  );
}

function SaveModel({
  model,
  basedOn,
  onClose,
  onSaved,
}: {
  model: HealthModel;
  basedOn: number;
  onClose: () => void;
  onSaved: (() => void) | undefined;
}) {
  const slug = useSlug();
  const [reason, setReason] = useState('');
  const save = useWrite<void, { version: number; changes: string[] }>({
    send: () => api.post(at(slug, 'health-model', 'versions'), { model, reason: reason.trim(), basedOn }),
    done: ({ version }) => `Saved as version ${version}. Every account is being diagnosed by it.`,
    after: () => {
      onSaved?.();
      onClose();
    },
  });
  return (
    <AskDialog
      opened
      title="Save the health model"
      act="Save as a new version"
      isReady={reason.trim().length >= 3}
      isBusy={save.isPending}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <ModelPreview model={model} isComplete />
      <Text size="sm" c="dimmed">
        Every account is diagnosed by it at once.
      </Text>
      <Textarea
        label="Why does it change?"
        description="It stands in the history of versions and in the audit log."
        autosize
        minRows={3}
        maxLength={2000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </AskDialog>
  );
}
