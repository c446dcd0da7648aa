import type { Resource } from './call.ts';

export const LIMITS_RESOURCE: Resource = {
  path: '/limits',
  methods: {
    GET: {
      answer: (_, org) => ({
        status: 200,
        body: {
          DailyApiRequests: { Max: org.usage.max, Remaining: org.usage.max - org.usage.used },
          DailyBulkV2QueryJobs: { Max: 10_000, Remaining: 10_000 },
          DataStorageMB: { Max: 5_120, Remaining: 4_901 },
        },
      }),
    },
  },
};
