import { textField } from './field.ts';

export const CONTACT_FIELDS = [
  textField('id', 'Contact number', { access: 'kept', required: true, unique: true, maxLength: 64 }),
  textField('name', 'Name', { required: true }),
  textField('role', 'Role'),
  textField('email', 'Email', { type: 'email' }),
  textField('phone', 'Phone', { type: 'phone' }),
  textField('customer', 'Customer', { type: 'reference', access: 'given', required: true, maxLength: 64 }),
];
