let serial = 0;

/** Asks the host as Lightning does: one POST by XMLHttpRequest. null = there is no such thing. */
export const ask = <T>(action: string, parameters: Readonly<Record<string, string>>): Promise<T | null> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    serial += 1;
    request.open('POST', `/aura?r=${serial}&${action}=1`);
    request.responseType = 'json';
    request.onerror = () => reject(new Error('Disconnected or the request was blocked.'));
    request.onload = () =>
      request.status === 200 ? resolve(request.response.returnValue) : reject(new Error(`${request.status}`));
    request.send(new URLSearchParams({ action, ...parameters }));
  });
