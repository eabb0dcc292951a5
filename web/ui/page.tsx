import { Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './page.module.css';

/** The frame of a page: title, what can be done here, the content. `fills` gives the content the rest of the window's height. */
export function Page({
  title,
  above,
  beside,
  actions,
  fills = false,
  children,
}: {
  title: string;
  /** Above the title: where one comes from. */
  above?: ReactNode;
  /** Beside the title, such as a count or a badge. */
  beside?: ReactNode;
  actions?: ReactNode;
  fills?: boolean;
  children: ReactNode;
}) {
  useDocumentTitle(`${title} · Steward`);
  return (
    <div className={classes.page} data-fills={fills || undefined}>
      <header className={classes.head}>
        {above && <div className={classes.above}>{above}</div>}
        <Group justify="space-between" align="center" gap="sm" wrap="wrap">
          <Group gap="sm" align="baseline" wrap="wrap" className={classes.heading}>
            <Title order={1}>{title}</Title>
            {beside}
          </Group>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
      </header>
      <div className={classes.body}>{children}</div>
    </div>
  );
}

/** A part of a page under its own heading. */
export function Section({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <Group justify="space-between" align="baseline" mb="sm" gap="sm">
        <Title order={2}>{title}</Title>
        {beside}
      </Group>
      {children}
    </section>
  );
}
