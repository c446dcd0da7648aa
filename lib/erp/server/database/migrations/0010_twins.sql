CREATE TABLE "twin_suspects" (
	"tenant" text NOT NULL,
	"record" text NOT NULL,
	"key" text NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	CONSTRAINT "twin_suspects_tenant_record_pk" PRIMARY KEY("tenant","record")
);
--> statement-breakpoint
ALTER TABLE "twin_suspects" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "twins" (
	"tenant" text NOT NULL,
	"key" text NOT NULL,
	"system" text NOT NULL,
	"org" text NOT NULL,
	"object" text NOT NULL,
	"erp_object" text NOT NULL,
	"host" text NOT NULL,
	"side" text NOT NULL,
	"source" text NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"until" timestamp with time zone,
	"record" text,
	"run" text NOT NULL,
	"candidates" jsonb,
	"wanted" boolean DEFAULT false NOT NULL,
	CONSTRAINT "twins_tenant_key_pk" PRIMARY KEY("tenant","key"),
	CONSTRAINT "twins_source" UNIQUE("tenant","system","org","object","erp_object","source")
);
--> statement-breakpoint
ALTER TABLE "twins" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "twins_until" ON "twins" USING btree ("tenant","until");--> statement-breakpoint
CREATE POLICY "own_tenant" ON "twin_suspects" AS PERMISSIVE FOR ALL TO public USING ("twin_suspects"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("twin_suspects"."tenant" = current_setting('app.tenant', true));--> statement-breakpoint
CREATE POLICY "own_tenant" ON "twins" AS PERMISSIVE FOR ALL TO public USING ("twins"."tenant" = current_setting('app.tenant', true)) WITH CHECK ("twins"."tenant" = current_setting('app.tenant', true));