CREATE TABLE "opportunities" (
	"tenant" text NOT NULL,
	"id" text NOT NULL,
	"customer" text NOT NULL,
	"name" text NOT NULL,
	"deal" text,
	"amount" bigint,
	"currency" text,
	"forecast_date" date,
	"stage" text,
	"probability" double precision,
	"partner" text,
	"status" text DEFAULT 'open' NOT NULL,
	CONSTRAINT "opportunities_tenant_id_pk" PRIMARY KEY("tenant","id"),
	CONSTRAINT "opportunities_deal" UNIQUE("tenant","deal")
);
--> statement-breakpoint
ALTER TABLE "opportunities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "legal_name" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "tax_id" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "payment_terms" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "bank_account" text;--> statement-breakpoint
ALTER TABLE "opportunities" ADD CONSTRAINT "opportunities_tenant_customer_customers_tenant_id_fk" FOREIGN KEY ("tenant","customer") REFERENCES "public"."customers"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "opportunities_tenant_customer_index" ON "opportunities" USING btree ("tenant","customer");--> statement-breakpoint
CREATE POLICY "own_tenant" ON "opportunities" AS PERMISSIVE FOR ALL TO public USING ("opportunities"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("opportunities"."tenant" = current_setting('app.tenant', true));