import type { CrmId, ErpId, LinkId } from '../../sync/ids.ts';
import type { Dirty } from '../../sync/ports.ts';

export const dirtyKey = ({ kind, id }: Dirty): string => `${kind}:${id}`;

/** null = a text that `dirtyKey` did not write. */
export const dirtyOf = (key: string): Dirty | null => {
  const end = key.indexOf(':');
  const id = key.slice(end + 1);
  switch (key.slice(0, end)) {
    case 'crm':
      return { kind: 'crm', id: id as CrmId };
    case 'erp':
      return { kind: 'erp', id: id as ErpId };
    case 'link':
      return { kind: 'link', id: id as LinkId };
    default:
      return null;
  }
};
