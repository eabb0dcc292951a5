import { ScrollArea, Text } from '@mantine/core';
import type { ImportKind, ImportPreview } from '../../../server/api/contract/import.ts';
import { useOrganisation } from '../../session.ts';
import { sayMoney, sayNumber } from '../../ui/number.ts';
import { toWallTime } from '../../ui/wall-time.ts';
import { titleOf } from './mapping-table.tsx';
import classes from './sources.module.css';

/** The first rows as they would be stored; a row with a problem says what it is and how to mend it. */
export function PreviewRows({ preview, kind }: { preview: ImportPreview; kind: ImportKind }) {
  const targets = [...new Set(preview.mapping.map(({ target }) => target))];
  const say = useSay(preview, kind);
  if (preview.problems.length > 0) {
    return <Text c="dimmed">They are shown when the mapping is complete.</Text>;
  }
  return (
    <ScrollArea.Autosize
      mah={460}
      type="auto"
      className={classes.scroll}
      viewportProps={{ tabIndex: 0, 'aria-label': 'The first rows' }}
    >
      <table className={classes.rows}>
        <thead>
          <tr>
            <th scope="col">Line</th>
            {targets.map((target) => (
              <th key={target} scope="col" data-align={isNumber(kind, target) ? 'right' : undefined}>
                {titleOf(kind, target)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) =>
            row.problems.length > 0 ? (
              <tr key={row.row} className={classes.bad}>
                <td>{row.row}</td>
                <td colSpan={Math.max(1, targets.length)} data-wraps>
                  {row.problems.map(({ column, problem, mend }) => (
                    <div key={`${column} ${problem}`}>
                      <span className={classes.problem}>
                        {column ? `${column}: ` : ''}
                        {problem}
                      </span>{' '}
                      {mend}
                    </div>
                  ))}
                </td>
              </tr>
            ) : (
              <tr key={row.row}>
                <td>{row.row}</td>
                {targets.map((target) => (
                  <td key={target} data-align={isNumber(kind, target) ? 'right' : undefined}>
                    {say(target, row.values)}
                  </td>
                ))}
              </tr>
            ),
          )}
        </tbody>
      </table>
    </ScrollArea.Autosize>
  );
}

const NUMBERS = ['number', 'integer', 'money'];

function isNumber(kind: ImportKind, target: string): boolean {
  return NUMBERS.includes(kind.fields.find(({ key }) => key === target)?.type ?? '');
}

function useSay(preview: ImportPreview, kind: ImportKind) {
  const { timeZone } = useOrganisation();
  return (target: string, values: Readonly<Record<string, unknown>>): string => {
    const type = kind.fields.find(({ key }) => key === target)?.type;
    const value = values[type ? target : target.slice(target.indexOf('.') + 1)];
    if (value === null || value === undefined) return '–';
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    if (typeof value === 'number') {
      const currency = typeof values.currency === 'string' ? values.currency : preview.settings.currency;
      return type === 'money' ? sayMoney(value, currency) : sayNumber(value, 6);
    }
    if (type === 'instant') return toWallTime(new Date(String(value)), timeZone).replace('T', ' ');
    if (type === 'date') return String(value);
    return String(value);
  };
}
