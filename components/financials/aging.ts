import type { CompanyFigures } from '../../lib/erp/api/figures.ts';
import type { Bucket } from '../../lib/finance/bucket.ts';
import type { MessageKey } from '../../lib/i18n.ts';

export type Aging = Pick<CompanyFigures, Bucket>;

/** In the order of their days past due. */
export const BUCKETS = {
  current: 'aging.current',
  d1_30: 'aging.d1.30',
  d31_60: 'aging.d31.60',
  d61_90: 'aging.d61.90',
  d90plus: 'aging.d90plus',
} as const satisfies { readonly [B in Bucket]: MessageKey };
export const BUCKET_IDS = Object.keys(BUCKETS) as readonly Bucket[];

/** Each bucket's part of the bar in percent. A bucket below zero (more credited than billed) has no length. */
export const shares = (aging: Aging): Readonly<Record<Bucket, number>> => {
  const total = BUCKET_IDS.reduce((sum, id) => sum + Math.max(0, aging[id]), 0);
  const share = (id: Bucket): number => (total === 0 ? 0 : (Math.max(0, aging[id]) / total) * 100);
  return {
    current: share('current'),
    d1_30: share('d1_30'),
    d31_60: share('d31_60'),
    d61_90: share('d61_90'),
    d90plus: share('d90plus'),
  };
};
