/**
 * Resolves with the first signal that asks this process to end. From the call on, signals no longer end it by
 * themselves, and further ones are ignored: npm and the terminal both pass Ctrl-C on. Call it before anything is started.
 */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
  });
}
