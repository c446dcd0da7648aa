import type { Handler } from '../../messaging/serve.ts';
import { writePreferences } from '../preferences.ts';

export const panelPreferencesWrite = (): Handler<'panel.preferences.write'> => async (preferences) => {
  await writePreferences(preferences);
  return null;
};
