/** What somebody has changed in an asset and not sent yet, as long as the page is open. */
export interface Draft {
  readonly subject: string;
  readonly text: string;
  readonly contact: string | null;
}

const drafts = new Map<string, Draft>();
const keyOf = (run: string, asset: string) => `${run} ${asset}`;

export const draftOf = (run: string, asset: string): Draft | null => drafts.get(keyOf(run, asset)) ?? null;
export const keepDraft = (run: string, asset: string, draft: Draft) => void drafts.set(keyOf(run, asset), draft);
export const forgetDraft = (run: string, asset: string) => void drafts.delete(keyOf(run, asset));
