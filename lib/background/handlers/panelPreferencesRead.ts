import type { Handler } from '../../messaging/serve.ts';
import { readPreferences } from '../preferences.ts';

export const panelPreferencesRead = (): Handler<'panel.preferences.read'> => () => readPreferences();
