import type { LedgerOrder, LedgerOrderLine } from './ledger.ts';
import { lineNet, lineTax } from './line.ts';
import { convert, decimal, sum } from './money.ts';

/** Quantity still to invoice; 0 where more was invoiced than ordered. A line of returns (negative quantity) runs the other way. */
const quantityLeft = ({ quantity, invoicedQuantity }: LedgerOrderLine): string => {
  const ordered = decimal(quantity);
  const left = ordered.minus(decimal(invoicedQuantity));
  return left.times(ordered).gt(0) ? left.toFixed() : '0';
};

const uninvoicedOfLine = (line: LedgerOrderLine): number => {
  const net = lineNet({ ...line, quantity: quantityLeft(line) });
  return sum([net, lineTax(net, line.taxRate)]);
};

/** Confirmed, not cancelled or closed, with something left to invoice. */
const isOpen = (order: LedgerOrder): boolean =>
  order.state === 'confirmed' && order.lines.some((line) => quantityLeft(line) !== '0');

/** Tax included, in the order's currency; 0 unless the order is confirmed. */
export const uninvoiced = (order: LedgerOrder): number =>
  isOpen(order) ? sum(order.lines.map(uninvoicedOfLine)) : 0;

/** The same in company currency, each line converted on its own at the order's booked rate. */
export const uninvoicedInCompanyCurrency = (order: LedgerOrder, companyCurrency: string): number =>
  isOpen(order)
    ? sum(
        order.lines.map((line) =>
          convert(uninvoicedOfLine(line), order.currency, companyCurrency, order.bookedRate),
        ),
      )
    : 0;

/** Open orders in company currency. */
export const openOrders = (
  orders: readonly LedgerOrder[],
  companyCurrency: string,
): { count: number; uninvoiced: number } => {
  const open = orders.filter(isOpen);
  return {
    count: open.length,
    uninvoiced: sum(open.map((order) => uninvoicedInCompanyCurrency(order, companyCurrency))),
  };
};
