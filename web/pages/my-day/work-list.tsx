import { Checkbox, UnstyledButton } from '@mantine/core';
import {
  IconActivityHeartbeat,
  IconAlertCircle,
  IconArrowsRightLeft,
  IconChecklist,
  IconFlag,
  IconHelp,
} from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { WorkItem } from '../../../server/api/contract/my-day.ts';
import { useListKeys } from '../../ui/use-list-keys.ts';
import { Due } from '../../ui/when.tsx';
import { keyOf } from './key-of.ts';
import classes from './my-day.module.css';
import type { ListGroup } from './quadrants.ts';

const KINDS = {
  task: { icon: IconChecklist, word: 'Task' },
  situation: { icon: IconAlertCircle, word: 'Situation' },
  band_change: { icon: IconActivityHeartbeat, word: 'Health' },
  escalation: { icon: IconFlag, word: 'Escalation' },
  handoff: { icon: IconArrowsRightLeft, word: 'Handoff' },
  exception: { icon: IconHelp, word: 'Exception' },
  left_segment: { icon: IconHelp, word: 'Question' },
} as const;

type Line = { readonly heading: ListGroup; readonly count: number } | { readonly index: number };

const HEADING = 34;
const ITEM = 68;

/** The list of My day under the headings of its groups: `items` stand in their order. Only what is on the screen exists. */
export function WorkList({
  items,
  groups,
  selected,
  onSelect,
  ticked,
  onTick,
  onOpen,
  acts,
}: {
  items: readonly WorkItem[];
  groups: readonly ListGroup[];
  selected: number;
  onSelect: (index: number) => void;
  /** The keys of those that are ticked. */
  ticked: ReadonlySet<string>;
  onTick: (items: readonly WorkItem[], isTicked: boolean) => void;
  onOpen: (index: number) => void;
  acts: Readonly<Record<string, (index: number) => void>>;
}) {
  useListKeys({ count: items.length, selected, onSelect, onOpen, acts });
  const lines = useMemo(() => linesOf(items, groups), [items, groups]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => ('heading' in lines[index]! ? HEADING : ITEM),
    getItemKey: (index) => {
      const line = lines[index]!;
      return 'heading' in line ? line.heading.key : keyOf(items[line.index]!);
    },
    overscan: 8,
  });
  const selectedLine = lines.findIndex((line) => 'index' in line && line.index === selected);
  useEffect(() => {
    if (selectedLine >= 0) virtual.scrollToIndex(selectedLine, { align: 'auto' });
  }, [selectedLine, virtual]);

  return (
    <div ref={scroller} className={classes.scroller} data-ticking={ticked.size > 0 || undefined}>
      <ul className={classes.items} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((row) => {
          const line = lines[row.index]!;
          const place = { transform: `translateY(${row.start}px)`, height: row.size };
          if ('heading' in line) {
            return (
              <li key={row.key} className={classes.heading} style={place}>
                <h2>{line.heading.title}</h2>
                <span>
                  {line.heading.meaning} · {line.count}
                </span>
              </li>
            );
          }
          const item = items[line.index]!;
          return (
            <li
              key={row.key}
              className={classes.place}
              style={place}
              data-ticked={ticked.has(keyOf(item)) || undefined}
            >
              <Item item={item} isSelected={line.index === selected} onClick={() => onSelect(line.index)} />
              <Checkbox
                className={classes.tick}
                size="xs"
                tabIndex={-1}
                aria-label={`Tick ${item.account.name}: ${item.title}`}
                checked={ticked.has(keyOf(item))}
                onChange={(event) => onTick([item], event.currentTarget.checked)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Item({ item, isSelected, onClick }: { item: WorkItem; isSelected: boolean; onClick: () => void }) {
  const { icon: Icon, word } = KINDS[item.kind];
  return (
    <UnstyledButton
      className={classes.item}
      data-selected={isSelected || undefined}
      aria-current={isSelected || undefined}
      onClick={onClick}
    >
      <Icon size={17} stroke={1.75} className={classes.kind} aria-hidden="true" />
      <span className={classes.what}>
        <span className={classes.first}>
          <span className="visually-hidden">{word}:</span>
          <strong>{item.account.name}</strong>
          <span className={classes.due}>{item.dueAt && <Due at={item.dueAt} because={item.dueBecause} />}</span>
        </span>
        <span className={classes.second}>{item.title}</span>
        <span className={classes.reason}>{item.reason}</span>
      </span>
    </UnstyledButton>
  );
}

function linesOf(items: readonly WorkItem[], groups: readonly ListGroup[]): Line[] {
  return groups.flatMap((heading): Line[] => {
    const indexes = items.flatMap((item, index) => (heading.has(item) ? [{ index }] : []));
    return indexes.length === 0 ? [] : [{ heading, count: indexes.length }, ...indexes];
  });
}
