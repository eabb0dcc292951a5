import { Alert, Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Import, ImportKind, ImportPreview } from '../../../server/api/contract/import.ts';
import { api, at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { FileSettings } from './file-settings.tsx';
import { ImportQuestions } from './import-questions.tsx';
import { MappingTable } from './mapping-table.tsx';
import { PreviewRows } from './preview-rows.tsx';
import classes from './sources.module.css';
import { importPreviewQuery, type Said } from './sources-query.ts';

/** The second step: how the file is read, which column goes where, what is still open, and the first rows as they would be stored. */
export function ImportSetup({ found, kind }: { found: Import; kind: ImportKind }) {
  const slug = useSlug();
  const [said, setSaid] = useState<Said>({ settings: {} });
  const [asked] = useDebouncedValue(said, 250);
  const navigate = useNavigate();
  const start = useWrite({
    send: () => api.post(at(slug, 'imports', found.id, 'start'), said),
    done: () => null,
  });
  // What has started has no preview any more.
  const isAsked = !start.isPending && !start.isSuccess;
  const preview = useQuery({ ...importPreviewQuery(slug, found.id, asked), enabled: isAsked });
  const discard = useWrite({
    // The page is left before everything is read again: what is discarded is not there any more.
    send: () => api.delete(at(slug, 'imports', found.id)).then(() => navigate({ to: paths.importFile(slug) })),
    done: () => 'The upload is discarded. Nothing was imported.',
  });
  if (preview.isPending) return <LoadingRows rows={10} />;
  if (preview.isError) {
    return (
      <>
        <Failed error={preview.error} retry={() => void preview.refetch()} />
        <Group px="md">
          <Button variant="default" onClick={() => discard.mutate()}>
            Discard the file
          </Button>
        </Group>
      </>
    );
  }
  const { data } = preview;
  const set = (settings: Said['settings']) => setSaid({ ...said, settings: { ...said.settings, ...settings } });
  const isStale = preview.isPlaceholderData || asked !== said;
  const isReady = data.problems.length === 0 && data.questions.length === 0 && !isStale;
  return (
    <div className={isStale ? classes.stale : undefined}>
      <Section title="The file">
        <FileSettings found={found} kind={kind} preview={data} onChange={set} />
      </Section>
      {data.questions.length > 0 && (
        <Section title="Please say">
          <ImportQuestions
            questions={data.questions}
            formats={said.settings.formats ?? {}}
            onAnswer={(formats) => set({ formats })}
          />
        </Section>
      )}
      <Section
        title="Which column goes where"
        beside={
          <Text size="sm" c="dimmed">
            {MAPPED_BY[data.mappedBy]}
          </Text>
        }
      >
        <Problems preview={data} kind={kind} />
        <MappingTable preview={data} kind={kind} onChange={(mapping) => setSaid({ ...said, mapping })} />
        <Checkbox
          mt="md"
          label={`Keep the other columns as ${kind.custom}`}
          description={REST[kind.key === 'accounts' ? 'accounts' : kind.custom]}
          checked={said.settings.keepRest ?? false}
          onChange={(event) => set({ keepRest: event.currentTarget.checked })}
        />
      </Section>
      {kind.key !== 'accounts' && (
        <Section title="Accounts that are not known">
          <UnknownAccounts preview={data} said={said} onChange={(createAccounts) => set({ createAccounts })} />
        </Section>
      )}
      <Section title="The first rows, as they would be stored">
        <PreviewRows preview={data} kind={kind} />
      </Section>
      <div className={classes.foot}>
        {!isReady && !isStale && (
          <Text size="sm" c="dimmed">
            {data.problems.length > 0 ? 'Complete the mapping first.' : 'Answer the questions first.'}
          </Text>
        )}
        <Button variant="default" loading={discard.isPending} onClick={() => discard.mutate()}>
          Discard
        </Button>
        <Button disabled={!isReady} loading={start.isPending} onClick={() => start.mutate()}>
          Import {kind.title.toLowerCase()}
        </Button>
      </div>
    </div>
  );
}

const REST = {
  accounts: 'They stand on the account, and conditions can name them.',
  attributes: 'They are kept with each record.',
  properties: 'Metrics can count or sum them.',
};

const MAPPED_BY: Readonly<Record<ImportPreview['mappedBy'], string>> = {
  person: 'as you said',
  memory: 'as last time, for a file with these columns from this source',
  guess: 'guessed from names and cells; please check',
};

function Problems({ preview, kind }: { preview: ImportPreview; kind: ImportKind }) {
  if (preview.problems.length === 0) return null;
  const titleOf = (at: string) => kind.fields.find(({ key }) => key === at)?.title ?? at;
  return (
    <Alert color="yellow" mb="md" role="status">
      <Stack gap={2}>
        {preview.problems.map(({ at, problem }) => (
          <Text key={`${at} ${problem}`} size="sm">
            {titleOf(at)}: {problem}
          </Text>
        ))}
      </Stack>
    </Alert>
  );
}

function UnknownAccounts({
  preview,
  said,
  onChange,
}: {
  preview: ImportPreview;
  said: Said;
  onChange: (createAccounts: boolean) => void;
}) {
  const { unknownAccounts, settings } = preview;
  const named = unknownAccounts.slice(0, 4).join(', ');
  const isTold = preview.rows.some((row) => row.problems.length === 0);
  return (
    <Radio.Group
      aria-label="Accounts that are not known"
      value={String(said.settings.createAccounts ?? settings.createAccounts)}
      onChange={(value) => onChange(value === 'true')}
    >
      <Stack gap="sm">
        {isTold && (
          <Text size="sm" c="dimmed">
            {unknownAccounts.length === 0
              ? 'The first rows speak only of accounts that are known.'
              : `The first rows speak of ${unknownAccounts.length} that are not known, such as ${named}.`}
          </Text>
        )}
        <Radio
          value="false"
          label="Reject their rows"
          description="They are listed with what to do, and can be imported later."
        />
        <Radio
          value="true"
          label="Make these accounts"
          description="Named by their id, until another file says more of them."
        />
      </Stack>
    </Radio.Group>
  );
}
