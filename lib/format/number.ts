/** "12.5" as people of the locale write it. Quantities and DSO; every digit that was booked is kept. */
export const formatDecimal = (value: number | string, locale?: string): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(value as `${number}`);
