import type { Check } from '../checked.ts';

/** A field that its system does not let anybody write. One that can be given at the start, in records that the sync makes, is a caution. */
export const readOnlyTarget: Check = ({ rules }) =>
  rules.flatMap(({ at, ways }) =>
    ways.flatMap(({ to, target }) =>
      // What finance owns has a sentence of its own.
      target?.readOnly === true && !target.financeOwned
        ? [
            {
              code: 'readOnlyTarget',
              severity: target.creatable ? 'caution' : 'error',
              rules: [at],
              side: to,
              values: [target.label],
            },
          ]
        : [],
    ),
  );
