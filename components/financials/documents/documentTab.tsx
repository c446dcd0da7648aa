import { type ReactNode, useCallback, useMemo } from 'react';
import type { CustomerDetail } from '../../../lib/erp/api/customer.ts';
import type { CustomerLists } from '../../../lib/erp/api/lists.ts';
import { CutText } from './CutText.tsx';
import type { ChainDocument } from './chain.ts';
import type { Column } from './column.ts';
import { DocumentTable } from './DocumentTable.tsx';
import { type DetailContext, detailContext } from './detailContext.ts';
import { combined, type Listing } from './listing.ts';
import { type Owned, owned } from './owned.ts';
import type { DocumentTab, TabContext } from './tab.ts';
import { textWidth } from './widthOf.ts';

interface ListSpec<Row> {
  readonly id: string;
  readonly label: DocumentTab['label'];
  readonly empty: DocumentTab['label'];
  readonly columns: readonly Column<Row>[];
  keyOf(row: Row): string;
  textOf(row: Row): string;
  /** The document that a row stands for; absent where rows are none. */
  documentOf?(row: Row): ChainDocument;
  count(customers: readonly CustomerDetail[]): number | null;
  listing(context: TabContext): Listing<Row>;
  detail(row: Row, context: DetailContext): ReactNode;
}

/** A tab from its rows, their columns and what a row tells in full; of several customers, each row says whose it is. */
export const listTab = <Row extends { readonly customer: string }>(
  spec: ListSpec<Owned<Row>>,
): DocumentTab => {
  const customerColumn: Column<Owned<Row>> = {
    id: 'customer',
    label: 'documents.customer',
    sortBy: (row) => row.customerName,
    least: 80,
    widthOf: (row) => textWidth(row.customerName),
    cell: (row) => <CutText text={row.customerName} />,
  };
  const [first, ...others] = spec.columns;
  const withCustomer = first === undefined ? [] : [first, customerColumn, ...others];
  const textOf = (row: Owned<Row>) => `${spec.textOf(row)} ${row.customerName}`;

  function List({ context }: { context: TabContext }) {
    const { customers, loader, wanted, onGo, chosen, onShowAll } = context;
    // biome-ignore lint/correctness/useExhaustiveDependencies: what the rows come from, not the object that carries it
    const listing = useMemo(() => spec.listing(context), [customers, loader]);
    const detail = useCallback(
      (row: Owned<Row>) => {
        const own = detailContext({ customers, loader, onGo }, row.customer);
        return own === null ? null : spec.detail(row, own);
      },
      [customers, loader, onGo],
    );
    const row = useMemo(
      () => (wanted === null ? null : { key: `${wanted.customer}/${wanted.id}` }),
      [wanted],
    );
    return (
      <DocumentTable
        caption={spec.label}
        empty={spec.empty}
        columns={customers.length > 1 ? withCustomer : spec.columns}
        listing={listing}
        keyOf={spec.keyOf}
        textOf={textOf}
        detail={detail}
        wanted={row}
        documentOf={spec.documentOf}
        chosen={chosen}
        onShowAll={onShowAll}
      />
    );
  }

  return {
    id: spec.id,
    label: spec.label,
    count: spec.count,
    render: (context) => <List context={context} />,
  };
};

/** Those with a date, that is all but contacts. */
type Counted = Exclude<keyof CustomerDetail['counts'] & keyof CustomerLists, 'contacts'>;

interface DocumentTabSpec<K extends Counted>
  extends Pick<
    ListSpec<Owned<CustomerLists[K]>>,
    'label' | 'empty' | 'columns' | 'textOf' | 'detail' | 'documentOf'
  > {
  readonly id: K;
}

/** A tab of one kind of document that the ERP counts and hands out in pages. */
export const documentTab = <K extends Counted>({ id, textOf, ...spec }: DocumentTabSpec<K>): DocumentTab => {
  const count = (customers: readonly CustomerDetail[]) =>
    customers.reduce((sum, customer) => sum + customer.counts[id], 0);
  return listTab<CustomerLists[K]>({
    ...spec,
    id,
    count,
    keyOf: (row) => `${row.customer}/${row.id}`,
    textOf: (row) => `${row.id} ${textOf(row)}`,
    listing: ({ customers, loader }) =>
      combined(
        customers.map((customer) => owned(loader.part(customer, id), customer)),
        count(customers),
      ),
  });
};
