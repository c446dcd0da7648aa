import { type ErrorDetail, HubspotError, invalid, notFound } from '../errors.ts';
import { deriveFromStage } from './dealStage.ts';
import type { ObjectType } from './objectTypes.ts';
import { keyOf, type Portal } from './portal.ts';
import { normalise } from './propertyValue.ts';
import { CrmRecord, type Source } from './record.ts';

type Sent = Readonly<Record<string, string>>;
type Kept = ReadonlyMap<string, string | null>;

/** Creates a record. Refuses with 400 (values) or 409 (a contact with that e-mail exists). */
export function createRecord(portal: Portal, type: ObjectType, sent: Sent, source: Source): CrmRecord {
  const kept = checkValues(portal, type, sent, null);
  const at = portal.world.now();
  const record = portal.add(new CrmRecord(type, portal.nextId(), at));
  put(portal, record, kept, source);
  return record;
}

/** Changes a record, property by property; '' clears. */
export function updateRecord(portal: Portal, record: CrmRecord, sent: Sent, source: Source): CrmRecord {
  put(portal, record, checkValues(portal, record.type, sent, record), source);
  return record;
}

/**
 * Merges `loser` into `winner`. HubSpot makes a record with a **new** id for contacts and companies, and both old ids answer with
 * it from then on.
 */
export function mergeRecords(portal: Portal, winner: CrmRecord, loser: CrmRecord): CrmRecord {
  if (winner === loser) throw invalid('A record cannot be merged with itself.');
  const at = portal.world.now();
  const source: Source = { sourceType: 'MERGE_OBJECTS', sourceId: `${winner.id}:${loser.id}` };
  const survivor = portal.world.bites.on('mergedIds')
    ? portal.add(new CrmRecord(winner.type, portal.nextId(), Math.min(winner.createdAt, loser.createdAt)))
    : winner;
  const properties = new Set([...loser.history.keys(), ...winner.history.keys()]);
  for (const property of properties) {
    survivor.write(property, winner.value(property) ?? loser.value(property), at, source);
  }
  const earlier = [winner, loser].flatMap((record) => record.value('hs_merged_object_ids')?.split(';') ?? []);
  // That the ids of earlier merges are kept is unconfirmed.
  const merged = [...new Set([winner.id, loser.id, ...earlier])].filter((id) => id !== survivor.id);
  survivor.write('hs_merged_object_ids', merged.join(';'), at, source);
  for (const old of [winner, loser].filter((record) => record !== survivor)) {
    old.mergedInto = survivor.id;
    portal.associations.move(keyOf(old), keyOf(survivor));
  }
  return survivor;
}

function put(portal: Portal, record: CrmRecord, kept: Kept, source: Source): void {
  const at = portal.world.now();
  for (const [name, value] of kept) record.write(name, value, at, source);
  deriveFromStage(portal.pipelines[record.type.name], record, at, source);
}

