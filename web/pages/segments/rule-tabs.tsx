import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { PageTabs } from '../../ui/page-tabs.tsx';

/** What rules sort: accounts into segments, contacts into personas. */
export function RuleTabs({ current }: { current: 'segments' | 'personas' }) {
  const slug = useSlug();
  return (
    <PageTabs
      label="Segments and personas"
      current={current}
      tabs={[
        { key: 'segments', title: 'Segments', to: paths.segments(slug) },
        { key: 'personas', title: 'Personas', to: paths.personas(slug) },
      ]}
    />
  );
}
