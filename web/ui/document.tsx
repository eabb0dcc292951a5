import { Skeleton, Stack, Typography } from '@mantine/core';
import { lazy, Suspense } from 'react';
import classes from './document.module.css';

const Markdown = lazy(() => import('./markdown.tsx'));

/** Markdown as a text to read. HTML inside it is shown, not obeyed. */
export function Document({ text }: { text: string }) {
  return (
    <Suspense
      fallback={
        <Stack gap={8}>
          <Skeleton height={12} width="90%" />
          <Skeleton height={12} width="75%" />
        </Stack>
      }
    >
      <Typography className={classes.document}>
        <Markdown text={text} />
      </Typography>
    </Suspense>
  );
}
