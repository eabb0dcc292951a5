import { at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { type EditedRule, RuledDialog } from './ruled-dialog.tsx';

/** Adds a segment, or changes one: its name and who belongs to it. */
export function SegmentDialog({ segment, onClose }: { segment: EditedRule | null; onClose: () => void }) {
  const slug = useSlug();
  return (
    <RuledDialog
      edited={segment}
      noun="segment"
      endpoint={at(slug, 'segments')}
      pageOf={(key) => paths.segment(slug, key)}
      namedBy="Playbooks"
      joint="-"
      onClose={onClose}
    />
  );
}
