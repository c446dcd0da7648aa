import type { CustomerDetail } from '../../lib/erp/api/customer.ts';
import { t } from '../../lib/i18n.ts';
import { LinkOutIcon } from './Icons.tsx';

/** Which ERP the figures come from; a deep link where it gave one. Only web addresses are ever followed. */
export function SourceLink({ source }: { source: CustomerDetail['source'] }) {
  const isSafe = source.url !== null && /^https?:/.test(source.url);
  if (!isSafe || source.url === null) return <span>{t('panel.sourceName', [source.label])}</span>;
  return (
    <a
      href={source.url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={t('panel.source', [source.label])}
    >
      {source.label}
      <LinkOutIcon />
    </a>
  );
}
