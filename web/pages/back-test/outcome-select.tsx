import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSlug } from '../../session.ts';
import { capital } from '../../ui/words.ts';
import { outcomesQuery } from './back-test-query.ts';

const OWN = 'own';

/** What may have followed: an outcome that ships, or a condition of one's own, asked when it is whole. */
export function OutcomeSelect({ truth, onChange }: { truth: string; onChange: (truth: string) => void }) {
  const { data: outcomes = [] } = useQuery(outcomesQuery(useSlug()));
  const [isOwn, setIsOwn] = useState(false);
  const [own, setOwn] = useState('');
  return (
    <>
      <Select
        label="What may have followed"
        allowDeselect={false}
        value={isOwn ? OWN : truth}
        data={[
          ...outcomes.map(({ key, title }) => ({ value: key, label: capital(title) })),
          { value: OWN, label: 'Another condition' },
        ]}
        onChange={(value) => {
          setIsOwn(value === OWN);
          if (value !== null && value !== OWN) onChange(value);
        }}
      />
      {isOwn && (
        <TextInput
          label="Condition"
          description="At the end; before.account.arr is a value at the beginning"
          value={own}
          placeholder="health.score < 50"
          onChange={({ currentTarget }) => setOwn(currentTarget.value)}
          onBlur={() => own.trim() && onChange(own.trim())}
          onKeyDown={({ key }) => key === 'Enter' && own.trim() && onChange(own.trim())}
        />
      )}
    </>
  );
}
