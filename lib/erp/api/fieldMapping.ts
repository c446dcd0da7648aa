import * as z from 'zod';
import { erpObject } from './erpFields.ts';
import { crmSystem } from './record.ts';
import { name, version } from './sync/values.ts';

const pairShape = {
  system: crmSystem,
  object: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,79}$/, 'The object name as the CRM API spells it.'),
  erpObject,
};
/** Which objects a mapping joins. */
export const mappingPair = z.strictObject(pairShape).meta({ id: 'MappingPair' });
export type MappingPair = z.infer<typeof mappingPair>;

/**
 * Fields that finance owns in every object: they flow from the ERP to the CRM, and no mapping can turn that round. What it owns in
 * one object only (a customer's currency, say), the ERP's field list tells.
 */
export const FINANCE_FIELDS: readonly string[] = [
  'creditLimit',
  'creditHold',
  'paymentTerms',
  'taxId',
  'bankAccount',
  'legalName',
];

const flow = z.discriminatedUnion('direction', [
  z.strictObject({
    direction: z.literal('both'),
    policy: z.enum(['lastWriteWins', 'crmWins', 'erpWins', 'ask']),
    firstTime: z.enum(['ask', 'crm', 'erp']),
  }),
  z.strictObject({ direction: z.literal('toCrm'), firstTime: z.enum(['ask', 'source']) }),
  z.strictObject({ direction: z.literal('toErp'), firstTime: z.enum(['ask', 'source']) }),
]);

const rule = z
  .strictObject({
    key: name,
    crmField: name,
    erpField: name,
    flow,
    /** Steps of the transformer, as data; the extension has the code. */
    steps: z.array(z.looseObject({ step: z.string().min(1).max(80) })).max(20),
    blanks: z.enum(['keep', 'propagate']),
    group: name.nullable(),
    /** Minor units. */
    askAbove: z.int().nonnegative().nullable(),
  })
  .refine(
    ({ erpField, flow: { direction } }) => direction === 'toCrm' || !FINANCE_FIELDS.includes(erpField),
    {
      error: 'Finance owns this field: it flows from the ERP to the CRM only.',
      path: ['flow', 'direction'],
    },
  )
  .meta({ id: 'FieldRule' });

const distinct = (keys: readonly string[]): boolean => new Set(keys).size === keys.length;

/** Which records of the CRM the pair is about. */
const scope = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all') }),
    /** Those whose owner is the CRM user that syncs. */
    z.strictObject({ kind: z.literal('owned') }),
    /** Those whose field holds exactly this, in the CRM's own form. */
    z.strictObject({
      kind: z.literal('field'),
      field: name,
      equals: z.union([z.string().max(400), z.boolean()]),
    }),
  ])
  .meta({ id: 'MappingScope' });

/** Whether a record that has no link gets a twin. For customers to the CRM, `customersToCrm` of the settings has to be on, too. */
const create = z.strictObject({ toErp: z.boolean(), toCrm: z.boolean() }).meta({ id: 'MappingCreate' });

export const fieldMapping = z
  .strictObject({
    /** false: nothing of this pair is synced. */
    enabled: z.boolean().default(true),
    create: create.default({ toErp: false, toCrm: false }),
    scope: scope.default({ kind: 'all' }),
    rules: z
      .array(rule)
      .max(300)
      .refine((rules) => distinct(rules.map(({ key }) => key)), { error: 'Two rules have one key.' }),
  })
  .meta({ id: 'FieldMapping' });
/** As it is saved; what is left out has its default. */
export type FieldMapping = z.input<typeof fieldMapping>;
/** As it holds. */
export type HeldMapping = z.output<typeof fieldMapping>;

export const versionedMapping = z
  .object({ ...pairShape, version, mapping: fieldMapping })
  .meta({ id: 'VersionedMapping' });

export const mappingDefaultsQuery = z.strictObject({
  system: crmSystem,
  object: pairShape.object.optional(),
  erpObject: erpObject.optional(),
});

/** What holds for each pair of a CRM until somebody saves something else. */
export const mappingDefaults = z
  .object({ defaults: z.array(z.object({ ...pairShape, mapping: fieldMapping })) })
  .meta({ id: 'MappingDefaults' });
