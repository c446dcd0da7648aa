import type { Org } from '../context.ts';
import { longId } from '../ids.ts';
import type { Field, Row, Value } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object.ts';

/** A value as the page shows it, with the record it leads to. */
export interface Shown {
  readonly label: string;
  readonly text: string;
  readonly href: string | null;
}

export interface Highlights {
  readonly id: string;
  readonly object: string;
  readonly objectLabel: string;
  readonly name: string;
  readonly fields: readonly Shown[];
}

export interface Related {
  readonly list: string;
  readonly label: string;
  readonly icon: string;
  readonly rows: readonly (readonly Shown[])[];
}

export interface Details {
  readonly fields: readonly Shown[];
  readonly related: readonly Related[];
}

export interface ListView {
  readonly object: string;
  readonly label: string;
  readonly rows: readonly (readonly Shown[])[];
}

const HIGHLIGHTS: Readonly<Record<string, readonly string[]>> = {
  Account: ['Type', 'Phone', 'Website', 'OwnerId', 'Industry'],
  Contact: ['Title', 'AccountId', 'Phone', 'Email', 'OwnerId'],
  Opportunity: ['AccountId', 'CloseDate', 'Amount', 'StageName', 'OwnerId'],
  Quote: ['QuoteNumber', 'OpportunityId', 'Status', 'ExpirationDate', 'GrandTotal'],
  Lead: ['Company', 'Title', 'Phone', 'Email', 'Status'],
};

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  Account: ['BillingCity', 'Phone', 'Type', 'OwnerId'],
  Contact: ['AccountId', 'Title', 'Phone', 'Email'],
  Opportunity: ['AccountId', 'StageName', 'Amount', 'CloseDate'],
  Quote: ['QuoteNumber', 'OpportunityId', 'Status', 'GrandTotal'],
  Lead: ['Company', 'Status', 'Email', 'Phone'],
};

const RELATED: Readonly<Record<string, readonly (readonly [list: string, object: string, field: string])[]>> =
  {
    Account: [
      ['Contacts', 'Contact', 'AccountId'],
      ['Opportunities', 'Opportunity', 'AccountId'],
      ['ChildAccounts', 'Account', 'ParentId'],
    ],
    Contact: [['Opportunities', 'Opportunity', 'ContactId']],
    Opportunity: [['Quotes', 'Quote', 'OpportunityId']],
  };

const recordPagePath = (object: string, id: string): string => `/lightning/r/${object}/${id}/view`;

const written = (field: Field, value: Value): string => {
  if (value === null || value === '') return '';
  if (field.type === 'currency' && typeof value === 'number')
    return value.toLocaleString('en-US', { style: 'currency', currency: 'EUR' });
  if (field.type === 'percent') return `${value}%`;
  if (field.type === 'date') {
    const [year, month, day] = String(value).split('-').map(Number);
    return `${month}/${day}/${year}`;
  }
  if (field.type === 'datetime') return String(value).slice(0, 16).replace('T', ' ');
  if (field.type === 'boolean') return value === true ? 'Yes' : 'No';
  return String(value);
};

/** What the pages show of the org's records, as one user sees them. Text only: the page makes elements of it. */
export class Views {
  readonly #org: Org;
  readonly #user: string;

  constructor(org: Org, user: string) {
    this.#org = org;
    this.#user = user;
  }

  /** null: there is no such record for this user. */
  highlights(id: string): Highlights | null {
    const found = this.#find(id);
    if (found === null) return null;
    const { object, row } = found;
    return {
      id: String(row.Id),
      object: object.name,
      objectLabel: object.label,
      name: String(row[object.nameField] ?? ''),
      fields: this.#shown(object, row, HIGHLIGHTS[object.name] ?? []),
    };
  }

  details(id: string): Details | null {
    const found = this.#find(id);
    if (found === null) return null;
    const { object, row } = found;
    const names = object.fields
      .filter((field) => !['Id', 'IsDeleted', 'MasterRecordId', 'SystemModstamp'].includes(field.name))
      .map((field) => field.name);
    const related = (RELATED[object.name] ?? []).flatMap((entry) => this.#related(entry, String(row.Id)));
    return { fields: this.#shown(object, row, names), related };
  }

  related(id: string, list: string): Related | null {
    const found = this.#find(id);
    const entry = (RELATED[found?.object.name ?? ''] ?? []).find(([name]) => name === list);
    if (found === null || entry === undefined) return null;
    return this.#related(entry, String(found.row.Id))[0] ?? null;
  }

  /** The first 50 in order of name. */
  list(name: string): ListView | null {
    const object = this.#org.schema.object(name);
    if (object === undefined || !(object.name in COLUMNS)) return null;
    const rows = this.#living(object)
      .sort((a, b) => String(a[object.nameField]).localeCompare(String(b[object.nameField]), 'en'))
      .slice(0, 50)
      .map((row) => this.#line(object, row));
    return { object: object.name, label: object.labelPlural, rows };
  }

  #related(
    [list, objectName, fieldName]: readonly [string, string, string],
    parent: string,
  ): readonly Related[] {
    const object = this.#org.schema.object(objectName);
    if (object === undefined) return [];
    const rows = this.#living(object)
      .filter((row) => row[fieldName] === parent)
      .map((row) => this.#line(object, row));
    const label = list.replace(/([a-z])([A-Z])/g, '$1 $2');
    return [{ list, label, icon: object.name.toLowerCase(), rows }];
  }

  #line(object: ObjectDefinition, row: Row): readonly Shown[] {
    const name = {
      label: `${object.label} Name`,
      text: String(row[object.nameField] ?? ''),
      href: recordPagePath(object.name, String(row.Id)),
    };
    return [name, ...this.#shown(object, row, COLUMNS[object.name] ?? [])];
  }

  #living(object: ObjectDefinition): Row[] {
    return this.#org.store
      .rows(object.name)
      .filter((row) => row.IsDeleted !== true && this.#org.access.seesRecord(this.#user, String(row.Id)));
  }

  #find(text: string): { object: ObjectDefinition; row: Row } | null {
    const id = longId(text);
    const object = id === null ? undefined : this.#org.schema.objectOfId(id);
    if (id === null || object === undefined) return null;
    const row = this.#org.access.record(this.#user, object, id);
    return row === undefined ? null : { object, row };
  }

  #shown(object: ObjectDefinition, row: Row, names: readonly string[]): readonly Shown[] {
    return names.flatMap((name) => {
      const field = this.#org.schema.field(object, name);
      if (field === undefined || !this.#org.access.seesField(this.#user, object, field)) return [];
      return [{ label: field.label, ...this.#valueOf(field, row[name] ?? null) }];
    });
  }

  #valueOf(field: Field, value: Value): { text: string; href: string | null } {
    if (field.type !== 'reference' || typeof value !== 'string')
      return { text: written(field, value), href: null };
    const found = this.#find(value);
    if (found === null) return { text: '', href: null };
    const { object, row } = found;
    const href = object.name in HIGHLIGHTS ? recordPagePath(object.name, value) : null;
    return { text: String(row[object.nameField] ?? ''), href };
  }
}
