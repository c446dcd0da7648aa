import { type Reading, readAs, refuse } from './reading.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The ERP API's base address out of what people paste: without its `/api/crm` path, query or closing slash. Without a scheme it
 * is https, on this very computer http. Plain http to anywhere else is refused: the token would travel in the open.
 */
export const readErpAddress = (typed: string): Reading => {
  const text = typed.trim();
  if (text === '') return refuse('connections.erp.address.missing');
  const bareHost = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/(:\d+)?([/?#].*)?$/, '');
  const scheme = LOOPBACK.test(bareHost) ? 'http' : 'https';
  const address = URL.parse(text.includes('://') ? text : `${scheme}://${text}`);
  if (!address || !/^https?:$/.test(address.protocol)) return refuse('connections.erp.address.malformed');
  if (address.username || address.password) return refuse('connections.erp.address.credentials');
  if (address.protocol === 'http:' && !LOOPBACK.test(address.hostname))
    return refuse('connections.erp.address.insecure');
  const path = address.pathname.replace(/\/+$/, '').replace(/\/api\/crm$/, '');
  return readAs(`${address.origin}${path}`);
};
