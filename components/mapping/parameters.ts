import type { StepName } from '../../lib/mapping/transform/registry.ts';

type ChoiceWord =
  | ('asTyped' | 'upper' | 'lower' | 'title' | 'e164' | 'international')
  | ('first' | 'last' | 'allButFirst' | 'allButLast')
  | ('number' | 'text' | 'halfEven' | 'halfUp' | 'down')
  | ('refuse' | 'pass' | 'code' | 'name')
  | ('equal' | 'startingWith' | 'endingWith' | 'containing');

/** How a parameter of a step is edited; `name` as in its schema. */
export type Parameter = { readonly name: string } & (
  | { readonly kind: 'switch' }
  | { readonly kind: 'text'; readonly maxLength: number; readonly capitals?: boolean }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly optional?: boolean }
  | { readonly kind: 'choice'; readonly values: readonly ChoiceWord[] }
  /** Values that are shown as they are stored, or by their name in the page's language. */
  | {
      readonly kind: 'pick';
      readonly values: readonly string[];
      readonly as: 'format' | 'language' | 'region';
    }
  | { readonly kind: 'pairs' }
  | { readonly kind: 'steps' }
);

const sides = (values: readonly ChoiceWord[]): readonly Parameter[] => [
  { name: 'erp', kind: 'choice', values },
  { name: 'crm', kind: 'choice', values },
];
const FORMATS = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYYMMDD', 'time'];
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'ja'];

/** One line per step; a test holds it against the schemas. */
export const PARAMETERS: { readonly [N in StepName]: readonly Parameter[] } = {
  trim: [{ name: 'inner', kind: 'switch' }],
  case: sides(['asTyped', 'upper', 'lower', 'title']),
  split: [
    { name: 'separator', kind: 'text', maxLength: 20 },
    { name: 'take', kind: 'choice', values: ['first', 'last', 'allButFirst', 'allButLast'] },
  ],
  join: [
    { name: 'erp', kind: 'text', maxLength: 20 },
    { name: 'crm', kind: 'text', maxLength: 20 },
  ],
  prefix: [{ name: 'text', kind: 'text', maxLength: 80 }],
  date: [
    { name: 'erp', kind: 'pick', values: FORMATS, as: 'format' },
    { name: 'crm', kind: 'pick', values: FORMATS, as: 'format' },
  ],
  number: [
    { name: 'scale', kind: 'number', min: -9, max: 9 },
    { name: 'decimals', kind: 'number', min: 0, max: 9, optional: true },
    { name: 'rounding', kind: 'choice', values: ['halfEven', 'halfUp', 'down'] },
    ...sides(['number', 'text']),
  ],
  currency: [{ name: 'currency', kind: 'text', maxLength: 3, capitals: true }],
  picklist: [
    { name: 'pairs', kind: 'pairs' },
    { name: 'unmapped', kind: 'choice', values: ['refuse', 'pass'] },
  ],
  country: [
    ...sides(['code', 'name']),
    { name: 'language', kind: 'pick', values: LANGUAGES, as: 'language' },
  ],
  state: [
    { name: 'country', kind: 'pick', values: ['US', 'CA', 'AU'], as: 'region' },
    ...sides(['code', 'name']),
  ],
  phone: [
    { name: 'country', kind: 'text', maxLength: 2, capitals: true },
    ...sides(['asTyped', 'e164', 'international']),
  ],
  default: [
    { name: 'crm', kind: 'text', maxLength: 400 },
    { name: 'erp', kind: 'text', maxLength: 400 },
  ],
  condition: [
    { name: 'is', kind: 'choice', values: ['equal', 'startingWith', 'endingWith', 'containing'] },
    { name: 'value', kind: 'text', maxLength: 255 },
    { name: 'then', kind: 'steps' },
    { name: 'otherwise', kind: 'steps' },
  ],
};
