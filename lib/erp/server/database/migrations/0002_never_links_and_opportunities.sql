CREATE TABLE "never_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"system" text NOT NULL,
	"org" text NOT NULL,
	"object" text NOT NULL,
	"record" text NOT NULL,
	"customer" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "never_links_record_customer" UNIQUE("tenant","system","org","object","record","customer")
);
--> statement-breakpoint
ALTER TABLE "never_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "opportunity" text;--> statement-breakpoint
CREATE INDEX "never_links_tenant_customer_index" ON "never_links" USING btree ("tenant","customer");--> statement-breakpoint
CREATE INDEX "invoices_tenant_currency_date_index" ON "invoices" USING btree ("tenant","currency","date");--> statement-breakpoint
CREATE INDEX "orders_tenant_currency_date_index" ON "orders" USING btree ("tenant","currency","date");--> statement-breakpoint
CREATE INDEX "orders_tenant_opportunity_index" ON "orders" USING btree ("tenant","opportunity") WHERE "orders"."opportunity" is not null;--> statement-breakpoint
CREATE INDEX "payments_tenant_currency_date_index" ON "payments" USING btree ("tenant","currency","date");--> statement-breakpoint
CREATE POLICY "own_tenant" ON "never_links" AS PERMISSIVE FOR ALL TO public USING ("never_links"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("never_links"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
ALTER TABLE "never_links" FORCE ROW LEVEL SECURITY;
