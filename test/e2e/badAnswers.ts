import type { Scripted } from '../world/erpStandIn.ts';
import { refused } from './badDay.ts';

export interface BadAnswer {
  readonly name: string;
  readonly answer: Scripted;
  readonly says: string;
  /** What the panel offers besides its Refresh. */
  readonly way: 'Retry' | 'Refresh sync' | 'Reconnect' | 'Open settings' | 'Back';
  /** hidden: who is no longer known to be allowed sees nothing of what was read. */
  readonly figures: 'kept' | 'hidden';
}

/** Answers of an ERP API that are none, told by a stand-in for it: the story walks this table in a browser, and `states.ts` quotes it. */
export const BAD_ANSWERS: readonly BadAnswer[] = [
  {
    name: '400',
    answer: refused(400, 'request.invalid'),
    says: 'Invalid ERP configuration. Check settings.',
    way: 'Open settings',
    figures: 'kept',
  },
  {
    name: '401',
    answer: refused(401, 'token.expired'),
    says: 'ERP authentication expired. Reconnect.',
    way: 'Reconnect',
    figures: 'hidden',
  },
  {
    name: '403',
    answer: refused(403, 'role.forbidden'),
    says: "You don't have permission.",
    way: 'Back',
    figures: 'hidden',
  },
  {
    name: '404',
    answer: refused(404, 'route.unknown'),
    says: 'The ERP API does not know this record.',
    way: 'Refresh sync',
    figures: 'hidden',
  },
  {
    name: '409',
    answer: refused(409, 'link.changed'),
    says: 'Sync conflict detected. Review and resolve.',
    way: 'Retry',
    figures: 'kept',
  },
  {
    name: '422',
    answer: refused(422, 'body.invalid'),
    says: 'Validation failed. Check field mapping.',
    way: 'Open settings',
    figures: 'kept',
  },
  {
    name: '500',
    answer: refused(500, 'internal'),
    says: 'Something went wrong. Try again.',
    way: 'Retry',
    figures: 'kept',
  },
  {
    name: 'HTML instead of JSON',
    answer: {
      status: 200,
      type: 'text/html',
      body: '<!doctype html><title>Sign in to the network</title>',
    },
    says: 'This address answers, but not as an ERP API.',
    way: 'Retry',
    figures: 'kept',
  },
  {
    name: 'a captive portal',
    answer: {
      status: 200,
      type: 'text/html',
      body: '<!doctype html><title>Wi-Fi</title>',
      byStranger: true,
    },
    says: 'The ERP API does not answer. Check your network or VPN.',
    way: 'Retry',
    figures: 'kept',
  },
  {
    name: 'an answer that fails its schema',
    answer: { status: 200, body: '{"record":7,"links":[],"customers":[]}', path: '/record-view' },
    says: 'The ERP API sent an answer that cannot be read.',
    way: 'Retry',
    figures: 'kept',
  },
];
