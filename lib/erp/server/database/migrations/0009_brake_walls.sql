-- The server owns its tables, and an owner is exempt from row-level security unless it is forced.
ALTER TABLE "brake_questions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sync_pauses" FORCE ROW LEVEL SECURITY;
