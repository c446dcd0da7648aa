import { t } from '../../lib/i18n.ts';
import type { ConfirmTicket } from '../../lib/messaging/protocol.ts';
import { choiceText, outcomeText } from '../conflicts/conflictWords.ts';

/** What is asked. Until it is known what: as of a link, which most are. */
export const titleText = (ticket: ConfirmTicket | null): string => {
  if (ticket === null || ticket.kind === 'link') return t('confirm.title');
  return ticket.kind === 'resolve'
    ? t('confirm.title.resolve', [choiceText(ticket.choice, ticket.conflict)])
    : t(`confirm.title.${ticket.kind}`);
};

/** The yes, in the words of what it does. */
export const acceptText = (ticket: ConfirmTicket | null, isWriting: boolean): string => {
  if (ticket === null || ticket.kind === 'link') return t(isWriting ? 'confirm.working' : 'confirm.accept');
  if (isWriting) return t('confirm.saving');
  return ticket.kind === 'resolve'
    ? choiceText(ticket.choice, ticket.conflict)
    : t(`confirm.accept.${ticket.kind}`);
};

export const doneText = (ticket: ConfirmTicket | null): string => {
  switch (ticket?.kind) {
    case undefined:
    case 'link':
      return t('confirm.done');
    case 'resolve':
      return outcomeText(ticket.conflict);
    case 'brake':
      return t(ticket.brake.user === null ? 'sync.brake.released' : 'sync.brake.approvedOther');
    default:
      return t('confirm.saved');
  }
};

/** Whether this person's yes could count at all: above the threshold it takes another's. */
export const isAnswerable = (ticket: ConfirmTicket | null): boolean =>
  ticket?.kind !== 'brake' || !ticket.brake.needsSecond || ticket.brake.user !== null;
