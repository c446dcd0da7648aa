import { describe, expect, it } from 'vitest';
import type { Scalar } from '../../sync/value.ts';
import { carryChain, STEP_NAMES, type Step, TRANSFORMERS } from './registry.ts';
import type { StepRefusal } from './step.ts';

const refusal = (code: StepRefusal) => ({ refused: code });
type Outcome = Scalar | { readonly refused: StepRefusal };
type Example = readonly [step: Step, erp: Scalar, crm: Outcome];
type ToErp = readonly [step: Step, crm: Scalar, erp: Outcome];

const answered = (answer: ReturnType<typeof carryChain>): Outcome =>
  answer.kind === 'value' ? answer.value : refusal(answer.code);

const { initial: number } = TRANSFORMERS.number;
const { initial: date } = TRANSFORMERS.date;
const euros: Step = { step: 'currency', currency: 'EUR' };
const names: Step = { step: 'country', erp: 'code', crm: 'name', language: 'de' };
const stages: Step = {
  step: 'picklist',
  pairs: [
    { erp: 'sent', crm: 'Presented' },
    { erp: 'expired', crm: 'Denied' },
    { erp: 'declined', crm: 'Denied' },
    { erp: true, crm: 'Yes' },
  ],
  unmapped: 'refuse',
};
const credit: Step = {
  step: 'condition',
  is: 'startingWith',
  value: 'K-',
  // biome-ignore lint/suspicious/noThenProperty: data; nobody awaits it.
  then: [{ step: 'case', erp: 'upper', crm: 'lower' }],
  otherwise: [{ step: 'prefix', text: 'x' }],
};

const toCrm: readonly Example[] = [
  [{ step: 'trim', inner: false }, '  Nordlicht  Handels ', 'Nordlicht  Handels'],
  [{ step: 'trim', inner: true }, ' Nordlicht \u00a0 Handels ', 'Nordlicht Handels'],
  [{ step: 'trim', inner: true }, 7, refusal('notText')],
  [{ step: 'case', erp: 'asTyped', crm: 'title' }, 'éCLAIR au lait', 'Éclair Au Lait'],
  [{ step: 'case', erp: 'asTyped', crm: 'upper' }, 'straße', 'STRASSE'],
  [{ step: 'split', separator: ' ', take: 'first' }, 'Ada Maria Lund', 'Ada'],
  [{ step: 'split', separator: ' ', take: 'last' }, 'Ada Maria Lund', 'Lund'],
  [{ step: 'split', separator: ' ', take: 'allButFirst' }, 'Ada Maria Lund', 'Maria Lund'],
  [{ step: 'split', separator: ' ', take: 'allButLast' }, 'Ada Maria Lund', 'Ada Maria'],
  [{ step: 'join', erp: ', ', crm: ';' }, 'red, blue', 'red;blue'],
  [{ step: 'join', erp: ', ', crm: ';' }, 'red;ish, blue', refusal('ambiguous')],
  [{ step: 'prefix', text: 'ERP-' }, '7', 'ERP-7'],
  [date, '2026-02-28', '28.02.2026'],
  [date, '2026-02-30', refusal('notADate')],
  [date, '28.02.2026', refusal('notADate')],
  [date, '2024-02-29', '29.02.2024'],
  [date, '1900-02-29', refusal('notADate')],
  [date, '2000-02-29', '29.02.2000'],
  [date, '2026-13-01', refusal('notADate')],
  [date, '2026-00-10', refusal('notADate')],
  [{ ...date, crm: 'MM/DD/YYYY' }, '2026-02-01', '02/01/2026'],
  [{ ...date, crm: 'time' }, '2026-02-01', '2026-02-01T00:00:00.000Z'],
  [{ ...date, erp: 'time', crm: 'YYYY-MM-DD' }, '2026-02-01T23:30:00.000Z', '2026-02-01'],
  [{ ...date, erp: 'time', crm: 'YYYY-MM-DD' }, '2026-02-01T23:30:00-02:00', refusal('notADate')],
  [{ ...number, scale: 2 }, 0.15, 15],
  [{ ...number, decimals: 1 }, 0.25, 0.2],
  [{ ...number, decimals: 1, rounding: 'halfUp' }, 0.25, 0.3],
  [{ ...number, decimals: 1, rounding: 'down' }, 0.29, 0.2],
  [{ ...number, crm: 'text' }, 1e-7, '0.0000001'],
  [number, '15', refusal('notANumber')],
  [number, Number.NaN, refusal('notANumber')],
  [number, 1e22, refusal('tooLarge')],
  [number, 0.123_456_789_012_345_6, refusal('tooPrecise')],
  [{ ...number, erp: 'text' }, '1,234.50', refusal('notANumber')],
  [euros, 12_345, '123.45'],
  [euros, -5, '-0.05'],
  [{ step: 'currency', currency: 'JPY' }, 12_345, '12345'],
  [{ step: 'currency', currency: 'KWD' }, 12_345, '12.345'],
  [euros, 0.5, refusal('tooPrecise')],
  [euros, '12', refusal('notANumber')],
  [stages, 'sent', 'Presented'],
  [stages, 'declined', 'Denied'],
  [stages, true, 'Yes'],
  [stages, 'accepted', refusal('notInList')],
  [{ ...stages, unmapped: 'pass' }, 'accepted', 'accepted'],
  [{ ...stages, unmapped: 'pass' }, 'Denied', refusal('ambiguous')],
  [names, 'DE', 'Deutschland'],
  [names, 'Atlantis', refusal('unknownCountry')],
  [names, 'de', refusal('unknownCountry')],
  [{ step: 'state', country: 'US', erp: 'code', crm: 'name' }, 'TX', 'Texas'],
  [{ step: 'state', country: 'CA', erp: 'code', crm: 'name' }, 'TX', refusal('unknownState')],
  [{ step: 'phone', country: 'DE', erp: 'asTyped', crm: 'e164' }, '030 / 90 18 20', '+4930901820'],
  [
    { step: 'phone', country: 'DE', erp: 'asTyped', crm: 'international' },
    '+1 (212) 555-0123',
    '+1 212 555 0123',
  ],
  [
    { step: 'phone', country: 'DE', erp: 'asTyped', crm: 'e164' },
    '030 901820 ext. 7',
    refusal('notAPhoneNumber'),
  ],
  [{ step: 'phone', country: 'DE', erp: 'asTyped', crm: 'e164' }, 'ask Ada', refusal('notAPhoneNumber')],
  [{ step: 'default', crm: 'Unknown', erp: '' }, '  ', 'Unknown'],
  [{ step: 'default', crm: 'Unknown', erp: '' }, 'Lund', 'Lund'],
  [credit, 'K-7', 'k-7'],
  [credit, 'L-7', 'xL-7'],
];

