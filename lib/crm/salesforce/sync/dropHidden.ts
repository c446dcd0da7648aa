import { typeOf } from './describe.ts';
import { CURRENCY_FIELD, type ObjectContext } from './objectContext.ts';
import { fieldsNamed, type SalesforceError } from './refusedBy.ts';

/**
 * Takes fields that the org has just called unknown out of what is read. `true` = there was one; each can go once only. Without
 * its currency no amount can be told.
 */
export const dropHidden = (
  { readable }: Pick<ObjectContext, 'readable'>,
  errors: readonly SalesforceError[],
): boolean => {
  const unknown = errors.filter(({ code }) => code === 'INVALID_FIELD');
  const named = new Set(fieldsNamed(unknown).map((name) => name.toLowerCase()));
  const withoutCurrency = named.has(CURRENCY_FIELD.toLowerCase());
  const hidden = [...readable.values()].filter(
    (field) => named.has(field.name.toLowerCase()) || (withoutCurrency && typeOf(field) === 'amount'),
  );
  for (const { name } of hidden) readable.delete(name);
  return hidden.length > 0;
};
