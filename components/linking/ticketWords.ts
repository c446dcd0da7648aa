import { formatDecimal } from '../../lib/format/number.ts';
import { t } from '../../lib/i18n.ts';
import type { ConflictTicket, DecisionOutcome, ShownDecision } from '../../lib/messaging/conflictMessages.ts';
import type { ConfirmTicket } from '../../lib/messaging/protocol.ts';
import { choiceText } from '../conflicts/conflictWords.ts';
import { outcomeText } from '../conflicts/outcomeText.ts';

/** What is asked. Until it is known what: as of a link, which most are. */
export const titleText = (ticket: ConfirmTicket | null): string => {
  if (ticket === null || ticket.kind === 'link') return t('confirm.title');
  if (ticket.kind !== 'resolve') return t(`confirm.title.${ticket.kind}`);
  const only = onlyOf(ticket);
  return only === null
    ? t('confirm.title.resolveAll', [formatDecimal(ticket.decisions.length)], ticket.decisions.length)
    : t('confirm.title.resolve', [choiceText(only.choice, only.conflict)]);
};

/** The yes, in the words of what it does. */
export const acceptText = (ticket: ConfirmTicket | null, isWriting: boolean): string => {
  if (ticket === null || ticket.kind === 'link') return t(isWriting ? 'confirm.working' : 'confirm.accept');
  if (isWriting) return t('confirm.saving');
  if (ticket.kind !== 'resolve') return t(`confirm.accept.${ticket.kind}`);
  const only = onlyOf(ticket);
  return only === null
    ? t('confirm.accept.resolveAll', [formatDecimal(ticket.decisions.length)], ticket.decisions.length)
    : choiceText(only.choice, only.conflict);
};

/** null = there are several. */
const onlyOf = ({ decisions }: ConflictTicket): ShownDecision | null =>
  decisions.length === 1 ? (decisions[0] ?? null) : null;

/** Some of it was written, and some was not: how many were. */
export const partlyText = (outcomes: readonly DecisionOutcome[]): string => {
  const written = outcomes.filter((outcome) => outcome === 'done' || outcome === 'proposed').length;
  return t('conflict.partly', [formatDecimal(written)], written);
};

export const doneText = (ticket: ConfirmTicket | null): string => {
  switch (ticket?.kind) {
    case undefined:
    case 'link':
      return t('confirm.done');
    case 'resolve':
      return outcomeText(ticket.decisions.map(({ conflict }) => conflict));
    case 'brake':
      return t(ticket.brake.user === null ? 'sync.brake.released' : 'sync.brake.approvedOther');
    default:
      return t('confirm.saved');
  }
};

/** Whether this person's yes could count at all: above the threshold it takes another's. */
export const isAnswerable = (ticket: ConfirmTicket | null): boolean =>
  ticket?.kind !== 'brake' || !ticket.brake.needsSecond || ticket.brake.user !== null;
