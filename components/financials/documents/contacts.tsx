import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import type { Contact } from '../../../lib/erp/api/documents.ts';
import { t } from '../../../lib/i18n.ts';
import { NotKnown } from '../NotKnown.tsx';
import { CutText } from './CutText.tsx';
import { Facts } from './Detail.tsx';
import { listTab } from './documentTab.tsx';
import { chained } from './listing.ts';
import { owned } from './owned.ts';
import { textWidth } from './widthOf.ts';

/** The address part is encoded: a contact's text never becomes another header of a mail. */
const mailTo = (email: string) => `mailto:${encodeURIComponent(email).replace('%40', '@')}`;
const callTo = (phone: string) => `tel:${phone.replace(/[^\d+*#,;]/g, '')}`;

const asText = (value: string | null) => (value === null ? <NotKnown /> : <CutText text={value} />);

const contactCount = (customers: readonly CustomerDetail[]): number =>
  customers.reduce((sum, { counts }) => sum + counts.contacts, 0);

export const contactsTab = listTab<Contact>({
  id: 'contacts',
  label: 'documents.contacts',
  empty: 'documents.contacts.empty',
  count: contactCount,
  listing: ({ customers, loader }) =>
    chained(
      customers.map((customer) => owned(loader.part(customer, 'contacts'), customer)),
      contactCount(customers),
    ),
  keyOf: (row) => `${row.customer}/${row.id}`,
  textOf: ({ name, role, email, phone }) => [name, role, email, phone].filter(Boolean).join(' '),
  columns: [
    {
      id: 'name',
      label: 'documents.contact.name',
      sortBy: ({ name }) => name,
      widthOf: ({ name }) => textWidth(name ?? ''),
      cell: ({ name }) => asText(name),
    },
    {
      id: 'role',
      label: 'documents.contact.role',
      sortBy: ({ role }) => role,
      widthOf: ({ role }) => textWidth(role ?? ''),
      cell: ({ role }) => asText(role),
    },
    {
      id: 'email',
      label: 'documents.contact.email',
      sortBy: ({ email }) => email,
      widthOf: ({ email }) => textWidth(email ?? ''),
      cell: ({ email }) => asText(email),
    },
  ],
  detail: ({ id, name, role, email, phone }) => (
    <div className="detail">
      <Facts
        number={id}
        facts={[
          { label: t('documents.contact.name'), value: name },
          { label: t('documents.contact.role'), value: role },
          {
            label: t('documents.contact.email'),
            value: email === null ? null : <a href={mailTo(email)}>{email}</a>,
          },
          {
            label: t('documents.contact.phone'),
            value: phone === null ? null : <a href={callTo(phone)}>{phone}</a>,
          },
        ]}
      />
    </div>
  ),
});
