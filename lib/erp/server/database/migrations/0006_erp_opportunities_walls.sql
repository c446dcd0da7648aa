-- The server owns its tables, and an owner is exempt from row-level security unless it is forced.
ALTER TABLE "opportunities" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TRIGGER note_insert AFTER INSERT ON "opportunities" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('opportunity', 'id', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_update AFTER UPDATE ON "opportunities" REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('opportunity', 'id', 'customer', 'false');--> statement-breakpoint
CREATE TRIGGER note_delete AFTER DELETE ON "opportunities" REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changes('opportunity', 'id', 'customer', 'true');
