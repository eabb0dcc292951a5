import { UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useListKeys } from '../use-list-keys.ts';
import classes from './data-table.module.css';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns,
});

/** One column. `value` is what it sorts by (null goes last), `cell` what is shown. `width` is a CSS grid track. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly width: string;
  readonly align?: 'left' | 'right';
  /** Left out: the column does not sort. */
  readonly value?: (row: Row) => string | number | null;
  readonly cell: (row: Row) => ReactNode;
  /** The first click sorts from the top down, for numbers of which more matters more. */
  readonly descendingFirst?: boolean;
}

export interface Sort {
  readonly id: string;
  readonly desc: boolean;
}

/** A place in the app: one of `paths`, with what is searched for there. */
export interface LinkTarget {
  readonly to: string;
  readonly search?: Readonly<Record<string, unknown>>;
}

export interface DataTableProps<Row> {
  /** What the table shows, for screen readers: 'Accounts'. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  /** The sort and its change belong to the page, which keeps them in the URL. */
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  /** The server sorts: rows are shown in the order in which they come. */
  readonly isSortedByServer?: boolean;
  readonly selected?: string | null;
  readonly onSelect?: (id: string) => void;
  /** Where a row leads. The link is in the first column and covers the row. */
  readonly open: (row: Row) => LinkTarget;
  /** How many there are in all, when not all are loaded. */
  readonly total?: number;
  /** Near the end of what is loaded: load more. */
  readonly onNearEnd?: () => void;
  /** How a row looks on a phone, where columns do not fit. */
  readonly card: (row: Row) => ReactNode;
  /** More keys for the selected row. */
  readonly acts?: Readonly<Record<string, (row: Row) => void>>;
  /** Shown instead of rows when there are none. */
  readonly empty: ReactNode;
}

const ROW = 40;
const CARD = 84;

/** A table for many rows: only what is on the screen exists, the header sorts, j/k move, Enter opens; cards on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, columns, sort, onSort, rowId, label, isSortedByServer = false, acts = {} } = props;
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const data = useMemo(() => [...rows], [rows]);
  const definitions = useMemo(() => columns.map((column) => define(column)), [columns]);
  const sorting = useMemo<SortingState>(() => (sort ? [{ id: sort.id, desc: sort.desc }] : []), [sort]);
  const table = useTable({
    features,
    data: data as object[],
    columns: definitions as ColumnDef<typeof features, object>[],
    state: { sorting },
    getRowId: (row) => rowId(row as Row),
    manualSorting: isSortedByServer,
    enableMultiSort: false,
    onSortingChange: (change) => {
      const next = typeof change === 'function' ? change(sorting) : change;
      onSort(next[0] ? { id: next[0].id, desc: next[0].desc } : null);
    },
  });
  const shown = table.getRowModel().rows.map((row) => row.original as Row);
  const selected = props.selected ? shown.findIndex((row) => rowId(row) === props.selected) : -1;

  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isPhone ? CARD : ROW),
    getItemKey: (index) => rowId(shown[index]!),
    overscan: 12,
  });
  const items = virtual.getVirtualItems();

  const last = items.at(-1)?.index ?? -1;
  const { onNearEnd } = props;
  useEffect(() => {
    if (onNearEnd && last >= shown.length - 20) onNearEnd();
  }, [onNearEnd, last, shown.length]);

  useListKeys({
    count: shown.length,
    selected,
    onSelect: (index) => {
      props.onSelect?.(rowId(shown[index]!));
      virtual.scrollToIndex(index, { align: 'auto' });
    },
    onOpen: (index) => void navigate(props.open(shown[index]!)),
    acts: Object.fromEntries(Object.entries(acts).map(([key, act]) => [key, (index: number) => act(shown[index]!)])),
  });

  if (shown.length === 0) return <>{props.empty}</>;
  const tracks = columns.map((column) => column.width).join(' ');
  return (
    <div ref={scroller} className={classes.scroller}>
      <table
        className={classes.table}
        style={isPhone ? undefined : { minWidth: leastWidth(columns) }}
        aria-label={label}
        aria-rowcount={(props.total ?? shown.length) + 1}
      >
        <thead className={classes.head} data-phone={isPhone || undefined}>
          <tr className={classes.row} style={{ gridTemplateColumns: tracks }} aria-rowindex={1}>
            {columns.map((column) => (
              <Header
                key={column.id}
                column={column}
                sort={sort?.id === column.id ? sort : null}
                onClick={() => table.getColumn(column.id)?.toggleSorting()}
              />
            ))}
          </tr>
        </thead>
        <tbody className={classes.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = shown[item.index]!;
            return (
              <tr
                key={item.key}
                aria-rowindex={item.index + 2}
                data-index={item.index}
                data-selected={item.index === selected || undefined}
                className={classes.row}
                style={{
                  gridTemplateColumns: isPhone ? '1fr' : tracks,
                  height: item.size,
                  transform: `translateY(${item.start}px)`,
                }}
              >
                {isPhone ? (
                  <td className={classes.card}>
                    <Link {...props.open(row)} className={classes.link}>
                      {props.card(row)}
                    </Link>
                  </td>
                ) : (
                  columns.map((column, index) => (
                    <td key={column.id} className={classes.cell} data-align={column.align}>
                      {index === 0 ? (
                        <Link {...props.open(row)} className={classes.link}>
                          {column.cell(row)}
                        </Link>
                      ) : (
                        column.cell(row)
                      )}
                    </td>
                  ))
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const GAP = 16;
const MARGIN = 24;

/** Below this the table scrolls sideways. Reckoned from the tracks, as header and rows are grids of their own and would not agree. */
function leastWidth(columns: readonly { readonly width: string }[]): number {
  const tracks = columns.map(({ width }) => Number(/(\d+)px/.exec(width)?.[1] ?? 0));
  return tracks.reduce((sum, track) => sum + track, 0) + (columns.length - 1) * GAP + 2 * MARGIN;
}

function define<Row>(column: Column<Row>): ColumnDef<typeof features, object> {
  return {
    id: column.id,
    accessorFn: (row: object) => column.value?.(row as Row) ?? undefined,
    enableSorting: column.value !== undefined,
    sortDescFirst: column.descendingFirst ?? false,
    sortUndefined: 'last',
  };
}

function Header<Row>({ column, sort, onClick }: { column: Column<Row>; sort: Sort | null; onClick: () => void }) {
  const Arrow = sort?.desc ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      className={classes.cell}
      data-align={column.align}
      aria-sort={sort ? (sort.desc ? 'descending' : 'ascending') : undefined}
    >
      {column.value ? (
        <UnstyledButton className={classes.sorter} onClick={onClick}>
          {column.title}
          {sort && <Arrow size={13} aria-hidden="true" />}
        </UnstyledButton>
      ) : (
        column.title
      )}
    </th>
  );
}
