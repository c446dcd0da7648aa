import '../../components/ui/base.css';
import '../../components/conflicts/conflict.css';
import { mountPage } from '../../components/ui/mountPage.tsx';
import { t } from '../../lib/i18n.ts';
import { PopupPage } from './PopupPage.tsx';

mountPage(t('extension.name'), <PopupPage />);
