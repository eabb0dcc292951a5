import type { PoolClient } from 'pg';
import type { InTurn } from '../../lib/in-turn.ts';
import { NumberList } from './number-list.ts';
import { type ReadColumns, readRows } from './read-columns.ts';

interface Waiting {
  readonly sql: string;
  readonly width: number;
  readonly resolve: (columns: Float64Array[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads what is asked for at the same time in one go: of few accounts there are few facts, and the way to PostgreSQL and back is most of
 * what reading them costs. The rows of a query come in any order.
 */
export function gatherColumns(client: PoolClient, inTurn: InTurn): ReadColumns {
  let waiting: Waiting[] = [];
  const readAll = async () => {
    const gathered = waiting;
    waiting = [];
    try {
      const columns = await inTurn(() => readTogether(client, gathered));
      for (const [index, { resolve }] of gathered.entries()) resolve(columns[index]!);
    } catch (error) {
      for (const { reject } of gathered) reject(error);
    }
  };
  return (sql, width) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(readAll);
      waiting.push({ sql, width, resolve, reject });
    });
}

/** One query with the number of the part in front; parts that are narrower than others end in NULL. */
async function readTogether(client: PoolClient, parts: readonly Waiting[]): Promise<Float64Array[][]> {
  const lists = parts.map(({ width }) => Array.from({ length: width }, () => new NumberList()));
  const widest = Math.max(...parts.map(({ width }) => width));
  const sql = parts.map(({ sql, width }, index) => {
    const padding = ', null::float8'.repeat(widest - width);
    return `select ${index}, part${index}.*${padding} from (${sql}) part${index}`;
  });
  await readRows(client, sql.join('\nunion all\n'), new Array(widest + 1).fill('number'), (numbers) => {
    for (const [column, list] of lists[numbers[0]!]!.entries()) list.push(numbers[column + 1]!);
  });
  return lists.map((columns) => columns.map((list) => list.take()));
}
