import { Alert, Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api.ts';

/** Nothing here yet: says why that is, and puts the next step in place. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Stack align="center" gap="xs" py={56} px="md" maw={460} mx="auto" ta="center">
      {icon && (
        <span aria-hidden="true" style={{ color: 'var(--mantine-color-dimmed)' }}>
          {icon}
        </span>
      )}
      <Title order={2} size="h3">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" component="div">
          {children}
        </Text>
      )}
      {action && <div style={{ marginTop: 8 }}>{action}</div>}
    </Stack>
  );
}

/** It did not work: what happened, in the server's words, and a way to try again. */
export function Failed({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} aria-hidden="true" />}
      title={problem?.status === 404 ? 'Not found' : 'This could not be loaded'}
      m="md"
      role="alert"
    >
      <Stack gap="sm" align="flex-start">
        <Text>{problem?.message ?? 'Something unexpected happened on this page. Your data is safe.'}</Text>
        {problem && problem.details.length > 0 && (
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {problem.details.map((detail) => (
              <li key={`${detail.at}${detail.problem}`}>
                {detail.at}: {detail.problem} {detail.mend}
              </li>
            ))}
          </ul>
        )}
        {retry && problem?.status !== 404 && (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** Where rows will be: the shape of a list, so that nothing jumps when it arrives. */
export function LoadingRows({ rows = 8, height = 44 }: { rows?: number; height?: number }) {
  const places = Array.from({ length: rows }, (_, row) => `row ${row}`);
  return (
    <Stack gap={12} p="md" aria-busy="true" aria-label="Loading" role="status">
      {places.map((place) => (
        <Skeleton key={place} height={height - 12} radius="sm" />
      ))}
    </Stack>
  );
}

/** Where a page to read will be. */
export function LoadingPage() {
  return (
    <Stack gap="md" p="lg" maw={900} aria-busy="true" aria-label="Loading" role="status">
      <Skeleton height={28} width="55%" />
      <Skeleton height={16} width="85%" />
      <Skeleton height={16} width="70%" />
      <Skeleton height={180} mt="md" />
      <Skeleton height={120} />
    </Stack>
  );
}
