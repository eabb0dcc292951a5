/** What the server refused, in its own words. `details` name the field, row or line, the problem and the mend. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly details: readonly { readonly at: string; readonly problem: string; readonly mend?: string }[];

  constructor(status: number, message: string, details: ApiProblem['details'] = []) {
    super(message);
    this.name = 'ApiProblem';
    this.status = status;
    this.details = details;
  }
}

type Query = Readonly<Record<string, string | number | boolean | undefined | null>>;

/** The address of a resource of one organisation: `at('acme', 'runs', id)`, with what is asked for after it. */
export function at(organisation: string, ...rest: readonly (string | Query)[]): string {
  const parts = rest.filter((part) => typeof part === 'string').map(encodeURIComponent);
  const asked = new URLSearchParams();
  for (const query of rest) {
    if (typeof query === 'string') continue;
    for (const [key, value] of Object.entries(query)) if (value != null && value !== '') asked.set(key, String(value));
  }
  const path = `/api/organisations/${encodeURIComponent(organisation)}${parts.map((part) => `/${part}`).join('')}`;
  return asked.size > 0 ? `${path}?${asked}` : path;
}

/** Asks the server. Throws an `ApiProblem` with a sentence for the person, also when the server cannot be reached. */
async function call<Answer>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new ApiProblem(0, 'Steward cannot be reached. Nothing you entered is lost; try again in a moment.');
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Answer;
  throw await problemOf(response);
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => null)) as Partial<
    Record<'detail' | 'title' | 'message', string> & { details: ApiProblem['details'] }
  > | null;
  const said = body?.detail ?? body?.message ?? body?.title;
  const fallback =
    response.status >= 500
      ? 'Steward could not do this just now. Nothing was changed; try again in a moment.'
      : `Steward refused this (${response.status}).`;
  return new ApiProblem(response.status, said ?? fallback, body?.details ?? []);
}

export const api = {
  get: <Answer>(path: string, signal?: AbortSignal) => call<Answer>('GET', path, undefined, signal),
  post: <Answer>(path: string, body: unknown = {}) => call<Answer>('POST', path, body),
  put: <Answer>(path: string, body: unknown) => call<Answer>('PUT', path, body),
  patch: <Answer>(path: string, body: unknown) => call<Answer>('PATCH', path, body),
  delete: <Answer = void>(path: string, body?: unknown) => call<Answer>('DELETE', path, body),
};
