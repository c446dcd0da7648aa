import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import type { Column } from './column.ts';
import { DocumentTable, type DocumentTableProps } from './DocumentTable.tsx';
import type { DocumentTab } from './tab.ts';

type Documents = keyof CustomerDetail['counts'];

/** A document of one of the record's customers, with that customer's name. */
type Owned<Row> = Row & { readonly customerName: string };

interface DocumentTabSpec<Row>
  extends Pick<DocumentTableProps<Owned<Row>>, 'columns' | 'textOf' | 'detail' | 'empty'> {
  readonly id: Documents;
  readonly label: DocumentTab['label'];
  rowsOf(customer: CustomerDetail): readonly Row[];
}

/** A tab from what its documents are called, which columns they have and what a row tells in full. */
export const documentTab = <Row extends { readonly id: string; readonly customer: string }>({
  id,
  label,
  rowsOf,
  columns,
  textOf,
  ...table
}: DocumentTabSpec<Row>): DocumentTab => {
  const customerColumn: Column<Owned<Row>> = {
    id: 'customer',
    label: 'documents.customer',
    sortBy: (row) => row.customer,
    cell: (row) => (
      <span className="short" title={row.customerName}>
        {row.customer}
      </span>
    ),
  };
  const [first, ...others] = columns;
  const withCustomer = first === undefined ? [] : [first, customerColumn, ...others];
  return {
    id,
    label,
    count: (customers) => customers.reduce((sum, customer) => sum + customer.counts[id], 0),
    sent: (customers) => customers.reduce((sum, customer) => sum + rowsOf(customer).length, 0),
    render: (customers) => (
      <DocumentTable
        {...table}
        caption={label}
        columns={customers.length > 1 ? withCustomer : columns}
        rows={customers.flatMap((customer) =>
          rowsOf(customer).map((row): Owned<Row> => ({ ...row, customerName: customer.name })),
        )}
        keyOf={(row) => `${row.customer}/${row.id}`}
        textOf={(row) => `${textOf(row)} ${row.id} ${row.customerName}`}
      />
    ),
  };
};
