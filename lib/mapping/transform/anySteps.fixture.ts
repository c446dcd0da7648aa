import fc from 'fast-check';
import type { Scalar } from '../../sync/value.ts';
import type { Step, StepName } from './registry.ts';
import type { SimpleStep } from './simpleSteps.ts';
import { DATE_FORMATS } from './steps/dateFormats.ts';

const written = fc.constantFrom('code' as const, 'name' as const);
const letters = fc.constantFrom('asTyped' as const, 'upper' as const, 'lower' as const, 'title' as const);
const separator = fc.constantFrom(' ', ', ', ';', ',', '-', '::');
const numeral = fc.constantFrom('number' as const, 'text' as const);
const phoneForm = fc.constantFrom('asTyped' as const, 'e164' as const, 'international' as const);
const format = fc.constantFrom(...DATE_FORMATS);
const entry = fc.oneof(
  fc.constantFrom('open', 'won', 'lost', ''),
  fc.boolean(),
  fc.integer({ min: 0, max: 3 }),
);

type Simple = { readonly [N in SimpleStep['step']]: fc.Arbitrary<Extract<SimpleStep, { step: N }>> };
const simple: Simple = {
  trim: fc.record({ step: fc.constant('trim'), inner: fc.boolean() }),
  case: fc.record({ step: fc.constant('case'), erp: letters, crm: letters }),
  split: fc.record({
    step: fc.constant('split'),
    separator,
    take: fc.constantFrom('first', 'last', 'allButFirst', 'allButLast'),
  }),
  join: fc.record({ step: fc.constant('join'), erp: separator, crm: separator }),
  prefix: fc.record({ step: fc.constant('prefix'), text: fc.constantFrom('ERP-', '+', ' ') }),
  date: fc.record({ step: fc.constant('date'), erp: format, crm: format }),
  number: fc.record({
    step: fc.constant('number'),
    scale: fc.integer({ min: -9, max: 9 }),
    decimals: fc.option(fc.integer({ min: 0, max: 9 })),
    rounding: fc.constantFrom('halfEven', 'halfUp', 'down'),
    erp: numeral,
    crm: numeral,
  }),
  currency: fc.record({
    step: fc.constant('currency'),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'),
  }),
  picklist: fc.record({
    step: fc.constant('picklist'),
    pairs: fc.array(fc.record({ erp: entry, crm: entry }), { maxLength: 5 }),
    unmapped: fc.constantFrom('refuse', 'pass'),
  }),
  country: fc.record({
    step: fc.constant('country'),
    erp: written,
    crm: written,
    language: fc.constantFrom('en', 'de', 'fr', 'ja'),
  }),
  state: fc.record({
    step: fc.constant('state'),
    country: fc.constantFrom('US', 'CA', 'AU'),
    erp: written,
    crm: written,
  }),
  phone: fc.record({
    step: fc.constant('phone'),
    country: fc.constantFrom('DE', 'US', 'QQ'),
    erp: phoneForm,
    crm: phoneForm,
  }),
  default: fc.record({
    step: fc.constant('default'),
    crm: fc.constantFrom('', 'Unknown'),
    erp: fc.constantFrom('', 'n/a'),
  }),
};

const branch = fc.array(fc.oneof(...(Object.values(simple) as fc.Arbitrary<SimpleStep>[])), { maxLength: 2 });

/** Each step with any parameters that its schema allows: one line per line of the registry. */
export const anyStep: { readonly [N in StepName]: fc.Arbitrary<Extract<Step, { step: N }>> } = {
  ...simple,
  condition: fc.record({
    step: fc.constant('condition'),
    is: fc.constantFrom('equal', 'startingWith', 'endingWith', 'containing'),
    value: fc.constantFrom('E', '-', 'open'),
    // biome-ignore lint/suspicious/noThenProperty: data; nobody awaits it.
    then: branch,
    otherwise: branch,
  }),
};

export const anyChain: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(...(Object.values(anyStep) as fc.Arbitrary<Step>[])),
  { maxLength: 4 },
);

/** Whatever can stand in a field, with much of what the steps are made for. */
export const anyValue: fc.Arbitrary<Scalar> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.boolean(),
  fc.double(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((units) => units / 100),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((units) => (units / 100).toFixed(2)),
  fc
    .tuple(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
    )
    .chain((parts) => {
      const [year = '', month = '', day = ''] = parts.map((part, at) =>
        String(part).padStart(at === 0 ? 4 : 2, '0'),
      );
      return fc.constantFrom(
        `${year}-${month}-${day}`,
        `${day}.${month}.${year}`,
        `${month}/${day}/${year}`,
        `${year}${month}${day}`,
        `${year}-${month}-${day}T00:00:00.000Z`,
        `${year}-${month}-${day}T23:59:59+02:00`,
      );
    }),
  fc.constantFrom(
    ...[
      'DE',
      'Germany',
      'Deutschland',
      'de',
      'Japan',
      '日本',
      'GB',
      'XK',
      'Atlantis',
      'TX',
      'Texas',
      'tx',
      'Quebec',
    ],
    ...['+49 30 901820', '030 901820', '+1 212 555 0123', '(212) 555-0123', '+49 30 901820 ext. 7', '110'],
    ...[
      'open',
      'won',
      'red, blue',
      'red;blue',
      'ERP-7',
      '  ',
      '',
      'ﬁne',
      'ß',
      'İ',
      '2026-02-30',
      '1e5',
      '-0',
      '0.0',
    ],
  ),
);
