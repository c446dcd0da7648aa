CREATE TABLE "brake_questions" (
	"tenant" text NOT NULL,
	"run" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"verdict" text NOT NULL,
	"counts" jsonb NOT NULL,
	"reasons" jsonb NOT NULL,
	"sample" jsonb NOT NULL,
	"approved_by" text,
	"approved_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	CONSTRAINT "brake_questions_tenant_run_pk" PRIMARY KEY("tenant","run")
);
--> statement-breakpoint
ALTER TABLE "brake_questions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_pauses" (
	"tenant" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"detail" text NOT NULL,
	"run" text,
	"paused_at" timestamp with time zone NOT NULL,
	"resumed_at" timestamp with time zone,
	"resumed_by" text
);
--> statement-breakpoint
ALTER TABLE "sync_pauses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "brake_questions_tenant_asked_at_index" ON "brake_questions" USING btree ("tenant","asked_at");--> statement-breakpoint
CREATE POLICY "own_tenant_or_retention" ON "brake_questions" AS PERMISSIVE FOR ALL TO public USING ("brake_questions"."tenant" = current_setting('app.tenant', true) OR (current_setting('app.job', true) = 'retention' AND "brake_questions"."asked_at" < now() - interval '90 days')) WITH CHECK ("brake_questions"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "sync_pauses" AS PERMISSIVE FOR ALL TO public USING ("sync_pauses"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("sync_pauses"."tenant" = current_setting('app.tenant', true));