import { LinkConfirmation } from '../../components/linking/LinkConfirmation.tsx';
import '../../components/ui/base.css';
import { mountPage } from '../../components/ui/mountPage.tsx';
import { FailureError } from '../../lib/failure.ts';
import { t } from '../../lib/i18n.ts';
import type { LinkTicket } from '../../lib/messaging/protocol.ts';
import { send } from '../../lib/messaging/send.ts';

// The panel appends the theme it wears; the ticket is the worker's. Both in the fragment, which no server ever sees.
const fragment = new URLSearchParams(location.hash.slice(1));
const ticket = fragment.get('ticket') ?? '';
const theme = fragment.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

const readLink = async (): Promise<LinkTicket> => {
  const shown = await send('confirm.read', { ticket });
  // Shown by a page of ours, not in this frame.
  if (shown.kind === 'resolve' || shown.kind === 'brake') throw new FailureError({ code: 'message.refused' });
  return shown;
};

mountPage(
  t('confirm.title'),
  <LinkConfirmation
    read={readLink}
    accept={() => send('confirm.accept', { ticket })}
    decline={() => send('confirm.decline', { ticket })}
  />,
);
