import { t } from '../../lib/i18n.ts';
import type { StoppedRun } from '../../lib/messaging/syncMessages.ts';
import { pairName } from '../mapping/pairNames.ts';

/** "Salesforce · Account ↔ Customer · acme.my.salesforce.com": which records, of which org or portal. */
export const runPlace = ({ system, org, object, erpObject }: StoppedRun): string =>
  system === null
    ? t(`mapping.erpObject.${erpObject}`)
    : [t(`crm.${system}`), pairName({ system, object, erpObject }), org]
        .filter((part) => part !== null)
        .join(' · ');
