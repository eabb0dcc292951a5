import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { createApp } from './api/app.ts';
import { explainListenError } from './config/explain-listen-error.ts';
import type { Config } from './config/read-config.ts';
import type { Database } from './database/database.ts';
import { openMailTransport } from './delivery/mail-transport.ts';
import { type FlowTools, jobsOf } from './flow.ts';
import { openSignIn, type SignIn } from './identity/sign-in.ts';
import { startWorker } from './jobs/start-worker.ts';
import type { Log } from './lib/log.ts';
import { scheduleOf } from './schedule.ts';

const WEB_DIRECTORY = fileURLToPath(new URL('../dist/web', import.meta.url));

/** Steward at work: answering requests, performing jobs, or both. */
export interface RunningSteward {
  /** Where it answers, as people type it. */
  readonly url: string;
  readonly signIn: SignIn;
  /** Takes no new requests, finishes those under way and the jobs in hand. */
  stop(): Promise<void>;
}

/** Starts what this process is for (`config.role`) over an open, migrated database. */
export async function startSteward(config: Config, database: Database, log: Log): Promise<RunningSteward> {
  const mail = openMailTransport(config.smtpUrl, config.mailFrom);
  const tools: FlowTools = { database, config, log, mail };
  const recurring = scheduleOf(tools);
  const works = config.role !== 'web';
  const worker = works ? await startWorker(database, jobsOf(tools), recurring, log) : null;
  let isWorking = works;
  worker?.promise.finally(() => {
    isWorking = false;
  });
  const signIn = openSignIn({ identity: database.identity, publicUrl: config.publicUrl, secret: config.secret, log });
  const app = createApp({
    database,
    config,
    log,
    signIn,
    recurring,
    isQueueRunning: () => !works || isWorking,
    webDirectory: WEB_DIRECTORY,
  });
  const server = await listen(app.fetch, config);
  return {
    url: config.publicUrl,
    signIn,
    async stop() {
      await close(server);
      await worker?.stop();
      mail?.close();
    },
  };
}

function listen(fetch: Parameters<typeof serve>[0]['fetch'], config: Config): Promise<Server> {
  const { port, host } = config;
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: host }, () => resolve(server as Server));
    server.once('error', (error) => reject(explainListenError(error, config)));
  });
}

/** Idle connections are closed at once; a request under way has ten seconds. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), 10_000);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
