export const SYNC_STATUS = ['sync.status'] as const;
export const CONFLICTS = ['conflicts.list'] as const;
export const FAILURES = ['sync.failures'] as const;
