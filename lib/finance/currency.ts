/**
 * ISO 4217 minor units (list one, "Mnr unts") where they are not two. `Intl` is not asked: it follows CLDR, which shows some
 * currencies with fewer digits than they are booked in.
 */
const digitsOtherThanTwo = new Map<string, number>([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV'].map(
    (code) => [code, 0] as const,
  ),
  ...['XAF', 'XOF', 'XPF'].map((code) => [code, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
  ...['CLF', 'UYW'].map((code) => [code, 4] as const),
]);

/** Decimals of a currency's minor unit: EUR 2, JPY 0, KWD 3. */
export const currencyDigits = (currency: string): number => digitsOtherThanTwo.get(currency) ?? 2;
