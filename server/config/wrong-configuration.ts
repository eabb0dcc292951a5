import { Problem, type ProblemDetail } from '../lib/problem.ts';

/** Settings that cannot be used; the message has one line for each. The command line ends with 2. */
export class WrongConfiguration extends Problem {
  constructor(details: readonly ProblemDetail[]) {
    super(400, details.map(({ problem, mend }) => (mend ? `${problem} ${mend}` : problem)).join('\n'), details);
    this.name = 'WrongConfiguration';
  }
}
