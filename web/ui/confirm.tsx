import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/**
 * Asks before something far-reaching: the title is the question, `touches` says whom it touches with counts and names ("12 open
 * runs", "3 accounts: Borealis, Kestrel, Lumen"), the button says what it does.
 */
export function Confirm({
  opened,
  title,
  children,
  touches = [],
  act,
  isDangerous = false,
  isBusy = false,
  onConfirm,
  onClose,
}: {
  opened: boolean;
  title: string;
  children?: ReactNode;
  touches?: readonly string[];
  act: string;
  isDangerous?: boolean;
  isBusy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Stack gap="md">
        {children && <Text component="div">{children}</Text>}
        {touches.length > 0 && (
          <List size="md" spacing={4}>
            {touches.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus={isDangerous || undefined}>
            Cancel
          </Button>
          <Button
            color={isDangerous ? 'red' : undefined}
            loading={isBusy}
            onClick={onConfirm}
            data-autofocus={isDangerous ? undefined : true}
          >
            {act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
