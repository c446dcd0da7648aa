import { field, text } from './field.ts';
import type { ObjectDefinition } from './object.ts';

export const user: ObjectDefinition = {
  name: 'User',
  label: 'User',
  labelPlural: 'Users',
  nameField: 'Name',
  createable: false,
  mergeable: false,
  fields: [
    text('Name', 121, { nillable: false }),
    text('Username', 80, { nillable: false, unique: true }),
    field('Email', 'email', { length: 128, nillable: false }),
    field('IsActive', 'boolean', { nillable: false, byDefault: true }),
  ],
};
