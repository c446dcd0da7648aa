import type { ErpField } from '../../../api/erpFields.ts';
import type { MappingPair } from '../../../api/fieldMapping.ts';
import { linkId } from '../../../api/primitives.ts';
import type { ConflictView, Decision } from '../../../api/sync/conflicts.ts';
import type { Conflict } from '../../../api/sync/link.ts';
import type { ErpReading } from '../../../api/sync/records.ts';
import type { Stored } from '../../../api/sync/values.ts';
import { readCompany } from '../../../sources/embedded/company.ts';
import type { ErpRecords } from '../../../sources/records.ts';
import type { TenantTransaction } from '../../database/database.ts';
import type { Actor } from '../actor.ts';
import { canonicalJson } from '../ledger/canonical.ts';
import { mappingName, readConfig } from '../settings.ts';
import { crmIdOf, erpIdOf, type LinkRow } from '../syncLink.ts';
import { type KnownRule, knownRules } from './knownRules.ts';
import { seenOf } from './seen.ts';
import { type Amounts, currencyOf, HEADLINE, type Stake, stakeOf } from './stake.ts';
import type { Standing } from './standing.ts';
import { isAbove } from './threshold.ts';

export interface ViewPorts {
  readonly records: ErpRecords | null;
  readonly now: Date;
}

/** Questions as a person reads them: with names, both values, who changed what, and the money at stake. */
export const viewConflicts = async (
  transaction: TenantTransaction,
  actor: Actor,
  standing: readonly Standing[],
  { records, now }: ViewPorts,
): Promise<ConflictView[]> => {
  if (standing.length === 0) return [];
  const { tenant } = actor;
  const company = await readCompany(transaction, tenant, now);
  const { highValue } = (await readConfig(transaction, tenant, 'look')).content;
  const readingOf = await readingsOf(transaction, actor, standing, records);
  const rulesOf = await rulesOfPairs(transaction, tenant, standing);
  const views: ConflictView[] = [];
  for (const each of standing) {
    const { link } = each;
    const known = {
      rules: rulesOf(link),
      fields: records?.fields(link.erpObject) ?? [],
      reading: readingOf(link),
      companyCurrency: company?.currency ?? null,
    };
    const stake = stakeIn(each, known);
    const needsSecond = await isAbove(transaction, tenant, stake, highValue, company);
    views.push({ ...viewOf(each, known), atStake: stake.kind === 'money' ? stake.money : null, needsSecond });
  }
  return views;
};

interface Known {
  readonly rules: ReadonlyMap<string, KnownRule>;
  readonly fields: readonly ErpField[];
  readonly reading: ErpReading;
  readonly companyCurrency: string | null;
}

const ABSENT: ErpReading = { kind: 'absent' };

const readingsOf = async (
  transaction: TenantTransaction,
  actor: Actor,
  standing: readonly Standing[],
  records: ErpRecords | null,
): Promise<(link: LinkRow) => ErpReading> => {
  const ids = [...new Set(standing.map(({ link }) => erpIdOf(link)))];
  const readings = records === null ? [] : await records.read(transaction, actor, ids);
  const byId = new Map(ids.map((id, index) => [id, readings[index] ?? ABSENT]));
  return (link) => byId.get(erpIdOf(link)) ?? ABSENT;
};

const pairOf = ({ system, object, erpObject }: LinkRow): MappingPair => ({ system, object, erpObject });

const rulesOfPairs = async (
  transaction: TenantTransaction,
  tenant: string,
  standing: readonly Standing[],
): Promise<(link: LinkRow) => ReadonlyMap<string, KnownRule>> => {
  const byPair = new Map<string, ReadonlyMap<string, KnownRule>>();
  for (const [name, of] of Map.groupBy(standing, ({ link }) => mappingName(pairOf(link)))) {
    const [first] = of;
    if (first === undefined) continue;
    const versions = [...new Set(of.flatMap(({ row }) => row.mapping ?? []))];
    byPair.set(name, await knownRules(transaction, tenant, pairOf(first.link), versions));
  }
  return (link) => byPair.get(mappingName(pairOf(link))) ?? new Map();
};

const heldBy = (reading: ErpReading): Readonly<Record<string, Stored>> =>
  reading.kind === 'absent' ? {} : (reading.fields ?? {});

const isSame = (one: Stored, other: Stored): boolean => canonicalJson(one) === canonicalJson(other);

