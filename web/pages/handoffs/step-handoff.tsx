import { useQuery } from '@tanstack/react-query';
import { useSlug } from '../../session.ts';
import { HandoffLines } from './handoff-lines.tsx';
import { handoffsQuery } from './handoffs-query.ts';

/** The handoffs of a step of a run: the one under way, and those before it. */
export function StepHandoff({ run, step }: { run: string; step: string }) {
  const { data } = useQuery(handoffsQuery(useSlug(), { run }));
  const ofStep = data?.filter((one) => one.run?.step === step) ?? [];
  if (ofStep.length === 0) return null;
  return <HandoffLines handoffs={ofStep} showsAccount={false} />;
}
