export type Bucket = 'current' | 'd1_30' | 'd31_60' | 'd61_90' | 'd90plus';

/** Which aging bucket an open amount stands in. What is due on the as-of date itself is not overdue. */
export const bucketOf = (daysPastDue: number): Bucket => {
  if (daysPastDue <= 0) return 'current';
  if (daysPastDue <= 30) return 'd1_30';
  if (daysPastDue <= 60) return 'd31_60';
  if (daysPastDue <= 90) return 'd61_90';
  return 'd90plus';
};
