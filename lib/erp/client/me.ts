import { FailureError } from '../../failure.ts';
import { parseJson } from '../../http/json.ts';
import { type Me, me as schema } from '../api/me.ts';
import { provenBody } from './provenBody.ts';
import { type Door, exchange } from './request.ts';

/** `GET me`: who the token is, what it may, and the proof that this address is an ERP API of ours. */
export const me =
  (door: Door) =>
  async (signal: AbortSignal): Promise<Me> => {
    const answer = await exchange(door, { method: 'GET', path: 'me', signal });
    if (!namesItself(parseJson(answer.text)))
      throw new FailureError({ code: 'erp.notAnErpApi', status: answer.status });
    return provenBody(answer, schema);
  };

const API_NAME: Me['api']['name'] = 'ledgerside-erp-api';

const namesItself = (body: unknown): boolean =>
  schema.pick({ api: true }).safeParse(body).data?.api.name === API_NAME;
