/** Sign-in is ours (`salesforce/auth.ts`); a connection only looks whether this has a client id. */
export default class OAuth2 {
  readonly clientId = undefined;
}
