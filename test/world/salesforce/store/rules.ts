import type { Switchboard } from '../bites/switchboard.ts';
import { Refusal } from '../refusal.ts';
import type { Row, Value } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object.ts';
import type { Store } from './store.ts';

interface World {
  readonly store: Store;
  readonly bites: Switchboard;
}

const same = (a: Value | undefined, b: Value | undefined): boolean =>
  a !== null && a !== undefined && String(a).toLowerCase() === String(b ?? '').toLowerCase();

const living = (world: World, object: ObjectDefinition): readonly Row[] =>
  world.store.rows(object.name).filter((row) => row.IsDeleted !== true);

/** A unique field holds each value once in the whole org, also where the user cannot see the other record. */
export const refuseRepeatedValue = (
  world: World,
  object: ObjectDefinition,
  id: string | null,
  values: Row,
): void => {
  if (!world.bites.isOn('uniqueFields')) return;
  for (const field of object.fields.filter(({ unique }) => unique)) {
    const other = world.store
      .holding(object.name, field.name, values[field.name] ?? null)
      .find((row) => row.IsDeleted !== true && row.Id !== id);
    if (other !== undefined)
      throw new Refusal(
        400,
        'DUPLICATE_VALUE',
        `duplicate value found: ${field.name} duplicates value on record with id: ${other.Id}`,
      );
  }
};

/** A value that is no longer in its restricted picklist; records that have it keep it. */
export const refuseNarrowed = (world: World, object: ObjectDefinition, values: Row): void => {
  const narrowed = world.bites.setting('picklistNarrowed');
  if (narrowed?.object !== object.name || values[narrowed.field] !== narrowed.without) return;
  throw new Refusal(
    400,
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    `bad value for restricted picklist field: ${narrowed.without}`,
    { fields: [narrowed.field] },
  );
};

export const refuseRule = (world: World, object: ObjectDefinition, values: Row): void => {
  const rule = world.bites.setting('validationRule');
  const value = values[rule?.field ?? ''];
  if (rule === null || rule.object !== object.name || typeof value !== 'number' || value <= rule.above)
    return;
  throw new Refusal(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.message, { fields: [rule.field] });
};

/** Body of `duplicateResult`: REST API Developer Guide, "Duplicate Management". */
export const refuseDuplicate = (world: World, object: ObjectDefinition, values: Row): void => {
  const rule = world.bites.setting('duplicateRule');
  if (rule === null || rule.object !== object.name) return;
  const matches = living(world, object).filter((row) => same(values[rule.field], row[rule.field]));
  if (matches.length === 0) return;
  const message = 'Use one of these records?';
  throw new Refusal(400, 'DUPLICATES_DETECTED', message, {
    extra: {
      duplicateResult: {
        allowSave: true,
        duplicateRule: `Standard_${object.name}_Duplicate_Rule`,
        duplicateRuleEntityType: object.name,
        errorMessage: message,
        matchResults: [
          {
            entityType: object.name,
            errors: [],
            matchEngine: 'ExactMatchEngine',
            matchRecords: matches.map((row) => ({
              additionalInformation: [],
              fieldDiffs: [],
              matchConfidence: 100,
              record: { attributes: { type: object.name }, Id: row.Id },
            })),
            rule: `Standard_${object.name}_Match_Rule`,
            size: matches.length,
            success: true,
          },
        ],
      },
    },
  });
};
