CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"webhook" uuid NOT NULL,
	"event" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"last_error" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"events" text[],
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "webhooks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_webhooks_id_fk" FOREIGN KEY ("webhook") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("next_at") WHERE "webhook_deliveries"."next_at" is not null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_tenant_webhook_index" ON "webhook_deliveries" USING btree ("tenant","webhook");--> statement-breakpoint
CREATE INDEX "webhooks_tenant_index" ON "webhooks" USING btree ("tenant");--> statement-breakpoint
CREATE POLICY "own_tenant_or_jobs" ON "webhook_deliveries" AS PERMISSIVE FOR ALL TO public USING ("webhook_deliveries"."tenant" = current_setting('app.tenant', true) OR current_setting('app.job', true) = 'webhooks' OR (current_setting('app.job', true) = 'retention' AND "webhook_deliveries"."created_at" < now() - interval '90 days')) WITH CHECK ("webhook_deliveries"."tenant" = current_setting('app.tenant', true) OR current_setting('app.job', true) = 'webhooks');--> statement-breakpoint
CREATE POLICY "own_tenant_or_jobs" ON "webhooks" AS PERMISSIVE FOR ALL TO public USING ("webhooks"."tenant" = current_setting('app.tenant', true) OR current_setting('app.job', true) = 'webhooks') WITH CHECK ("webhooks"."tenant" = current_setting('app.tenant', true) OR current_setting('app.job', true) = 'webhooks');