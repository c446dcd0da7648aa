import type { MappingPair } from '../../lib/erp/api/fieldMapping.ts';
import { t } from '../../lib/i18n.ts';

/** A pair as one text, to compare by. */
export const pairId = ({ system, object, erpObject }: MappingPair): string =>
  `${system}/${object}/${erpObject}`;

/** "Account ↔ Customer": the CRM's own word, beginning with a capital as its pages write it. */
export const pairName = ({ object, erpObject }: MappingPair): string =>
  t('mapping.pair', [object.charAt(0).toUpperCase() + object.slice(1), t(`mapping.erpObject.${erpObject}`)]);
