/**
 * Properties, pipelines and associations have no date-based path in HubSpot's published descriptions yet; the numbered ones end in
 * 2027. So each is asked for where it is described, and where that is no more, under the date of the objects.
 */
const API = 'https://api.hubapi.com/crm';
const API_DATE = '2026-09';

export type Paths = readonly [described: string, dated: string];

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
