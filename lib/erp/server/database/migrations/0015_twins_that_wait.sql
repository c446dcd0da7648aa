ALTER TABLE "twins" ADD COLUMN "waits_object" text;--> statement-breakpoint
ALTER TABLE "twins" ADD COLUMN "waits_record" text;--> statement-breakpoint
CREATE INDEX "twins_waiting" ON "twins" USING btree ("tenant","waits_record") WHERE "twins"."waits_record" is not null;