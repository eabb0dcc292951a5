import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

/** Something that came in under an id of its own: an e-mail under its Message-ID, a call under its Idempotency-Key. */
interface Received {
  readonly id: string;
  readonly content: string;
  readonly isTaken: boolean;
}

/** A mail server and the receiver of webhooks. Both take their time, refuse at times, and keep what comes in. */
export interface Receivers {
  readonly smtpUrl: string;
  readonly hookUrl: string;
  readonly letters: readonly Received[];
  readonly calls: readonly Received[];
  close(): Promise<void>;
}

const MOST_MS = 40;

/** Starts both; they refuse what `refuses` says, one of twelve unless it is given. */
export async function startReceivers(refuses = () => Math.random() < 1 / 12): Promise<Receivers> {
  const letters: Received[] = [];
  const calls: Received[] = [];
  const decide = async () => {
    await pause(Math.random() * MOST_MS);
    return !refuses();
  };
  const mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    async onData(stream, _session, done) {
      const text = await textOf(stream);
      if (text === null) return;
      const end = text.indexOf('\r\n\r\n');
      const id = /^Message-ID: *(\S+)/im.exec(text.slice(0, end))![1]!;
      const isTaken = await decide();
      letters.push({ id, content: text.slice(end), isTaken });
      done(isTaken ? null : Object.assign(new Error('Try again later'), { responseCode: 451 }));
    },
  });
  mail.on('error', () => {}); // whom it talks with is killed in the middle
  const hook = createServer(async (request, response) => {
    const content = await textOf(request);
    if (content === null) return;
    const isTaken = await decide();
    calls.push({ id: String(request.headers['idempotency-key']), content, isTaken });
    response.writeHead(isTaken ? 200 : 503).end();
  });
  mail.listen(0, '127.0.0.1');
  hook.listen(0, '127.0.0.1');
  await Promise.all([once(mail.server, 'listening'), once(hook, 'listening')]);
  return {
    smtpUrl: `smtp://127.0.0.1:${(mail.server.address() as AddressInfo).port}`,
    hookUrl: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`,
    letters,
    calls,
    async close() {
      hook.closeAllConnections();
      hook.close();
      await new Promise<void>((resolve) => mail.close(resolve));
    },
  };
}

/** All of it, or null when who sent it was killed meanwhile. */
async function textOf(stream: AsyncIterable<Buffer>): Promise<string | null> {
  const parts: Buffer[] = [];
  try {
    for await (const part of stream) parts.push(part);
  } catch {
    return null;
  }
  return Buffer.concat(parts).toString('utf8');
}
