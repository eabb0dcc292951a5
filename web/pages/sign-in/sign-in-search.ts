/** What the page for signing in keeps in the URL: where one was going, and what went wrong. */
export interface SignInSearch {
  readonly next?: string;
  readonly error?: string;
}

export function readSignInSearch(search: Record<string, unknown>): SignInSearch {
  return {
    ...(typeof search.next === 'string' && search.next.startsWith('/o/') ? { next: search.next } : {}),
    ...(typeof search.error === 'string' ? { error: search.error } : {}),
  };
}
