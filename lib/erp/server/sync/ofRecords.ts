import { and, arrayOverlaps, eq, inArray, or, type SQL } from 'drizzle-orm';
import type { RecordRef } from '../../api/record.ts';
import { links } from '../database/schema/links.ts';
import type { LinkRow } from './syncLink.ts';

/*
 * Which links belong to a record. Every part of these conditions has an index that row-level security lets it use; all the records of
 * one kind are one condition, for a condition per record would have the database look at every link for each of them.
 */

/** Of the CRM records with these ids, of today or merged into another; at least one. To be asked within a kind. */
export const ofCrmIds = (ids: readonly string[]): SQL | undefined =>
  or(inArray(links.record, [...ids]), and(links.merged, arrayOverlaps(links.aliases, [...ids])));

/** Of records of one object of one CRM org. */
export const ofCrmKind = ({ system, org, object }: Omit<RecordRef, 'id'>): SQL | undefined =>
  and(eq(links.system, system), eq(links.org, org), eq(links.object, object));

/** Of ERP records, by the ERP's own ids; at least one. */
export const ofErpRecords = (object: LinkRow['erpObject'], ids: readonly string[]): SQL | undefined =>
  and(
    eq(links.erpObject, object),
    object === 'customer'
      ? inArray(links.customer, ids as LinkRow['customer'][])
      : inArray(links.erpRecord, [...ids]),
  );
