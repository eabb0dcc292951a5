import { ScrollArea, Text } from '@mantine/core';
import type { Playbook } from '../../../server/api/contract/playbook.ts';
import { Section } from '../../ui/page.tsx';
import { capital, sayRole } from '../../ui/words.ts';
import classes from './variations.module.css';

type Table = NonNullable<Playbook['variations']>;
type Cell = Table['rows'][number]['cells'][number];
type Step = NonNullable<Cell['step']>;

/** The baseline and each variation side by side, a row a step; what differs is marked, and said to those who do not see colours. */
export function Variations({ variations }: { variations: Table }) {
  return (
    <Section title="Variations">
      <ScrollArea
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Steps of the baseline and each variation' }}
      >
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Baseline</th>
              {variations.columns.map((column) => (
                <th scope="col" key={column.for}>
                  {capital(column.audience)}
                  <Text size="xs" c="dimmed" fw={400}>
                    {column.because}
                  </Text>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {variations.rows.map((row) => (
              <tr key={row.step}>
                <td>{row.baseline && <StepWords step={row.baseline} differs={[]} />}</td>
                {row.cells.map((cell, index) => (
                  <td key={variations.columns[index]!.for} data-state={cell.state}>
                    <CellWords cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Section>
  );
}

function CellWords({ cell }: { cell: Cell }) {
  if (cell.state === 'none') return null;
  if (cell.state === 'dropped') return <Text c="dimmed">Left out</Text>;
  if (cell.state === 'same')
    return (
      <Text c="dimmed" size="sm">
        As in the baseline
      </Text>
    );
  return cell.step && <StepWords step={cell.step} differs={cell.differs} isAdded={cell.state === 'added'} />;
}

/** What a step is; of a changed one the parts that differ stand out. */
function StepWords({ step, differs, isAdded = false }: { step: Step; differs: Cell['differs']; isAdded?: boolean }) {
  const marked = (part: Cell['differs'][number], words: string) =>
    differs.includes(part) ? <mark className={classes.differs}>{words}</mark> : words;
  return (
    <>
      {isAdded && (
        <Text size="xs" className={classes.added}>
          Added
        </Text>
      )}
      <Text>{marked('title', step.title)}</Text>
      <Text size="sm" c="dimmed">
        {marked('role', sayRole(step.role))}, {marked('due', step.due)}
        {(!step.isRequired || differs.includes('isRequired')) && (
          <>, {marked('isRequired', step.isRequired ? 'required' : 'optional')}</>
        )}
        {step.onlyWhen && <>, {marked('onlyWhen', `only when ${step.onlyWhen}`)}</>}
      </Text>
      {differs.includes('assets') && (
        <Text size="sm" c="dimmed">
          Assets: {marked('assets', step.assets.join(', ') || 'none')}
        </Text>
      )}
    </>
  );
}
