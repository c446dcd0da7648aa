/** What the Lightning host sends with every page: nothing from elsewhere, no inline script or style, framed by itself only. */
export const pageHeaders = (apiHost: string): Readonly<Record<string, string>> => ({
  'Content-Type': 'text/html;charset=UTF-8',
  'Content-Security-Policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: https://${apiHost}`,
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "object-src 'none'",
    "base-uri 'self'",
  ].join('; '),
  'X-Frame-Options': 'SAMEORIGIN',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'origin-when-cross-origin',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'Cache-Control': 'no-cache,must-revalidate,max-age=0,no-store,private',
});
