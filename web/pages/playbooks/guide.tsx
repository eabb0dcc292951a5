import { Stack, Text } from '@mantine/core';
import type { Playbook } from '../../../server/api/contract/playbook.ts';
import { Document } from '../../ui/document.tsx';
import { sayAssetKind } from '../../ui/words.ts';
import classes from './playbooks.module.css';

/** What people read: the guide section by section, and the assets. */
export function Guide({ playbook }: { playbook: Playbook }) {
  return (
    <article className={classes.guide} aria-label="Guide">
      <Text size="lg" mb="lg">
        {playbook.summary}
      </Text>
      {playbook.guide.map((section, index) => (
        <section key={`${section.title} ${section.step ?? index}`} id={section.step ?? undefined}>
          {section.title !== '' && section.title !== playbook.title && <h2>{section.title}</h2>}
          <Document text={section.text} />
        </section>
      ))}
      {playbook.assets.length > 0 && (
        <section>
          <h2>Assets</h2>
          <Stack gap="sm">
            {playbook.assets.map((asset) => (
              <details key={asset.key} className={classes.assets}>
                <summary>
                  {asset.title}{' '}
                  <Text span c="dimmed" size="sm">
                    {sayAssetKind(asset.kind)}
                  </Text>
                </summary>
                {asset.subject && (
                  <Text mt="xs" fw={500}>
                    Subject: {asset.subject}
                  </Text>
                )}
                <Document text={asset.body} keepsLines />
              </details>
            ))}
          </Stack>
        </section>
      )}
    </article>
  );
}
