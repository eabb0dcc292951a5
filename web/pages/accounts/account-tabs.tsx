import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import { PageTabs } from '../../ui/page-tabs.tsx';

/** The ways to look at an account: its page, why there is something or nothing for it, and what would be if. */
export function AccountTabs({ account, current }: { account: string; current: 'read' | 'why' | 'what-if' }) {
  const slug = useSlug();
  return (
    <PageTabs
      label="Account"
      list={{ title: 'Accounts', to: paths.accounts(slug) }}
      current={current}
      tabs={[
        { key: 'read', title: 'Account', to: paths.account(slug, account) },
        { key: 'why', title: 'Why and why not', to: paths.why(slug, account) },
        { key: 'what-if', title: 'What if', to: paths.whatIf(slug, account) },
      ]}
    />
  );
}
