import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { PageTabs } from '../../ui/page-tabs.tsx';

/** The ways to look at a playbook: to read it, to see how its text changed, how it did, and to try its trigger on the past. */
export function PlaybookTabs({
  playbook,
  current,
}: {
  playbook: string;
  current: 'read' | 'versions' | 'scorecard' | 'back-test';
}) {
  const slug = useSlug();
  return (
    <PageTabs
      label="Playbook"
      list={{ title: 'Playbooks', to: paths.playbooks(slug) }}
      current={current}
      tabs={[
        { key: 'read', title: 'Playbook', to: paths.playbook(slug, playbook) },
        { key: 'versions', title: 'Versions', to: paths.versions(slug, playbook) },
        { key: 'scorecard', title: 'Scorecard', to: paths.scorecard(slug, playbook) },
        { key: 'back-test', title: 'Back-test', to: paths.backTest(slug, playbook) },
      ]}
    />
  );
}
