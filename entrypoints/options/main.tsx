import '../../components/ui/base.css';
import { mountPage } from '../../components/ui/mountPage.tsx';
import { t } from '../../lib/i18n.ts';
import { OptionsPage } from './OptionsPage.tsx';

mountPage(t('crm.config.title'), <OptionsPage />);
