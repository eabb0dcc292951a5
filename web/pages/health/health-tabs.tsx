import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { PageTabs } from '../../ui/page-tabs.tsx';

/** The ways to look at health: what it is made of, and what it was worth. */
export function HealthTabs({ current }: { current: 'model' | 'test' }) {
  const slug = useSlug();
  return (
    <PageTabs
      label="Health"
      current={current}
      tabs={[
        { key: 'model', title: 'Model', to: paths.health(slug) },
        { key: 'test', title: 'Tested on the past', to: paths.healthTest(slug) },
      ]}
    />
  );
}
