import { Text, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronRight, IconMinus, IconQuestionMark } from '@tabler/icons-react';
import { useState } from 'react';
import type { Account } from '../../../server/api/contract/account.ts';
import type { ExplainedCondition } from '../../../server/api/contract/explanation.ts';
import { capital } from '../../ui/words.ts';
import { ClauseFacts } from './clause-facts.tsx';
import classes from './why.module.css';

type Clause = ExplainedCondition['clauses'][number];

const MARKS = {
  true: { icon: IconCheck, word: 'True:' },
  false: { icon: IconMinus, word: 'Not true:' },
  unknown: { icon: IconQuestionMark, word: 'Unknown:' },
} as const;

/** Each clause with the account's value, what was asked, and how far it is from true; opened, the facts behind the value. */
export function ExplainedClauses({
  account,
  clauses,
  on,
}: {
  account: Account;
  clauses: readonly Clause[];
  on: string;
}) {
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <ul className={classes.plain}>
      {clauses.map((clause) => (
        <li key={clause.text}>
          <ClauseLine
            clause={clause}
            isOpen={opened === clause.text}
            onToggle={clause.signal ? () => setOpened(opened === clause.text ? null : clause.text) : null}
          />
          {opened === clause.text && <ClauseFacts account={account} clause={clause} on={on} />}
        </li>
      ))}
    </ul>
  );
}

function ClauseLine({
  clause: { truth, phrase, missing, from },
  isOpen,
  onToggle,
}: {
  clause: Clause;
  isOpen: boolean;
  onToggle: (() => void) | null;
}) {
  const { icon: Icon, word } = MARKS[truth];
  const line = (
    <>
      <Icon size={16} stroke={2} aria-hidden="true" />
      <span>
        <span className="visually-hidden">{word} </span>
        {capital(phrase)}
        <Text size="xs" c="dimmed" component="span" display="block">
          {missing && `${missing} from true. `}
          {from && `From ${from}.`}
        </Text>
      </span>
      {onToggle && <IconChevronRight size={14} className={classes.chevron} aria-hidden="true" />}
    </>
  );
  if (!onToggle) return <div className={classes.clause}>{line}</div>;
  return (
    <UnstyledButton className={classes.clause} data-truth={truth} aria-expanded={isOpen} onClick={onToggle}>
      {line}
    </UnstyledButton>
  );
}
