import { KEY_PREFIXES } from '../ids.ts';
import { account } from './account.ts';
import { accountContactRelation, contact } from './contact.ts';
import { type Field, SYSTEM_FIELDS } from './field.ts';
import { lead } from './lead.ts';
import type { Features, ObjectDefinition } from './object.ts';
import { opportunity } from './opportunity.ts';
import { order } from './order.ts';
import { quote } from './quote.ts';
import { user } from './user.ts';

/** The objects of one org and their fields; names are found whatever their case, as Salesforce does. */
export class Schema {
  readonly objects: readonly ObjectDefinition[];

  constructor(features: Features) {
    const definitions = [
      account(features),
      contact,
      opportunity(features),
      user,
      ...(features.quotes ? [quote(features)] : []),
      ...(features.orders ? [order(features)] : []),
      ...(features.leads ? [lead] : []),
      ...(features.contactsToMultipleAccounts ? [accountContactRelation] : []),
    ];
    this.objects = definitions.map((object) => ({
      ...object,
      fields: [...SYSTEM_FIELDS.slice(0, 2), ...object.fields, ...SYSTEM_FIELDS.slice(2)],
    }));
  }

  object(name: string): ObjectDefinition | undefined {
    return this.objects.find((object) => object.name.toLowerCase() === name.toLowerCase());
  }

  objectOfId(id: string): ObjectDefinition | undefined {
    return this.objects.find((object) => id.startsWith(KEY_PREFIXES[object.name]));
  }

  field(object: ObjectDefinition, name: string): Field | undefined {
    return object.fields.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  }

  /** The lookup behind the first half of `Account.Name`. */
  relationship(object: ObjectDefinition, name: string): Field | undefined {
    return object.fields.find(
      (candidate) => candidate.relationshipName?.toLowerCase() === name.toLowerCase(),
    );
  }
}
