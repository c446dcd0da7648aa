ALTER TABLE "ended_links" ADD COLUMN "system" text GENERATED ALWAYS AS (link ->> 'system') STORED;--> statement-breakpoint
ALTER TABLE "ended_links" ADD COLUMN "org" text GENERATED ALWAYS AS (link ->> 'org') STORED;--> statement-breakpoint
ALTER TABLE "ended_links" ADD COLUMN "object" text GENERATED ALWAYS AS (link ->> 'object') STORED;--> statement-breakpoint
ALTER TABLE "ended_links" ADD COLUMN "record" text GENERATED ALWAYS AS (link ->> 'record') STORED;--> statement-breakpoint
ALTER TABLE "ended_links" ADD COLUMN "erp_object" text GENERATED ALWAYS AS (link ->> 'erpObject') STORED;--> statement-breakpoint
ALTER TABLE "ended_links" ADD COLUMN "erp_record" text GENERATED ALWAYS AS (coalesce(link ->> 'erpRecord', link ->> 'customer')) STORED;--> statement-breakpoint
ALTER TABLE "ended_links" ADD COLUMN "merged" boolean GENERATED ALWAYS AS (coalesce(link -> 'aliases', '[]'::jsonb) <> '[]'::jsonb) STORED;--> statement-breakpoint
CREATE INDEX "ended_links_record_index" ON "ended_links" USING btree ("tenant","system","org","object","record");--> statement-breakpoint
CREATE INDEX "ended_links_merged_index" ON "ended_links" USING btree ("tenant","system","org","object") WHERE "ended_links"."merged";--> statement-breakpoint
CREATE INDEX "ended_links_erp_record_index" ON "ended_links" USING btree ("tenant","erp_object","erp_record");--> statement-breakpoint
CREATE INDEX "run_rows_failed_index" ON "run_rows" USING btree ("tenant","run") WHERE "run_rows"."outcome" = 'failed';