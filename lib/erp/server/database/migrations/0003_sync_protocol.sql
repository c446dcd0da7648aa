CREATE TABLE "archived_records" (
	"tenant" text NOT NULL,
	"object" text NOT NULL,
	"record" text NOT NULL,
	"archived_by" text NOT NULL,
	"archived_at" timestamp with time zone NOT NULL,
	CONSTRAINT "archived_records_tenant_object_record_pk" PRIMARY KEY("tenant","object","record")
);
--> statement-breakpoint
ALTER TABLE "archived_records" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "brake_counters" (
	"tenant" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "brake_counters_tenant_since_kind_pk" PRIMARY KEY("tenant","since","kind")
);
--> statement-breakpoint
ALTER TABLE "brake_counters" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "changes" (
	"tenant" text NOT NULL,
	"xid" "xid8" NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "changes_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"object" text NOT NULL,
	"record" text NOT NULL,
	"customer" text,
	"deleted" boolean NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "changes_tenant_xid_seq_pk" PRIMARY KEY("tenant","xid","seq")
);
--> statement-breakpoint
ALTER TABLE "changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conflicts" (
	"tenant" text NOT NULL,
	"link" uuid NOT NULL,
	"key" text NOT NULL,
	"conflict" jsonb NOT NULL,
	"run" text,
	"opened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conflicts_tenant_link_key_pk" PRIMARY KEY("tenant","link","key")
);
--> statement-breakpoint
ALTER TABLE "conflicts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversions" (
	"tenant" text NOT NULL,
	"key" text NOT NULL,
	"opportunity" text NOT NULL,
	"order" text NOT NULL,
	"is_main" boolean NOT NULL,
	"po_number" text,
	"ship_to" text,
	"requested_date" date,
	"draft_reason" jsonb,
	"converted_by" text NOT NULL,
	"converted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "conversions_tenant_key_pk" PRIMARY KEY("tenant","key")
);
--> statement-breakpoint
ALTER TABLE "conversions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "dead_letters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"link" uuid NOT NULL,
	"code" text NOT NULL,
	"reason" text NOT NULL,
	"run" text NOT NULL,
	"attempts" integer NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dead_letters_link" UNIQUE("tenant","link")
);
--> statement-breakpoint
ALTER TABLE "dead_letters" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ended_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"rev" integer NOT NULL,
	"link" jsonb NOT NULL,
	"ended_by" text NOT NULL,
	"run" text,
	"ended_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ended_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant" text NOT NULL,
	"user" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"answer" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_tenant_user_key_pk" PRIMARY KEY("tenant","user","key")
);
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "intents" (
	"tenant" text NOT NULL,
	"id" text NOT NULL,
	"link" uuid NOT NULL,
	"run" text NOT NULL,
	"mapping" integer NOT NULL,
	"prepared_by" text NOT NULL,
	"prepared_at" timestamp with time zone NOT NULL,
	"committed_at" timestamp with time zone,
	CONSTRAINT "intents_tenant_id_pk" PRIMARY KEY("tenant","id")
);
--> statement-breakpoint
ALTER TABLE "intents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "leases" (
	"tenant" text NOT NULL,
	"crm_user" text NOT NULL,
	"object" text NOT NULL,
	"browser" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "leases_tenant_crm_user_object_pk" PRIMARY KEY("tenant","crm_user","object")
);
--> statement-breakpoint
ALTER TABLE "leases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger" (
	"tenant" text NOT NULL,
	"writer" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"run" text,
	"link" uuid,
	"content" jsonb NOT NULL,
	"previous" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "ledger_tenant_writer_seq_pk" PRIMARY KEY("tenant","writer","seq")
);
--> statement-breakpoint
ALTER TABLE "ledger" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger_heads" (
	"tenant" text NOT NULL,
	"writer" text NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "ledger_heads_tenant_writer_pk" PRIMARY KEY("tenant","writer")
);
--> statement-breakpoint
ALTER TABLE "ledger_heads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "run_rows" (
	"tenant" text NOT NULL,
	"run" text NOT NULL,
	"link" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	CONSTRAINT "run_rows_tenant_run_link_pk" PRIMARY KEY("tenant","run","link")
);
--> statement-breakpoint
ALTER TABLE "run_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "runs" (
	"tenant" text NOT NULL,
	"id" text NOT NULL,
	"user" text NOT NULL,
	"trigger" text NOT NULL,
	"link" text,
	"state" text NOT NULL,
	"result" text,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "runs_tenant_id_pk" PRIMARY KEY("tenant","id")
);
--> statement-breakpoint
ALTER TABLE "runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "setting_versions" (
	"tenant" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "setting_versions_tenant_name_version_pk" PRIMARY KEY("tenant","name","version")
);
--> statement-breakpoint
ALTER TABLE "setting_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "settings" (
	"tenant" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "settings_tenant_name_pk" PRIMARY KEY("tenant","name")
);
--> statement-breakpoint
ALTER TABLE "settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "erp_object" text DEFAULT 'customer' NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "erp_record" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "base" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "aliases" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "pending" jsonb;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "pending_by" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "pending_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_link_links_id_fk" FOREIGN KEY ("link") REFERENCES "public"."links"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversions" ADD CONSTRAINT "conversions_tenant_order_orders_tenant_id_fk" FOREIGN KEY ("tenant","order") REFERENCES "public"."orders"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_rows" ADD CONSTRAINT "run_rows_tenant_run_runs_tenant_id_fk" FOREIGN KEY ("tenant","run") REFERENCES "public"."runs"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "changes_tenant_object_record_seq_index" ON "changes" USING btree ("tenant","object","record","seq");--> statement-breakpoint
CREATE INDEX "conflicts_tenant_opened_at_index" ON "conflicts" USING btree ("tenant","opened_at");--> statement-breakpoint
CREATE INDEX "conversions_tenant_order_index" ON "conversions" USING btree ("tenant","order");--> statement-breakpoint
CREATE INDEX "dead_letters_tenant_last_at_id_index" ON "dead_letters" USING btree ("tenant","last_at","id");--> statement-breakpoint
CREATE INDEX "ended_links_tenant_run_index" ON "ended_links" USING btree ("tenant","run");--> statement-breakpoint
CREATE INDEX "intents_tenant_link_index" ON "intents" USING btree ("tenant","link");--> statement-breakpoint
CREATE INDEX "ledger_tenant_link_index" ON "ledger" USING btree ("tenant","link");--> statement-breakpoint
CREATE INDEX "ledger_tenant_run_index" ON "ledger" USING btree ("tenant","run");--> statement-breakpoint
CREATE INDEX "run_rows_tenant_link_index" ON "run_rows" USING btree ("tenant","link");--> statement-breakpoint
CREATE INDEX "runs_tenant_started_at_id_index" ON "runs" USING btree ("tenant","started_at","id");--> statement-breakpoint
CREATE INDEX "links_aliases_index" ON "links" USING gin ("aliases");--> statement-breakpoint
CREATE INDEX "links_pending_index" ON "links" USING btree ("tenant","pending_until") WHERE "links"."pending" is not null;--> statement-breakpoint
CREATE POLICY "own_tenant" ON "archived_records" AS PERMISSIVE FOR ALL TO public USING ("archived_records"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("archived_records"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant_or_retention" ON "brake_counters" AS PERMISSIVE FOR ALL TO public USING ("brake_counters"."tenant" = current_setting('app.tenant', true) OR (current_setting('app.job', true) = 'retention' AND "brake_counters"."since" < now() - interval '90 days')) WITH CHECK ("brake_counters"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant_or_retention" ON "changes" AS PERMISSIVE FOR ALL TO public USING ("changes"."tenant" = current_setting('app.tenant', true) OR (current_setting('app.job', true) = 'retention' AND "changes"."changed_at" < now() - interval '90 days')) WITH CHECK ("changes"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "conflicts" AS PERMISSIVE FOR ALL TO public USING ("conflicts"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("conflicts"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "conversions" AS PERMISSIVE FOR ALL TO public USING ("conversions"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("conversions"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "dead_letters" AS PERMISSIVE FOR ALL TO public USING ("dead_letters"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("dead_letters"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "ended_links" AS PERMISSIVE FOR ALL TO public USING ("ended_links"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("ended_links"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant_or_retention" ON "idempotency_keys" AS PERMISSIVE FOR ALL TO public USING ("idempotency_keys"."tenant" = current_setting('app.tenant', true) OR (current_setting('app.job', true) = 'retention' AND "idempotency_keys"."created_at" < now() - interval '90 days')) WITH CHECK ("idempotency_keys"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant_or_retention" ON "intents" AS PERMISSIVE FOR ALL TO public USING ("intents"."tenant" = current_setting('app.tenant', true) OR (current_setting('app.job', true) = 'retention' AND "intents"."committed_at" < now() - interval '90 days')) WITH CHECK ("intents"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "leases" AS PERMISSIVE FOR ALL TO public USING ("leases"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("leases"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "ledger" AS PERMISSIVE FOR ALL TO public USING ("ledger"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("ledger"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "ledger_heads" AS PERMISSIVE FOR ALL TO public USING ("ledger_heads"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("ledger_heads"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "run_rows" AS PERMISSIVE FOR ALL TO public USING ("run_rows"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("run_rows"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant_or_retention" ON "runs" AS PERMISSIVE FOR ALL TO public USING ("runs"."tenant" = current_setting('app.tenant', true) OR (current_setting('app.job', true) = 'retention' AND "runs"."started_at" < now() - interval '90 days')) WITH CHECK ("runs"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "setting_versions" AS PERMISSIVE FOR ALL TO public USING ("setting_versions"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("setting_versions"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "settings" AS PERMISSIVE FOR ALL TO public USING ("settings"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("settings"."tenant" = current_setting('app.tenant', true));