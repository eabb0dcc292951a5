import { Drawer } from '@mantine/core';
import { useState } from 'react';
import { AssetEditor } from './asset-editor.tsx';
import { draftOf } from './drafts.ts';

/** An asset beside the page it helps with. */
export function AssetDrawer({
  run,
  step,
  asset,
  isOpenStep,
  onClose,
}: {
  run: string;
  step: string;
  asset: string;
  /** Whether it can still be sent for this step. */
  isOpenStep: boolean;
  onClose: () => void;
}) {
  const [contact, setContact] = useState<string | null>(() => draftOf(run, asset)?.contact ?? null);
  const [title, setTitle] = useState('');
  return (
    <Drawer opened onClose={onClose} position="right" size="min(640px, 100vw)" title={title}>
      <AssetEditor
        key={contact}
        run={run}
        step={step}
        asset={asset}
        contact={contact}
        onContact={setContact}
        onTitle={setTitle}
        maySend={isOpenStep}
        onSent={onClose}
      />
    </Drawer>
  );
}
