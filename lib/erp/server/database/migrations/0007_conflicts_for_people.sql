ALTER TABLE "conflicts" ADD COLUMN "mapping" integer;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "crm_changed" jsonb;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "erp_changed" jsonb;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "proposed" jsonb;--> statement-breakpoint
ALTER TABLE "conflicts" ADD COLUMN "decided" jsonb;