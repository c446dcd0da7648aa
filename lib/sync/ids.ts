declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** A CRM record of one org and object; the CRM's own id is inside. */
export type CrmId = Branded<string, 'CrmId'>;
/** An ERP record, as the ERP API names it. */
export type ErpId = Branded<string, 'ErpId'>;
/** Never reused: unlinking and linking again gives another one. */
export type LinkId = Branded<string, 'LinkId'>;
export type IntentId = Branded<string, 'IntentId'>;
export type RunId = Branded<string, 'RunId'>;
export type FieldName = Branded<string, 'FieldName'>;
/** What a field rule means (both fields and the transformer), not what it is called: see `rule.ts`. */
export type RuleKey = Branded<string, 'RuleKey'>;
export type ConflictKey = Branded<string, 'ConflictKey'>;
/** Whose twin a record is: the same for everybody who would create it. */
export type TwinKey = Branded<string, 'TwinKey'>;
export type OrderKey = Branded<string, 'OrderKey'>;
/** An order as the ERP names it. */
export type OrderId = Branded<string, 'OrderId'>;
export type OpportunityId = Branded<string, 'OpportunityId'>;
/** Grows by one with every change of a link. */
export type Rev = Branded<number, 'Rev'>;
/** Grows with every saved mapping. */
export type MappingVersion = Branded<number, 'MappingVersion'>;
/** A record's version: an ETag, a counter, a time stamp. Only equality means anything. */
export type Version = Branded<string, 'Version'>;
/** Position in the ERP API's change feed; only the ERP API can read it. */
export type Cursor = Branded<string, 'Cursor'>;
/** Milliseconds since 1970 by the clock of the server that said so; never by a client's. */
export type ServerTime = Branded<number, 'ServerTime'>;
