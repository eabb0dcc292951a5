import { IconArrowsRightLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Handoff } from '../../../server/api/contract/handoff.ts';
import { useMember, useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { Empty, Failed, LoadingRows } from '../../ui/states.tsx';
import { HandoffLines } from '../handoffs/handoff-lines.tsx';
import { handoffsQuery } from '../handoffs/handoffs-query.ts';

/** Everything that is being handed over, and what was, the newest first. */
export function TeamHandoffs() {
  const { memberId, role } = useMember();
  const { data, error, refetch } = useQuery(handoffsQuery(useSlug(), {}));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows />;
  if (data.length === 0) {
    return (
      <Empty icon={<IconArrowsRightLeft size={28} stroke={1.5} />} title="Nothing has been handed over yet">
        A handoff begins on the page of an account with “Hand over …”, or as a step of a playbook. It stays with its
        giver until somebody accepts it.
      </Empty>
    );
  }
  const isMine = ({ receiver, receiverRole, giver }: Handoff) =>
    giver.id !== memberId && (receiver ? receiver.id === memberId : receiverRole === role);
  const mine = data.filter((one) => one.state === 'offered' && isMine(one));
  const back = data.filter((one) => one.state === 'returned' || one.state === 'lapsed');
  const others = data.filter((one) => one.state === 'offered' && !isMine(one));
  const settled = data.filter((one) => one.state === 'accepted' || one.state === 'withdrawn');
  return (
    <>
      <Part title="For you to accept" handoffs={mine} />
      <Part title="Came back to the giver" handoffs={back} />
      <Part title="Waiting for an answer" handoffs={others} />
      <Part title="Settled" handoffs={settled} />
    </>
  );
}

function Part({ title, handoffs }: { title: string; handoffs: readonly Handoff[] }) {
  if (handoffs.length === 0) return null;
  return (
    <Section title={title}>
      <HandoffLines handoffs={handoffs} showsAccount />
    </Section>
  );
}
