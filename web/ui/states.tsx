import { Alert, Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconMapPinOff } from '@tabler/icons-react';
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

/** It did not work: what happened, in the server's words, and a way on. */
export function Failed({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const problem = error instanceof ApiProblem ? error : null;
  if (problem?.status === 404) {
    return (
      <Empty
        icon={<IconMapPinOff size={28} stroke={1.5} />}
        title="Not found"
        action={
          <Button component="a" href="/" variant="default" size="xs">
            Go to My day
          </Button>
        }
      >
        {problem.message}
      </Empty>
    );
  }
  // The question was understood, and there is nothing to answer it from; asking again changes nothing.
  if (problem?.status === 422 && problem.details.length === 0)
    return (
      <Empty icon={<IconInfoCircle size={28} stroke={1.5} />} title="Nothing can be said yet">
        {problem.message}
      </Empty>
    );
  return (
    <Alert
      variant="default"
      icon={<IconAlertTriangle size={18} color="var(--steward-red)" aria-hidden="true" />}
      title="This could not be loaded"
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
        {retry && (
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

/** No page has this address. */
export function NoSuchPage() {
  return <Failed error={new ApiProblem(404, 'There is no page at this address.')} />;
}