const toErp: readonly ToErp[] = [
  [{ step: 'case', erp: 'upper', crm: 'asTyped' }, 'de', 'DE'],
  [{ step: 'split', separator: ' ', take: 'first' }, 'Ada', 'Ada'],
  [{ step: 'join', erp: ', ', crm: ';' }, 'red;blue', 'red, blue'],
  [{ step: 'prefix', text: 'ERP-' }, 'ERP-7', '7'],
  [{ step: 'prefix', text: 'ERP-' }, '7', '7'],
  [date, '28.02.2026', '2026-02-28'],
  [{ ...number, scale: 2 }, 15, 0.15],
  [{ ...number, scale: 2, crm: 'text' }, '15.0', 0.15],
  [euros, '123.45', 12_345],
  [euros, '-0.05', -5],
  [euros, '123.456', refusal('tooPrecise')],
  [euros, '123,45', refusal('notANumber')],
  [euros, 123, refusal('notText')],
  [euros, '99999999999999.99', refusal('tooPrecise')],
  // Of two ERP values behind one CRM value, the first that was written down.
  [stages, 'Denied', 'expired'],
  [stages, 'Yes', true],
  [names, 'Germany', 'DE'],
  [names, 'Allemagne', 'DE'],
  [{ step: 'state', country: 'US', erp: 'code', crm: 'name' }, ' texas ', 'TX'],
  [{ step: 'default', crm: 'Unknown', erp: '' }, '', ''],
  [credit, 'k-7', 'K-7'],
  [credit, 'xL-7', 'L-7'],
  [credit, 'xK-7', refusal('ambiguous')],
];

const shown = ([step, from, to]: readonly [Step, Scalar, Outcome]) =>
  [step.step, JSON.stringify(from), JSON.stringify(to), step, from, to] as const;

describe('ERP → CRM', () => {
  it.each(toCrm.map(shown))('%s: %s → %s', (_name, _from, _to, step, erp, crm) => {
    expect(answered(carryChain([step], 'toCrm', erp))).toEqual(crm);
  });

  it('has an example of every step', () => {
    expect(new Set(toCrm.map(([{ step }]) => step))).toEqual(new Set(STEP_NAMES));
  });
});

describe('CRM → ERP', () => {
  it.each(toErp.map(shown))('%s: %s → %s', (_name, _from, _to, step, crm, erp) => {
    expect(answered(carryChain([step], 'toErp', crm))).toEqual(erp);
  });
});

describe('loss', () => {
  it.each([
    ['one counterpart each', [{ erp: 'a', crm: 'A' }], 'nothing', 'nothing'],
    [
      'two ERP values behind one',
      [
        { erp: 'a', crm: 'A' },
        { erp: 'b', crm: 'A' },
      ],
      'content',
      'nothing',
    ],
    [
      'two CRM values behind one',
      [
        { erp: 'a', crm: 'A' },
        { erp: 'a', crm: 'B' },
      ],
      'nothing',
      'content',
    ],
  ] as const)('of a list with %s', (_name, pairs, crm, erp) => {
    const step = {
      step: 'picklist' as const,
      pairs: pairs.map((pair) => ({ ...pair })),
      unmapped: 'refuse' as const,
    };
    expect(TRANSFORMERS.picklist.loss(step)).toEqual({ toCrm: crm, toErp: erp });
  });
});
