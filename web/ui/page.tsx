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
        <div className={classes.titles}>
          <Group gap="4px 12px" align="baseline" className={classes.heading}>
            <Title order={1}>{title}</Title>
            {beside}
          </Group>
          {actions && <div className={classes.actions}>{actions}</div>}
        </div>
      </header>
      <div className={classes.body}>{children}</div>
    </div>
  );
}

/** What stands below the title, before the parts begin: who, and what comes next. */
export function Lead({ children }: { children: ReactNode }) {
  return <div className={classes.lead}>{children}</div>;
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
