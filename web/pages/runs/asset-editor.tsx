import {
  Alert,
  Button,
  CopyButton,
  Group,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconCopy, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { OpenAsset } from '../../../server/api/contract/asset.ts';
import { api, at } from '../../api.ts';
import { useMayWork, useSlug } from '../../session.ts';
import { Document } from '../../ui/document.tsx';
import { Failed, LoadingPage } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { sayRole } from '../../ui/words.ts';
import { draftOf, forgetDraft, keepDraft } from './drafts.ts';
import { assetQuery } from './run-query.ts';

export interface AssetEditorProps {
  readonly run: string;
  readonly step: string;
  readonly asset: string;
  readonly contact: string | null;
  readonly onContact: (contact: string | null) => void;
  readonly onTitle: (title: string) => void;
  readonly maySend: boolean;
  readonly onSent: () => void;
}

/** An asset filled in with the account's data, to be edited, copied, or sent to a contact. Nothing goes out without a click. */
export function AssetEditor(props: AssetEditorProps) {
  const opened = useQuery(assetQuery(useSlug(), props.run, props.asset, props.contact));
  const { onTitle } = props;
  useEffect(() => {
    if (opened.data) onTitle(opened.data.title);
  }, [opened.data, onTitle]);
  if (opened.error) return <Failed error={opened.error} retry={() => void opened.refetch()} />;
  if (!opened.data) return <LoadingPage />;
  return <Editor {...props} filled={opened.data} />;
}

function Editor({ run, step, asset, filled, onContact, maySend, onSent }: AssetEditorProps & { filled: OpenAsset }) {
  const slug = useSlug();
  const mayWork = useMayWork();
  const draft = draftOf(run, asset);
  const [subject, setSubject] = useState(draft?.subject ?? filled.subject ?? '');
  const [text, setText] = useState(draft?.text ?? filled.text);
  // A letter is made one's own, a checklist is read.
  const [view, setView] = useState(filled.kind === 'email' ? 'write' : 'read');
  const [request] = useState(() => crypto.randomUUID());
  const isEdited = subject !== (filled.subject ?? '') || text !== filled.text;
  const isEmail = filled.kind === 'email';
  const to = filled.contact;

  const change = (next: { subject?: string; text?: string }) => {
    const changed = { subject, text, contact: to?.id ?? null, ...next };
    setSubject(changed.subject);
    setText(changed.text);
    keepDraft(run, asset, changed);
  };
  const discard = () => {
    forgetDraft(run, asset);
    setSubject(filled.subject ?? '');
    setText(filled.text);
  };
  const send = useWrite({
    send: () =>
      api.post(at(slug, 'runs', run, 'steps', step, 'messages'), {
        asset,
        contactId: to?.id,
        subject,
        text,
        requestId: request,
      }),
    done: () => `On its way to ${to?.name}.`,
    after: () => {
      forgetDraft(run, asset);
      onSent();
    },
  });
  // Counted for the playbook's scorecard; copying works without it.
  const tellCopy = useMutation({
    mutationFn: () =>
      api.post(at(slug, 'runs', run, 'steps', step, 'copies'), {
        asset,
        contactId: to?.id ?? null,
        subject,
        text,
        requestId: request,
      }),
  });

  return (
    <Stack gap="md">
      {filled.missing.length > 0 && !isEdited && (
        <Alert color="yellow" p="sm">
          Nothing is known of the {filled.missing.join(', the ')}. It stands in brackets: fill it in before you use the
          text.
        </Alert>
      )}
      {filled.contacts.length > 0 && (
        <Select
          label={isEmail ? 'To' : 'For'}
          data={filled.contacts.map((one) => ({
            value: one.id,
            label: [one.name, one.role && sayRole(one.role), isEmail ? (one.email ?? 'no address') : null]
              .filter(Boolean)
              .join(' · '),
          }))}
          value={to?.id ?? null}
          onChange={(id) => {
            // Another person: the letter is filled in again, unless it has been changed by hand.
            if (isEdited) keepDraft(run, asset, { subject, text, contact: id });
            onContact(id);
          }}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
        />
      )}
      {isEmail && (
        <TextInput
          label="Subject"
          value={subject}
          onChange={(event) => change({ subject: event.currentTarget.value })}
        />
      )}
      <SegmentedControl
        size="xs"
        w="fit-content"
        aria-label="Edit or read"
        data={[
          { value: 'write', label: 'Edit' },
          { value: 'read', label: 'Read' },
        ]}
        value={view}
        onChange={setView}
      />
      {view === 'write' ? (
        <Textarea
          aria-label="Text"
          autosize
          minRows={12}
          maxRows={28}
          value={text}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
      ) : (
        <Document text={text} keepsLines />
      )}
      <Group gap="xs">
        {isEmail && maySend && (
          <Button
            leftSection={<IconSend size={15} stroke={1.75} />}
            disabled={!to?.email || subject.trim() === '' || text.trim() === ''}
            loading={send.isPending}
            onClick={() => send.mutate()}
          >
            {to?.email ? `Send to ${to.email}` : 'Send'}
          </Button>
        )}
        <CopyButton value={isEmail ? `${subject}\n\n${text}` : text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={<IconCopy size={15} stroke={1.75} />}
              onClick={() => {
                copy();
                if (mayWork) tellCopy.mutate();
              }}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        {isEdited && (
          <Button variant="subtle" onClick={discard}>
            Take my changes back
          </Button>
        )}
      </Group>
      {isEmail && !to && (
        <Text c="dimmed" size="sm">
          The account has no contact to send it to. Add one to the account, or copy the text.
        </Text>
      )}
      {isEmail && to && !to.email && (
        <Text c="dimmed" size="sm">
          {to.name} has no e-mail address.
        </Text>
      )}
    </Stack>
  );
}
