import { Button, Text } from '@mantine/core';
import { IconPlus, IconUserSearch } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ListedPersona } from '../../../server/api/contract/persona.ts';
import { paths } from '../../paths.ts';
import { useMayManage } from '../../session.ts';
import { sayCount, sayNumber } from '../../ui/number.ts';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { RuleTabs } from '../segments/rule-tabs.tsx';
import classes from '../segments/segments.module.css';
import { PersonaDialog } from './persona-dialog.tsx';
import { personasQuery } from './persona-query.ts';
import { sayCadence, sayLately, sayWhom } from './persona-words.ts';

/** Every persona: whom it takes, with how many of them nobody has spoken for too long, who came and went lately. */
export function PersonasPage() {
  const { organisation } = useParams({ from: '/o/$organisation/personas' });
  const { data: personas } = useSuspenseQuery(personasQuery(organisation));
  const mayManage = useMayManage();
  const [adds, setAdds] = useState(false);
  const add = mayManage && (
    <Button size="xs" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => setAdds(true)}>
      Add a persona
    </Button>
  );
  return (
    <Page
      title="Personas"
      above={<RuleTabs current="personas" />}
      beside={<Text c="dimmed">{sayCount(personas.length, 'persona')}</Text>}
      actions={personas.length > 0 && add}
    >
      {personas.length === 0 ? (
        <Empty icon={<IconUserSearch size={28} stroke={1.5} />} title="There is no persona yet" action={add}>
          A persona is a rule over contacts, such as executive sponsors. Who belongs follows the data, and it says how
          often somebody should speak with each of them.
        </Empty>
      ) : (
        <ul className={classes.list}>
          {personas.map((persona) => (
            <PersonaLine key={persona.key} persona={persona} organisation={organisation} />
          ))}
        </ul>
      )}
      {adds && <PersonaDialog persona={null} onClose={() => setAdds(false)} />}
    </Page>
  );
}

function PersonaLine({ persona, organisation }: { persona: ListedPersona; organisation: string }) {
  return (
    <li>
      <Link to={paths.persona(organisation, persona.key)} className={classes.segment}>
        <div className={classes.words}>
          <strong>{persona.name}</strong>
          <Text c="dimmed" size="sm" lineClamp={2}>
            {sayWhom(persona.sentence)}
          </Text>
          <Text c="dimmed" size="xs" mt={2}>
            {[
              sayCadence(persona.cadenceDays),
              sayLately(persona),
              persona.needing.length > 0 && `${sayCount(persona.needing.length, 'use')} elsewhere`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
        <dl className={classes.figures}>
          <div>
            <dt>{persona.members === 1 ? 'contact' : 'contacts'}</dt>
            <dd>{sayNumber(persona.members, 0)}</dd>
          </div>
          <div>
            <dt>{persona.accounts === 1 ? 'account' : 'accounts'}</dt>
            <dd>{sayNumber(persona.accounts, 0)}</dd>
          </div>
          <div>
            <dt>past cadence</dt>
            <dd>{persona.overdue === null ? '–' : sayNumber(persona.overdue, 0)}</dd>
          </div>
        </dl>
      </Link>
    </li>
  );
}
