import { and, eq, inArray } from 'drizzle-orm';
import { ruleKey } from '../../../../mapping/ruleKey.ts';
import { readSteps } from '../../../../mapping/transform/registry.ts';
import { fieldMapping, type HeldMapping, type MappingPair } from '../../../api/fieldMapping.ts';
import type { TenantTransaction } from '../../database/database.ts';
import { settingVersions } from '../../database/schema/settings.ts';
import { mappingName, readMapping } from '../settings.ts';

export type KnownRule = HeldMapping['rules'][number];

/** The key that the sync gives a rule, made of what it means; the rule's own where its steps are of another version. */
const keysOf = (rule: KnownRule): readonly string[] => {
  const read = readSteps(rule.steps);
  return 'steps' in read ? [ruleKey({ ...rule, steps: read.steps }), rule.key] : [rule.key];
};

/** Rules of a pair by key: those of today first, then those of the versions that asked. A rule that was taken out keeps its names. */
export const knownRules = async (
  transaction: TenantTransaction,
  tenant: string,
  pair: MappingPair,
  versions: readonly number[],
): Promise<ReadonlyMap<string, KnownRule>> => {
  const { content } = await readMapping(transaction, tenant, pair, 'look');
  const older = await transaction
    .select({ content: settingVersions.content })
    .from(settingVersions)
    .where(
      and(
        eq(settingVersions.tenant, tenant),
        eq(settingVersions.name, mappingName(pair)),
        inArray(settingVersions.version, [...versions]),
      ),
    );
  const rules = new Map<string, KnownRule>();
  for (const mapping of [content, ...older.map((each) => fieldMapping.parse(each.content))]) {
    for (const rule of mapping.rules)
      for (const key of keysOf(rule)) if (!rules.has(key)) rules.set(key, rule);
  }
  return rules;
};
