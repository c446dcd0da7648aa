import type { Invoice, Order, Quote } from '../../../lib/erp/api/documents.ts';
import { t } from '../../../lib/i18n.ts';

export type Status = Invoice['status'] | Order['state'] | Quote['state'];

/** A status in the reader's language, so that sorting and filtering go by what is on the screen. */
export const statusWord = (status: Status): string => t(`status.${status}`);
