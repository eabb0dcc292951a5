/** What the register keeps in the URL. */
export interface EscalationsSearch {
  readonly status?: 'resolved' | 'closed' | undefined;
  readonly level?: string | undefined;
  readonly owner?: string | undefined;
  readonly text?: string | undefined;
  readonly sort?: string | undefined;
  /** The escalation that the keyboard is at. */
  readonly selected?: string | undefined;
}

const TEXTS = ['level', 'owner', 'text', 'sort', 'selected'] as const;

/** The search as texts: the router reads `level=3` as a number. */
export function readEscalationsSearch(search: Record<string, unknown>): EscalationsSearch {
  return {
    ...(search.status === 'resolved' || search.status === 'closed' ? { status: search.status } : {}),
    ...Object.fromEntries(
      TEXTS.filter((key) => ['string', 'number'].includes(typeof search[key]) && search[key] !== '').map((key) => [
        key,
        String(search[key]),
      ]),
    ),
  };
}
