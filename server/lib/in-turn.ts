/** Performs pieces of work one after the other, in the order in which they are given. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * For what can do one thing at a time, such as the connection of a transaction. Once a piece of work fails, those after it are not begun and
 * fail with it: whoever gave them all can then let go of the connection.
 */
export function takeTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done;
    return done;
  };
}
