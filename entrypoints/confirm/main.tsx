import { Confirmation } from '../../components/linking/Confirmation.tsx';
import '../../components/ui/base.css';
import { mountPage } from '../../components/ui/mountPage.tsx';
import { t } from '../../lib/i18n.ts';
import { send } from '../../lib/messaging/send.ts';

// The panel appends the theme it wears; the ticket is the worker's. Both in the fragment, which no server ever sees.
const fragment = new URLSearchParams(location.hash.slice(1));
const ticket = fragment.get('ticket') ?? '';
const theme = fragment.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

mountPage(
  t('confirm.page'),
  <Confirmation
    read={() => send('confirm.read', { ticket })}
    accept={() => send('confirm.accept', { ticket })}
    decline={() => send('confirm.decline', { ticket })}
  />,
);
