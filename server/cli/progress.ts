import type { Terminal } from './command-line.ts';

/** How far a longer piece of work is, for whoever waits. */
export interface Progress {
  /** `done` of `total` in whatever unit; `note` is said behind it. */
  update(done: number, total: number, note?: string): void;
  /** Takes the bar away; call it before anything else is written. */
  end(): void;
}

const BAR = 24;
const QUIET_MS = 5000;
const REDRAW_MS = 100;

/** On a terminal a bar that moves, elsewhere a line now and then, and none for what is done in a moment. */
export function showProgress(terminal: Terminal, label: string, now: () => number = Date.now): Progress {
  let last = now();
  let isDrawn = false;
  const line = (done: number, total: number, note: string) => {
    const share = total > 0 ? Math.min(1, done / total) : 1;
    const percent = `${Math.floor(share * 100)}`.padStart(3);
    const filled = Math.round(share * BAR);
    const bar = terminal.isTTY ? ` ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}` : '';
    return `${label}${bar} ${percent} %${note && `  ${note}`}`;
  };
  return {
    update(done, total, note = '') {
      const wait = terminal.isTTY ? (isDrawn ? REDRAW_MS : 0) : QUIET_MS;
      if (now() - last < wait && !(isDrawn && done >= total)) return;
      last = now();
      if (!terminal.isTTY) terminal.write(`${line(done, total, note)}\n`);
      else terminal.write(`\r\x1b[K${line(done, total, note).slice(0, (terminal.columns ?? 80) - 1)}`);
      isDrawn = terminal.isTTY === true;
    },
    end() {
      if (isDrawn) terminal.write('\r\x1b[K');
      isDrawn = false;
    },
  };
}
