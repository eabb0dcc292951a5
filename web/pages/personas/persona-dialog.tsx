import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { Persona } from '../../../server/api/contract/persona.ts';
import { at } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useSlug } from '../../session.ts';
import type { RuleSubject } from '../segments/rule-editor.tsx';
import { RuledDialog } from '../segments/ruled-dialog.tsx';
import { contactFieldsQuery, personaPreviewQuery } from './persona-query.ts';
import { sayWhom } from './persona-words.ts';

type Edited = Pick<Persona, 'key' | 'name' | 'rule' | 'menu' | 'cadenceDays'>;

const CONTACTS: RuleSubject = {
  signals: contactFieldsQuery,
  preview: personaPreviewQuery,
  noun: 'contact',
  over: 'the fields of contacts and the labels of their account',
  says: sayWhom,
};

/** Adds a persona, or changes one: its name, who belongs to it, and how often somebody should speak with each. */
export function PersonaDialog({ persona, onClose }: { persona: Edited | null; onClose: () => void }) {
  const slug = useSlug();
  const [cadence, setCadence] = useState<number | string>(persona?.cadenceDays ?? '');
  const fields = (
    <NumberInput
      label="Cadence"
      description="Within so many days somebody should have spoken with each of them. Leave it empty where nobody has to."
      suffix=" days"
      maw={440}
      min={1}
      max={1000}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      value={cadence}
      onChange={setCadence}
    />
  );
  return (
    <RuledDialog
      edited={persona}
      noun="persona"
      endpoint={at(slug, 'personas')}
      pageOf={(key) => paths.persona(slug, key)}
      namedBy="Playbooks and signals"
      joint="_"
      about={CONTACTS}
      more={{ fields, said: { cadenceDays: cadence === '' ? null : Number(cadence) } }}
      onClose={onClose}
    />
  );
}