/** What would be kept of the values sent. Throws 400 or 409, and changes nothing. */
export function checkValues(portal: Portal, type: ObjectType, sent: Sent, existing: CrmRecord | null): Kept {
  const definitions = portal.definitions(type.name);
  const kept = new Map<string, string | null>();
  const problems: { name: string; code: string; message: string }[] = [];
  for (const [name, value] of Object.entries(sent)) {
    const definition = definitions.get(name);
    if (definition === undefined) {
      problems.push({ name, code: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` });
      continue;
    }
    if (definition.readOnly) {
      problems.push({
        name,
        code: 'READ_ONLY_VALUE',
        message: `"${name}" is a read only property; its value cannot be set.`,
      });
      continue;
    }
    const normalised = portal.world.bites.on('valuesRewritten')
      ? normalise(definition, value)
      : { ok: true as const, value };
    if (!normalised.ok) problems.push({ name, code: normalised.code, message: normalised.message });
    else kept.set(name, normalised.value);
  }
  problems.push(...stageProblems(portal, type, kept, existing), ...ruleProblems(portal, type, kept));
  if (problems.length > 0) throw propertiesNotValid(problems);
  refuseDuplicate(portal, type, kept, existing);
  return kept;
}

function stageProblems(portal: Portal, type: ObjectType, kept: Kept, existing: CrmRecord | null) {
  const pipelines = portal.pipelines[type.name];
  const names = type.name === 'orders' ? ['hs_pipeline', 'hs_pipeline_stage'] : ['pipeline', 'dealstage'];
  const [pipelineName = '', stageName = ''] = names;
  const stage = kept.get(stageName);
  if (pipelines === undefined || stage === undefined || stage === null) return [];
  const pipelineId = kept.get(pipelineName) ?? existing?.value(pipelineName) ?? pipelines[0]?.id;
  const stages =
    pipelines.find((pipeline) => pipeline.id === pipelineId)?.stages.map((each) => each.id) ?? [];
  if (stages.includes(stage)) return [];
  const message = `${stage} was not one of the allowed options: [${stages.join(', ')}]`;
  return [{ name: stageName, code: 'INVALID_OPTION', message }];
}

function ruleProblems(portal: Portal, type: ObjectType, kept: Kept) {
  if (!portal.world.bites.on('customValidation')) return [];
  return (portal.seed.validationRules ?? [])
    .filter((rule) => rule.objectType === type.name)
    .flatMap((rule) => {
      const value = kept.get(rule.property);
      if (value === undefined || (value === null && !rule.notEmpty)) return [];
      if (value !== null && new RegExp(`^(?:${rule.pattern})$`).test(value)) return [];
      return [{ name: rule.property, code: 'PROPERTY_VALIDATION_RULE_FAILED', message: rule.message }];
    });
}

function propertiesNotValid(
  problems: readonly { name: string; code: string; message: string }[],
): HubspotError {
  const told = problems.map(({ name, code, message }) => ({ isValid: false, message, error: code, name }));
  const errors: ErrorDetail[] = problems.map(({ name, code, message }) => ({
    message,
    code,
    context: { propertyName: [name] },
  }));
  return invalid(`Property values were not valid: ${JSON.stringify(told)}`, errors);
}

function refuseDuplicate(portal: Portal, type: ObjectType, kept: Kept, existing: CrmRecord | null): void {
  const unique = [...portal.definitions(type.name).values()].filter((definition) => definition.unique);
  for (const { name } of unique) {
    const value = kept.get(name);
    if (value === undefined || value === null) continue;
    const other = portal
      .records(type.name)
      .find((record) => record !== existing && live(record) && record.value(name) === value);
    if (other === undefined) continue;
    if (name === 'email' && !portal.world.bites.on('contactExists')) continue;
    const message =
      name === 'email'
        ? `Contact already exists. Existing ID: ${other.id}`
        : `${type.label} with ${name} "${value}" already exists. Existing ID: ${other.id}`;
    throw new HubspotError(409, 'CONFLICT', message);
  }
}

const live = (record: CrmRecord) => record.archivedAt === null && record.mergedInto === null;

/** A live record by id, or by a property with unique values; 404 for anything else, seen or unseen. */
export function findRecord(
  portal: Portal,
  type: ObjectType,
  wanted: { id: string; idProperty?: string | undefined; archived?: boolean; userId: number | null },
): CrmRecord {
  const record = wanted.idProperty
    ? byUnique(portal, type, wanted.idProperty, wanted.id)
    : portal.record(type.name, wanted.id);
  if (record === undefined || (record.archivedAt !== null) !== (wanted.archived ?? false)) throw notFound();
  if (!portal.canSee(record, wanted.userId)) throw notFound();
  return record;
}

function byUnique(portal: Portal, type: ObjectType, property: string, value: string): CrmRecord | undefined {
  const definition = portal.definitions(type.name).get(property);
  if (definition === undefined || !definition.unique) {
    throw invalid(`The property "${property}" is not a unique property of ${type.name}`);
  }
  const normalised = normalise(definition, value);
  const kept = normalised.ok ? normalised.value : value;
  return portal
    .records(type.name)
    .find((record) => record.mergedInto === null && record.value(property) === kept);
}
