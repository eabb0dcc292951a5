import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSlug } from '../../session.ts';
import type { WhySearch } from './why-query.ts';

/** Leads to why a playbook starts for an account or not; without a playbook to all of them, without a day to what is known now. */
export function WhyLink({
  account,
  playbook,
  on,
  size = 'sm',
  children,
}: WhySearch & { account: string; size?: 'xs' | 'sm'; children: ReactNode }) {
  const slug = useSlug();
  return (
    <Anchor
      size={size}
      underline="always"
      renderRoot={(props) => (
        <Link
          {...props}
          to="/o/$organisation/accounts/$account/why"
          params={{ organisation: slug, account }}
          search={{ playbook, on }}
        />
      )}
    >
      {children}
    </Anchor>
  );
}
