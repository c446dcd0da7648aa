const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/_slds/styles/salesforce-lightning-design-system.min.css">
<link rel="stylesheet" href="/_sim/login.css"></head>
<body><main class="login slds-box slds-theme_default">${body}</main></body></html>`;

const hidden = (fields: URLSearchParams): string =>
  [...fields]
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');

const input = (id: string, label: string, type: string, autocomplete: string): string =>
  `<div class="slds-form-element"><label class="slds-form-element__label" for="${id}">${label}</label>
<input class="slds-input" id="${id}" name="${id}" type="${type}" autocomplete="${autocomplete}" required></div>`;

/** `request`: the authorization request, carried along. */
export const loginPage = (org: string, request: URLSearchParams, error: string | null): string =>
  page(
    `Login | ${org}`,
    `<h1 class="slds-text-heading_medium">${escapeHtml(org)}</h1>
${error === null ? '' : `<p role="alert" id="error" class="slds-text-color_error">${escapeHtml(error)}</p>`}
<form method="post" action="/services/oauth2/authorize/login">${hidden(request)}
${input('username', 'Username', 'text', 'username')}${input('pw', 'Password', 'password', 'current-password')}
<input class="slds-button slds-button_brand" id="Login" type="submit" value="Log In"></form>`,
  );

const SCOPE_WORDS: Readonly<Record<string, string>> = {
  api: 'Manage user data via APIs',
  refresh_token: 'Perform requests at any time',
  offline_access: 'Perform requests at any time',
  openid: 'Access unique user identifiers',
  id: 'Access the identity URL service',
  profile: 'Access your basic information',
  email: 'Access your email address',
  full: 'Full access',
};

export const consentPage = (
  app: string,
  user: string,
  scopes: readonly string[],
  request: URLSearchParams,
): string =>
  page(
    'Allow Access?',
    `<h1 class="slds-text-heading_medium">Allow Access?</h1>
<p>${escapeHtml(app)} is asking to:</p>
<ul class="slds-list_dotted">${scopes.map((scope) => `<li>${escapeHtml(SCOPE_WORDS[scope] ?? scope)}</li>`).join('')}</ul>
<p>Do you want to allow access for ${escapeHtml(user)}?</p>
<form method="post" action="/services/oauth2/authorize/consent">${hidden(request)}
<input class="slds-button slds-button_neutral" id="oadeny" name="decision" type="submit" value="Deny">
<input class="slds-button slds-button_brand" id="oaapprove" name="decision" type="submit" value="Allow"></form>`,
  );

export const errorPage = (error: string, description: string): string =>
  page(
    'Error',
    `<h1 class="slds-text-heading_medium">We can't authorize you because of an OAuth error.</h1>
<p id="error">error=${escapeHtml(error)}&amp;error_description=${escapeHtml(description)}</p>`,
  );
