import { Button, Group, MultiSelect, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EscalationLevel } from '../../../server/api/contract/escalation.ts';
import { api, at } from '../../api.ts';
import { useMayManage, useSlug } from '../../session.ts';
import { Section } from '../../ui/page.tsx';
import { Failed, LoadingRows } from '../../ui/states.tsx';
import { useWrite } from '../../ui/use-write.tsx';
import { sayRole } from '../../ui/words.ts';
import { levelsQuery } from '../escalations/escalation-query.ts';
import classes from './settings.module.css';

const ROLES = ['csm', 'account_manager', 'support', 'manager', 'vp', 'executive', 'product'].map((value) => ({
  value,
  label: sayRole(value),
}));

/** The five levels of escalation: who carries a matter at each, for how long, who hears of it, whose consent it takes. */
export function EscalationLevels() {
  const levels = useQuery(levelsQuery(useSlug()));
  if (levels.isError) return <Failed error={levels.error} retry={() => void levels.refetch()} />;
  if (!levels.data) return <LoadingRows rows={5} height={90} />;
  return (
    <>
      {levels.data.map((level) => (
        <LevelForm key={JSON.stringify(level)} level={level} />
      ))}
    </>
  );
}

function LevelForm({ level: saved }: { level: EscalationLevel }) {
  const slug = useSlug();
  const mayManage = useMayManage();
  const [edited, setEdited] = useState(saved);
  const set = (part: Partial<EscalationLevel>) => setEdited({ ...edited, ...part });
  const isChanged = JSON.stringify(edited) !== JSON.stringify(saved);
  const save = useWrite<void>({
    send: () => {
      const { level, ...settings } = edited;
      return api.put(at(slug, 'escalation-levels', String(level)), settings);
    },
    done: () => `Level ${saved.level} is changed.`,
  });
  const text = (key: 'title' | 'within' | 'pause' | 'remindAfter', label: string, description?: string) => (
    <TextInput
      label={label}
      description={description}
      readOnly={!mayManage}
      value={edited[key] ?? ''}
      onChange={(event) =>
        set({ [key]: key === 'remindAfter' ? event.currentTarget.value.trim() || null : event.currentTarget.value })
      }
    />
  );
  return (
    <Section title={`Level ${saved.level}: ${saved.title}`}>
      <Stack gap="md" className={classes.narrow}>
        <Group grow align="flex-start">
          {text('title', 'Name')}
          <Select
            label="Carried by"
            data={ROLES}
            disabled={!mayManage}
            value={edited.owner}
            onChange={(owner) => owner && set({ owner })}
            allowDeselect={false}
          />
        </Group>
        <Group grow align="flex-end">
          {text('remindAfter', 'Reminded after', '24h, 2d, 3bd')}
          {text('within', 'Time', saved.level === 5 ? '0h is at once' : 'Then it is raised')}
          {text('pause', 'Pause', 'While somebody is at it')}
        </Group>
        <MultiSelect
          label="Hear of it, too"
          data={ROLES}
          disabled={!mayManage}
          value={edited.tells}
          onChange={(tells) => set({ tells })}
        />
        {saved.level > 1 && (
          <Select
            label="Consent of"
            description="Asked before anybody of this level is involved"
            placeholder="Nobody"
            data={ROLES}
            disabled={!mayManage}
            value={edited.consentOf}
            onChange={(consentOf) => set({ consentOf })}
            clearable
          />
        )}
        {mayManage ? (
          <Group gap="sm">
            <Button disabled={!isChanged} loading={save.isPending} onClick={() => save.mutate()}>
              Save level {saved.level}
            </Button>
            {isChanged && (
              <Button variant="default" onClick={() => setEdited(saved)}>
                Discard
              </Button>
            )}
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            Managers and admins change this.
          </Text>
        )}
      </Stack>
    </Section>
  );
}
