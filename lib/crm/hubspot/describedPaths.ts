import { FailureError } from '../../failure.ts';
import type { HttpAnswer } from '../../http/call.ts';
import type { CrmCall } from '../authorizedCall.ts';
import { API_DATE } from './datedPath.ts';

/**
 * Properties, pipelines and associations have no date-based path in HubSpot's published descriptions yet; the numbered ones end in
 * 2027. So each is asked for where it is described, and where that is no more, under the date of the objects.
 */
const API = 'https://api.hubapi.com/crm';

export type Paths = readonly [first: string, otherwise: string];

export const propertiesPaths = (object: string): Paths => [
  `${API}/v3/properties/${object}`,
  `${API}/properties/${API_DATE}/${object}`,
];
export const pipelinesPaths = (object: string): Paths => [
  `${API}/v3/pipelines/${object}`,
  `${API}/pipelines/${API_DATE}/${object}`,
];
export const associationsPaths = (from: string, to: string): Paths => [
  `${API}/v4/associations/${from}/${to}/batch/read`,
  `${API}/associations/${API_DATE}/${from}/${to}/batch/read`,
];

/** Joins one record with another, under the plain type between the two. */
export const joinPaths = (from: string, id: string, to: string, toId: string): Paths => [
  `${API}/v4/objects/${from}/${id}/associations/default/${to}/${toId}`,
  `${API}/objects/${API_DATE}/${from}/${id}/associations/default/${to}/${toId}`,
];
/** Parts two records, however they are joined. */
export const partPaths = (from: string, id: string, to: string, toId: string): Paths => [
  `${API}/v4/objects/${from}/${id}/associations/${to}/${toId}`,
  `${API}/objects/${API_DATE}/${from}/${id}/associations/${to}/${toId}`,
];

/** Who a user is, by the id that histories name them with. Wants `crm.objects.owners.read`. */
export const ownerPaths = (userId: string): Paths => [
  `${API}/v3/owners/${userId}?idProperty=userId`,
  `${API}/owners/${API_DATE}/${userId}?idProperty=userId`,
];

/** The other way round: this one is described under its date. */
export const accountPaths: Paths = [
  `https://api.hubapi.com/account-info/${API_DATE}/details`,
  'https://api.hubapi.com/account-info/v3/details',
];

/** The answer from where it is described, else from where it moved to. Rejects with `FailureError`. */
export const getEither = async (call: CrmCall, [first, otherwise]: Paths): Promise<HttpAnswer> => {
  try {
    return await call({ method: 'GET', url: first });
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'crm.notFound')
      return call({ method: 'GET', url: otherwise });
    throw error;
  }
};
