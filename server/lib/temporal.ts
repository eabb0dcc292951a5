import { Temporal as polyfill } from 'temporal-polyfill';

/** The language's own Temporal where the runtime has it, the polyfill where it lacks it. */
export const Temporal: typeof polyfill = (globalThis as { Temporal?: typeof polyfill }).Temporal ?? polyfill;
