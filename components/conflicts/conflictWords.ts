import { t } from '../../lib/i18n.ts';
import type { ConflictChoice, ConflictItem } from '../../lib/messaging/conflictMessages.ts';

/** "Salesforce", "HubSpot" or "ERP". */
export const sideText = (side: 'crm' | 'erp', { record }: Pick<ConflictItem, 'record'>): string =>
  side === 'erp' ? t('sync.side.erp') : t(`crm.${record.system}`);

/** Why this is asked. */
export const reasonText = (conflict: ConflictItem): string => {
  const side = conflict.side === null ? '' : sideText(conflict.side, conflict);
  switch (conflict.kind) {
    case 'fields':
      return t(`conflict.reason.${conflict.reason ?? 'bothChanged'}`);
    case 'overwritten':
      return t('conflict.reason.overwritten', [side]);
    case 'delete':
      return t('conflict.reason.delete', [side]);
    case 'survivorLinked':
      return t('conflict.reason.survivorLinked', [t(`crm.${conflict.record.system}`)]);
  }
};

/** "Use Salesforce", "Use HubSpot", "Use ERP", or that a notice was read. */
export const choiceText = (choice: ConflictChoice, { record }: Pick<ConflictItem, 'record'>): string => {
  switch (choice) {
    case 'crm':
      return t(`conflict.use.${record.system}`);
    case 'erp':
      return t('conflict.use.erp');
    case 'seen':
      return t('conflict.use.seen');
  }
};

/** What the decision does, in one sentence, where it is about more than the fields that are shown. */
export const consequenceText = (conflict: ConflictItem, choice: ConflictChoice): string => {
  const { kind, side } = conflict;
  if (choice === 'seen') return t('conflict.does.seen');
  if (kind === 'delete' && side !== null) {
    const other = sideText(side === 'crm' ? 'erp' : 'crm', conflict);
    return t(choice === side ? 'conflict.does.archive' : 'conflict.does.keep', [other]);
  }
  if (conflict.fields.length === 0) return t('conflict.does.decided');
  const to = sideText(choice === 'crm' ? 'erp' : 'crm', conflict);
  return t('conflict.does.write', [to], conflict.fields.length);
};
