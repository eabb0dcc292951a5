import { Skeleton, Stack, Typography } from '@mantine/core';
import { lazy, Suspense } from 'react';
import classes from './document.module.css';

const Markdown = lazy(() => import('./markdown.tsx'));

/** Markdown as a text to read. HTML inside it is shown, not obeyed. `keepsLines` breaks where the text does, as letters want. */
export function Document({ text, keepsLines = false }: { text: string; keepsLines?: boolean }) {
  return (
    <Suspense
      fallback={
        <Stack gap={8}>
          <Skeleton height={12} width="90%" />
          <Skeleton height={12} width="75%" />
        </Stack>
      }
    >
      <Typography className={classes.document} data-keeps-lines={keepsLines || undefined}>
        <Markdown text={text} />
      </Typography>
    </Suspense>
  );
}
