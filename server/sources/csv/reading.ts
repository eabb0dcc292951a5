/** What came of reading a cell: its value, or what is wrong with it and how to mend it. */
export type Reading<Value> = { readonly value: Value } | Fault;

export interface Fault {
  readonly problem: string;
  readonly mend: string;
}

export function isFault(reading: Reading<unknown>): reading is Fault {
  return 'problem' in reading;
}

/** The text of a cell as a sentence quotes it: on one line, shortened. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `"${line.length > 60 ? `${line.slice(0, 57)}...` : line}"`;
}
