export const CONNECTIONS = ['connections'] as const;
/** Who the ERP token belongs to. */
export const ERP_ME = ['erp', 'me'] as const;
export const OFFLINE_READING = ['offlineReading'] as const;
/** Everything that the mapping page has read. */
export const MAPPINGS = ['mapping'] as const;
export const SYNC_SETTINGS = ['sync.settings'] as const;
/** What the company has switched on. */
export const COMPANY_SYNC = ['sync.company'] as const;
