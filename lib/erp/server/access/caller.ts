import type { Role, Scope } from '../../api/me.ts';
import type { CustomerFilter } from '../../sources/source.ts';

/** Who is calling, as their token says. */
export interface Caller {
  readonly tokenId: string;
  readonly tenant: string;
  readonly user: string;
  readonly team: string | null;
  readonly role: Role;
  readonly scope: Scope;
  readonly expiresAt: Date;
}

/** A team token without a team cannot be made; should one exist all the same, it sees nobody's customers. */
export const visibleTo = ({ scope, team, user }: Caller): CustomerFilter['visibleTo'] => {
  if (scope === 'team') return { scope, team: team ?? '' };
  return scope === 'own' ? { scope, user } : { scope };
};
