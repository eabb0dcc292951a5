/** The project folder. */
export const root: string;

/** Runs the machine's npm in the project folder; throws with npm's words when it fails. */
export function npm(what: string, args: readonly string[]): Promise<void>;
