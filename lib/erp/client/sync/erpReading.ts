import type { ErpId, ServerTime, Version } from '../../../sync/ids.ts';
import type { Cell, Cells, Reading } from '../../../sync/reading.ts';
import type { Stored } from '../../../sync/value.ts';
import type { ErpReading } from '../../api/sync/records.ts';

/** The ERP API answers per record when it changed, not per field, and keeps no history of fields. */
const cellOf = (seen: Stored): Cell => ({ seen, changedAt: null, history: null });

const cellsOf = (fields: Readonly<Record<string, Stored>>): Cells =>
  Object.fromEntries(Object.entries(fields).map(([field, stored]) => [field, cellOf(stored)]));

/** Not since the feed began, so earlier than whatever it is compared with. */
const BEFORE_THE_FEED = 0;

/** A reading of the ERP API as the sync takes it. A field that is not in the answer was not seen. */
export const erpReading = (reading: ErpReading): Reading<ErpId> => {
  switch (reading.kind) {
    case 'found':
      return {
        kind: 'found',
        id: reading.id as ErpId,
        version: reading.version as Version,
        modifiedAt: (reading.modifiedAt ?? BEFORE_THE_FEED) as ServerTime,
        readAt: reading.readAt as ServerTime,
        cells: cellsOf(reading.fields),
        openDocuments: reading.openDocuments,
      };
    case 'deleted':
      return {
        kind: 'deleted',
        mergedInto: null,
        last: reading.fields === null ? null : cellsOf(reading.fields),
      };
    case 'absent':
      return reading;
  }
};
