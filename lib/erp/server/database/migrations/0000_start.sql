CREATE TABLE "companies" (
	"tenant" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"fiscal_year_start" text NOT NULL,
	"time_zone" text NOT NULL,
	"grace_days" integer,
	"as_of" date
);
--> statement-breakpoint
ALTER TABLE "companies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contacts" (
	"tenant" text NOT NULL,
	"id" text NOT NULL,
	"customer" text NOT NULL,
	"name" text NOT NULL,
	"role" text,
	"email" text,
	"phone" text,
	CONSTRAINT "contacts_tenant_id_pk" PRIMARY KEY("tenant","id")
);
--> statement-breakpoint
ALTER TABLE "contacts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "customer_keys" (
	"tenant" text NOT NULL,
	"customer" text NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "customer_keys_tenant_customer_key_pk" PRIMARY KEY("tenant","customer","key")
);
--> statement-breakpoint
ALTER TABLE "customer_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "customers" (
	"tenant" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"sort_name" text COLLATE "C" NOT NULL,
	"search_text" text NOT NULL,
	"currency" text NOT NULL,
	"credit_limit" bigint,
	"credit_hold" boolean NOT NULL,
	"parent" text,
	"shares_parent_limit" boolean NOT NULL,
	"website" text,
	"email" text,
	"phone" text,
	"city" text,
	"country" text,
	"industry" text,
	"owner" text,
	"team" text,
	CONSTRAINT "customers_tenant_id_pk" PRIMARY KEY("tenant","id")
);
--> statement-breakpoint
ALTER TABLE "customers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "hubspot_connections" (
	"tenant" text NOT NULL,
	"user" text NOT NULL,
	"sealed_refresh_token" text NOT NULL,
	"portal_id" text NOT NULL,
	"hubspot_user" text NOT NULL,
	"connected_at" timestamp with time zone NOT NULL,
	CONSTRAINT "hubspot_connections_tenant_user_pk" PRIMARY KEY("tenant","user")
);
--> statement-breakpoint
ALTER TABLE "hubspot_connections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "credit_allocations" (
	"tenant" text NOT NULL,
	"customer" text NOT NULL,
	"document" text NOT NULL,
	"position" integer NOT NULL,
	"invoice" text NOT NULL,
	"instalment" integer NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "credit_allocations_tenant_document_position_pk" PRIMARY KEY("tenant","document","position")
);
--> statement-breakpoint
ALTER TABLE "credit_allocations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "instalments" (
	"tenant" text NOT NULL,
	"customer" text NOT NULL,
	"document" text NOT NULL,
	"position" integer NOT NULL,
	"due" date NOT NULL,
	"amount" bigint NOT NULL,
	"written_off" bigint NOT NULL,
	CONSTRAINT "instalments_tenant_document_position_pk" PRIMARY KEY("tenant","document","position")
);
--> statement-breakpoint
ALTER TABLE "instalments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invoice_lines" (
	"tenant" text NOT NULL,
	"customer" text NOT NULL,
	"document" text NOT NULL,
	"position" integer NOT NULL,
	"description" text,
	"product" text,
	"quantity" numeric NOT NULL,
	"unit_price" bigint NOT NULL,
	"tax_rate" numeric NOT NULL,
	CONSTRAINT "invoice_lines_tenant_document_position_pk" PRIMARY KEY("tenant","document","position")
);
--> statement-breakpoint
ALTER TABLE "invoice_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invoice_taxes" (
	"tenant" text NOT NULL,
	"customer" text NOT NULL,
	"document" text NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"rate" numeric NOT NULL,
	"base" bigint NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "invoice_taxes_tenant_document_position_pk" PRIMARY KEY("tenant","document","position")
);
--> statement-breakpoint
ALTER TABLE "invoice_taxes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invoices" (
	"tenant" text NOT NULL,
	"id" text NOT NULL,
	"customer" text NOT NULL,
	"date" date NOT NULL,
	"currency" text NOT NULL,
	"booked_rate" numeric NOT NULL,
	"type" text NOT NULL,
	"state" text NOT NULL,
	"net" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"disputed" boolean NOT NULL,
	"order" text,
	CONSTRAINT "invoices_tenant_id_pk" PRIMARY KEY("tenant","id")
);
--> statement-breakpoint
ALTER TABLE "invoices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"rev" integer NOT NULL,
	"system" text NOT NULL,
	"org" text NOT NULL,
	"object" text NOT NULL,
	"record" text NOT NULL,
	"host" text NOT NULL,
	"customer" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "links_record_customer" UNIQUE("tenant","system","org","object","record","customer")
);
--> statement-breakpoint
ALTER TABLE "links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "order_lines" (
	"tenant" text NOT NULL,
	"customer" text NOT NULL,
	"document" text NOT NULL,
	"position" integer NOT NULL,
	"description" text,
	"product" text,
	"quantity" numeric NOT NULL,
	"unit_price" bigint NOT NULL,
	"tax_rate" numeric NOT NULL,
	"invoiced_quantity" numeric NOT NULL,
	CONSTRAINT "order_lines_tenant_document_position_pk" PRIMARY KEY("tenant","document","position")
);
--> statement-breakpoint
ALTER TABLE "order_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "orders" (
	"tenant" text NOT NULL,
	"id" text NOT NULL,
	"customer" text NOT NULL,
	"date" date NOT NULL,
	"currency" text NOT NULL,
	"booked_rate" numeric NOT NULL,
	"state" text NOT NULL,
	"quote" text,
	CONSTRAINT "orders_tenant_id_pk" PRIMARY KEY("tenant","id")
);
--> statement-breakpoint
ALTER TABLE "orders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shipments" (
	"tenant" text NOT NULL,
	"customer" text NOT NULL,
	"document" text NOT NULL,
	"position" integer NOT NULL,
	"id" text NOT NULL,
	"date" date NOT NULL,
	"carrier" text,
	"tracking" text,
	CONSTRAINT "shipments_tenant_document_position_pk" PRIMARY KEY("tenant","document","position")
);
--> statement-breakpoint
ALTER TABLE "shipments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payment_allocations" (
	"tenant" text NOT NULL,
	"customer" text NOT NULL,
	"document" text NOT NULL,
	"position" integer NOT NULL,
	"invoice" text NOT NULL,
	"instalment" integer NOT NULL,
	"amount" bigint NOT NULL,
	"discount" bigint NOT NULL,
	CONSTRAINT "payment_allocations_tenant_document_position_pk" PRIMARY KEY("tenant","document","position")
);
--> statement-breakpoint
ALTER TABLE "payment_allocations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "payments" (
	"tenant" text NOT NULL,
	"id" text NOT NULL,
	"customer" text NOT NULL,
	"date" date NOT NULL,
	"currency" text NOT NULL,
	"booked_rate" numeric NOT NULL,
	"amount" bigint NOT NULL,
	"reference" text,
	CONSTRAINT "payments_tenant_id_pk" PRIMARY KEY("tenant","id")
);
--> statement-breakpoint
ALTER TABLE "payments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "products" (
	"tenant" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"unit_price" bigint NOT NULL,
	"currency" text NOT NULL,
	"stock" numeric,
	CONSTRAINT "products_tenant_id_pk" PRIMARY KEY("tenant","id")
);
--> statement-breakpoint
ALTER TABLE "products" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "quote_lines" (
	"tenant" text NOT NULL,
	"customer" text NOT NULL,
	"document" text NOT NULL,
	"position" integer NOT NULL,
	"description" text,
	"product" text,
	"quantity" numeric NOT NULL,
	"unit_price" bigint NOT NULL,
	"tax_rate" numeric NOT NULL,
	CONSTRAINT "quote_lines_tenant_document_position_pk" PRIMARY KEY("tenant","document","position")
);
--> statement-breakpoint
ALTER TABLE "quote_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "quotes" (
	"tenant" text NOT NULL,
	"id" text NOT NULL,
	"customer" text NOT NULL,
	"date" date NOT NULL,
	"currency" text NOT NULL,
	"booked_rate" numeric NOT NULL,
	"state" text NOT NULL,
	"valid_until" date,
	CONSTRAINT "quotes_tenant_id_pk" PRIMARY KEY("tenant","id")
);
--> statement-breakpoint
ALTER TABLE "quotes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"hash" text NOT NULL,
	"user" text NOT NULL,
	"team" text,
	"role" text NOT NULL,
	"scope" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "tokens_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "tokens" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_tenant_customer_customers_tenant_id_fk" FOREIGN KEY ("tenant","customer") REFERENCES "public"."customers"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_keys" ADD CONSTRAINT "customer_keys_tenant_customer_customers_tenant_id_fk" FOREIGN KEY ("tenant","customer") REFERENCES "public"."customers"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_allocations" ADD CONSTRAINT "credit_allocations_tenant_document_invoices_tenant_id_fk" FOREIGN KEY ("tenant","document") REFERENCES "public"."invoices"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instalments" ADD CONSTRAINT "instalments_tenant_document_invoices_tenant_id_fk" FOREIGN KEY ("tenant","document") REFERENCES "public"."invoices"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_tenant_document_invoices_tenant_id_fk" FOREIGN KEY ("tenant","document") REFERENCES "public"."invoices"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_taxes" ADD CONSTRAINT "invoice_taxes_tenant_document_invoices_tenant_id_fk" FOREIGN KEY ("tenant","document") REFERENCES "public"."invoices"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_tenant_customer_customers_tenant_id_fk" FOREIGN KEY ("tenant","customer") REFERENCES "public"."customers"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_tenant_document_orders_tenant_id_fk" FOREIGN KEY ("tenant","document") REFERENCES "public"."orders"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_tenant_customer_customers_tenant_id_fk" FOREIGN KEY ("tenant","customer") REFERENCES "public"."customers"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_tenant_document_orders_tenant_id_fk" FOREIGN KEY ("tenant","document") REFERENCES "public"."orders"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_allocations" ADD CONSTRAINT "payment_allocations_tenant_document_payments_tenant_id_fk" FOREIGN KEY ("tenant","document") REFERENCES "public"."payments"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_tenant_customer_customers_tenant_id_fk" FOREIGN KEY ("tenant","customer") REFERENCES "public"."customers"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_lines" ADD CONSTRAINT "quote_lines_tenant_document_quotes_tenant_id_fk" FOREIGN KEY ("tenant","document") REFERENCES "public"."quotes"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_tenant_customer_customers_tenant_id_fk" FOREIGN KEY ("tenant","customer") REFERENCES "public"."customers"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contacts_tenant_customer_index" ON "contacts" USING btree ("tenant","customer");--> statement-breakpoint
