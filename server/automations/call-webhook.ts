import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Transaction } from '../context/transaction.ts';
import { organisationOf } from '../identity/organisation.ts';
import { settingsOf } from '../playbooks/actions.ts';
import type { PendingStep } from './pending-step.ts';
import { isPrivateAddress } from './private-address.ts';

const TIMEOUT_MS = 10_000;
/** Answers with which trying again can help; any other 4xx means that the call itself is wrong. */
const PASSING = [408, 425, 429];

/** A call that is ready to be made. */
interface WebhookCall {
  readonly url: string;
  readonly body: string;
  readonly key: string;
  readonly secret: string;
  readonly mayBePrivate: boolean;
}

/** Why a call did not succeed. */
export class WebhookFailure extends Error {
  /** Whether trying again cannot help. */
  readonly isFinal: boolean;

  constructor(message: string, isFinal = false) {
    super(message);
    this.name = 'WebhookFailure';
    this.isFinal = isFinal;
  }
}

/** The secret with which an organisation's webhooks are signed: it follows from that of the installation, and is nobody else's. */
export function webhookSecret(installationSecret: string, organisationId: string): string {
  return createHmac('sha256', installationSecret).update(`webhook ${organisationId}`).digest('hex');
}

/** Everything that a call of this step carries: ids, names and links, and what the playbook adds. No personal data of contacts. */
export async function prepareCall(
  tx: Transaction,
  { run, step, key }: PendingStep,
  config: { readonly secret: string; readonly publicUrl: string },
): Promise<WebhookCall> {
  const { slug, privateWebhooks } = await organisationOf(tx);
  const { url, data } = settingsOf('webhook', step.with);
  const body = JSON.stringify({
    organisation: slug,
    playbook: run.playbookKey,
    run: { id: run.id, number: run.number, url: `${config.publicUrl}/o/${slug}/runs/${run.id}` },
    step: { id: step.id, title: step.title },
    account: { id: run.account.id, name: run.account.name },
    data: data ?? {},
  });
  const secret = webhookSecret(config.secret, tx.organisationId);
  return { url, body, key, secret, mayBePrivate: privateWebhooks };
}

/**
 * Makes the call: JSON by POST, with the key that is the same on every attempt, and a signature: HMAC-SHA256 of `<time>.<body>` in hexadecimal, the time
 * in seconds. Redirects are not followed, and private addresses not called unless that is allowed, whatever the name resolves to at that moment. Throws a
 * `WebhookFailure`.
 */
export async function callWebhook(call: WebhookCall, at = new Date()): Promise<string> {
  const status = await post(call, at);
  const { host } = new URL(call.url);
  if (status >= 200 && status < 300) return `${host} answered ${status}.`;
  const isFinal = status >= 300 && status < 500 && !PASSING.includes(status);
  throw new WebhookFailure(`${host} answered ${status}.`, isFinal);
}

function post({ url, body, key, secret, mayBePrivate }: WebhookCall, at: Date): Promise<number> {
  const { protocol, hostname, host } = new URL(url);
  const address = hostname.replace(/^\[|\]$/g, '');
  const refusal = `${host} is a private address, which webhooks may not call. An admin can allow it in the settings.`;
  if (!mayBePrivate && isIP(address) !== 0 && isPrivateAddress(address)) throw new WebhookFailure(refusal, true);
  const time = Math.floor(at.getTime() / 1000);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const send = protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method: 'POST',
      timeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(!mayBePrivate && { lookup: publicLookup(refusal) }),
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Steward',
        'idempotency-key': key,
        'steward-signature': `t=${time},v1=${signature}`,
      },
    });
    request.on('response', (response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', (error) => {
      if (error instanceof WebhookFailure) return reject(error);
      const isLate = error.name === 'AbortError' || error.name === 'TimeoutError';
      reject(
        new WebhookFailure(
          isLate ? `${host} did not answer within 10 seconds.` : `${host} could not be reached: ${error.message}`,
        ),
      );
    });
    request.end(body);
  });
}

/** Resolves a name, and refuses it when any of its addresses is private; the connection is made to what was checked. */
function publicLookup(refusal: string): LookupFunction {
  return (hostname, options, answer) =>
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return answer(error, '', 0);
      if (addresses.length === 0 || addresses.some(({ address }) => isPrivateAddress(address)))
        return answer(new WebhookFailure(refusal, true), '', 0);
      if (options.all) return answer(null, addresses);
      return answer(null, addresses[0]!.address, addresses[0]!.family);
    });
}
