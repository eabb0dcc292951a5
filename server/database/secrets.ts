import { createHmac } from 'node:crypto';

/** A password or key for one purpose, derived from the installation's secret; 43 URL-safe characters. */
export function deriveSecret(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(`steward:${purpose}`).digest('base64url');
}
