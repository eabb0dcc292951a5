import { Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './door.module.css';

/** The frame of the pages before one is in. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  useDocumentTitle(`${title} · Steward`);
  return (
    <main className={classes.door}>
      <Stack w="100%" maw={380} gap="lg">
        <Stack gap={6} align="center">
          <img src="/icon.svg" alt="" width={40} height={40} />
          <Title order={1}>{title}</Title>
        </Stack>
        <Paper withBorder p="lg" radius="md">
          {children}
        </Paper>
        <Text size="sm" c="dimmed" ta="center">
          Steward tells which customers need you today, why, and what to do next.
        </Text>
      </Stack>
    </main>
  );
}
