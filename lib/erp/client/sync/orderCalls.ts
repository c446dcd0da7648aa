import { FailureError } from '../../../failure.ts';
import { parseJson } from '../../../http/json.ts';
import { type Conversion, type ConvertRequest, conversion } from '../../api/convert.ts';
import type { Money } from '../../api/primitives.ts';
import { problem } from '../../api/problem.ts';
import { provenBody } from '../provenBody.ts';
import { type Door, transport } from '../request.ts';
import { statusFailure } from '../statusFailure.ts';

/** `taken`: somebody was first; `order` null = theirs is of a customer out of sight. */
export type Ordered =
  | {
      readonly kind: 'made';
      readonly order: string;
      readonly total: Money;
      readonly draft: Conversion['draftReason'];
    }
  | { readonly kind: 'taken'; readonly order: string | null }
  /** As it stands, it never becomes an order. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** What only changes once somebody has changed something; whatever else is refused is so for the moment. */
const FOR_GOOD: ReadonlySet<string> = new Set([
  'customer.unknown',
  'order.rateUnknown',
  'order.wonBefore',
  'body.invalid',
]);

/** `POST opportunities/convert`. The opportunity is its own idempotency key: however often it is sent, there is one order. */
export const orderCalls = (door: Door) => ({
  convert: async (body: ConvertRequest, key: string, signal: AbortSignal): Promise<Ordered> => {
    const headers = { 'Idempotency-Key': key };
    const path = 'opportunities/convert';
    const answer = await transport(door, { method: 'POST', path, headers, body, signal });
    const said = answer.status < 300 ? undefined : problem.safeParse(parseJson(answer.text)).data;
    if (said?.code === 'opportunity.converted') return { kind: 'taken', order: said.order ?? null };
    if (said !== undefined && FOR_GOOD.has(said.code))
      return { kind: 'refused', code: said.code, message: said.detail ?? said.title };
    const failure = statusFailure(answer, door.now());
    if (failure !== null) throw new FailureError(failure);
    const { order, draftReason } = provenBody(answer, conversion);
    const { id, total: amount, currency } = order;
    return { kind: 'made', order: id, total: { amount, currency }, draft: draftReason };
  },
});
