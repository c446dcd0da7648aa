export const CONNECTIONS = ['connections'] as const;
/** Who the ERP token belongs to. */
export const ERP_ME = ['erp', 'me'] as const;
