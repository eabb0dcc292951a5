import { useQuery } from '@tanstack/react-query';
import { useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { HandoffLines } from './handoff-lines.tsx';
import { handoffsQuery } from './handoffs-query.ts';

/** What of this account is being handed over; nothing when nothing is. */
export function AccountHandoffs({ account }: { account: string }) {
  const { data } = useQuery(handoffsQuery(useSlug(), { account }));
  const open = data?.filter(({ state }) => state === 'offered' || state === 'returned' || state === 'lapsed') ?? [];
  if (open.length === 0) return null;
  return (
    <Section title="Being handed over">
      <HandoffLines handoffs={open} showsAccount={false} />
    </Section>
  );
}
