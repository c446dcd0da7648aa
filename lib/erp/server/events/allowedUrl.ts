const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Whether events may be sent there. Whoever runs the ERP API names the hosts: otherwise an administrator of a company could have it
 * call whatever its network reaches. Unencrypted only on this very machine.
 */
export const isAllowedUrl = (url: string, hosts: ReadonlySet<string>): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, host, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '' || !hosts.has(host)) return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
};
