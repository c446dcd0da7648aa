import type { MessageKey } from '../../lib/i18n.ts';

/** What happened, and what a person can do about it. */
interface Words {
  readonly why: MessageKey;
  readonly way: MessageKey;
}

const FIX = 'sync.wayOn.fixRecord';
const WAIT = 'sync.wayOn.wait';
const MAPPING = 'sync.way.mapping';

const RIGHT: Words = { why: 'sync.failures.why.right', way: 'sync.way.crmAdmin' };
const RULE: Words = { why: 'sync.failures.why.rule', way: FIX };
const DUPLICATE: Words = { why: 'sync.failures.why.duplicate', way: 'sync.way.duplicate' };
const MISSING: Words = { why: 'sync.failures.why.missing', way: FIX };
const OPTION: Words = { why: 'sync.failures.why.option', way: 'sync.way.option' };
const FORM: Words = { why: 'sync.failures.why.form', way: FIX };
const FIELD: Words = { why: 'sync.failures.why.field', way: MAPPING };
const LOCKED: Words = { why: 'sync.failures.why.locked', way: 'sync.way.locked' };
const BUSY: Words = { why: 'sync.failures.why.busy', way: WAIT };
const GONE: Words = { why: 'sync.failures.why.gone', way: 'sync.way.restore' };
const PARENT: Words = { why: 'sync.failures.why.parent', way: FIX };

/** Codes of our own, which come without a sentence, or with one that is not for everybody. */
export const OWN_REASONS = {
  restless: { why: 'sync.failures.why.restless', way: WAIT },
  unheard: { why: 'sync.failures.why.unheard', way: WAIT },
  nothingToMake: { why: 'sync.failures.why.nothingToMake', way: FIX },
  tooManyAlike: { why: 'sync.failures.why.tooManyAlike', way: 'sync.way.linkByHand' },
  suspectDeleted: { why: 'sync.failures.why.suspectDeleted', way: 'sync.wayOn.askOwner' },
  unknown: { why: 'sync.failures.why.unknown', way: 'sync.way.again' },
  CURRENCY_UNKNOWN: { why: 'sync.failures.why.currency', way: 'sync.way.currency' },
  'reference.notLinked': { why: 'sync.failures.why.notLinked', way: 'sync.way.linkParent' },
  'reference.none': { why: 'sync.failures.why.noParent', way: 'sync.way.nameParent' },
  'reference.several': { why: 'sync.failures.why.severalParents', way: 'sync.way.oneParent' },
  'order.refused': { why: 'sync.failures.why.orderRefused', way: 'sync.way.orderByHand' },
  'order.rateUnknown': { why: 'sync.failures.why.orderRate', way: 'sync.way.bookRate' },
  'order.wonBefore': { why: 'sync.failures.why.orderWonBefore', way: 'sync.way.orderByHand' },
  'order.severalCustomers': { why: 'sync.failures.why.severalParents', way: 'sync.way.oneParent' },
  'order.wonTimeUnknown': { why: 'sync.failures.why.wonTimeUnknown', way: 'sync.way.orderByHand' },
} as const satisfies Record<string, Words>;

/**
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_calls_concepts_core_data_objects.htm
 * https://developers.hubspot.com/docs/api-reference/error-handling
 */
export const CRM_REASONS: Readonly<Record<string, Words>> = {
  INSUFFICIENT_ACCESS_OR_READONLY: RIGHT,
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: RIGHT,
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: RULE,
  MISSING_SCOPES: RIGHT,
  FIELD_CUSTOM_VALIDATION_EXCEPTION: RULE,
  FIELD_FILTER_VALIDATION_EXCEPTION: RULE,
  FIELD_INTEGRITY_EXCEPTION: RULE,
  PROPERTY_VALIDATION_RULE_FAILED: RULE,
  VALIDATION_ERROR: RULE,
  DUPLICATES_DETECTED: DUPLICATE,
  DUPLICATE_VALUE: DUPLICATE,
  CONFLICT: DUPLICATE,
  REQUIRED_FIELD_MISSING: MISSING,
  MISSING_ARGUMENT: MISSING,
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: OPTION,
  INVALID_OPTION: OPTION,
  STRING_TOO_LONG: FORM,
  NUMBER_OUTSIDE_VALID_RANGE: FORM,
  INVALID_EMAIL_ADDRESS: FORM,
  INVALID_EMAIL: FORM,
  INVALID_DATE: FORM,
  INVALID_INTEGER: FORM,
  INVALID_TYPE_ON_FIELD_IN_RECORD: FORM,
  INVALID_FIELD: FIELD,
  INVALID_FIELD_FOR_INSERT_UPDATE: FIELD,
  PROPERTY_DOESNT_EXIST: FIELD,
  ENTITY_IS_LOCKED: LOCKED,
  RESOURCE_LOCKED: LOCKED,
  UNABLE_TO_LOCK_ROW: BUSY,
  ENTITY_IS_DELETED: GONE,
  NOT_FOUND: GONE,
  INVALID_CROSS_REFERENCE_KEY: PARENT,
  INVALID_ASSOCIATION: PARENT,
};

/** A code that a system thinks up is not known here: its own sentence is shown then. */
const wordsFor = (code: string): Words | null =>
  code in OWN_REASONS ? OWN_REASONS[code as keyof typeof OWN_REASONS] : (CRM_REASONS[code] ?? null);

/** A reason as the sync tells it, `code` or `code: sentence`, in the words of people. */
export interface Reason extends Words {
  /** The refusing system's own sentence; null = it gave none. */
  readonly said: string | null;
  /** It is about the order that was to be made of the record, not about the record. */
  readonly isOfOrder: boolean;
}

/** `knownCode`: where it is told beside the text. */
export const reasonIn = (text: string, knownCode = ''): Reason => {
  const [, named, sentence] = /^([\w.]+): ([\s\S]*)$/.exec(text) ?? [];
  const isCodeAlone = /^[\w.]+$/.test(text);
  const code = named ?? (isCodeAlone ? text : knownCode);
  const words = wordsFor(code);
  const said = sentence?.trim() ?? (isCodeAlone && words !== null ? '' : text);
  return {
    ...(words ?? { why: 'sync.failures.why.refused', way: FIX }),
    said: said === '' ? null : said,
    isOfOrder: code.startsWith('order.'),
  };
};
