import { defineConfig } from 'wxt';
import { EXTENSION_PUBLIC_KEY } from './lib/extension.ts';

// HubSpot's hosts are named one by one: a match pattern cannot say `app-*.hubspot.com`, and `*.hubspot.com` would ask for more.
const HUBSPOT_APP_HOSTS = ['app', 'app-eu1', 'app-na1', 'app-na2', 'app-na3', 'app-ap1'];
const CRM_PAGES = [
  'https://*.lightning.force.com/*',
  ...HUBSPOT_APP_HOSTS.map((host) => `https://${host}.hubspot.com/*`),
];
const CRM_APIS = ['https://*.my.salesforce.com/*', 'https://api.hubapi.com/*'];

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/module-react'],
  outDir: '.output',
  manifest: {
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    key: EXTENSION_PUBLIC_KEY,
    permissions: ['storage', 'scripting', 'identity'],
    host_permissions: [...CRM_PAGES, ...CRM_APIS],
    commands: {
      'toggle-panel': {
        suggested_key: { default: 'Alt+L' },
        description: '__MSG_command_togglePanel__',
      },
    },
    web_accessible_resources: [{ resources: ['confirm.html'], matches: CRM_PAGES, use_dynamic_url: true }],
  },
});
