import { useEffect, useRef } from 'react';

interface ListKeys {
  /** How many rows there are, and the selected one; -1 for none. */
  readonly count: number;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly onOpen?: ((index: number) => void) | undefined;
  /** Keys of the list's own: e for done, s for snooze. They get the selected index. */
  readonly acts?: Readonly<Record<string, (index: number) => void>>;
}

/** j and k (and the arrows) move through a list, o and Enter open; not while one types or a dialog is open. */
export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isElsewhere()) return;
      if (press(event.key, latest.current, event.target)) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** Does what the key asks for; whether it asked for anything. */
function press(
  key: string,
  { count, selected, onSelect, onOpen, acts }: ListKeys,
  target: EventTarget | null,
): boolean {
  const isArrowFree = !(target instanceof Element && target.closest('[role="tablist"], [role="radiogroup"]'));
  const by =
    key === 'j' || (key === 'ArrowDown' && isArrowFree)
      ? 1
      : key === 'k' || (key === 'ArrowUp' && isArrowFree)
        ? -1
        : 0;
  if (by !== 0) {
    if (count > 0) onSelect(Math.min(count - 1, Math.max(0, selected < 0 ? 0 : selected + by)));
    return count > 0;
  }
  if (selected < 0 || selected >= count) return false;
  // Enter on a focused link or button is that control's own.
  const isControl = target instanceof Element && target.closest('a, button') !== null;
  if (key === 'o' || (key === 'Enter' && !isControl)) {
    onOpen?.(selected);
    return onOpen !== undefined;
  }
  const act = acts?.[key];
  act?.(selected);
  return act !== undefined;
}

/** Whether keys are text just now. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}

/** Whether the keys belong to a dialog or an open menu; closed menus may wait on the page unseen. */
function isElsewhere(): boolean {
  const places = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]');
  return [...places].some((place) => place.checkVisibility());
}
