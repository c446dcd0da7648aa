import { and, asc } from 'drizzle-orm';
import { crmObjectOf, referencesOf } from '../../../../mapping/defaults/registry.ts';
import type { HeldMapping } from '../../../api/fieldMapping.ts';
import { recordKey, recordOfKey } from '../../../api/recordKey.ts';
import type { Look, Single } from '../../../api/sync/create.ts';
import { links } from '../../database/schema/links.ts';
import { erpIdOf, type LinkRow } from '../syncLink.ts';
import { visibleLinks } from '../visibility.ts';
import type { LookContext } from './context.ts';
import { erpRecordOf, isLinkOf } from './ends.ts';

interface Waiting {
  readonly kind: 'waiting';
  readonly reason: { readonly code: string; readonly message: string };
  /** The CRM record whose link is missing; null = it names none, and is looked at when it has changed. */
  readonly waitsFor: { readonly object: string; readonly record: string } | null;
}
type Referred = { readonly kind: 'found'; readonly fields: Readonly<Record<string, string>> } | Waiting;
export type WaitsFor = Waiting['waitsFor'];

/** What the twin of a record is given besides the values of its rules: ids of the side that it is made on, by its fields. */
export const referredBy = (context: LookContext, mapping: HeldMapping, row: Look): Promise<Referred> =>
  row.of.side === 'crm' ? referredInErp(context, mapping, row) : referredInCrm(context, mapping, row.of);

const referredInErp = async (
  context: LookContext,
  mapping: HeldMapping,
  { of, references = {} }: Pick<Look, 'of' | 'references'>,
): Promise<Referred> => {
  const { pair } = context;
  const { fields: all, own } = referencesOf(pair);
  const fields: Record<string, string> = {};
  for (const reference of all) {
    const { erpField, to } = reference;
    const object = crmObjectOf(pair.system, reference);
    if (object === null || isMapped(mapping, 'erp', erpField)) continue;
    const named = references[erpField];
    if (named?.kind !== 'value') return waiting(notNamed(to));
    const record = String(named.value);
    const side = { side: 'crm' as const, id: recordKey({ ...pair, object, id: record }) };
    const [link, second] = await seenLinks(context, { object, to, of: side });
    if (link === undefined) return waiting(notLinked(to), { object, record });
    const chosen = second === undefined ? link : await chosenFor(context, to, of);
    if (chosen === null) {
      const own = recordOfKey(of.id);
      return waiting(several(to), own === null ? null : { object: own.object, record: own.id });
    }
    fields[erpField] = erpRecordOf(erpIdOf(chosen));
  }
  if (own !== null && !isMapped(mapping, 'erp', own)) fields[own] = of.id;
  return { kind: 'found', fields };
};

/** Whose it is, as a person has said by linking this very record as well. */
const chosenFor = async (
  context: LookContext,
  to: LinkRow['erpObject'],
  of: Single,
): Promise<LinkRow | null> => {
  const [own, other] = await seenLinks(context, { object: context.pair.object, to, of });
  return other === undefined ? (own ?? null) : null;
};

/**
 * Where several records of the org are linked with one customer it is the one that was linked first: the same for everybody, and a
 * person can move what was made.
 */
const referredInCrm = async (context: LookContext, mapping: HeldMapping, of: Single): Promise<Referred> => {
  const { transaction, actor, pair, records } = context;
  const fields: Record<string, string> = {};
  const [reading] = (await records?.read(transaction, actor, [of.id])) ?? [];
  for (const reference of referencesOf(pair).fields) {
    const { crmField, erpField, to } = reference;
    const object = crmObjectOf(pair.system, reference);
    if (object === null || isMapped(mapping, 'crm', crmField)) continue;
    const named = reading?.kind === 'found' ? reading.fields[erpField] : undefined;
    if (named?.kind !== 'value') return waiting(notNamed(to));
    const side = { side: 'erp' as const, id: `${to}/${named.value}` };
    const [link] = await seenLinks(context, { object, to, of: side });
    if (link === undefined) return waiting(notLinked(to));
    fields[crmField] = link.record;
  }
  return { kind: 'found', fields };
};

const isMapped = ({ rules }: HeldMapping, side: 'erp' | 'crm', name: string): boolean =>
  rules.some(({ flow: { direction }, erpField, crmField }) =>
    side === 'erp' ? direction !== 'toCrm' && erpField === name : direction !== 'toErp' && crmField === name,
  );

/** Oldest first. */
const seenLinks = (
  { transaction, actor, pair }: LookContext,
  { object, to, of }: { readonly object: string; readonly to: LinkRow['erpObject']; readonly of: Single },
): Promise<readonly LinkRow[]> =>
  transaction
    .select()
    .from(links)
    .where(and(visibleLinks(actor), isLinkOf({ ...pair, object, erpObject: to }, of)))
    .orderBy(asc(links.createdAt), asc(links.id))
    .limit(2);

const waiting = (reason: Waiting['reason'], waitsFor: Waiting['waitsFor'] = null): Waiting => ({
  kind: 'waiting',
  reason,
  waitsFor,
});

/** The same where the caller does not see the link: nobody learns that there is one. */
const notLinked = (to: string): Waiting['reason'] => ({
  code: 'reference.notLinked',
  message: `The ${to} that it belongs to is not linked yet. It is made as soon as that is.`,
});
const notNamed = (to: string): Waiting['reason'] => ({
  code: 'reference.none',
  message: `It names no ${to} that it belongs to. It is made as soon as it does.`,
});
const several = (to: string): Waiting['reason'] => ({
  code: 'reference.several',
  message: `What it belongs to is linked with more than one ${to}. Link this record itself with the right one: it is made then.`,
});
