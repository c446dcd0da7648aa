import type { Capability, Role } from '../../api/me.ts';

/** The role matrix, the only place it is written down. Rows are cumulative on purpose: read ⊂ sync ⊂ admin. */
export const ROLE_CAPABILITIES: Readonly<Record<Role, readonly Capability[]>> = {
  'crm.read': ['view'],
  'crm.sync': ['view', 'manualSync', 'link', 'convert', 'resolveConflicts'],
  'crm.admin': [
    'view',
    'manualSync',
    'link',
    'convert',
    'resolveConflicts',
    'undoRun',
    'configureMapping',
    'admin',
  ],
};

export const mayDo = (role: Role, capability: Capability): boolean =>
  ROLE_CAPABILITIES[role].includes(capability);
