/** A secret that nobody guards, in letters that no page here has otherwise. Every theft must get it: one that does not is no test. */
export const DECOY_SECRET = '₱7,654,321';

/**
 * A panel as a careless extension would make it: in the page's own world, with everything that a theft looks for. Runs in the
 * page, by its source.
 */
export const putDecoy = (secret: string): void => {
  const host = document.createElement('decoy-panel');
  host.setAttribute('data-decoy', secret);
  host.style.setProperty('--secret', `"${secret}"`);
  host.style.setProperty('grid-area', 'auto');
  host.style.setProperty('quotes', `"${secret}" "${secret}"`);
  host.attachShadow({ mode: 'closed' }).append(secret);
  const open = document.createElement('div');
  open.setAttribute('data-decoy', '');
  open.style.cssText = 'position: fixed; inset: 40px auto auto 40px; z-index: 9; font-family: Roboto';
  open.textContent = secret;
  document.body.append(host);
  // Where the panel is too: beside the body.
  document.documentElement.append(open);
  const frame = document.createElement('iframe');
  frame.addEventListener('load', () => frame.contentDocument?.body.append(secret));
  document.body.append(frame);
  frame.contentDocument?.body.append(secret);
  performance.mark(secret);
  localStorage.setItem('decoy', secret);
  window.postMessage(secret, location.origin);
};
