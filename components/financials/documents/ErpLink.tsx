import { pageTemplate, pageUrl } from '../../../lib/erp/api/pageUrl.ts';
import { t } from '../../../lib/i18n.ts';
import type { DetailContext } from './detailContext.ts';

interface ErpLinkProps {
  readonly context: DetailContext;
  readonly kind: 'invoice' | 'creditNote' | 'order' | 'payment' | 'quote';
  readonly id: string;
}

/** The document in the ERP itself, where the ERP API says where that is. Only https, whatever the answer says. */
export function ErpLink({ context, kind, id }: ErpLinkProps) {
  const { label, documentUrl } = context.customer.source;
  const template = documentUrl === null ? null : pageTemplate(documentUrl);
  if (template === null) return null;
  return (
    <a className="erp-link" href={pageUrl(template, kind, id)} target="_blank" rel="noopener noreferrer">
      {t('panel.source', [label])}
    </a>
  );
}
