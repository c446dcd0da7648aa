import type { CompanyFigures } from '../../lib/erp/api/figures.ts';
import type { MessageKey } from '../../lib/i18n.ts';

export type Bucket = 'current' | 'd1_30' | 'd31_60' | 'd61_90' | 'd90plus';
export type Aging = Pick<CompanyFigures, Bucket>;

/** In the order of their days past due. */
export const BUCKETS: readonly { readonly id: Bucket; readonly label: MessageKey }[] = [
  { id: 'current', label: 'aging.current' },
  { id: 'd1_30', label: 'aging.d1.30' },
  { id: 'd31_60', label: 'aging.d31.60' },
  { id: 'd61_90', label: 'aging.d61.90' },
  { id: 'd90plus', label: 'aging.d90plus' },
];

/** Each bucket's part of the bar in percent. A bucket below zero (more credited than billed) has no length. */
export const shares = (aging: Aging): Readonly<Record<Bucket, number>> => {
  const total = BUCKETS.reduce((sum, { id }) => sum + Math.max(0, aging[id]), 0);
  const share = (id: Bucket): number => (total === 0 ? 0 : (Math.max(0, aging[id]) / total) * 100);
  return {
    current: share('current'),
    d1_30: share('d1_30'),
    d31_60: share('d31_60'),
    d61_90: share('d61_90'),
    d90plus: share('d90plus'),
  };
};
