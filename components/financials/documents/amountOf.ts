import { currencyDigits } from '../../../lib/finance/currency.ts';

/** Sorts amounts by what is printed: 1,000 JPY stands above 10.00 EUR, though both are 1000 minor units. No conversion. */
export const amountOf = (amount: number, currency: string): number => amount / 10 ** currencyDigits(currency);
