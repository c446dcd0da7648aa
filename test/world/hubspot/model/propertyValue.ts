import type { PropertyDefinition } from './propertyDefinition.ts';

/** What HubSpot keeps for a value that was sent: its own text (null = cleared), or why it refuses. */
export type Normalised =
  | { readonly ok: true; readonly value: string | null }
  | { readonly ok: false; readonly code: string; readonly message: string };

const kept = (value: string | null): Normalised => ({ ok: true, value });
const refused = (code: string, message: string): Normalised => ({ ok: false, code, message });

/**
 * Every value is kept as text: strings trimmed, numbers without superfluous zeros, dates as `YYYY-MM-DD`, instants in UTC with
 * milliseconds. Spaces around anything but a string are refused (HubSpot's changelog, April 2025).
 */
export function normalise(definition: PropertyDefinition, sent: string): Normalised {
  if (sent === '') return kept(null);
  if (definition.type === 'string') return text(definition, sent);
  if (sent !== sent.trim())
    return refused('INVALID_WHITESPACE', `${JSON.stringify(sent)} has spaces around it.`);
  switch (definition.type) {
    case 'number':
      return number(sent);
    case 'enumeration':
      return options(definition, sent);
    case 'bool':
      return /^(true|false)$/i.test(sent)
        ? kept(sent.toLowerCase())
        : refused('INVALID_OPTION', `${sent} was not one of the allowed options: [true, false]`);
    case 'date':
      return date(sent);
    case 'datetime':
      return datetime(sent);
  }
}

function text(definition: PropertyDefinition, sent: string): Normalised {
  const trimmed = sent.trim();
  if (trimmed === '') return kept(null);
  if (trimmed.length > 65_536) return refused('VALUE_TOO_LONG', 'The value is longer than 65536 characters.');
  if (definition.form === 'email') {
    return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(trimmed)
      ? kept(trimmed.toLowerCase())
      : refused('INVALID_EMAIL', `Email address ${trimmed} is invalid`);
  }
  if (definition.form === 'domain') {
    const host = trimmed.toLowerCase().replace(/^https?:\/\//, '');
    return kept(host.replace(/^www\./, '').replace(/[/?#].*$/, ''));
  }
  return kept(trimmed);
}

function number(sent: string): Normalised {
  const match = /^([+-]?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(sent);
  if (match === null) return refused('INVALID_INTEGER', `${sent} was not a valid number.`);
  const [, sign = '', whole = '0', fraction = ''] = match;
  const digits = fraction === '' ? whole : `${whole}.${fraction}`;
  return kept(sign === '-' && digits !== '0' ? `-${digits}` : digits);
}

function options(definition: PropertyDefinition, sent: string): Normalised {
  if (definition.externalOptions) return kept(sent);
  const chosen = definition.multiple ? [...new Set(sent.split(';').filter((part) => part !== ''))] : [sent];
  const allowed = definition.options.map((option) => option.value);
  const wrong = chosen.find((value) => !allowed.includes(value));
  return wrong === undefined
    ? kept(chosen.join(';'))
    : refused('INVALID_OPTION', `${wrong} was not one of the allowed options: [${allowed.join(', ')}]`);
}

function date(sent: string): Normalised {
  const instant = instantOf(/^\d{4}-\d{2}-\d{2}$/.test(sent) ? `${sent}T00:00:00Z` : sent);
  if (instant === null) return refused('INVALID_DATE', `${sent} was not a valid date.`);
  return instant % 86_400_000 === 0
    ? kept(new Date(instant).toISOString().slice(0, 10))
    : refused('INVALID_DATE', `${sent} is at ${new Date(instant).toISOString()}, not midnight UTC.`);
}

function datetime(sent: string): Normalised {
  const instant = instantOf(sent);
  return instant === null
    ? refused('INVALID_DATE', `${sent} was not a valid datetime.`)
    : kept(new Date(instant).toISOString());
}

function instantOf(sent: string): number | null {
  const parsed = /^-?\d+$/.test(sent) ? Number(sent) : Date.parse(sent);
  return Number.isNaN(parsed) || Math.abs(parsed) > 8.64e15 ? null : parsed;
}
