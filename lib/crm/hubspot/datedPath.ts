/** HubSpot's dated API, which takes over from the numbered ones in 2027. */
export const API_DATE = '2026-09';

/**
 * The generated client knows numbered paths only. Objects are sent to their dated path; associations and properties have no
 * dated one in HubSpot's published descriptions yet and stay where they are.
 */
export const datedUrl = (url: string): string =>
  url.replace(/^(https?:\/\/[^/]+)\/crm\/v3\/objects\//, `$1/crm/objects/${API_DATE}/`);
