/** One finding about input: which field, row or line, what is wrong, how to mend it. */
export interface ProblemDetail {
  readonly at: string;
  readonly problem: string;
  readonly mend?: string;
}

/** An error meant for the person who caused it; the API answers with its status, the command line prints its message. */
export class Problem extends Error {
  readonly status: number;
  readonly details: readonly ProblemDetail[];

  constructor(status: number, message: string, details: readonly ProblemDetail[] = []) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.details = details;
  }
}

/** Makes a `Problem`: HTTP status, one sentence that says what to do, and details by field, row or line. */
export function problem(status: number, message: string, details: readonly ProblemDetail[] = []): Problem {
  return new Problem(status, message, details);
}

/** The answer for a thing that is not there, or not there for this organisation: both look the same from outside. */
export function notFound(thing: string): Problem {
  return new Problem(404, `This ${thing} does not exist, or you may not see it.`);
}