const contestedIn = (conflict: Conflict) => (conflict.kind === 'fields' ? conflict.fields : []);

const fieldsOf = (
  { row, link }: Standing,
  { rules, fields, reading, companyCurrency }: Known,
): ConflictView['fields'] =>
  contestedIn(row.conflict).map(({ rule, crm, erp }) => {
    const { crmField = null, erpField = null } = rules.get(rule) ?? {};
    const field = fields.find(({ name }) => name === erpField);
    const held = heldBy(reading);
    const now = erpField === null ? undefined : held[erpField];
    const base = link.base[rule];
    return {
      rule,
      crmField,
      erpField,
      label: field?.label ?? null,
      type: field?.type ?? null,
      currency: currencyOf(field, held, companyCurrency),
      base: base === undefined ? null : { crm: base.crm, erp: base.erp },
      crm,
      erp,
      erpNow: now === undefined || isSame(now, erp) ? null : now,
    };
  });

/** Amounts among the values in question; of a whole record, the one that it stands for. */
const stakeIn = ({ row: { conflict }, link }: Standing, known: Known): Stake => {
  const { rules, fields, reading, companyCurrency } = known;
  const held = heldBy(reading);
  const amountOf = (erpField: string | undefined, values: readonly Stored[]): Amounts[] => {
    const field = fields.find(({ name }) => name === erpField);
    if (field?.type !== 'amount') return [];
    return [{ currency: currencyOf(field, held, companyCurrency), values }];
  };
  switch (conflict.kind) {
    case 'fields':
      return stakeOf(
        conflict.fields.flatMap(({ rule, crm, erp }) => amountOf(rules.get(rule)?.erpField, [crm, erp])),
      );
    case 'overwritten':
      return stakeOf(amountOf(rules.get(conflict.rule)?.erpField, conflict.values));
    case 'delete': {
      const headline = HEADLINE[link.erpObject];
      const amount = headline === null ? undefined : held[headline];
      return stakeOf(headline === null || amount === undefined ? [] : amountOf(headline, [amount]));
    }
    case 'survivorLinked':
      return { kind: 'none' };
  }
};

/** Not even a person turns a one-way flow round. Of a survivor with a link of its own, one of the two links has to be ended. */
const choicesOf = (conflict: Conflict, rules: ReadonlyMap<string, KnownRule>): Decision[] => {
  switch (conflict.kind) {
    case 'fields':
      return (['crm', 'erp'] as const).filter((side) =>
        conflict.fields.every(({ rule }) => {
          const direction = rules.get(rule)?.flow.direction;
          return (
            direction === undefined || direction === 'both' || (direction === 'toErp') === (side === 'crm')
          );
        }),
      );
    case 'overwritten':
      return ['seen'];
    case 'delete':
      return ['crm', 'erp'];
    case 'survivorLinked':
      return [];
  }
};

const NOBODY = { at: null, by: null, of: 'record' } as const;

const sideOf = (conflict: Conflict): ConflictView['side'] => {
  if (conflict.kind === 'delete') return conflict.deleted;
  return conflict.kind === 'overwritten' ? conflict.side : null;
};

const viewOf = (each: Standing, known: Known): Omit<ConflictView, 'atStake' | 'needsSecond'> => {
  const { row, link } = each;
  const { conflict } = row;
  const name = heldBy(known.reading).name ?? heldBy(known.reading).number;
  return {
    link: linkId.parse(link.id),
    key: row.key,
    rev: link.rev,
    seen: seenOf(conflict),
    kind: conflict.kind,
    reason: conflict.kind === 'fields' ? conflict.reason : null,
    crm: crmIdOf(link),
    erp: erpIdOf(link),
    erpName: name?.kind === 'value' ? String(name.value) : null,
    fields: fieldsOf(each, known),
    overwritten: conflict.kind === 'overwritten' ? [...conflict.values] : [],
    side: sideOf(conflict),
    survivor: conflict.kind === 'survivorLinked' ? conflict.survivor : null,
    changed: { crm: { ...NOBODY, ...row.crmChanged }, erp: { ...NOBODY, ...row.erpChanged } },
    choices: choicesOf(conflict, known.rules),
    proposed: row.proposed,
    decided: row.decided,
    openedAt: row.openedAt.toISOString(),
    run: row.run,
    mapping: row.mapping,
  };
};
