import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { customerDetail, customerPage, recordView } from '../customer.ts';
import { contactPage, invoicePage, orderPage, paymentPage, productPage, quotePage } from '../documents.ts';
import { matchAnswer, matchQuery } from '../match.ts';
import { customerId } from '../primitives.ts';
import { asOfQuery, customersQuery, documentsQuery, recordViewQuery } from '../queries.ts';
import { ALWAYS, API_BASE, bearer, etagHeader, json, refused } from './answers.ts';

const params = z.object({ id: customerId });
const ifNoneMatch = z.object({ 'if-none-match': z.string().max(1024).optional() });
const notModified = { 304: { description: 'Unchanged since the version in If-None-Match.' } };

export const listCustomers = createRoute({
  method: 'get',
  path: `${API_BASE}/customers`,
  operationId: 'listCustomers',
  summary: 'Customers by name, with search, filters and cursor',
  security: bearer,
  request: { query: customersQuery },
  responses: { 200: json('One page.', customerPage), ...refused(...ALWAYS) },
});

export const matchCustomers = createRoute({
  method: 'get',
  path: `${API_BASE}/customers/match`,
  operationId: 'matchCustomers',
  summary: 'Customers that may be a company of the CRM, with score and reasons; none is linked by this',
  security: bearer,
  request: { query: matchQuery },
  responses: { 200: json('Best first.', matchAnswer), ...refused(...ALWAYS) },
});

export const getCustomer = createRoute({
  method: 'get',
  path: `${API_BASE}/customers/{id}`,
  operationId: 'getCustomer',
  summary: 'Every figure of a customer, with its newest documents',
  security: bearer,
  request: { params, query: asOfQuery, headers: ifNoneMatch },
  responses: {
    200: { ...json('The customer.', customerDetail), headers: etagHeader },
    ...notModified,
    ...refused(...ALWAYS, 404),
  },
});

const documents = <T extends z.ZodType, P extends string, I extends string>(
  kind: P,
  operationId: I,
  page: T,
  order = 'newest first',
) =>
  createRoute({
    method: 'get',
    path: `${API_BASE}/customers/{id}/${kind}`,
    operationId,
    summary: `A customer's ${kind}, ${order}`,
    security: bearer,
    request: { params, query: documentsQuery },
    responses: { 200: json('One page.', page), ...refused(...ALWAYS, 404) },
  });

export const listInvoices = documents('invoices', 'listInvoices', invoicePage);
export const listOrders = documents('orders', 'listOrders', orderPage);
export const listPayments = documents('payments', 'listPayments', paymentPage);
export const listQuotes = documents('quotes', 'listQuotes', quotePage);
export const listProductsBought = documents('products', 'listProductsBought', productPage);
export const listContacts = documents('contacts', 'listContacts', contactPage, 'by name');

export const getRecordView = createRoute({
  method: 'get',
  path: `${API_BASE}/record-view`,
  operationId: 'getRecordView',
  summary: 'Everything a record page needs: the links of a CRM record and the customers behind them',
  security: bearer,
  request: { query: recordViewQuery, headers: ifNoneMatch },
  responses: {
    200: { ...json('No links: no customers.', recordView), headers: etagHeader },
    ...notModified,
    ...refused(...ALWAYS),
  },
});
