const STEPS = [
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

/** A wait in its largest fitting unit, rounded up: one that ends early is a gift, one that ends late a broken promise. */
export const durationText = (seconds: number, locale?: string): string => {
  const step = STEPS.find((candidate) => seconds > candidate.seconds) ?? STEPS[2];
  return new Intl.NumberFormat(locale, { style: 'unit', unit: step.unit, unitDisplay: 'long' }).format(
    Math.ceil(seconds / step.seconds),
  );
};
