import { describe, expect, it } from 'vitest';
import { landingOf } from './authFlow.ts';

const signIn = new URL('https://acme.my.salesforce.com/services/oauth2/authorize');

describe('where a sign-in ends', () => {
  it('a window that the person closed is their own "no"', async () => {
    const launch = () => Promise.reject(new Error('The user did not approve access.'));
    await expect(landingOf(launch, signIn)).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });

  it('a sign-in page that did not load is not blamed on the person', async () => {
    const launch = () => Promise.reject(new Error('Authorization page could not be loaded.'));
    await expect(landingOf(launch, signIn)).rejects.toMatchObject({ failure: { code: 'crm.unreachable' } });
  });

  it('an ending that is no address is a bad answer', async () => {
    await expect(landingOf(() => Promise.resolve('nowhere'), signIn)).rejects.toMatchObject({
      failure: { code: 'crm.badAnswer' },
    });
  });
});
