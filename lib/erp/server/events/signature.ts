import { createHmac } from 'node:crypto';

/** What proves to a receiver that it was us, and when: `t=SECONDS,v1=HMAC-SHA256(secret, "SECONDS.body")` in hex. */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