CREATE INDEX "customer_keys_tenant_key_index" ON "customer_keys" USING btree ("tenant","key");--> statement-breakpoint
CREATE INDEX "customers_tenant_sort_name_id_index" ON "customers" USING btree ("tenant","sort_name","id");--> statement-breakpoint
CREATE INDEX "customers_tenant_parent_index" ON "customers" USING btree ("tenant","parent");--> statement-breakpoint
CREATE INDEX "credit_allocations_tenant_customer_index" ON "credit_allocations" USING btree ("tenant","customer");--> statement-breakpoint
CREATE INDEX "instalments_tenant_customer_index" ON "instalments" USING btree ("tenant","customer");--> statement-breakpoint
CREATE INDEX "invoice_lines_tenant_customer_index" ON "invoice_lines" USING btree ("tenant","customer");--> statement-breakpoint
CREATE INDEX "invoice_taxes_tenant_customer_index" ON "invoice_taxes" USING btree ("tenant","customer");--> statement-breakpoint
CREATE INDEX "invoices_tenant_customer_date_id_index" ON "invoices" USING btree ("tenant","customer","date","id");--> statement-breakpoint
CREATE INDEX "links_tenant_customer_index" ON "links" USING btree ("tenant","customer");--> statement-breakpoint
CREATE INDEX "order_lines_tenant_customer_index" ON "order_lines" USING btree ("tenant","customer");--> statement-breakpoint
CREATE INDEX "orders_tenant_customer_date_id_index" ON "orders" USING btree ("tenant","customer","date","id");--> statement-breakpoint
CREATE INDEX "shipments_tenant_customer_index" ON "shipments" USING btree ("tenant","customer");--> statement-breakpoint
CREATE INDEX "payment_allocations_tenant_customer_index" ON "payment_allocations" USING btree ("tenant","customer");--> statement-breakpoint
CREATE INDEX "payments_tenant_customer_date_id_index" ON "payments" USING btree ("tenant","customer","date","id");--> statement-breakpoint
CREATE INDEX "quote_lines_tenant_customer_index" ON "quote_lines" USING btree ("tenant","customer");--> statement-breakpoint
CREATE INDEX "quotes_tenant_customer_date_id_index" ON "quotes" USING btree ("tenant","customer","date","id");--> statement-breakpoint
CREATE INDEX "tokens_tenant_user_index" ON "tokens" USING btree ("tenant","user");--> statement-breakpoint
CREATE POLICY "own_tenant" ON "companies" AS PERMISSIVE FOR ALL TO public USING ("companies"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("companies"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "contacts" AS PERMISSIVE FOR ALL TO public USING ("contacts"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("contacts"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "customer_keys" AS PERMISSIVE FOR ALL TO public USING ("customer_keys"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("customer_keys"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "customers" AS PERMISSIVE FOR ALL TO public USING ("customers"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("customers"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "hubspot_connections" AS PERMISSIVE FOR ALL TO public USING ("hubspot_connections"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("hubspot_connections"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "credit_allocations" AS PERMISSIVE FOR ALL TO public USING ("credit_allocations"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("credit_allocations"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "instalments" AS PERMISSIVE FOR ALL TO public USING ("instalments"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("instalments"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "invoice_lines" AS PERMISSIVE FOR ALL TO public USING ("invoice_lines"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("invoice_lines"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "invoice_taxes" AS PERMISSIVE FOR ALL TO public USING ("invoice_taxes"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("invoice_taxes"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "invoices" AS PERMISSIVE FOR ALL TO public USING ("invoices"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("invoices"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "links" AS PERMISSIVE FOR ALL TO public USING ("links"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("links"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "order_lines" AS PERMISSIVE FOR ALL TO public USING ("order_lines"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("order_lines"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "orders" AS PERMISSIVE FOR ALL TO public USING ("orders"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("orders"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "shipments" AS PERMISSIVE FOR ALL TO public USING ("shipments"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("shipments"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "payment_allocations" AS PERMISSIVE FOR ALL TO public USING ("payment_allocations"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("payment_allocations"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "payments" AS PERMISSIVE FOR ALL TO public USING ("payments"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("payments"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "products" AS PERMISSIVE FOR ALL TO public USING ("products"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("products"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "quote_lines" AS PERMISSIVE FOR ALL TO public USING ("quote_lines"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("quote_lines"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "quotes" AS PERMISSIVE FOR ALL TO public USING ("quotes"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("quotes"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant_or_presented" ON "tokens" AS PERMISSIVE FOR ALL TO public USING ("tokens"."tenant" = current_setting('app.tenant', true) OR "tokens"."hash" = current_setting('app.token', true)) WITH CHECK ("tokens"."tenant" = current_setting('app.tenant', true));