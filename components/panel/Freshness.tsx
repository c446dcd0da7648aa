import { Age, type AgeProps } from './Age.tsx';
import { useNow } from './useNow.ts';

/** How old the figures are, ticking. */
export const Freshness = (props: Omit<AgeProps, 'now'>) => <Age {...props} now={useNow(10_000)} />;
