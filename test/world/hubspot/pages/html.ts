/** Text for the inside of an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** As strict as the real pages: nothing inline, nothing foreign. `formTargets`: origins a form may end up at. */
export function policy(formTargets: readonly string[] = []): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "frame-src 'self'",
      "frame-ancestors 'self'",
      "base-uri 'none'",
      "object-src 'none'",
      `form-action ${["'self'", ...formTargets].join(' ')}`,
    ].join('; '),
  };
}

/** A whole page around `body`, which is markup already. */
export function page(input: {
  title: string;
  css: string;
  body: string;
  attributes?: string;
  head?: string;
}): string {
  const { title, css, body, attributes = '', head = '' } = input;
  return `<!DOCTYPE html><html lang="en" ${attributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${css}">${head}</head><body>${body}</body></html>`;
}
