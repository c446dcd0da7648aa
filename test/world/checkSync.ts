import type { BrowserContext } from 'playwright-core';
import { pick } from './chance.ts';
import { keepPicture } from './picture.ts';
import {
  CRM_FIELDS,
  crmField,
  editInCrm,
  erpFields,
  erpRuns,
  openPopup,
  syncedTwins,
  syncNow,
} from './syncing.ts';
import type { Twin } from './twins.ts';
import type { World } from './world.ts';

type Field = keyof (typeof CRM_FIELDS)['hubspot'];

/** One edit, and what both sides hold of it after a sync. */
interface Edited {
  /** Where and what somebody edited: `ERP phone of C001`. */
  readonly edit: string;
  readonly crm: unknown;
  readonly erp: unknown;
  readonly agree: boolean;
  /** Requests of the second sync that would change a CRM's record, and records that it changed in the ERP. */
  readonly secondSyncWrites: number;
}

/** Edits a field on each side of a record of both CRMs, syncs through the popup, and syncs again. */
export const checkSync = async (
  world: World,
  context: BrowserContext,
  seed: number,
  shot: string,
): Promise<readonly Edited[]> => {
  const popup = await openPopup(context);
  // What was linked meets for the first time.
  await syncNow(popup);
  const edits: { readonly twin: Twin; readonly at: string; readonly field: Field; readonly value: string }[] =
    [];
  for (const [index, twin] of pickedTwins(world, seed).entries()) {
    const city = `Neustadt ${seed}-${index}`;
    const phone = `+49 30 5550 ${100 + index}${seed % 10}`;
    const { system } = twin.record;
    editInCrm(world, twin, CRM_FIELDS[system].city, city);
    await world.erp.edit(`customer/${twin.customer}`, { phone });
    edits.push(
      { twin, at: system, field: 'city', value: city },
      { twin, at: 'ERP', field: 'phone', value: phone },
    );
  }
  await syncNow(popup);
  const held = [];
  for (const { twin, at, field, value } of edits) {
    const crm = crmField(world, twin, CRM_FIELDS[twin.record.system][field]);
    const erp = (await erpFields(world, `customer/${twin.customer}`))[field];
    held.push({
      edit: `${at} ${field} of ${twin.customer}`,
      crm,
      erp,
      agree: crm === value && erp === value,
    });
  }
  await keepPicture(popup, shot);
  const before = world.crmWrites.length;
  const second = await syncNow(popup);
  const told = (await erpRuns(world)).filter(({ id }) => id.startsWith(second.id));
  const inErp = told.reduce((sum, { counts: { created, updated } }) => sum + created + updated, 0);
  const secondSyncWrites = world.crmWrites.length - before + inErp;
  await popup.close();
  return held.map((line) => ({ ...line, secondSyncWrites }));
};

/** One of each CRM, of a customer that is linked in this CRM alone: what is edited there has no further to go. */
const pickedTwins = (world: World, seed: number): readonly Twin[] => {
  const salesforce = syncedTwins(world, 'salesforce');
  const hubspot = syncedTwins(world, 'hubspot');
  const only = (own: readonly Twin[], other: readonly Twin[]) =>
    own.filter(({ customer }) => other.every((each) => each.customer !== customer));
  return [
    ...pick(only(salesforce, hubspot), 1, seed * 2),
    ...pick(only(hubspot, salesforce), 1, seed * 2 + 1),
  ];
};
