import type { Config } from '../config/read-config.ts';
import type { Installation } from './open-installation.ts';

/** What a command works with besides its arguments: where it writes, and how it comes to the installation. */
export interface CommandLine {
  /** Writes a line for who called, or a program, to read: what was asked for, and nothing else. */
  out(line: string): void;
  /** Where progress and advice go. */
  readonly err: Terminal;
  /** Opens the installation, does the work and closes it; with a server that runs, both share the database. */
  open<Result>(work: (installation: Installation, config: Config) => Promise<Result>): Promise<Result>;
  /** Says that something was found wrong: the command line then ends with 1, also though it did what was asked. */
  foundProblems(): void;
}

/** A stream that may be a terminal; then a line on it can be written over. */
export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What every command takes. */
export interface CommonOptions {
  /** The answer as one JSON value instead of text. */
  readonly json?: true;
}

/** Writes the answer: as JSON, or as lines of text. */
export function answer(
  line: CommandLine,
  { json }: CommonOptions,
  value: unknown,
  text: () => readonly string[],
): void {
  if (json) line.out(JSON.stringify(value));
  else for (const one of text()) line.out(one);
}
