DROP INDEX "links_aliases_index";--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "merged" boolean GENERATED ALWAYS AS (aliases <> '{}') STORED;--> statement-breakpoint
CREATE INDEX "links_merged_index" ON "links" USING btree ("tenant","system","org","object") WHERE "links"."merged";--> statement-breakpoint
CREATE INDEX "links_erp_record_index" ON "links" USING btree ("tenant","erp_object","erp_record") WHERE "links"."erp_record" is not null;--> statement-breakpoint
CREATE INDEX "twins_record" ON "twins" USING btree ("tenant","record") WHERE "twins"."record" is not null;