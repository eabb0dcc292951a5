import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { TextDifference } from '../../ui/text-difference.tsx';
import { comparisonQuery } from './version-query.ts';

/** What is written beside the version that it began with. */
export function ChangesSince({
  organisation,
  playbook,
  version,
  text,
}: {
  organisation: string;
  playbook: string;
  version: number;
  text: string;
}) {
  const { data, error, refetch } = useQuery(comparisonQuery(organisation, playbook, version, text));
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={8} />;
  if (data.every(({ kind }) => kind === 'same'))
    return <Text c="dimmed">Nothing is different from version {version}.</Text>;
  return <TextDifference lines={data} label={`What is different from version ${version}`} />;
}
