import type { Import } from '../../../server/api/contract/import.ts';

/** The states of an import in words. */
export const STATES: Readonly<Record<Import['state'], { readonly word: string; readonly color: string }>> = {
  uploaded: { word: 'Not started', color: 'gray' },
  running: { word: 'Running', color: 'iris' },
  completed: { word: 'Done', color: 'green' },
  failed: { word: 'Stopped', color: 'red' },
  undoing: { word: 'Being undone', color: 'iris' },
  undone: { word: 'Undone', color: 'gray' },
};
