import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';

/** A short form in a dialog: fields, and a button that says what it does. Enter sends it, Escape leaves. */
export function AskDialog({
  opened,
  title,
  act,
  isBusy = false,
  isReady = true,
  isDangerous = false,
  onSubmit,
  onClose,
  children,
}: {
  opened: boolean;
  title: string;
  act: string;
  isBusy?: boolean;
  isReady?: boolean;
  isDangerous?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onSubmit();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {children}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color={isDangerous ? 'red' : undefined} loading={isBusy} disabled={!isReady}>
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
