/** False, true or unknown. */
export type Truth = 0 | 1 | 2;

export const FALSE = 0;
export const TRUE = 1;
export const UNKNOWN = 2;

/** Kleene "not": unknown stays unknown. */
export function not(a: Truth): Truth {
  return a === UNKNOWN ? UNKNOWN : a === TRUE ? FALSE : TRUE;
}

/** Kleene "and": false decides, else unknown, else true. */
export function and(a: Truth, b: Truth): Truth {
  if (a === FALSE || b === FALSE) return FALSE;
  return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : TRUE;
}

/** Kleene "or": true decides, else unknown, else false. */
export function or(a: Truth, b: Truth): Truth {
  if (a === TRUE || b === TRUE) return TRUE;
  return a === UNKNOWN || b === UNKNOWN ? UNKNOWN : FALSE;
}
