import { type Status, statusWord } from './status.ts';

type Tone = 'good' | 'caution' | 'bad' | 'info' | 'neutral';

const TONES: { readonly [S in Status]: Tone } = {
  draft: 'neutral',
  cancelled: 'neutral',
  closed: 'neutral',
  expired: 'neutral',
  declined: 'neutral',
  applied: 'neutral',
  settled: 'good',
  accepted: 'good',
  open: 'info',
  confirmed: 'info',
  sent: 'info',
  unapplied: 'info',
  partPaid: 'info',
  disputed: 'caution',
  overdue: 'bad',
};

/** The word says it all; the tint only helps to scan. */
export function StatusBadge({ status }: { status: Status }) {
  return (
    <span className="badge" data-tone={TONES[status]}>
      {statusWord(status)}
    </span>
  );
}
