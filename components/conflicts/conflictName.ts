import type { ConflictItem, ConflictName, ContestedValue } from '../../lib/messaging/conflictMessages.ts';

/** Tells two questions apart, across answers: the questions of a link are told apart by their key. */
export const conflictId = ({ link, key }: ConflictName): string => `${link} ${key}`;

/** The record as a person knows it: by its name in the CRM, else in the ERP, else by its id. */
export const recordTitle = ({ recordName, erpName, record }: ConflictItem): string =>
  recordName ?? erpName ?? record.id;

/** As people of the CRM know the field, else as its API does. */
export const crmFieldText = ({ crmLabel, crmField }: ContestedValue): string => crmLabel ?? crmField;
