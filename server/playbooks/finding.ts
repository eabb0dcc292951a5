/** A place in a document: lines and columns from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * One thing wrong with a playbook document. An error keeps it from being used; a warning is advice. `code` is stable, `at`
 * names the part (`steps.diagnose.due`), `problem` says what is wrong and `mend` what to do, each in a sentence.
 */
export interface Finding extends Place {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly at: string;
  readonly problem: string;
  readonly mend: string;
}

/** The findings in the order in which a reader of the document meets them. */
export function inReadingOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => a.line - b.line || a.column - b.column || a.code.localeCompare(b.code));
}
