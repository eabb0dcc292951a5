import { Anchor, Autocomplete, Button, Group, Progress, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import type { Import } from '../../../server/api/contract/import.ts';
import { paths } from '../../paths.ts';
import { useMayManage } from '../../session.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { sayRefused } from '../../ui/use-write.tsx';
import { guessKind, KIND_WORDS } from './kinds.ts';
import { sayBytes } from './say-bytes.ts';
import classes from './sources.module.css';
import { kindsQuery, sourcesQuery } from './sources-query.ts';
import { uploadFile } from './upload-file.ts';

/** The first step of an import: which file, what is in it, where it comes from. */
export function ImportStartPage() {
  const { organisation } = useParams({ from: '/o/$organisation/sources/import' });
  const mayManage = useMayManage();
  return (
    <Page
      title="Import a file"
      above={
        <Anchor component={Link} to={paths.sources(organisation)} size="sm" c="dimmed">
          Sources
        </Anchor>
      }
    >
      {mayManage ? (
        <ChooseFile organisation={organisation} />
      ) : (
        <Empty title="Managers and admins import files">Ask one of them, or log what you know by hand.</Empty>
      )}
    </Page>
  );
}

function ChooseFile({ organisation }: { organisation: string }) {
  const { data: kinds } = useSuspenseQuery(kindsQuery(organisation));
  const sources = useQuery(sourcesQuery(organisation)).data ?? [];
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<string | null>(null);
  const [source, setSource] = useState('');
  const [part, setPart] = useState(0);
  const cancel = useRef<AbortController | null>(null);
  const upload = useMutation<Import>({
    mutationFn: () => {
      cancel.current = new AbortController();
      const { signal } = cancel.current;
      return uploadFile(organisation, { file: file!, kind: kind!, source: source.trim(), onProgress: setPart, signal });
    },
    onSuccess: ({ id }) => void navigate({ to: paths.import(organisation, id) }),
    onError: (failure) => sayRefused(failure),
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    if (chosen && kind === null) setKind(guessKind(chosen.name));
  };
  const isReady = file !== null && kind !== null && source.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) upload.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Section title="Which file?">
        <div className={classes.narrow}>
          <DropZone file={file} onChoose={choose} />
        </div>
      </Section>
      <Section title="What is in it?">
        <Radio.Group aria-label="What is in it?" value={kind} onChange={setKind}>
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm" verticalSpacing="sm" className={classes.narrow}>
            {kinds.map(({ key, title }) => (
              <Radio key={key} value={key} label={title} description={KIND_WORDS[key]} />
            ))}
          </SimpleGrid>
        </Radio.Group>
      </Section>
      <Section title="Where does it come from?">
        <Autocomplete
          className={classes.narrow}
          label="Source"
          description="The tool that wrote it, such as HubSpot. The ids of a file count within its source, and the next file of the same source is mapped the same way."
          placeholder="HubSpot"
          maxLength={100}
          data={sources.filter((one) => one.kind === 'file').map((one) => one.name)}
          value={source}
          onChange={setSource}
        />
      </Section>
      <div className={classes.foot}>
        {upload.isPending ? (
          <Stack gap={4} flex={1}>
            <Text size="sm" role="status">
              {part < 1 ? `Sending ${file?.name}: ${Math.floor(part * 100)} %` : 'Reading the file …'}
            </Text>
            <Progress value={part * 100} size="sm" aria-label="Sent" transitionDuration={0} />
          </Stack>
        ) : (
          <Text size="sm" c="dimmed">
            Nothing is imported yet: next you see how it would be stored.
          </Text>
        )}
        <Group gap="sm">
          {upload.isPending ? (
            <Button variant="default" onClick={() => cancel.current?.abort()}>
              Cancel
            </Button>
          ) : (
            <Button type="submit" disabled={!isReady}>
              Continue
            </Button>
          )}
        </Group>
      </div>
    </form>
  );
}

/** Choose a file, or drop it. */
function DropZone({ file, onChoose }: { file: File | null; onChoose: (file: File | null) => void }) {
  const [isOver, setIsOver] = useState(false);
  return (
    <label
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        onChoose(event.dataTransfer.files[0] ?? null);
      }}
    >
      <IconFileUpload size={28} stroke={1.5} aria-hidden="true" />
      <Text fw={500}>{file ? file.name : 'Choose a CSV file, or drop it here'}</Text>
      <Text size="sm" c="dimmed">
        {file
          ? `${sayBytes(file.size)}. Choose another`
          : 'Any delimiter and encoding; a gigabyte is fine. From a spreadsheet, save the sheet as CSV.'}
      </Text>
      <input
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        className="visually-hidden"
        onChange={(event) => onChoose(event.currentTarget.files?.[0] ?? null)}
      />
    </label>
  );
}
