const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address of an ERP API as it is kept: https (http on this machine only: a token never crosses a network in the clear), no
 * user, query or fragment, no trailing slash, and without the `/api/crm` that is appended to it. null = not such an address.
 */
export const erpAddress = (text: string): string | null => {
  const typed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(withScheme)) return null;
  const { protocol, hostname, origin, pathname, username, password } = new URL(withScheme);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
  if (!isSafe || username !== '' || password !== '') return null;
  return (
    origin +
    pathname
      .replace(/\/+$/, '')
      .replace(/\/api\/crm$/, '')
      .replace(/\/+$/, '')
  );
};
